import { Icon } from './icon.tsx';

/** What is wrong with a field, beside it; always there, so that screen readers hear it when it appears. */
export function FieldError({ id, text }: { id: string; text?: string }) {
  return (
    <p id={id} className="error" role="alert">
      {text ? (
        <>
          <Icon name="cross" size={18} />
          <span>{text}</span>
        </>
      ) : null}
    </p>
  );
}
