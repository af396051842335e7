/** Which events are told to somebody: rows for the outbox. Who that is, is found when they are sent. */
import type { EngineEvent } from '../engine/event.ts';
import type { PostAtUnit } from '../engine/model.ts';
import { statement } from './statement.ts';

export interface Notification {
  effect_id: string;
  seq: number;
  kind: 'taskGiven' | 'dueSoon' | 'overdue' | 'escalated';
  channel: string;
  task: string | null;
  deadline: string | null;
  node: string;
  step: string | null;
  colour: string | null;
  recipients: PostAtUnit[];
  tells_handlers: boolean;
  at: string;
}

const kindOfStep = { remind: 'dueSoon', due: 'overdue', escalate: 'escalated' } as const;

/** A task that is closed within the same events is told to nobody. */
export function notificationsOf(caseId: string, events: readonly EngineEvent[]): Notification[] {
  const closed = new Set(
    events.flatMap((event) =>
      event.kind === 'taskCompleted' || event.kind === 'taskCancelled' ? [event.task] : [],
    ),
  );
  return events.flatMap((event) => {
    const effectId = (n: number) => `${caseId}:${event.seq}:${n}`;
    if (event.kind === 'taskCreated' && !closed.has(event.task.id)) {
      const given: Notification = {
        effect_id: effectId(1),
        seq: event.seq,
        kind: 'taskGiven',
        channel: 'mail',
        task: event.task.id,
        deadline: null,
        node: event.task.node,
        step: null,
        colour: null,
        recipients: [],
        tells_handlers: true,
        at: event.at,
      };
      return [given];
    }
    if (event.kind !== 'deadlineStepReached') return [];
    const { step } = event;
    return step.channels.map((channel, index): Notification => ({
      effect_id: effectId(index + 1),
      seq: event.seq,
      kind: kindOfStep[step.kind],
      channel,
      task: null,
      deadline: event.deadline,
      node: event.node,
      step: step.key,
      colour: step.colour ?? null,
      recipients: step.whom,
      tells_handlers: step.handlers,
      at: event.at,
    }));
  });
}

export const insertNotifications = (
  rows: readonly Notification[],
  at: { tenant: string; caseId: string },
) => statement`
  insert into outbox (effect_id, tenant_id, case_id, seq, kind, channel, task, deadline, node, step, colour, recipients,
    tells_handlers, at)
  select effect_id, ${at.tenant}, ${at.caseId}::uuid, seq, kind, channel, task, deadline, node, step, colour, recipients,
    tells_handlers, at
  from json_to_recordset(${JSON.stringify(rows)}::json) as given (effect_id text, seq int, kind text, channel text, task text,
    deadline text, node text, step text, colour text, recipients jsonb, tells_handlers boolean, at timestamptz)`;
