import { z } from 'zod';
import { Form } from './forms.shapes.ts';
import { InstantText, Key, Label, PersonName, Values } from './label.shapes.ts';
import { StepToChoose } from './work.shapes.ts';

export const TemplateRow = z
  .strictObject({
    key: Key,
    name: Label,
    description: Label.nullable(),
    /** Latest published version; null while there is only a draft. */
    version: z.number().int().nullable(),
    publishedAt: InstantText.nullable(),
    publishedBy: PersonName.nullable(),
    hasDraft: z.boolean(),
    /** Cases that run now, on any version. */
    openCases: z.number().int(),
    /** The reader may open a case of it. */
    canStart: z.boolean(),
  })
  .meta({ id: 'TemplateRow' });
export type TemplateRow = z.infer<typeof TemplateRow>;

export const TemplateList = z.strictObject({ items: z.array(TemplateRow) }).meta({ id: 'TemplateList' });
export type TemplateList = z.infer<typeof TemplateList>;

/** What is wrong with a diagram, where, and how to mend it. An `error` stops the publishing; a `warning` does not. */
export const TemplateProblem = z
  .strictObject({
    severity: z.enum(['error', 'warning']),
    code: z.string(),
    /** Id of the BPMN element to mark; null where it concerns the whole file. */
    element: z.string().nullable(),
    elementName: z.string().nullable(),
    message: Label,
    mend: Label,
  })
  .meta({ id: 'TemplateProblem' });
export type TemplateProblem = z.infer<typeof TemplateProblem>;

export const TemplateVersionRow = z
  .strictObject({
    version: z.number().int(),
    publishedAt: InstantText,
    publishedBy: PersonName.nullable(),
    note: z.string().nullable(),
    modelHash: z.string(),
    openCases: z.number().int(),
  })
  .meta({ id: 'TemplateVersionRow' });
export type TemplateVersionRow = z.infer<typeof TemplateVersionRow>;

export const TemplateDetail = TemplateRow.extend({
  versions: z.array(TemplateVersionRow),
  /** To open a case by hand; null where the template takes its cases from elsewhere or is not published. */
  startForm: Form.nullable(),
  startValues: Values,
  /** Steps whose people the one who opens the case must choose. */
  toChoose: z.array(StepToChoose),
}).meta({ id: 'TemplateDetail' });
export type TemplateDetail = z.infer<typeof TemplateDetail>;

export const TemplateVersion = TemplateVersionRow.extend({
  key: Key,
  name: Label,
  xml: z.string(),
  forms: z.array(Form),
}).meta({ id: 'TemplateVersion' });
export type TemplateVersion = z.infer<typeof TemplateVersion>;

const xml = z.string().min(1).max(1_048_576);

export const TemplateDraft = z
  .strictObject({
    key: Key,
    name: Label,
    xml: z.string(),
    forms: z.array(Form),
    savedAt: InstantText,
    savedBy: PersonName.nullable(),
    /** Grows with each save; send it back with the next. */
    revision: z.number().int(),
    /** The published version that it started from. */
    basedOn: z.number().int().nullable(),
    problems: z.array(TemplateProblem),
  })
  .meta({ id: 'TemplateDraft' });
export type TemplateDraft = z.infer<typeof TemplateDraft>;

/** Saved even when it has problems. `revision` as last seen: if someone saved since, the answer is 409 version-conflict. */
export const SaveTemplateDraft = z
  .strictObject({
    xml,
    name: Label.optional(),
    forms: z.array(Form).max(100).optional(),
    revision: z.number().int().min(0),
  })
  .meta({ id: 'SaveTemplateDraft' });
export type SaveTemplateDraft = z.infer<typeof SaveTemplateDraft>;

/** A new template: from nothing, from the latest version of another, or from a .bpmn of any modeler. */
export const NewTemplate = z
  .strictObject({
    key: z
      .string()
      .regex(/^[a-z][a-z0-9-]{1,60}$/, 'expected small letters, digits and dashes, beginning with a letter'),
    name: Label,
    from: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('empty') }),
      z.strictObject({ kind: z.literal('template'), key: Key, version: z.number().int().min(1).optional() }),
      z.strictObject({ kind: z.literal('file'), xml }),
    ]),
  })
  .meta({ id: 'NewTemplate' });
export type NewTemplate = z.infer<typeof NewTemplate>;

/** With `key`, the forms of that template's draft count as known. */
export const CheckTemplate = z.strictObject({ xml, key: Key.optional() }).meta({ id: 'CheckTemplate' });
export type CheckTemplate = z.infer<typeof CheckTemplate>;
export const TemplateProblems = z
  .strictObject({ problems: z.array(TemplateProblem), canPublish: z.boolean() })
  .meta({ id: 'TemplateProblems' });
export type TemplateProblems = z.infer<typeof TemplateProblems>;

/** Publishes the draft as it stands at `revision`. */
export const PublishTemplate = z
  .strictObject({ revision: z.number().int().min(0), note: z.string().trim().max(500).optional() })
  .meta({ id: 'PublishTemplate' });
export type PublishTemplate = z.infer<typeof PublishTemplate>;
export const TemplatePublished = z
  .strictObject({
    key: Key,
    version: z.number().int(),
    modelHash: z.string(),
    openCasesOnOlderVersions: z.number().int(),
  })
  .meta({ id: 'TemplatePublished' });
export type TemplatePublished = z.infer<typeof TemplatePublished>;
