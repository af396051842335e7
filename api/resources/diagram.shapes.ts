import { z } from 'zod';
import { DateOnly, InstantText, Label, PersonName, PostName } from './label.shapes.ts';

/** The BPMN diagram of a case's own template version, with where the case stands. */
export const Diagram = z
  .strictObject({
    xml: z.string(),
    templateKey: z.string(),
    templateVersion: z.number().int(),
    version: z.number().int(),
    /** Steps that wait now, and how many tokens wait there. */
    active: z.array(z.strictObject({ node: z.string(), count: z.number().int(), overdue: z.boolean() })),
    /** Steps that were completed, and how often. */
    completed: z.array(z.strictObject({ node: z.string(), count: z.number().int() })),
    /** Sequence flows that were taken. */
    flows: z.array(z.strictObject({ flow: z.string(), count: z.number().int() })),
    incidents: z.array(z.strictObject({ node: z.string(), incident: z.string() })),
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
    state: z.enum(['done', 'active', 'incident', 'notYet']),
    timesDone: z.number().int(),
    /** Posts that do it, as far as the case already knows; expressions that wait for data are left out. */
    who: z.array(PostName),
    /** The rule as words: 5 个工作日. */
    deadlineRule: Label.nullable(),
    dueDate: DateOnly.nullable(),
    due: InstantText.nullable(),
    completedAt: InstantText.nullable(),
    completedBy: PersonName.nullable(),
    /** What follows, and on which answer. */
    next: z.array(z.strictObject({ node: z.string(), name: Label, when: Label.nullable() })),
  })
  .meta({ id: 'Step' });
export type Step = z.infer<typeof Step>;

export const Steps = z
  .strictObject({ items: z.array(Step), version: z.number().int() })
  .meta({ id: 'Steps' });
export type Steps = z.infer<typeof Steps>;
