interface DayFilterProps {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** A day by which a list is narrowed, with the browser's own calendar. */
export function DayFilter({ id, label, value, onChange }: DayFilterProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="date"
        className="native"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
