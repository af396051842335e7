import { z } from 'zod';
import type { JsonObject } from '../engine/json.ts';
import { Label } from './resources/label.shapes.ts';

/**
 * What the API reads of a template's settings (`template.json` of its package). Everything has a default, so that a
 * template made from an empty diagram works; what else stands there is for others to read.
 */
const TemplateSettings = z.object({
  description: Label.optional(),
  /** Key of the form by which a case is opened by hand; absent: it is not. */
  startForm: z.string().optional(),
  /** Posts whose holders may open a case by hand; absent: whoever has `case.start`. */
  startableBy: z.array(z.string()).optional(),
  /** `{tenantShort}`, `{year}`, `{seq}` and `{template}` are filled in. */
  number: z.string().default('{template}-{year}-{seq}'),
  /** Names of variables in braces are filled in. */
  title: z.string().default(''),
  /** Who takes part from the start: FEEL over the start's variables, giving a unit or a list of units. */
  units: z.array(z.object({ role: z.string(), unit: z.string() })).default([]),
  /** Variable that tells two of the same item apart. */
  itemKey: z.string().optional(),
  facts: z.array(z.string()).optional(),
  /** `strict`: seen by the seats of the case alone, and its title by nobody else either. */
  confidentiality: z.object({ level: z.enum(['county', 'strict']) }).default({ level: 'county' }),
  /** A closed case may be begun anew from what it held: a package says so, a template made on the page always lets them. */
  resubmittable: z.boolean().default(true),
  /** Keys of the deadlines that people mean when they ask when the case is due: of several the first that runs. */
  mainDeadline: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((keys) => [keys].flat()),
  stages: z.array(z.object({ key: z.string(), name: Label })).default([]),
  /** What people may send to a running case, and with which form. */
  messages: z.array(z.object({ name: z.string(), names: Label, form: z.string().optional() })).default([]),
  /** What a case that begins with another's message is to that one. */
  links: z.array(z.object({ message: z.string(), kind: z.string() })).default([]),
});
export type TemplateSettings = z.infer<typeof TemplateSettings>;

/** By what is stored. */
const readSettings = new WeakMap<JsonObject, TemplateSettings>();

/** Do not change them. */
export function settingsOf(stored: JsonObject): TemplateSettings {
  const settings = readSettings.get(stored) ?? TemplateSettings.parse(stored);
  readSettings.set(stored, settings);
  return settings;
}
