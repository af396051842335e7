import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json, JsonObject } from '../engine/json.ts';
import { effectiveForm, writableFields } from '../definitions/form.ts';
import { isBlank } from '../engine/work/completion.ts';
import type { FieldAccess } from '../engine/work/model.ts';
import { AppError, invariant, type ProblemDetail } from '../errors.ts';
import { differsFrom } from './differs-from.ts';
import { Form } from './resources/forms.shapes.ts';
import type { Language } from './resources/session.shapes.ts';

/** By what is stored: checking a form's own shape takes longer than checking what was filled in. */
const readForms = new WeakMap<object, Form>();

/** The form of a template version by its key; null where the step has none. Do not change it. */
export function formOf(forms: JsonObject, key: string | null | undefined): Form | null {
  if (!key) return null;
  const stored = forms[key];
  if (stored === undefined) return null;
  const known = readForms.get(stored as JsonObject);
  if (known) return known;
  const form = Form.safeParse({ key, ...(stored as JsonObject) });
  invariant(form.success, `form ${key} of a published template must be a form: ${form.error?.message}`);
  readForms.set(stored as JsonObject, form.data);
  return form.data;
}

/** By form, then by what a step says of its fields: both are as published, and never change. */
const accessed = new WeakMap<Form, WeakMap<object, Form>>();

/** The form as a step gives it: a hidden field is not in it at all, so that it is neither shown nor taken. */
export function accessedForm(
  form: Form | null,
  access: Readonly<Record<string, FieldAccess>> | undefined,
): Form | null {
  if (!form || !access) return form;
  const byAccess = accessed.get(form) ?? new WeakMap<object, Form>();
  accessed.set(form, byAccess);
  const known = byAccess.get(access);
  if (known) return known;
  const made = effectiveForm(form, access);
  byAccess.set(access, made);
  return made;
}

const fieldNames = (form: Form): string[] =>
  form.layout.flatMap(({ fields }) => fields.map(({ field }) => field));

/** Of all variables, those that the form shows. */
export function valuesFor(form: Form, variables: JsonObject): JsonObject {
  const shown = fieldNames(form).filter((name) => variables[name] !== undefined);
  return Object.fromEntries(shown.map((name) => [name, variables[name] ?? null]));
}

/** In a vote everyone writes for themselves: what another member filled in does not stand in their form. */
export function votersValues(form: Form, variables: JsonObject): JsonObject {
  const own = new Set(writableFields(form));
  const read = Object.entries(valuesFor(form, variables)).filter(([name]) => !own.has(name));
  return Object.fromEntries(read);
}

/**
 * What a handler sent, checked on the server: no field beyond the form's, no read-only one, and the whole (with what the
 * case knows for the read-only fields) fits the form's schema. `requires`: what the chosen outcome asks for beside that. Returns
 * exactly what goes to the case.
 */
export function checkValues(
  form: Form | null,
  sent: JsonObject,
  context: { known: JsonObject; language: Language; requires?: readonly string[] },
): JsonObject {
  const { known, language, requires = [] } = context;
  const writable = new Set(form ? writableFields(form) : []);
  const refused = Object.keys(sent).filter((name) => !writable.has(name));
  if (refused.length > 0) throw notTheirs(form, refused, language);
  if (!form) return {};
  const whole = { ...valuesFor(form, known), ...sent };
  const check = validator(form);
  // What follows from a condition says itself what is wrong; that the condition holds is nothing to mend.
  const errors = check(whole) ? [] : (check.errors ?? []).filter(({ keyword }) => keyword !== 'if');
  const details = [...errors, ...missingFrom(whole, requires)]
    .map((error) => detailOf(error, form, language))
    // What only read-only fields lack is not the handler's to mend.
    .filter(({ at }) => writable.has(fieldAt(at)) || at === '/values');
  if (details.length > 0) {
    throw new AppError(
      'unprocessable',
      `Expected values that fit form ${form.key}, but ${details.length} do not`,
      { details },
    );
  }
  return Object.fromEntries(
    [...writable].filter((name) => sent[name] !== undefined).map((name) => [name, sent[name] as Json]),
  );
}

/** As the schema's validator would say it. */
const missingFrom = (values: JsonObject, required: readonly string[]): Fault[] =>
  required
    .filter((name) => isBlank(values[name]))
    .map((name) => ({ keyword: 'required', instancePath: '', params: { missingProperty: name } }));

