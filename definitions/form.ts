import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import type { FieldAccess } from '../engine/work/model.ts';

/** A form as a package keeps it (`forms/<key>.json`): JSON Schema 2020-12 for the values, and how it looks. */

const Label = z.strictObject({ zh: z.string().min(1), en: z.string().min(1).optional() });

const FormField = z.strictObject({
  /** Property of the schema. */
  field: z.string().min(1),
  label: Label,
  help: Label.optional(),
  placeholder: Label.optional(),
  /** Absent: it follows from the schema. */
  widget: z
    .enum([
      'text',
      'textarea',
      'number',
      'date',
      'select',
      'radio',
      'checkboxes',
      'switch',
      'unit',
      'units',
      'person',
    ])
    .optional(),
  /** Shown, and never taken from what the page sends. */
  readOnly: z.boolean().optional(),
  options: z
    .array(z.strictObject({ value: z.union([z.string(), z.number(), z.boolean()]), name: Label }))
    .optional(),
  showWhen: z.strictObject({ field: z.string(), in: z.array(z.json()) }).optional(),
});

export const Form = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: Label,
  schema: z.looseObject({
    type: z.literal('object'),
    properties: z.record(z.string(), z.looseObject({ enum: z.array(z.json()).optional() })),
    required: z.array(z.string()).optional(),
  }),
  layout: z.array(z.strictObject({ title: Label.optional(), fields: z.array(FormField) })),
});
export type Form = z.infer<typeof Form>;

/** Where a form contradicts itself, each in a sentence; nothing wrong gives an empty list. */
export function formFaults({ schema, layout }: Form): string[] {
  const fields = layout.flatMap((section) => section.fields);
  const shown = new Set(fields.map(({ field }) => field));
  const faults = fields.flatMap(({ field, options, showWhen }) => {
    const property = schema.properties[field];
    if (!property) return [`field '${field}' is not a property of the schema`];
    const unnamed = (property.enum ?? []).filter(
      (value) => !options?.some((option) => option.value === value),
    );
    return [
      ...unnamed.map((value) => `the choice ${JSON.stringify(value)} of '${field}' has no name`),
      ...(showWhen && !schema.properties[showWhen.field]
        ? [`'${field}' depends on '${showWhen.field}', which is not a property of the schema`]
        : []),
    ];
  });
  const repeated = fields.filter(
    ({ field }, index) => fields.findIndex((other) => other.field === field) !== index,
  );
  faults.push(...repeated.map(({ field }) => `field '${field}' is shown twice`));
  faults.push(
    ...(schema.required ?? [])
      .filter((name) => !shown.has(name))
      .map((name) => `'${name}' is required but not shown`),
  );
  try {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.compile(schema);
  } catch (cause) {
    faults.push(
      `the schema is no JSON Schema 2020-12: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  }
  return faults;
}

/** What of a form counts for the access to its fields; the form itself, as a package or the database keeps it. */
interface Accessible {
  schema: { [key: string]: unknown };
  layout: { fields: { field: string; readOnly?: boolean; showWhen?: { field: string } }[] }[];
}

/**
 * The form as one step sees it: hidden fields are absent, those to read are read-only, those to write are not, and
 * required ones are required. What follows from it is checked and shown alike: a hidden field's value goes nowhere.
 */
export function effectiveForm<F extends Accessible>(form: F, access: Record<string, FieldAccess> = {}): F {
  if (Object.keys(access).length === 0) return form;
  const accessTo = (name: string) => (Object.hasOwn(access, name) ? access[name] : undefined);
  const isHidden = (name: string) => accessTo(name) === 'hidden';
  const properties = form.schema['properties'] as Record<string, unknown> | undefined;
  const required = (form.schema['required'] ?? []) as string[];
  const demanded = Object.keys(access).filter((name) => access[name] === 'required');
  const layout = form.layout.map((section) => ({
    ...section,
    fields: section.fields
      .filter(({ field }) => !isHidden(field))
      .map((field) => withAccess(field, accessTo(field.field), isHidden)),
  }));
  const schema = {
    ...form.schema,
    properties: Object.fromEntries(Object.entries(properties ?? {}).filter(([name]) => !isHidden(name))),
    required: [...new Set([...required, ...demanded])].filter((name) => !isHidden(name)),
  };
  return { ...form, schema, layout: layout.filter(({ fields }) => fields.length > 0) };
}

/** A condition on a hidden field cannot be looked at where the field's value may not go: the field is then always shown. */
function withAccess<F extends Accessible['layout'][number]['fields'][number]>(
  { readOnly, showWhen, ...field }: F,
  access: FieldAccess | undefined,
  isHidden: (name: string) => boolean,
): F {
  const isReadOnly = access === undefined ? readOnly : access === 'read';
  return {
    ...field,
    ...(isReadOnly && { readOnly: true }),
    ...(showWhen && !isHidden(showWhen.field) && { showWhen }),
  } as F;
}

/** Names of the fields that a handler may write: those in the layout that are not read-only. */
export function writableFields({ layout }: Pick<Accessible, 'layout'>): string[] {
  return layout.flatMap(({ fields }) => fields.filter(({ readOnly }) => !readOnly).map(({ field }) => field));
}
