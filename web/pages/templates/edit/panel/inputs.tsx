import { useEffect, useId, useRef, useState, type ReactNode } from 'react';

interface TextInputProps {
  label: string;
  value: string;
  onCommit(value: string): void;
  hint?: string;
  isLong?: boolean;
  placeholder?: string;
  type?: 'text' | 'number' | 'date';
  /** The label is for screen readers only: a row of inputs under one visible heading. */
  isLabelHidden?: boolean;
  lang?: string;
}

/**
 * A text that becomes one undoable change of the diagram when its author leaves the field or presses Enter,
 * rather than one for each key. Leaving by choosing another element counts as well.
 */
export function TextInput({
  label,
  value,
  onCommit,
  hint,
  isLong,
  placeholder,
  type,
  isLabelHidden,
  lang,
}: TextInputProps) {
  const id = useId();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const commit = () => {
    if (text.trim() !== value) onCommit(text.trim());
  };
  const last = useRef(commit);
  useEffect(() => {
    last.current = commit;
  });
  useEffect(() => () => last.current(), []);
  const shared = {
    id,
    lang,
    value: text,
    placeholder,
    'aria-describedby': hint ? `${id}-hint` : undefined,
    onChange: (event: { target: { value: string } }) => setText(event.target.value),
    onBlur: commit,
  };
  return (
    <div className="field">
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : undefined}>
        {label}
      </label>
      {isLong ? (
        <textarea {...shared} className="native panel-text" rows={3} />
      ) : (
        <input
          {...shared}
          type={type ?? 'text'}
          step={1}
          className="native"
          autoComplete="off"
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) commit();
          }}
        />
      )}
      {hint ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}

export interface Option {
  value: string;
  text: string;
  group?: string;
}

interface ChoiceProps {
  label: string;
  value: string;
  options: Option[];
  onChange(value: string): void;
  isLabelHidden?: boolean;
  hint?: string;
}

/** A native list: it opens with the keyboard, reads well aloud, and fits a phone. A value it does not know stays visible. */
export function Choice({ label, value, options, onChange, isLabelHidden, hint }: ChoiceProps) {
  const id = useId();
  const isKnown = options.some((option) => option.value === value);
  const groups = [...new Set(options.map(({ group }) => group))];
  return (
    <div className="field">
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <select id={id} className="native" value={value} onChange={(event) => onChange(event.target.value)}>
        {isKnown ? null : <option value={value}>{value}</option>}
        {groups.map((group) => {
          const items = options
            .filter((option) => option.group === group)
            .map((option) => (
              <option key={option.value} value={option.value}>
                {option.text}
              </option>
            ));
          return group === undefined ? (
            items
          ) : (
            <optgroup key={group} label={group}>
              {items}
            </optgroup>
          );
        })}
      </select>
      {hint ? <p className="hint">{hint}</p> : null}
    </div>
  );
}

export function Tick({
  label,
  isOn,
  onChange,
}: {
  label: string;
  isOn: boolean;
  onChange(isOn: boolean): void;
}) {
  return (
    <label className="tick">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}

/** One subject of the panel. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="panel-section" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  );
}
