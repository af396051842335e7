import { z } from 'zod';
import { CommandAct, person, personOrPost, values } from './scenario-commands.ts';

/**
 * A scenario (`scenarios/<name>.json`) is a run of a template that must come out as written: who does what, how time
 * goes on, and what must then be true. It runs in the tests, and can run in a browser: nothing here needs a server.
 */

const instant = z.iso.datetime({ offset: true });
/** `post@unit`. */
const postAtUnit = z.string().regex(/^[^@\s]+@[^@\s]+$/);

/** A deadline that runs; only what is named is compared. */
const DeadlineExpectation = z.strictObject({
  dueDate: z.iso.date().optional(),
  originalDueDate: z.iso.date().optional(),
  provisional: z.boolean().optional(),
  passed: z.boolean().optional(),
  extensions: z.number().optional(),
  cycle: z.number().optional(),
  /** Key of the reason for which it stands still; null: it runs. */
  suspended: z.string().nullable().optional(),
  /** Colour of the last step reached that has one; null: none so far. */
  colour: z.enum(['blue', 'yellow', 'orange', 'red']).nullable().optional(),
});

/** How a round of several people ended. */
const RoundExpectation = z.strictObject({
  result: z.enum(['pass', 'reject', 'noQuorum', 'cancelled']).optional(),
  passed: z.number().optional(),
  rejected: z.number().optional(),
  abstained: z.number().optional(),
  total: z.number().optional(),
});

/** What must be true now. Only what is named is compared. */
const Expectation = z.strictObject({
  status: z.enum(['active', 'completed', 'failed', 'cancelled', 'voided']).optional(),
  /** Id of the end event that ended the case. */
  outcome: z.string().optional(),
  /** Nodes with an open task, in any order; a node with several is named as often. */
  tasks: z.array(z.string()).optional(),
  /** Who may do the open task at a node: `post@unit`. */
  candidates: z.record(z.string(), z.array(postAtUnit)).optional(),
  /** Who can act now at a node, over all its open tasks: `post@unit`, or the person where one is named. */
  handlers: z.record(z.string(), z.array(personOrPost)).optional(),
  /** Who waits at a node, for added signers or because the task stands still. */
  waiting: z.record(z.string(), z.array(personOrPost)).optional(),
  /** The last round that ended at a node. */
  rounds: z.record(z.string(), RoundExpectation).optional(),
  /** Timers that wait, by node, with the instant at which each fires. */
  timers: z.record(z.string(), instant).optional(),
  /** Current date of running deadlines, by key. */
  dueDates: z.record(z.string(), z.iso.date()).optional(),
  originalDueDates: z.record(z.string(), z.iso.date()).optional(),
  /** Running deadlines by key; null: there is none. */
  deadlines: z.record(z.string(), DeadlineExpectation.nullable()).optional(),
  /** All steps of a deadline's ladder reached so far, by the deadline's key. */
  ladder: z.record(z.string(), z.array(z.string())).optional(),
  /** Who was told by a step (`deadline/step`), the last time it was reached. */
  told: z.record(z.string(), z.array(postAtUnit)).optional(),
  /** Documents that are due so far, by the step that asks for them (`deadline/step`): their Chinese names. */
  documents: z.record(z.string(), z.string()).optional(),
  /** What the machine did itself (`deadline/step`), in the words of the event. */
  acted: z.record(z.string(), z.string()).optional(),
  /** Templates of the cases that ladders and people began beside this one, in their order. */
  opened: z.array(z.string()).optional(),
  /** Requests for an extension or a suspension that wait for a decision: `<deadline> extension|suspension`. */
  requests: z.array(z.string()).optional(),
  /** Who got a copy. */
  copies: z.array(personOrPost).optional(),
  /** To whom open questions are put. */
  questions: z.array(personOrPost).optional(),
  /** Whether the whole case stands still. */
  suspended: z.boolean().optional(),
  /** Nodes whose called case runs. */
  calls: z.array(z.string()).optional(),
  /** Messages that the case sent so far, in their order. */
  sent: z.array(z.string()).optional(),
  /** Variables of the case's own scope. */
  variables: values.optional(),
  /** Codes of open incidents; unless named, there must be none. */
  incidents: z.array(z.string()).optional(),
});
export type Expectation = z.infer<typeof Expectation>;

const simpleActs = [
  z.strictObject({
    /** Node of the open task to complete. */
    complete: z.string(),
    outcome: z.string().optional(),
    reason: z.string().optional(),
    opinion: z.string().optional(),
    attachments: z.array(z.string()).optional(),
    variables: values.optional(),
    /** People for steps to come, by node. */
    choices: z.record(z.string(), z.array(personOrPost)).optional(),
    /** Who does it; absent: whoever may do the first task of the node that can be done now. */
    by: personOrPost.optional(),
    /** The principal for whom they stand in. */
    for: person.optional(),
    /** The engine must refuse it with this code. */
    refused: z.string().optional(),
  }),
  z.strictObject({
    message: z.string(),
    /** Whose the message is, where several wait for it. */
    correlation: z.string().optional(),
    variables: values.optional(),
    by: personOrPost.optional(),
    refused: z.string().optional(),
  }),
  z.strictObject({ progress: z.string(), percent: z.number().min(0).max(100).optional() }),
  /** How the called case of a node ends, or what it tells before. */
  z.strictObject({
    call: z.string(),
    ends: z.strictObject({ outcome: z.string().optional(), variables: values.optional() }),
  }),
  z.strictObject({ call: z.string(), error: z.string() }),
  z.strictObject({ call: z.string(), escalation: z.string() }),
  /** How the job of a service task ends. */
  z.strictObject({ job: z.string(), ends: z.strictObject({ variables: values.optional() }) }),
  z.strictObject({ job: z.string(), error: z.string() }),
  /** Time goes on until this instant; everything due on the way happens at its own instant. */
  z.strictObject({ until: instant }),
  z.strictObject({ expect: Expectation }),
  CommandAct,
] as const;
const SimpleAct = z.union(simpleActs);

/** What happens within the called case of a node, where its template runs in the same scenario. */
export interface CalledSteps {
  call: string;
  steps: Act[];
}
export type Act = z.infer<typeof SimpleAct> | CalledSteps;
const Act: z.ZodType<Act> = z.lazy(() =>
  z.union([...simpleActs, z.strictObject({ call: z.string(), steps: z.array(Act).min(1) })]),
);

/** Who there is; what is left out is as in the demonstration. */
const Directory = z.strictObject({
  people: z.array(z.strictObject({ id: person, posts: z.array(postAtUnit).min(1) })).optional(),
  /** Units that the demonstration does not have, or that stand elsewhere. */
  units: z
    .array(z.strictObject({ id: z.string(), kind: z.string(), parent: z.string().optional() }))
    .optional(),
  /** Posts whose holders are the head of their unit. */
  heads: z.array(z.string()).optional(),
  /** What posts permit beside their tasks, by post. */
  permissions: z.record(z.string(), z.array(z.string())).optional(),
});
export type ScenarioDirectory = z.infer<typeof Directory>;

export const Scenario = z.strictObject({
  name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  directory: Directory.optional(),
  start: z.strictObject({
    at: instant,
    /** The message that begins it; absent: the plain start. */
    message: z.string().optional(),
    variables: values,
    by: personOrPost.optional(),
    choices: z.record(z.string(), z.array(personOrPost)).optional(),
  }),
  steps: z.array(Act).min(1),
});
export type Scenario = z.infer<typeof Scenario>;
