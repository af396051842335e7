import type { Form } from '../../../api/resources/forms.shapes.ts';
import type { ProblemDetail } from '../../../errors.ts';
import { isEmpty, isRequired, isShown, schemaOf, type FormValues } from './field-schema.ts';

/** A fault in a field, to be said in the reader's language beside it; `text` when the server has said it. */
export type Fault =
  | { kind: 'required' }
  | { kind: 'tooShort' | 'tooLong' | 'tooSmall' | 'tooLarge'; limit: number }
  | { kind: 'noDate' | 'noNumber' }
  | { kind: 'told'; text: string };

export type Faults = Record<string, Fault>;

/**
 * First look at a form before it is sent, so that most mends need no round trip. The server checks everything again
 * against the whole schema; patterns are left to it, since a template's regular expression could freeze the page.
 * `requires`: fields that the chosen answer asks for beside those that the form always does.
 */
export function checkForm(form: Form, values: FormValues, requires: readonly string[] = []): Faults {
  const faults: Faults = {};
  for (const field of form.layout.flatMap((section) => section.fields)) {
    if (field.readOnly || !isShown(field, values)) continue;
    const fault = checkField(form, field.field, { values, requires });
    if (fault) faults[field.field] = fault;
  }
  return faults;
}

function checkField(
  form: Form,
  name: string,
  { values, requires }: { values: FormValues; requires: readonly string[] },
): Fault | undefined {
  const schema = schemaOf(form, name);
  const value = values[name];
  const mustBeThere = isRequired(form, name) || requires.includes(name);
  if (isEmpty(value)) return mustBeThere ? { kind: 'required' } : undefined;
  if (schema.type === 'number' || schema.type === 'integer') {
    if (typeof value !== 'number' || Number.isNaN(value)) return { kind: 'noNumber' };
    if (schema.minimum !== undefined && value < schema.minimum)
      return { kind: 'tooSmall', limit: schema.minimum };
    if (schema.maximum !== undefined && value > schema.maximum)
      return { kind: 'tooLarge', limit: schema.maximum };
  }
  if (typeof value === 'string') {
    if (schema.format === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(value)) return { kind: 'noDate' };
    const length = value.trim().length;
    if (length === 0 && mustBeThere) return { kind: 'required' };
    if (schema.minLength !== undefined && length < schema.minLength)
      return { kind: 'tooShort', limit: schema.minLength };
    if (schema.maxLength !== undefined && length > schema.maxLength)
      return { kind: 'tooLong', limit: schema.maxLength };
  }
  return undefined;
}

/** A field that was changed since is no longer marked; the rest stays until the next answer. */
export const stillMarked = (faults: Faults, before: FormValues, after: FormValues): Faults =>
  Object.fromEntries(Object.entries(faults).filter(([field]) => after[field] === before[field]));

/** Faults that the server named by JSON pointer (`/values/dueDate`), laid at their fields; the rest stays apart. */
export function faultsFrom(details: ProblemDetail[]): { faults: Faults; rest: ProblemDetail[] } {
  const faults: Faults = {};
  const rest: ProblemDetail[] = [];
  for (const detail of details) {
    const field = /^(?:\/body)?\/values\/([^/]+)/.exec(detail.at)?.[1];
    if (field)
      faults[field.replaceAll('~1', '/').replaceAll('~0', '~')] = { kind: 'told', text: detail.message };
    else rest.push(detail);
  }
  return { faults, rest };
}
