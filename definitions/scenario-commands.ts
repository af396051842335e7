import { z } from 'zod';

/**
 * Every command that a scenario can give, in the words of the engine's commands (`"act": "transferTask"`), with what a
 * scenario says otherwise: a task by its node (and who has it), a deadline by its key, people by post or id.
 */

export const values = z.record(z.string(), z.json());
/** Somebody of the directory, by id. */
export const person = z.string().regex(/^[a-z][a-z0-9-]*$/);
/** `post@unit`, or somebody of the directory. */
export const personOrPost = z.string().regex(/^[^@\s]+(@[^@\s]+)?$/);

const Label = z.strictObject({ zh: z.string().min(1), en: z.string().min(1).optional() });
const text = z.string();
const people = z.array(personOrPost).min(1);

/** Who acts, and what must be said no to. */
const anyone = {
  by: personOrPost.optional(),
  /** The principal for whom they stand in. */
  for: person.optional(),
  /** The engine must refuse it with this code. */
  refused: z.string().optional(),
};
/** With what may come beside a reason. */
const saying = { ...anyone, opinion: text.optional(), attachments: z.array(text).optional() };
/** A task at a node: the one that `by` has, where there are several. */
const onTask = { ...saying, on: text };
/** A deadline by its key. */
const onDeadline = { ...anyone, deadline: text };

const act = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.strictObject({ act: z.literal(kind), ...shape });

export const CommandAct = z.discriminatedUnion('act', [
  act('claimTask', onTask),
  act('releaseTask', onTask),
  act('addSigners', { ...onTask, sign: z.enum(['before', 'after']), people, reason: text.optional() }),
  /** `signer`: who was added. */
  act('removeSigner', { ...onTask, signer: personOrPost, reason: text }),
  act('transferTask', { ...onTask, to: personOrPost, reason: text.optional() }),
  act('delegateTask', { ...onTask, to: personOrPost, reason: text.optional() }),
  act('answerDelegation', { ...onTask, opinion: text }),
  /** A one-time link for the agency that is to do the task; `useLink` uses the last one, on the open task of the node. */
  act('makeLink', onTask),
  act('revokeLink', anyone),
  act('useLink', {
    ...anyone,
    on: text,
    outcome: text.optional(),
    reason: text.optional(),
    signer: z.strictObject({ unit: text, name: text, post: text, phone: text }),
    variables: values.optional(),
  }),
  act('recuse', { ...onTask, reason: text }),
  /** `from`: who has the task, where the node has several. */
  act('assignTask', {
    ...onTask,
    from: personOrPost.optional(),
    to: people,
    reason: text,
    cause: z.enum(['orphan', 'leaver', 'supervisor']),
  }),
  act('suspendTask', { ...onTask, reason: text }),
  act('resumeTask', { ...onTask, reason: text.optional() }),
  act('suspendCase', { ...saying, reason: text }),
  act('resumeCase', { ...saying, reason: text.optional() }),
  act('recallCase', { ...saying, reason: text }),
  act('voidCase', { ...saying, reason: text }),
  act('cancelCase', { ...anyone, reason: text }),
  act('copyTo', { ...saying, on: text.optional(), to: people, note: text.optional() }),
  act('readCopy', anyone),
  act('urge', { ...saying, on: z.array(text).optional(), text: text.optional() }),
  act('comment', { ...saying, on: text.optional(), text, mentions: people.optional() }),
  act('ask', { ...saying, on: text.optional(), text, to: personOrPost }),
  /** Answers the question that is put to `by`. */
  act('answer', { ...saying, text }),
  act('addTask', {
    ...onTask,
    name: Label,
    people,
    form: text.optional(),
    instruction: Label.optional(),
    reason: text.optional(),
    due: z.iso.datetime({ offset: true }).optional(),
  }),
  act('addSubCase', {
    ...onTask,
    template: text,
    name: Label,
    variables: values.optional(),
    reason: text.optional(),
  }),
  act('addParticipant', { ...saying, unit: text, role: text, reason: text }),
  /** `to`: a node that was visited, `initiator` or `previous`. */
  act('returnTask', { ...onTask, to: text, resume: z.enum(['forward', 'back']), reason: text }),
  /** `of`: the node whose completion is taken back. */
  act('withdrawTask', { ...saying, of: text, reason: text.optional() }),
  act('moveTask', { ...onTask, to: text, reason: text }),
  act('requestExtension', { ...onDeadline, date: z.iso.date(), reason: text }),
  act('suspendClock', { ...onDeadline, why: text, reason: text }),
  act('resumeClock', { ...onDeadline, reason: text.optional() }),
  /** Decides the request that waits for this deadline. */
  act('decideClockRequest', { ...onDeadline, approve: z.boolean(), reason: text.optional() }),
  act('changeDeadline', { ...onDeadline, date: z.iso.date(), reason: text }),
  act('acknowledgeStep', { ...onDeadline, step: text }),
  act('setVariables', { ...anyone, variables: values, reason: text.optional() }),
  act('startActivity', { ...anyone, node: text }),
  act('sendSignal', { ...anyone, signal: text, variables: values.optional() }),
  act('resolveIncident', {
    ...anyone,
    code: text,
    how: z.enum(['retry', 'dismissed']),
    variables: values.optional(),
  }),
]);
export type CommandAct = z.infer<typeof CommandAct>;
