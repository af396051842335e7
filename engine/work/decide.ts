import type { Actor, Command } from '../input.ts';
import { agencyActor } from '../link/serving.ts';
import type { Run } from '../run.ts';
import type { OpenTask } from '../state.ts';
import { byId } from '../table.ts';
import { receiveResults } from '../variables.ts';
import { handlerOf, takingPart } from './memory.ts';
import { configOf, verdictOf } from './outcomes.ts';
import { decideStep } from './step-decision.ts';
import { isRevision, valuesBefore } from './revision.ts';
import { countVote, leaveRound, memberRound, reviseRound } from './round.ts';
import { saidOf, type Said } from './said.ts';
import type { Decision } from './state.ts';
import { standingOn, type Person } from './candidate.ts';
import { allSignersOf, changeTask, reviseWaiting, signersOf } from './task-change.ts';

/** A person completes a task. What that means for its step depends on who signs with them. */
export function completeTask(run: Run, actor: Actor, command: Command & { kind: 'completeTask' }): void {
  const task = byId(run.state.tasks, command.task);
  if (!task || actor.kind !== 'person') return;
  if (command.choices && Object.keys(command.choices).length > 0)
    run.emit({ kind: 'peopleChosen', choices: command.choices });
  decide(run, task, decisionOf(run, task, { actor, command }));
}

/** An agency without an account completes it over a link: the same, but that nobody of the county's did it. */
export function completeOverLink(
  run: Run,
  task: OpenTask,
  { command, link }: { command: Pick<Decision, 'outcome' | 'reason' | 'variables'>; link: string },
): void {
  const { outcome, variables } = command;
  decide(run, task, {
    verdict: verdictOf(configOf(run, task), outcome),
    overLink: link,
    ...(outcome !== undefined && { outcome }),
    ...saidOf<Said>(command),
    variables,
  });
}

function decide(run: Run, task: OpenTask, decision: Decision): void {
  const isAgreed = decision.verdict !== 'reject';
  const after = signersOf(run.state, task.id, 'after');
  // In a round whoever was added counts for themselves, so that nobody's own vote waits for them.
  const isMember = memberRound(run.state, task) !== undefined;
  if (isAgreed && !isMember && after.length > 0) return waitForSigners(run, task, { decision, after });
  conclude(run, task, decision);
}

function decisionOf(
  run: Run,
  task: OpenTask,
  { actor, command }: { actor: Person; command: Command & { kind: 'completeTask' } },
): Decision {
  const { outcome, variables } = command;
  const standing = standingOn(task, actor);
  const { as, for: principal } = typeof standing === 'object' ? standing : {};
  return {
    verdict: verdictOf(configOf(run, task), outcome),
    by: actor.person,
    ...(principal !== undefined && { for: principal }),
    ...(as && { as: { post: as.post, unit: as.unit } }),
    ...(outcome !== undefined && { outcome }),
    ...saidOf(command),
    variables,
  };
}

/** 后加签: decided, and taking effect when all who were added have agreed. */
function waitForSigners(
  run: Run,
  task: OpenTask,
  { decision, after }: { decision: Decision; after: OpenTask[] },
): void {
  changeTask(
    run,
    task,
    { decided: decision, waits: 'signersAfter' },
    { verb: 'decide', ...saidOf(decision) },
  );
  for (const { id } of after) reviseWaiting(run, id);
}

/** A decision takes effect: on the task to which its signer was added, on the round, or on the step itself. */
function conclude(run: Run, task: OpenTask, decision: Decision, maker?: Actor): void {
  const isMember = memberRound(run.state, task) !== undefined;
  if (!isMember) cancelSigners(run, task);
  record(run, task, decision, maker);
  if (isMember || (task.round !== undefined && task.addedTo === undefined)) {
    receive(run, task, decision);
    return countVote(run, task, decision);
  }
  if (task.addedTo !== undefined) {
    receive(run, task, decision);
    return reviseOwner(run, task, decision);
  }
  decideStep(run, run.token(task.token), { ...decision, task: task.id });
}

function receive(run: Run, { token }: OpenTask, { variables }: Decision): void {
  receiveResults(run, run.token(token), variables);
}

function record(run: Run, task: OpenTask, decision: Decision, maker?: Actor): void {
  const { outcome, variables, verdict } = decision;
  const counts = task.round !== undefined || task.addedTo !== undefined || verdict !== 'pass';
  const handler = handlerOf(run.model, decision);
  const tookPart = takingPart(run.model, task.node, decision);
  run.emit(
    {
      kind: 'taskCompleted',
      task: task.id,
      node: task.node,
      variables,
      ...(outcome !== undefined && { outcome }),
      ...(isRevision(task) &&
        task.form !== undefined && { before: valuesBefore(run.state, task, variables) }),
      ...saidOf(decision),
      ...(counts && verdict !== 'recuse' && { verdict }),
      ...(handler && { handler }),
      ...(tookPart && { tookPart }),
    },
    maker,
  );
}

/** What was still asked of added signers is not needed any more. */
function cancelSigners(run: Run, task: OpenTask): void {
  const signers = allSignersOf(run.state, task.id);
  run.byMachine('signing', () => {
    for (const { id, node } of signers) run.emit({ kind: 'taskCancelled', task: id, node });
  });
}

/**
 * One who was added to a task is done. Who acts first advises: whatever they say, the handler then decides. Who acts
 * after the handler agrees or not: their reject is the step's, and what that does is up to the template.
 */
function reviseOwner(run: Run, signer: OpenTask, decision: Decision): void {
  const owner = byId(run.state.tasks, signer.addedTo ?? '');
  if (!owner) return;
  if (signer.sign !== 'after' || decision.verdict !== 'reject') return reviseSigned(run, owner.id);
  const rejected = { ...decision, variables: owner.decided?.variables ?? {} };
  if (owner.suspendedFor === undefined) return conclude(run, owner, rejected);
  // It takes effect when the task is resumed.
  cancelSigners(run, owner);
  changeTask(run, owner, { decided: rejected }, { verb: 'signersDone' });
}

/** A task after one of its signers is done or gone: it waits on, is its handler's again, or takes effect. */
export function reviseSigned(run: Run, id: string): void {
  reviseWaiting(run, id);
  const task = byId(run.state.tasks, id);
  if (!task?.decided || task.suspendedFor !== undefined || signersOf(run.state, id).length > 0) return;
  conclude(run, task, task.decided, makerOf(task.decided));
}

/** Who decided, as recorded when the decision takes effect by another's hand. */
function makerOf({ by, as, for: principal, overLink }: Decision): Actor | undefined {
  if (overLink !== undefined) return agencyActor;
  if (by === undefined) return undefined;
  return {
    kind: 'person',
    person: by,
    posts: as ? [as] : [],
    ...(principal !== undefined && { for: principal }),
  };
}

/** Takes away a task of a signer with all that was added to it, and sees what that means for who waited. */
export function withdrawSigner(run: Run, signer: OpenTask, said: Said & { reason: string }): void {
  const round = memberRound(run.state, signer);
  for (const task of [...allSignersOf(run.state, signer.id), signer]) {
    if (round) leaveRound(run, task, { recused: false, ...said });
    else removeTask(run, task, said);
  }
  if (round) reviseRound(run, round.id);
  else if (signer.addedTo !== undefined) reviseSigned(run, signer.addedTo);
}

function removeTask(run: Run, { id, node }: OpenTask, said: Said & { reason: string }): void {
  run.emit({ kind: 'signerRemoved', task: id, node, ...said });
  run.emit({ kind: 'taskCancelled', task: id, node });
}
