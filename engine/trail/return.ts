import { cancelScope } from '../cancel.ts';
import { put } from '../flow.ts';
import type { ProcessModel } from '../model.ts';
import type { Run } from '../run.ts';
import type { CaseState, OpenTask } from '../state.ts';
import { byId } from '../table.ts';
import type { Resume } from '../work/model.ts';
import { beginDetour } from './detour.ts';
import { canRest, futureOf, futureWithDetours, type Future } from './future.ts';
import { startedIn, takeBack } from './undo.ts';
import { nearest, pastBefore, type Past } from './visits.ts';
import { initiatorNow } from '../work/heirs.ts';
import { saidOf, type Said } from '../work/said.ts';

/** Who returns a step, from which of its tasks, and why. */
export interface Returning extends Said {
  task: string;
  reason: string;
  resume: Resume;
  /** It is what a reject does. */
  isReject?: true;
  /** Who decided it, where that is not whoever the event is recorded for. */
  person?: string;
  /** The node from which it is returned; absent: that of the task. */
  from?: string;
}

type Target = Past & { future: Future };

/**
 * The visits that `to` names, as seen from a living token: one by its id, or the nearest (`previous`: several where
 * branches met). Empty where there is none.
 */
export function targetsOf(
  model: ProcessModel,
  state: CaseState,
  { token, to }: { token: string; to: string },
): Target[] {
  const visits = pastBefore(model, state, token);
  return to === 'previous' ? nearest(visits) : visits.filter(({ visit }) => visit === to);
}

/** Goes back to these visits, whose steps begin anew. */
export function returnToVisits(
  run: Run,
  targets: Target[],
  { resume, from: given, ...said }: Returning,
): void {
  const { trail } = run.state;
  const [first] = targets;
  if (!trail || !first) return;
  const roots = new Set(targets.map(({ ended }) => ended.at));
  const future = targets.length === 1 ? first.future : futureOf(run.model, trail, roots);
  const visits = targets.map(({ visit }) => visit);
  const from = given ?? nodeOfTask(run, said.task);
  const isBack = resume === 'back' && canGoStraightBack(future);
  const way = isBack ? 'back' : 'forward';
  run.emit({ kind: 'stepReturned', ...said, node: from, to: first.node, resume: way, visits });
  if (isBack) beginDetour(run, { future, targets: visits, from });
  else takeBack(run, { future: futureWithDetours(run.model, run.state, roots), again: new Set(visits) });
}

/**
 * What lives on cannot be as it was before and come back afterwards: past a complex gateway that has sent its tokens on and
 * waits for the others, or a step that began with several tokens of which the one it lies on came from elsewhere, the case
 * walks forward.
 */
function canGoStraightBack({ firings, made, tokens }: Future): boolean {
  const livesOn = (id: string) => !made.has(id) && !tokens.some((token) => token.id === id);
  const isActivated = firings.some(({ changes }) => changes.some((change) => change.of === 'activated'));
  return !isActivated && !startedIn(firings).some(livesOn);
}

function nodeOfTask(run: Run, task: string): string {
  return byId(run.state.tasks, task)?.node ?? run.model.process;
}

/** Whether the case can go back to whoever began it: a person did, and it is known where it began. */
export function hasInitiator({ work, trail }: CaseState): boolean {
  return work?.initiator !== undefined && trail?.first !== undefined;
}

/**
 * Goes back to the beginning of the case: everything that came of it ends, and whoever began it has a task to revise what
 * they asked for. When that is done the case goes on from its start, or straight back to where it was returned from.
 */
export function returnToInitiator(run: Run, { resume, from: given, ...said }: Returning): void {
  const first = run.state.trail?.first;
  if (!first) return;
  const from = given ?? nodeOfTask(run, said.task);
  const future = sinceStart(run, first.token);
  const isBack = resume === 'back' && future !== undefined && canGoStraightBack(future);
  const visits = future ? [first.token] : [];
  run.emit({
    ...{ kind: 'stepReturned', ...said, node: from, to: first.node },
    ...{ resume: isBack ? 'back' : 'forward', visits },
  });
  const resting = new Set([first.token]);
  if (isBack) beginDetour(run, { future, targets: [first.token], from, resting });
  else takeBack(run, { future: future ?? everything(run), again: new Set(), resting });
  const token = byId(run.state.tokens, first.token) ?? put(run, first.scope, first.node);
  const by = said.person ?? run.actingPerson ?? '';
  askForRevision(run, token.id, { reason: said.reason, by, from });
}

