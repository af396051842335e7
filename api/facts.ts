import type { Json, JsonObject } from '../engine/json.ts';
import ledger from '../definitions/rectification-item/ledger.json' with { type: 'json' };
import { dateInWords, instantInWords, isDateText, isInstantText } from './date-words.ts';
import { formOf } from './forms.ts';
import type { Names } from './names.ts';
import type { Fact } from './resources/cases.shapes.ts';
import type { FormField } from './resources/forms.shapes.ts';
import type { Label } from './resources/label.shapes.ts';

/** How the values of a case are named and put into words: by its forms first, then by the columns of the ledger. */
export interface Wording {
  names: Names;
  fields: Map<string, FormField>;
}

/** By the forms of a version. */
const readFields = new WeakMap<JsonObject, Map<string, FormField>>();

export function wordingOf(forms: JsonObject, names: Names): Wording {
  const known = readFields.get(forms);
  if (known) return { names, fields: known };
  const fields = new Map<string, FormField>();
  for (const key of Object.keys(forms)) {
    for (const section of formOf(forms, key)?.layout ?? []) {
      for (const field of section.fields) if (!fields.has(field.field)) fields.set(field.field, field);
    }
  }
  readFields.set(forms, fields);
  return { names, fields };
}

const columns = new Map<string, Label>(ledger.columns.map(({ key, header }) => [key, header]));
const words = new Map<string, Label>(
  [...ledger.categories, ...ledger.levels, ...ledger.classes].map(({ id, name }) => [id, name]),
);
/** Columns whose values are ids of the lists of ledger.json. */
const coded = new Set(['category', 'level', 'rectificationClass']);

/** Name of a category, level or class; a county's own stands for itself. */
export const codeName = (code: string): Label => words.get(code) ?? { zh: code };

/** Names of all values that have a name for people, in the order in which they are read. */
export const namesIn = ({ fields }: Wording): string[] => [...new Set([...columns.keys(), ...fields.keys()])];

/** The values in the order of the ledger's columns, then of the forms; what nothing names is left out. */
export function factsOf(values: JsonObject, wording: Wording): Fact[] {
  return namesIn(wording).flatMap((key) => {
    const value = values[key];
    if (value === undefined || value === null || value === '') return [];
    return [{ key, name: nameOf(key, wording), value, text: textOf(key, value, wording) }];
  });
}

export const nameOf = (key: string, { fields }: Wording): Label =>
  fields.get(key)?.label ?? columns.get(key) ?? { zh: key };

export function textOf(key: string, value: Json, wording: Wording): Label {
  if (Array.isArray(value)) {
    const parts = value.map((item) => textOf(key, item, wording));
    return joined(parts);
  }
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'Yes' } : { zh: '否', en: 'No' };
  const option = wording.fields.get(key)?.options?.find((offered) => offered.value === value);
  if (option) return option.name;
  if (typeof value === 'string') {
    const unit = wording.names.units.get(value);
    if (unit) return unit;
    if (isDateText(value)) return dateInWords(value);
    if (isInstantText(value)) return instantInWords(value);
    return (coded.has(key) ? words.get(value) : undefined) ?? { zh: value };
  }
  if (value !== null && typeof value === 'object') return { zh: JSON.stringify(value) };
  return { zh: String(value ?? '') };
}

export function joined(labels: Label[]): Label {
  const zh = labels.map((label) => label.zh).join('、');
  return { zh, en: labels.map((label) => label.en ?? label.zh).join(', ') };
}
