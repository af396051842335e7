import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import type { PostName } from '../../../api/resources/label.shapes.ts';
import { peopleQuery } from '../../client/people.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { FieldError } from '../field-error.tsx';
import { Icon } from '../icon.tsx';
import { useProblemText } from '../problem-text.ts';
import { optionsOf, type PeopleOption } from './people-options.ts';
import { useListKeys } from './use-list-keys.ts';
import './people-picker.css';

interface PeoplePickerProps {
  label: string;
  hint?: string;
  value: PeopleOption[];
  onChange: (value: PeopleOption[]) => void;
  caseId?: string;
  /** Instead of a case: the template of one that is about to start. */
  template?: string;
  /** Only holders of these posts. */
  among?: PostName[];
  /** At most so many; 1 replaces the one before. */
  most?: number;
  /** Also offers posts, with whoever holds them. */
  withPosts?: boolean;
  isMissing?: boolean;
  isOptional?: boolean;
}

const pauseBeforeSearch = 250;

/** Finds people by name, post or unit and shows each in a capacity: 张三 · 城关小学 校长. Usable by keys alone. */
export function PeoplePicker(props: PeoplePickerProps) {
  const { label: title, hint, value, onChange, caseId, among, most, withPosts = true } = props;
  const { t, label } = useTexts();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [q, setQ] = useState('');
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setQ(text.trim()), pauseBeforeSearch);
    return () => clearTimeout(timer);
  }, [text]);
  const people = useQuery({
    ...peopleQuery({ q, caseId, template: props.template, among }),
    enabled: isOpen,
    placeholderData: keepPreviousData,
  });
  const problemText = useProblemText();
  const options = optionsOf(people.data?.items ?? [], withPosts).filter(
    ({ key }) => !value.some((one) => one.key === key),
  );

  const take = (index: number) => {
    const option = options[index];
    if (!option) return;
    onChange(most === 1 ? [option] : [...value, option].slice(0, most ?? Infinity));
    setText('');
    setOpen(false);
    input.current?.focus();
  };
  const remove = (key: string) => {
    onChange(value.filter((one) => one.key !== key));
    input.current?.focus();
  };
  const { marked, setMarked, onKeyDown } = useListKeys({
    keys: options.map(({ key }) => key),
    isOpen,
    open: () => setOpen(true),
    close: () => setOpen(false),
    take,
    takeBack: () => value.at(-1) && remove(value.at(-1)!.key),
    isEmpty: text === '',
  });
  const optionId = (index: number) => `${id}-option-${index}`;
  useEffect(() => {
    if (marked >= 0) document.getElementById(optionId(marked))?.scrollIntoView({ block: 'nearest' });
  });

  const capacity = (option: PeopleOption) => `${label(option.unitName)} ${label(option.postName)}`;
  const found = people.isFetching
    ? t('people.searching')
    : people.error
      ? problemText(people.error).title
      : options.length === 0
        ? t(q === '' ? 'people.none' : 'people.noneOf')
        : t('people.found', { count: options.length });
  return (
    <div className="field people-picker">
      <label htmlFor={`${id}-input`}>
        {title}
        {props.isOptional ? null : <span className="required">{t('form.required')}</span>}
      </label>
      <p className="hint" id={`${id}-hint`}>
        {hint ?? t('people.hint')}
        <span className="people-keys"> {t('people.keys')}</span>
      </p>
      {value.length > 0 ? (
        <ul className="people-chosen" aria-label={t('people.chosen')}>
          {value.map((option) => (
            <li key={option.key}>
              <Icon name={option.person ? 'user' : 'people'} size={18} />
              <span>
                {option.person ? `${option.person} · ` : ''}
                {capacity(option)}
              </span>
              <button
                type="button"
                aria-label={t('people.remove', { name: option.person ?? capacity(option) })}
                onClick={() => remove(option.key)}
              >
                <Icon name="close" size={18} />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="people-box">
        <input
          ref={input}
          id={`${id}-input`}
          className="native"
          role="combobox"
          autoComplete="off"
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-activedescendant={isOpen && marked >= 0 ? optionId(marked) : undefined}
          aria-describedby={`${id}-hint ${id}-error`}
          aria-invalid={props.isMissing || undefined}
          aria-required={!props.isOptional}
          placeholder={t('people.placeholder')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setOpen(true);
          }}
          onClick={() => setOpen(true)}
          onKeyDown={onKeyDown}
          onBlur={() => setOpen(false)}
        />
        <div
          className={isOpen ? 'people-popup' : 'visually-hidden'}
          // A press on the list must not take the focus from the field first: the list would be gone.
          onMouseDown={(event) => event.preventDefault()}
        >
          <ul
            id={`${id}-list`}
            role="listbox"
            aria-label={title}
            className="people-list"
            hidden={!isOpen || options.length === 0}
          >
            {options.map((option, index) => (
              <li
                key={option.key}
                id={optionId(index)}
                role="option"
                aria-selected={index === marked}
                onMouseEnter={() => setMarked(index)}
                onClick={() => take(index)}
              >
                <Icon name={option.person ? 'user' : 'people'} size={18} />
                <span>
                  {option.person ? <strong>{option.person}</strong> : null}
                  {option.person ? ` · ${capacity(option)}` : capacity(option)}
                  {option.person ? null : <span className="small muted">{t('people.asPost')}</span>}
                </span>
              </li>
            ))}
          </ul>
          <p className="small muted" role="status">
            {isOpen ? found : ''}
            {isOpen && people.data?.next ? t('people.more') : ''}
          </p>
        </div>
      </div>
      <FieldError id={`${id}-error`} text={props.isMissing ? t('people.missing') : undefined} />
    </div>
  );
}
