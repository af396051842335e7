import type { Run } from '../run.ts';
import type { CaseState, OpenTask } from '../state.ts';
import { decideStep } from './step-decision.ts';
import type { Decision, Round } from './state.ts';

/** A member of a round has signed. */
export function countVote(run: Run, task: OpenTask, decision: Decision): void {
  decideStep(run, run.token(task.token), decision);
}

/** The round in which this task counts, where whoever is added to it counts too; undefined where signers only advise or agree. */
export function memberRound({ work }: CaseState, { round: id }: OpenTask): Round | undefined {
  const round = id === undefined ? undefined : work?.rounds.find((open) => open.id === id);
  return round?.signing.mode === 'any' ? undefined : round;
}

/** One more may vote: the denominator grows. */
export function joinRound(run: Run, round: Round, { id, node, candidates, addedBy }: OpenTask): void {
  const [candidate] = candidates;
  if (!candidate) return;
  run.emit({
    kind: 'roundMemberAdded',
    round: round.id,
    node,
    candidate,
    weight: 1,
    task: id,
    ...(addedBy !== undefined && { addedBy }),
  });
}