function notTheirs(form: Form | null, names: string[], language: Language): AppError {
  const known = new Set(form ? fieldNames(form) : []);
  const details = names.map((name) => ({
    at: `/values/${escapePointer(name)}`,
    message: known.has(name)
      ? { zh: '该字段只读，不能填写', en: 'This field is read-only: leave it out' }[language]
      : { zh: '表单没有该字段，请删除', en: 'The form has no such field: leave it out' }[language],
  }));
  return new AppError(
    'bad-input',
    `Expected writable fields of the form alone, but found ${names.length} other(s)`,
    {
      details,
    },
  );
}

const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: true, maxErrors: 100 } as object);
addFormats.default(ajv);
ajv.addKeyword(differsFrom);

/** Compiled once for each form as published; versions never change. */
const validators = new WeakMap<object, ValidateFunction>();
const bySchema = new Map<string, ValidateFunction>();
const mostKept = 500;

function validator(form: Form): ValidateFunction {
  const known = validators.get(form.schema);
  if (known) return known;
  const text = JSON.stringify(form.schema);
  let compiled = bySchema.get(text);
  if (!compiled) {
    compiled = ajv.compile(form.schema);
    if (bySchema.size >= mostKept) bySchema.clear();
    bySchema.set(text, compiled);
  }
  validators.set(form.schema, compiled);
  return compiled;
}

/** What a refusal says of itself, whoever found it. */
type Fault = Pick<ErrorObject, 'keyword' | 'instancePath' | 'params' | 'message'>;

function detailOf(error: Fault, form: Form, language: Language): ProblemDetail {
  const missing = error.keyword === 'required' ? String(error.params['missingProperty']) : undefined;
  const at = `/values${error.instancePath}${missing === undefined ? '' : `/${escapePointer(missing)}`}`;
  const name = labelOf(form, fieldAt(at), language);
  const other = labelOf(form, String(error.params['field'] ?? ''), language);
  return {
    at,
    message: `${name ? `${name}${language === 'zh' ? '：' : ': '}` : ''}${mend(error, language, other)}`,
  };
}

function labelOf(form: Form, name: string, language: Language): string {
  const label = form.layout.flatMap(({ fields }) => fields).find(({ field }) => field === name)?.label;
  return label ? (language === 'en' ? (label.en ?? label.zh) : label.zh) : '';
}

/** What to do, by the keyword that refused. */
function mend(error: Fault, language: Language, other: string): string {
  const params = error.params as Record<string, unknown>;
  const words: Record<string, [zh: string, en: string]> = {
    required: ['必填', 'fill it in'],
    minLength: [`至少 ${params['limit']} 个字`, `at least ${params['limit']} character(s)`],
    maxLength: [`最多 ${params['limit']} 个字`, `at most ${params['limit']} characters`],
    minimum: [`不能小于 ${params['limit']}`, `not less than ${params['limit']}`],
    maximum: [`不能大于 ${params['limit']}`, `not more than ${params['limit']}`],
    minItems: [`至少选择 ${params['limit']} 项`, `choose at least ${params['limit']}`],
    maxItems: [`最多选择 ${params['limit']} 项`, `choose at most ${params['limit']}`],
    enum: ['请从给出的选项中选择', 'choose one of those offered'],
    const: ['必须勾选或按要求填写', 'it must have the value asked for'],
    type: ['填写的内容类型不对', `expected ${String(params['type'])}`],
    format: formatWords(String(params['format'])),
    pattern: ['格式不符合要求', 'it does not have the form asked for'],
    'x-differs-from': [`不能与“${other}”相同`, `not the same as ${other}`],
    additionalProperties: ['表单没有该字段，请删除', 'the form has no such field: leave it out'],
  };
  const found = words[error.keyword] ?? ['不符合要求', error.message ?? 'does not fit'];
  return language === 'zh' ? found[0] : found[1];
}

const formatWords = (format: string): [zh: string, en: string] =>
  format === 'date'
    ? ['请按 2026-09-07 的格式填写日期', 'a date like 2026-09-07']
    : [`不是有效的 ${format}`, `a valid ${format}`];

const fieldAt = (pointer: string): string =>
  (pointer.split('/')[2] ?? '').replaceAll('~1', '/').replaceAll('~0', '~');

const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** Forms as the database keeps them, by key, and as people and pages list them. */
export const formsByKey = (forms: Form[]): JsonObject =>
  Object.fromEntries(forms.map((form) => [form.key, JSON.parse(JSON.stringify(form)) as Json]));

export const listForms = (forms: JsonObject): Form[] =>
  Object.keys(forms).flatMap((key) => formOf(forms, key) ?? []);
