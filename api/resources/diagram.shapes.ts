import { z } from 'zod';
import { DateOnly, InstantText, Label, PersonName } from './label.shapes.ts';
import { Handler } from './work.shapes.ts';

/** What people added to a case and no diagram foresaw: a task, a case of its own, or somebody who signs with a handler. */
export const AddedWork = z
  .strictObject({
    /** Of a signer the task, as no node is theirs. */
    node: z.string(),
    kind: z.enum(['task', 'subCase', 'signerBefore', 'signerAfter']),
    /** The node, or other added work, from which it was added; null where the record does not say. */
    from: z.string().nullable(),
    name: Label,
    /** `ended`: without being done, by a return, a removal or the end of the case. */
    state: z.enum(['active', 'waiting', 'done', 'ended', 'incident']),
    overdue: z.boolean(),
    who: z.array(Handler),
    addedBy: PersonName.nullable(),
    /** What opens: its task, or its own case where the reader sees that. */
    taskKey: z.string().nullable(),
    caseId: z.string().nullable(),
  })
  .meta({ id: 'AddedWork' });
export type AddedWork = z.infer<typeof AddedWork>;

/** The BPMN diagram of a case's own template version, with where the case stands. */
export const Diagram = z
  .strictObject({
    xml: z.string(),
    templateKey: z.string(),
    templateVersion: z.number().int(),
    version: z.number().int(),
    /** Steps that wait now, and how many tokens wait there. */
    active: z.array(
      z.strictObject({
        node: z.string(),
        count: z.number().int(),
        overdue: z.boolean(),
        /** The one open task there, and the one called case that the reader sees; null where there are none or several. */
        taskKey: z.string().nullable(),
        caseId: z.string().nullable(),
      }),
    ),
    /** Steps that were completed, and how often. */
    completed: z.array(z.strictObject({ node: z.string(), count: z.number().int() })),
    /** Sequence flows that were taken. */
    flows: z.array(z.strictObject({ flow: z.string(), count: z.number().int() })),
    incidents: z.array(z.strictObject({ node: z.string(), incident: z.string() })),
    /** Drawn beside the steps from which people added it, in the order in which they did. */
    added: z.array(AddedWork),
  })
  .meta({ id: 'Diagram' });
export type Diagram = z.infer<typeof Diagram>;

/** One row of the table that says the same as the diagram, for those who cannot see it. */
export const Step = z
  .strictObject({
    node: z.string(),
    type: z.string(),
    name: Label,
    stage: z.string().nullable(),
    stageName: Label.nullable(),
    /** Place of the stage among those that the template names; null for one of the shared words. */
    stageOrder: z.number().int().nullable(),
    /** Nesting: 0 is the process itself, 1 a step in one of its sub-processes. */
    depth: z.number().int(),
    parentName: Label.nullable(),
    /** `waiting` and `ended` are for what people added. */
    state: z.enum(['done', 'active', 'incident', 'notYet', 'waiting', 'ended']),
    overdue: z.boolean(),
    /** People added it, from the step of this name; null for a step of the diagram. */
    added: z
      .strictObject({ kind: AddedWork.shape.kind, from: Label.nullable(), by: PersonName.nullable() })
      .nullable(),
    timesDone: z.number().int(),
    /** Who does it, as far as the case already knows; expressions that wait for data are left out. */
    who: z.array(Handler),
    /** The rule as words: 5 个工作日. */
    deadlineRule: Label.nullable(),
    dueDate: DateOnly.nullable(),
    due: InstantText.nullable(),
    completedAt: InstantText.nullable(),
    completedBy: PersonName.nullable(),
    /** What follows, and on which answer. */
    next: z.array(z.strictObject({ node: z.string(), name: Label, when: Label.nullable() })),
    /** What opens, as in the diagram. */
    taskKey: z.string().nullable(),
    caseId: z.string().nullable(),
  })
  .meta({ id: 'Step' });
export type Step = z.infer<typeof Step>;

export const Steps = z
  .strictObject({ items: z.array(Step), version: z.number().int() })
  .meta({ id: 'Steps' });
export type Steps = z.infer<typeof Steps>;
