import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { JsonObject } from '../../engine/json.ts';

/** A case as the files have it: a model, what its scripts do, the steps to play, and what must come out. */
const variables = z.record(z.string(), z.json()).transform((value) => value as JsonObject);

/** Which execution of an instance is meant: any that fits all that is given. */
const execution = z.object({
  instance: z.string().optional(),
  element: z.string().optional(),
  message_name: z.string().optional(),
  signal_name: z.string().optional(),
});
const taskFilter = z.object({
  instance: z.string().optional(),
  process: z.string().optional(),
  element: z.string().optional(),
  name: z.string().optional(),
  assignee: z.string().nullish(),
  candidate_user: z.string().optional(),
  candidate_group: z.string().optional(),
});
const taskFacts = z.object({
  name: z.string().nullish(),
  element: z.string().optional(),
  assignee: z.string().nullish(),
});
const taskExpectation = taskFacts.extend({
  count: z.number().optional(),
  at: z.record(z.string(), taskFacts).optional(),
  names: z.array(z.string()).optional(),
  elements: z.array(z.string()).optional(),
  /** The names and elements are sets: how often each comes is not said. */
  set: z.boolean().optional(),
});
const count = z.object({ count: z.number() });
const expectError = { expect_error: z.boolean().optional() };

const Step = z.discriminatedUnion('op', [
  z.object({
    op: z.literal('start'),
    process: z.string(),
    as: z.string(),
    variables,
    business_key: z.string().optional(),
    ...expectError,
  }),
  z.object({
    op: z.literal('start_by_message'),
    message: z.string(),
    as: z.string(),
    variables,
    ...expectError,
  }),
  z.object({
    op: z.literal('tasks'),
    as: z.string(),
    filter: taskFilter,
    order: z.string().optional(),
    any_order: z.boolean().optional(),
    expect: taskExpectation,
  }),
  z.object({
    op: z.literal('complete_task'),
    task: z.object({ ref: z.string(), index: z.number().optional() }),
    variables: variables.optional(),
    ...expectError,
  }),
  z.object({ op: z.literal('complete_all'), tasks: z.string(), ...expectError }),
  z.object({
    op: z.literal('claim_task'),
    task: z.object({ ref: z.string(), index: z.number().optional() }),
    user: z.string().nullable(),
    ...expectError,
  }),
  z.object({
    op: z.literal('message'),
    name: z.string().nullable(),
    business_key: z.string().optional(),
    instance: z.string().optional(),
    execution: execution.optional(),
    variables: variables.optional(),
    ...expectError,
  }),
  z.object({
    op: z.literal('signal'),
    name: z.string(),
    execution: execution.optional(),
    variables: variables.optional(),
    ...expectError,
  }),
  z.object({ op: z.literal('trigger'), execution, variables: variables.optional(), ...expectError }),
  z.object({ op: z.literal('set_variables'), instance: z.string(), variables }),
  z.object({
    op: z.literal('variable'),
    instance: z.string(),
    name: z.string(),
    expect: z.object({ value: z.json() }),
  }),
  z.object({
    op: z.literal('instances'),
    filter: z.object({ process: z.string().optional(), instance: z.string().optional() }),
    expect: count,
  }),
  z.object({ op: z.literal('waiting_at'), filter: execution, expect: count }),
  z.object({
    op: z.literal('active_elements'),
    instance: z.string(),
    expect: z.object({ elements: z.array(z.string()) }),
  }),
  z.object({ op: z.literal('ended'), instance: z.string() }),
  z.object({ op: z.literal('not_ended'), instance: z.string() }),
  z.object({
    op: z.literal('history'),
    instance: z.string().optional(),
    element: z.string().optional(),
    expect: count,
  }),
  z.object({ op: z.literal('fire_next_timer') }),
  z.object({ op: z.literal('advance_time'), ms: z.number() }),
  z.object({ op: z.literal('delete_instance'), instance: z.string() }),
  z.object({ op: z.literal('settle') }),
  z.object({ op: z.literal('deploy') }),
]);

const Expected = z.object({
  trace: z
    .object({
      counts: z.record(z.string(), z.number()).default({}),
      label_elements: z.record(z.string(), z.array(z.string())).default({}),
      order: z.array(z.tuple([z.string(), z.string()])).default([]),
      completed_user_tasks: z.array(z.string()).optional(),
    })
    .optional(),
  at_least: z.record(z.string(), z.number()).default({}),
  /** Pairs of elements whose work must have been under way at the same time. */
  overlap: z.array(z.tuple([z.string(), z.string()])).default([]),
  variables: variables.default({}),
  /** `completed`, `active`, `failed`, `rejected`, `error-end`, or several with `|` between them. */
  end_state: z.string().optional(),
  error: z.object({ stage: z.string() }).optional(),
});

const BpmnCase = z.object({
  id: z.string(),
  kind: z.enum(['behaviour', 'reject']),
  feature: z.string(),
  bpmn_xml: z.string(),
  extra_bpmn: z.array(z.string()).default([]),
  expressions: z
    .array(z.object({ src: z.string(), feel: z.string(), kind: z.string().optional() }))
    .default([]),
  scripts: z
    .array(
      z.object({
        element: z.string(),
        token: z.string(),
        effect: z
          .object({
            set: z.record(z.string(), z.string()).optional(),
            delay_ms: z.number().optional(),
            throw_bpmn_error: z.string().optional(),
            read: z.string().optional(),
          })
          .optional(),
      }),
    )
    .default([]),
  steps: z.array(Step),
  expected: Expected,
});

export type BpmnCase = z.infer<typeof BpmnCase>;
export type BpmnStep = z.infer<typeof Step>;
export type Expected = z.infer<typeof Expected>;
export type Probe = BpmnCase['scripts'][number];
export type ExecutionFilter = z.infer<typeof execution>;
export type TaskFilter = z.infer<typeof taskFilter>;
export type TaskFacts = z.infer<typeof taskFacts>;
export type TaskExpectation = z.infer<typeof taskExpectation>;

/** The cases of one file, as they stand: each is checked on its own when it is run, so that one bad case is one error. */
export function readCases(file: string): { id: string; feature: string }[] {
  return z
    .array(z.looseObject({ id: z.string(), feature: z.string() }))
    .parse(JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')));
}

/** The case, or in words what in it this runner does not understand. */
export function parseCase(raw: unknown): BpmnCase | string {
  const parsed = BpmnCase.safeParse(raw);
  return parsed.success ? parsed.data : `the case is not understood: ${z.prettifyError(parsed.error)}`;
}
