import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { Icon } from './icon.tsx';
import { useTexts } from '../i18n/use-texts.ts';

/** Filters live in the address: a link from the board, the back button and a bookmark all keep them. */
export function useFilters<K extends string>(keys: readonly K[]) {
  const [search, setSearch] = useSearchParams();
  const { pathname } = useLocation();
  const values = {} as Record<K, string>;
  for (const key of keys) values[key] = search.get(key) ?? '';
  const set = useCallback(
    (key: K, value: string) => {
      // Typing rests a moment after its last key: who has followed a link meanwhile must not be led back.
      if (window.location.pathname !== pathname) return;
      setSearch(
        (old) => {
          const next = new URLSearchParams(old);
          if (value) next.set(key, value);
          else next.delete(key);
          return next;
        },
        { replace: true },
      );
    },
    [setSearch, pathname],
  );
  const clear = useCallback(() => setSearch({}, { replace: true }), [setSearch]);
  return { values, set, clear, isFiltered: keys.some((key) => values[key] !== '') };
}

interface ChoiceProps {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: { value: string; text: string }[];
  /** What stands for no choice. */
  all: string;
}

/** The browser's own list of choices: it works with keys, screen readers and every phone. */
export function FilterChoice({ id, label, value, onChange, options, all }: ChoiceProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="native" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </div>
  );
}

const pauseBeforeSearch = 400;

/** Text to search for; asks when the typing rests. */
export function FilterText({
  id,
  label,
  value,
  onChange,
  placeholder,
}: Omit<ChoiceProps, 'options' | 'all'> & { placeholder?: string }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text.trim()), pauseBeforeSearch);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="search"
        className="native"
        value={text}
        placeholder={placeholder}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  );
}

/** The filters in a row; on a phone they unfold on request, so that the list comes first. */
export function FilterBar({ children }: { children: ReactNode }) {
  const { t } = useTexts();
  const [isFolded, setFolded] = useState(true);
  return (
    <search className={isFolded ? 'filters card is-folded' : 'filters card'} aria-label={t('filter.title')}>
      <button
        type="button"
        className="filter-toggle"
        aria-expanded={!isFolded}
        onClick={() => setFolded(!isFolded)}
      >
        {t('filter.title')}
        <Icon name={isFolded ? 'search' : 'close'} />
      </button>
      {children}
    </search>
  );
}
