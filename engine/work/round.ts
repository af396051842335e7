import type { Said } from './said.ts';
import { CaseFault } from '../fault.ts';
import { evaluate, isExpression } from '../feel.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Run } from '../run.ts';
import type { CaseState, OpenTask, Token } from '../state.ts';
import { byId } from '../table.ts';
import type { Signing } from './model.ts';
import { configOf, noQuorum, outcomeFor } from './outcomes.ts';
import { decideStep } from './step-decision.ts';
import type { Candidate, Decision, Round, RoundMember } from './state.ts';
import { tallyOf, type Tally } from './tally.ts';
import { reviseWaiting, signersOf } from './task-change.ts';
import { newTask } from './new-task.ts';
import type { Seat } from './seats.ts';

/**
 * People who decide a step together: one round for each activation of the step, so that what is signed in one branch or
 * one body of a multi-instance never touches another. In a sequential round the next is asked when the one before agreed.
 */
export function openRound(
  run: Run,
  token: Token,
  { signing, seats }: { signing: Signing; seats: Seat[] },
): void {
  const id = run.nextId('r');
  const members: RoundMember[] = seats.map((seat) => ({
    ...seat,
    weight: weightOf(run, token, { signing, candidate: seat.candidate }),
  }));
  run.emit({ kind: 'roundOpened', round: { id, token: token.id, node: token.node, signing, members } });
  const atOnce = signing.mode === 'sequential' ? seats.slice(0, 1) : seats;
  for (const seat of atOnce) askMember(run, token, { round: id, seat });
}

/** The fold gives the task to the first member of this name who has none yet. */
function askMember(run: Run, token: Token, { round, seat }: { round: string; seat: Seat }): void {
  const { candidate, people = [candidate] } = seat;
  run.emit({ kind: 'taskCreated', task: { ...newTask(run, token, people), round } });
}

function weightOf(
  run: Run,
  token: Token,
  { signing: { vote }, candidate }: { signing: Signing; candidate: Candidate },
): number {
  if (vote?.weight === undefined) return 1;
  const { post, unit, person = null } = candidate;
  const seen = { ...run.variables(token.scope, token), post, unit, person };
  const value = isExpression(vote.weight) ? evaluate(vote.weight, seen, run) : Number(vote.weight);
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  throw new CaseFault('bad-weight', {
    zh: `${token.node} 的表决权重应为不小于 0 的数：请更正数据后重试`,
    en: `Expected the weight of each signer of ${token.node} to be a number from 0, but found something else: correct the variables and retry`,
  });
}

/** The round in which this task counts, where whoever is added to it counts too; undefined where signers only advise or agree. */
export function memberRound({ work }: CaseState, { round: id }: OpenTask): Round | undefined {
  const round = id === undefined ? undefined : work?.rounds.find((open) => open.id === id);
  return round?.signing.mode === 'any' ? undefined : round;
}

/** All who have another seat in the round of a task, whether they signed, are still to be asked or stood aside. */
export function seatedWith({ work }: CaseState, { id: own, round: id }: OpenTask): Candidate[] {
  const round = id === undefined ? undefined : work?.rounds.find((open) => open.id === id);
  return (round?.members ?? [])
    .filter(({ removed, task }) => !removed && task !== own)
    .map(({ candidate }) => candidate);
}

/** One more may vote: the denominator grows. Where the template gives weights, the one who was added has theirs. */
export function joinRound(run: Run, round: Round, { id, token, node, candidates, addedBy }: OpenTask): void {
  const [candidate] = candidates;
  if (!candidate) return;
  run.emit({
    kind: 'roundMemberAdded',
    round: round.id,
    node,
    candidate,
    weight: addedWeight(run, run.token(token), { signing: round.signing, candidate }),
    task: id,
    ...(addedBy !== undefined && { addedBy }),
  });
}

/** A command must not fail half-way: where no weight can be found for who is added, it is 1. */
function addedWeight(run: Run, token: Token, of: { signing: Signing; candidate: Candidate }): number {
  try {
    return weightOf(run, token, of);
  } catch {
    return 1;
  }
}

/** A member of a round has signed. */
export function countVote(run: Run, task: OpenTask, decision: Decision): void {
  const { round, node, id } = task;
  if (round === undefined) return;
  // What the signer filled in stands with the completion.
  run.emit({ kind: 'signed', round, node, task: id, decision: { ...decision, variables: {} } });
  reviseAround(run, task);
  reviseRound(run, round, { decision, task: id });
}

