import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useWho } from '../../app/who.tsx';

interface PartCardProps {
  id: string;
  texts: { title: string; hint: string; edit: string };
  editor: (close: () => void) => ReactNode;
  /** What is in force. */
  children: ReactNode;
}

/** A part of the calendar that the county keeps itself, read by everybody and changed by whoever may. */
export function PartCard({ id, texts, editor, children }: PartCardProps) {
  const { may } = useWho();
  const [isEditing, setEditing] = useState(false);
  return (
    <section className="card stack-tight" aria-labelledby={id}>
      <header className="row-between">
        <h2 id={id}>{texts.title}</h2>
        {may('calendar.edit') && !isEditing ? (
          <Button onClick={() => setEditing(true)}>{texts.edit}</Button>
        ) : null}
      </header>
      <p className="small muted">{texts.hint}</p>
      {isEditing ? editor(() => setEditing(false)) : children}
    </section>
  );
}

/** The entries of a part, or that there are none. */
export function Entries<T>({
  entries,
  keyOf,
  none,
  children,
}: {
  entries: T[];
  keyOf: (entry: T) => string;
  none: string;
  children: (entry: T, index: number) => ReactNode;
}) {
  if (entries.length === 0) return <p>{none}</p>;
  return (
    <ul className="entries">
      {entries.map((entry, index) => (
        <li key={keyOf(entry)}>{children(entry, index)}</li>
      ))}
    </ul>
  );
}