/** All that came of the case's first token; undefined where that is forgotten, or nothing has come of it. */
function sinceStart({ model, state }: Run, first: string): Future | undefined {
  const firings = state.trail?.firings ?? [];
  const begun = firings.find(({ ended }) => ended.some(({ id }) => id === first));
  const future = begun && futureOf(model, { firings }, new Set([begun.at]));
  return future && canRest(model, state, { future, again: new Set([first]) }) ? future : undefined;
}

/** Everything that lives in the case, whatever it came of. */
function everything(run: Run): Future {
  const { state } = run;
  const { firings = [] } = state.trail ?? {};
  const { id: root } = run.rootScope();
  const made = new Set(state.tokens.filter(({ scope }) => scope === root).map(({ id }) => id));
  for (const id of firings.flatMap((firing) => firing.made)) if (id !== root) made.add(id);
  return { firings, made, tokens: [], scopes: [] };
}

function askForRevision(run: Run, token: string, returned: NonNullable<OpenTask['returned']>): void {
  const { work } = run.state;
  const asked = initiatorNow(work);
  if (!work?.initiator || !asked) return;
  const { person: from } = work.initiator;
  const { node } = run.token(token);
  if (asked.person !== from)
    run.byMachine('policy', () => run.emit({ kind: 'heirAsked', node, from, to: asked }));
  const { by } = returned;
  const { startForm } = run.model.work ?? {};
  const task: OpenTask = {
    id: run.nextId('t'),
    token,
    node,
    createdAt: run.at,
    candidates: [asked],
    excludedUnits: [],
    outcomes: [],
    generation: 1,
    ...(startForm && { form: startForm.key }),
    added: { name: { zh: '修改后重新提交', en: 'Revise and submit again' }, by, kind: 'revision' },
    returned,
  };
  run.emit({ kind: 'taskCreated', task });
}

/** A called case goes back to a step of its caller: it ends, and the caller returns from the call. */
export function returnToCaller(run: Run, to: string, returning: Returning): void {
  const { reason, person, task, isReject } = returning;
  const { parent } = run.state;
  if (!parent) return;
  const node = nodeOfTask(run, task);
  const by = person ?? run.actingPerson ?? '';
  run.emit({
    ...{ kind: 'stepReturned', task, node, to, resume: 'forward', ...saidOf(returning) },
    ...(isReject && { isReject }),
    ...(person !== undefined && { person }),
  });
  cancelScope(run, run.rootScope().id);
  run.emit({ kind: 'caseCancelled', reason: 'returned' });
  const returnTo = { visit: to.slice(callerPrefix.length), reason, by };
  run.effect({ kind: 'reportToParent', parent, result: { ok: false, error: 'returned', returnTo } });
}

/** `caller:` and a visit of the calling case, `previous` or `initiator`. */
export const callerPrefix = 'caller:';

/**
 * The called case of this call was returned to a step of this one. Answers whether that was possible: the step may have
 * been undone meanwhile.
 */
export function returnFromCall(
  run: Run,
  call: { id: string; token: string; node: string },
  { visit, reason, by }: { visit: string; reason: string; by: string },
): boolean {
  const { id, token, node } = call;
  const returning: Returning = { task: id, reason, resume: 'forward', person: by, from: node };
  const targets = targetsOf(run.model, run.state, { token, to: visit });
  const isInitiator = visit === 'initiator' && hasInitiator(run.state);
  if (targets.length === 0 && !isInitiator) return false;
  run.emit({ kind: 'callCompleted', call: id, node });
  if (isInitiator) returnToInitiator(run, returning);
  else returnToVisits(run, targets, returning);
  return true;
}
