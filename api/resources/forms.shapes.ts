import { z } from 'zod';
import { Key, Label, Json } from './label.shapes.ts';

/** A form as a template package keeps it (`forms/<key>.json`): JSON Schema 2020-12 for the values, and how it looks. */

/** One field in the layout. The widget follows from the schema (`type`, `format`, `enum`) unless it is named. */
export const FormField = z
  .strictObject({
    /** Property of the schema. */
    field: z.string(),
    label: Label,
    help: Label.optional(),
    placeholder: Label.optional(),
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
    /** Names of the choices of an `enum`, by its value. */
    options: z
      .array(z.strictObject({ value: z.union([z.string(), z.number(), z.boolean()]), name: Label }))
      .optional(),
    /** FEEL-free condition: shown only while another field has one of these values. */
    showWhen: z.strictObject({ field: z.string(), in: z.array(Json) }).optional(),
  })
  .meta({ id: 'FormField' });
export type FormField = z.infer<typeof FormField>;

export const FormSection = z
  .strictObject({ title: Label.optional(), fields: z.array(FormField) })
  .meta({ id: 'FormSection' });
export type FormSection = z.infer<typeof FormSection>;

export const Form = z
  .strictObject({
    key: Key,
    title: Label,
    /** JSON Schema 2020-12 of the values, an object. */
    schema: z.record(z.string(), Json),
    layout: z.array(FormSection),
  })
  .meta({ id: 'Form' });
export type Form = z.infer<typeof Form>;
