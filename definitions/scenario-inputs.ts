import type { Command, Input } from '../engine/input.ts';
import type { JsonObject } from '../engine/json.ts';
import type { Candidate } from '../engine/work/state.ts';
import type { Act } from './scenario-shape.ts';

/** What the engine is told for an act of a scenario that is no verb: a completion, what comes from outside, how work ends. */

export type Completion = Extract<Act, { complete: string }>;
export type JobEnd = Extract<Act, { job: string }>;
type CallAct = Exclude<Extract<Act, { call: string }>, { steps: Act[] }>;

export function completionOf(
  act: Completion,
  task: string,
  choices: Record<string, Candidate[]> | undefined,
): Command {
  const { outcome, reason, opinion, attachments } = act;
  return {
    kind: 'completeTask',
    task,
    variables: (act.variables ?? {}) as JsonObject,
    ...(outcome !== undefined && { outcome }),
    ...(reason !== undefined && { reason }),
    ...(opinion !== undefined && { opinion }),
    ...(attachments !== undefined && { attachments }),
    ...(choices !== undefined && { choices }),
  };
}

export const progressOf = ({ progress, percent }: Extract<Act, { progress: string }>): Command => ({
  kind: 'recordProgress',
  text: progress,
  ...(percent === undefined ? {} : { percent }),
});

/** `number`: how many there were, this one included. */
export const messageOf = (act: Extract<Act, { message: string }>, number: number): Command => ({
  kind: 'sendMessage',
  message: act.message,
  messageId: `message-${number}`,
  variables: (act.variables ?? {}) as JsonObject,
  ...(act.correlation === undefined ? {} : { correlation: act.correlation }),
});

/** How a called case ends that the scenario does not play, or what it tells before. */
export function callTells(act: CallAct, { call, at }: { call: string; at: string }): Input {
  if ('escalation' in act) return { kind: 'callEscalated', at, call, code: act.escalation };
  if ('error' in act) return { kind: 'callEnded', at, call, result: { ok: false, error: act.error } };
  const { variables, outcome } = act.ends;
  const result = {
    ok: true as const,
    variables: (variables ?? {}) as JsonObject,
    ...(outcome !== undefined && { outcome }),
  };
  return { kind: 'callEnded', at, call, result };
}

export function jobEnd(act: JobEnd, { job, at }: { job: string; at: string }): Input {
  if ('ends' in act)
    return { kind: 'jobCompleted', at, job, variables: (act.ends.variables ?? {}) as JsonObject };
  const error = { code: act.error, message: act.error, isBpmnError: true };
  return { kind: 'jobFailed', at, job, error };
}
