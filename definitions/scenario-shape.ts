import { z } from 'zod';

/**
 * A scenario (`scenarios/<name>.json`) is a run of a template that must come out as written: who does what, how time
 * goes on, and what must then be true. It runs in the tests, and can run in a browser: nothing here needs a server.
 */

const instant = z.iso.datetime({ offset: true });
const values = z.record(z.string(), z.json());
/** `post@unit`. */
const postAtUnit = z.string().regex(/^[^@\s]+@[^@\s]+$/);

/** What must be true now. Only what is named is compared. */
const Expectation = z.strictObject({
  status: z.enum(['active', 'completed', 'failed', 'cancelled']).optional(),
  /** Id of the end event that ended the case. */
  outcome: z.string().optional(),
  /** Nodes with an open task, in any order. */
  tasks: z.array(z.string()).optional(),
  /** Who may do the open task at a node: `post@unit`. */
  candidates: z.record(z.string(), z.array(postAtUnit)).optional(),
  /** Timers that wait, by node, with the instant at which each fires. */
  timers: z.record(z.string(), instant).optional(),
  /** Current date of running deadlines, by key. */
  dueDates: z.record(z.string(), z.iso.date()).optional(),
  originalDueDates: z.record(z.string(), z.iso.date()).optional(),
  /** All steps of a deadline's ladder reached so far, by the deadline's key. */
  ladder: z.record(z.string(), z.array(z.string())).optional(),
  /** Who was told by a step (`deadline/step`), the last time it was reached. */
  told: z.record(z.string(), z.array(postAtUnit)).optional(),
  /** Variables of the case's own scope. */
  variables: values.optional(),
  /** Codes of open incidents; unless named, there must be none. */
  incidents: z.array(z.string()).optional(),
});
export type Expectation = z.infer<typeof Expectation>;

const Act = z.union([
  z.strictObject({
    /** Node of the open task to complete. */
    complete: z.string(),
    outcome: z.string().optional(),
    reason: z.string().optional(),
    variables: values.optional(),
    /** Who does it; absent: a holder of the first post of the task that is not excluded. */
    by: postAtUnit.optional(),
    /** The engine must refuse it with this code. */
    refused: z.string().optional(),
  }),
  z.strictObject({
    message: z.string(),
    variables: values.optional(),
    by: postAtUnit.optional(),
    refused: z.string().optional(),
  }),
  z.strictObject({ progress: z.string(), percent: z.number().min(0).max(100).optional() }),
  /** Time goes on until this instant; everything due on the way happens at its own instant. */
  z.strictObject({ until: instant }),
  z.strictObject({ expect: Expectation }),
]);
export type Act = z.infer<typeof Act>;

export const Scenario = z.strictObject({
  name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  start: z.strictObject({ at: instant, message: z.string().optional(), variables: values }),
  steps: z.array(Act).min(1),
});
export type Scenario = z.infer<typeof Scenario>;
