import { evaluate, isExpression } from '../feel.ts';
import type { Json } from '../json.ts';
import type { LadderStep, PostAtUnit } from '../model.ts';
import { postsBy } from '../posts-at.ts';
import type { Run } from '../run.ts';
import type { Deadline, OpenTask, PendingStep } from '../state.ts';
import { byId } from '../table.ts';
import { compareInstants, offsetFrom } from '../time/index.ts';
import { distinctCandidates } from '../work/candidate.ts';
import type { Candidate } from '../work/state.ts';
import { actByItself } from './act.ts';
import { configOf, ladderOf } from './config.ts';

type Place = Pick<Deadline, 'key' | 'node' | 'ofCase' | 'token'>;

/** Expressions of a deadline see what its activity sees; those of the case itself see the data of the case. */
export function evaluatorOf(run: Run, token: string | undefined): (text: string) => Json {
  if (token !== undefined) {
    const owner = run.token(token);
    return (text) => run.evaluate(text, owner);
  }
  const variables = run.variables(run.rootScope().id);
  return (text) => (isExpression(text) ? evaluate(text, variables, run) : text);
}

/** The ladder of a deadline that begins: reminders whose time is over are left out, what is late already comes at once. */
export function firstSteps(run: Run, place: Place, due: string): PendingStep[] {
  return inOrder(allSteps(run, place, due).filter((step) => step.kind !== 'remind' || isAhead(run, step.at)));
}

/**
 * The ladder of a deadline whose end has moved. What was reached for the old date comes again for the new one where that
 * lies ahead; what was reached and would be past again does not, but its repeats go on.
 */
export function movedSteps(run: Run, deadline: Deadline, due: string): PendingStep[] {
  const waiting = new Map(deadline.steps.map((step) => [step.key, step]));
  const steps = allSteps(run, deadline, due).flatMap((step) => {
    if (isAhead(run, step.at)) return [step];
    const before = waiting.get(step.key);
    if (!before) return [];
    if (before.isRepeat) return [before];
    return step.kind === 'remind' ? [] : [step];
  });
  return inOrder(steps);
}

function allSteps(run: Run, place: Place, due: string): PendingStep[] {
  const seen = evaluatorOf(run, place.token);
  return ladderOf(run.model, configOf(run.model, place)).map((step) => {
    const at = step.kind === 'due' ? due : offsetFrom(due, step.after, run.calendar).at;
    return pendingStep(step, at, seen);
  });
}

function pendingStep(step: LadderStep, at: string, seen: (text: string) => Json): PendingStep {
  return {
    key: step.key,
    kind: step.kind,
    at,
    whom: step.whom.flatMap((told): PostAtUnit[] => (told.kind === 'handlers' ? [] : postsBy(seen, told))),
    handlers: step.whom.some((told) => told.kind === 'handlers'),
    channels: step.channels,
    ...(step.colour && { colour: step.colour }),
    ...(step.repeat && step.repeat.times > 0 && { repeats: step.repeat.times }),
  };
}

const isAhead = (run: Run, at: string): boolean => compareInstants(at, run.at) > 0;

/** Earliest first; of the same instant, as the ladder has them. */
export function inOrder(steps: PendingStep[]): PendingStep[] {
  return steps.toSorted((one, other) => compareInstants(one.at, other.at));
}

/**
 * A step of a ladder is due: it is recorded, and the commit tells those whom it names. The first time it also asks for its
 * document and does what it does by itself.
 */
export function reachStep(run: Run, deadline: Deadline, step: PendingStep): void {
  const config = stepConfig(run, deadline, step.key);
  const tell = distinctCandidates<Candidate>([
    ...step.whom,
    ...(step.handlers ? handlersOf(run, deadline) : []),
  ]);
  const next = nextRepeat(run, config, step);
  const { id, node, dueDate } = deadline;
  run.emit({
    kind: 'deadlineStepReached',
    deadline: id,
    node,
    step,
    dueDate,
    tell,
    ...(next && { next }),
    ...(config?.acknowledge && { needsAcknowledgement: true }),
  });
  if (!config || step.isRepeat) return;
  if (config.document) {
    const by = tell.map(({ post, unit }) => ({ post, unit }));
    run.emit({ kind: 'documentDue', deadline: id, node, step: step.key, document: config.document.zh, by });
  }
  if (config.action) actByItself(run, deadline, { step: step.key, action: config.action });
}

export function stepConfig(run: Run, deadline: Place, key: string): LadderStep | undefined {
  return ladderOf(run.model, configOf(run.model, deadline)).find((step) => step.key === key);
}

/** Repeats whose time is over already are not made up for. */
function nextRepeat(run: Run, config: LadderStep | undefined, step: PendingStep): PendingStep | undefined {
  if (!config?.repeat) return undefined;
  let { at, repeats = 0 } = step;
  for (; repeats > 0; repeats -= 1) {
    at = offsetFrom(at, config.repeat.every, run.calendar).at;
    if (isAhead(run, at)) return { ...step, at, repeats: repeats - 1, isRepeat: true };
  }
  return undefined;
}

/** What comes of a step that somebody has seen: it begins anew when that no longer holds; a reminder not after due. */
export function stepAfter(run: Run, deadline: Deadline, key: string, until: string): PendingStep | undefined {
  const config = stepConfig(run, deadline, key);
  if (!config || (config.kind === 'remind' && compareInstants(until, deadline.due) >= 0)) return undefined;
  return { ...pendingStep(config, until, evaluatorOf(run, deadline.token)), isRepeat: true };
}

/** Those who can act now: the candidates of the deadline's own task, or of all open tasks in its activity. */
function handlersOf(run: Run, deadline: Place): Candidate[] {
  return tasksOf(run.state, deadline).flatMap(({ candidates }) => candidates);
}

/** Open tasks of its activity; of the whole case where it is the case's own. */
export function tasksOf(
  state: Run['state'],
  { token, ofCase }: Pick<Deadline, 'token' | 'ofCase'>,
): OpenTask[] {
  if (ofCase) return state.tasks;
  const isWithin = (tokenId: string): boolean => {
    for (let id: string | undefined = tokenId; id !== undefined;) {
      if (id === token) return true;
      const scope: string | undefined = byId(state.tokens, id)?.scope;
      id = scope === undefined ? undefined : byId(state.scopes, scope)?.token;
    }
    return false;
  };
  return state.tasks.filter((task) => isWithin(task.token));
}
