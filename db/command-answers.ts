/**
 * What a commit records beside the events of people's commands: the answer to each under its key (api/idempotency.ts), so that
 * whoever asks again finds it from the moment it is done; and that a completed task needs its draft no longer.
 */
import type { Json } from '../engine/json.ts';
import type { KeptInput } from './kept-inputs.ts';
import { statement, type Statement } from './statement.ts';

interface Answered {
  person: string;
  key: string;
  reply: Json;
  /** The task that it completed. */
  task: string | null;
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** `inputs` in their order; `end` is the number of the last event that came of them. */
export function recordAnswers(
  { tenant, caseId }: { tenant: string; caseId: string },
  inputs: readonly KeptInput[],
  end: number,
): Statement[] {
  const answered = inputs.flatMap(({ input, commandId }, index): Answered[] => {
    // The machine's own commands have ids of their own, and nobody asks for their answers.
    if (input.kind !== 'command' || input.actor.kind !== 'person' || !uuid.test(commandId ?? '')) return [];
    const version = inputs[index + 1]?.before ?? end;
    const { actor, at, command } = input;
    const task = command.kind === 'completeTask' ? command.task : null;
    return [{ person: actor.person, key: commandId!, reply: { caseId, version, at }, task }];
  });
  if (answered.length === 0) return [];
  return [
    statement`
      with given as (
        select * from json_to_recordset(${JSON.stringify(answered)}::json)
          as given (person text, key uuid, reply jsonb, task text)
      ), answered as (
        update idempotency set status = 200, reply = given.reply from given
        where idempotency.tenant_id = ${tenant} and idempotency.person = given.person and idempotency.key = given.key
          and idempotency.status is null
      )
      delete from task_draft using given
      where task_draft.tenant_id = ${tenant} and task_draft.person = given.person
        and task_draft.case_id = ${caseId}::uuid and task_draft.task = given.task`,
  ];
}
