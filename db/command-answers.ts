/**
 * What a commit records beside the events of people's commands: the answer to each under its key (api/idempotency.ts), so that
 * whoever asks again finds it from the moment it is done; and that a completed task needs its draft no longer.
 */
import type { KeptInput } from './kept-inputs.ts';
import { statement, type Statement } from './statement.ts';

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** `inputs` in their order; `end` is the number of the last event that came of them. */
export function recordAnswers(
  { tenant, caseId }: { tenant: string; caseId: string },
  inputs: readonly KeptInput[],
  end: number,
): Statement[] {
  return inputs.flatMap(({ input, commandId = '' }, index) => {
    // The machine's own commands have ids of their own, and nobody asks for their answers.
    if (input.kind !== 'command' || input.actor.kind !== 'person' || !uuid.test(commandId)) return [];
    const { person } = input.actor;
    const { command, at } = input;
    const reply = JSON.stringify({ caseId, version: inputs[index + 1]?.before ?? end, at });
    const completed = command.kind === 'completeTask' ? command.task : null;
    return [
      statement`
        with answered as (
          update idempotency set status = 200, reply = ${reply}::jsonb
          where tenant_id = ${tenant} and person = ${person} and key = ${commandId}::uuid and status is null
        )
        delete from task_draft
        where tenant_id = ${tenant} and person = ${person} and case_id = ${caseId}::uuid and task = ${completed}`,
    ];
  });
}
