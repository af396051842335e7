import type { FormField, Form } from '../../../api/resources/forms.shapes.ts';
import type { Json } from '../../../engine/json.ts';

/** The part of a property's JSON Schema that a widget and the check in the page need. */
export interface FieldSchema {
  type?: string;
  format?: string;
  enum?: (string | number | boolean | null)[];
  items?: {
    enum?: (string | number | boolean)[];
    type?: string;
    /** Of a list whose entries have parts. */
    properties?: Record<string, PartSchema>;
  };
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  /** Which kinds of units a field for units offers; absent: all. */
  'x-unit-kinds'?: string[];
}

/** A part of an entry, and what it is called. */
export interface PartSchema {
  title?: string;
  'x-title-en'?: string;
  'x-widget'?: 'unit';
}

/** Those that a layout names, and the one that only `format: date-time` asks for. */
export type Widget = NonNullable<FormField['widget']> | 'dateTime';
export type FormValues = Record<string, Json>;

export function schemaOf(form: Form, field: string): FieldSchema {
  const properties = form.schema['properties'];
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return {};
  const schema = properties[field];
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return {};
  // Templates are checked when they are published; a nullable type is written ['string', 'null'].
  const type = Array.isArray(schema['type']) ? schema['type'].find((one) => one !== 'null') : schema['type'];
  return { ...schema, type } as FieldSchema;
}

export function isRequired(form: Form, field: string): boolean {
  const required = form.schema['required'];
  return Array.isArray(required) && required.includes(field);
}

const fewChoices = 5;

/** The named widget, else what the schema suggests. */
export function widgetOf(field: FormField, schema: FieldSchema): Widget {
  if (field.widget) return field.widget;
  const choices = field.options?.length ?? schema.enum?.length ?? 0;
  if (schema.type === 'array') return 'checkboxes';
  if (choices > 0) return choices <= fewChoices ? 'radio' : 'select';
  if (schema.type === 'boolean') return 'switch';
  if (schema.type === 'number' || schema.type === 'integer') return 'number';
  if (schema.format === 'date') return 'date';
  if (schema.format === 'date-time') return 'dateTime';
  return (schema.maxLength ?? 0) > 200 ? 'textarea' : 'text';
}

export function isShown(field: FormField, values: FormValues): boolean {
  if (!field.showWhen) return true;
  const value = values[field.showWhen.field] ?? null;
  return field.showWhen.in.some((one) => JSON.stringify(one) === JSON.stringify(value));
}

export const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** What is sent: writable fields that are shown and filled. The server takes no others. */
export function writableValues(form: Form | null, values: FormValues): FormValues {
  const sent: FormValues = {};
  for (const field of form?.layout.flatMap((section) => section.fields) ?? []) {
    const value = values[field.field];
    if (!field.readOnly && isShown(field, values) && value !== undefined && !isEmpty(value))
      sent[field.field] = value;
  }
  return sent;
}