/** A member steps back or is taken back: out of the denominator, which may decide the round. */
export function leaveRound(
  run: Run,
  task: OpenTask,
  left: { recused: boolean; reason: string } & Said,
): void {
  const { round, node, id } = task;
  if (round === undefined) return;
  run.emit({ kind: 'roundMemberRemoved', round, node, task: id, ...left });
  run.emit({ kind: 'taskCancelled', task: id, node });
  reviseAround(run, task);
}

/** Those who waited for this member, or were added by it, may have their turn now. */
function reviseAround(run: Run, { id, addedTo }: OpenTask): void {
  for (const signer of signersOf(run.state, id)) reviseWaiting(run, signer.id);
  if (addedTo !== undefined) reviseWaiting(run, addedTo);
}

interface Last {
  decision?: Decision;
  task?: string;
}

/** Closes a round that is decided, or asks the next of a sequential one. `last`: the decision that was just made. */
export function reviseRound(run: Run, id: string, last: Last = {}): void {
  const round = run.state.work?.rounds.find((open) => open.id === id);
  if (!round) return;
  const tally = tallyOf(round.signing, round.members);
  if (tally.result) return closeRound(run, round, { tally, result: tally.result, ...last });
  if (round.signing.mode !== 'sequential') return;
  if (run.state.tasks.some((task) => task.round === id)) return;
  const next = round.members.find(({ task, decision, removed }) => !task && !decision && !removed);
  if (next) askMember(run, run.token(round.token), { round: id, seat: next });
}

interface Closing extends Last {
  tally: Tally;
  result: NonNullable<Tally['result']>;
}

function closeRound(run: Run, round: Round, { tally, result, decision: last, task }: Closing): void {
  const { passed, rejected, abstained, total } = tally;
  run.byMachine('round', () => {
    for (const { id, node } of run.state.tasks.filter((task) => task.round === round.id))
      run.emit({ kind: 'taskCancelled', task: id, node });
  });
  const counted = { passed, rejected, abstained, total };
  run.emit({ kind: 'roundClosed', round: round.id, node: round.node, result, ...counted });
  const { resultVariable } = round.signing;
  const token = byId(run.state.tokens, round.token);
  if (!token) return;
  const { outcome, verdict } = outcomeOf(run, token, { round, result });
  decideStep(run, token, {
    verdict,
    ...(outcome !== undefined && { outcome }),
    ...(last?.by !== undefined && { by: last.by }),
    ...(last?.reason !== undefined && { reason: last.reason }),
    ...(task !== undefined && { task }),
    variables:
      resultVariable === undefined
        ? {}
        : { [resultVariable]: { ...counted, result, ...stoodAside(run, token, { round, resultVariable }) } },
  });
}

/** Who stood aside, also when the same was voted on before: a template that votes again asks them no more. */
function stoodAside(
  run: Run,
  token: Token,
  { round, resultVariable }: { round: Round; resultVariable: string },
): { recused?: Json[] } {
  const before = run.variables(token.scope, token)[resultVariable];
  const already = isContext(before) && Array.isArray(before['recused']) ? before['recused'] : [];
  const now = round.members
    .filter(({ decision }) => decision?.verdict === 'recuse')
    .map(({ candidate }) => ({ ...candidate }));
  const recused = [...already, ...now];
  return recused.length > 0 ? { recused } : {};
}

const isContext = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The step's outcome: among those that stand for the result, the one most signed with. A round without a quorum has the
 * outcome of that name where the step has one, and is a reject unless that says otherwise.
 */
function outcomeOf(
  run: Run,
  token: Token,
  { round, result }: { round: Round; result: Closing['result'] },
): { outcome?: string; verdict: 'pass' | 'reject' | 'abstain' } {
  const config = configOf(run, token);
  const named = config.outcomes?.find(({ key }) => key === noQuorum);
  if (result === 'noQuorum' && named) return { outcome: noQuorum, verdict: named.verdict ?? 'reject' };
  const verdict = result === 'pass' ? 'pass' : 'reject';
  const chosen = round.members.flatMap(({ decision }) =>
    decision?.verdict === verdict && decision.outcome !== undefined ? [decision.outcome] : [],
  );
  const outcome =
    mostOf(
      chosen,
      (config.outcomes ?? []).map(({ key }) => key),
    ) ?? outcomeFor(config, verdict)?.key;
  return { verdict, ...(outcome !== undefined && { outcome }) };
}

/** What occurs most; of several the first in this order. */
function mostOf(chosen: string[], order: string[]): string | undefined {
  const times = (key: string) => chosen.filter((each) => each === key).length;
  const [most] = order.filter((key) => times(key) > 0).sort((one, other) => times(other) - times(one));
  return most ?? chosen[0];
}
