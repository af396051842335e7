import { evaluate, isExpression } from '../feel.ts';
import type { Json } from '../json.ts';
import type { LadderStep, PostAtUnit } from '../model.ts';
import { postsBy } from '../posts-at.ts';
import type { Run } from '../run.ts';
import type { OpenTask } from '../state.ts';
import type { Deadline, PendingStep } from './state.ts';
import { byId } from '../table.ts';
import { compareInstants, offsetFrom } from '../time/index.ts';
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

export const isAhead = (run: Run, at: string): boolean => compareInstants(at, run.at) > 0;

/** Earliest first; of the same instant, as the ladder has them. */
export function inOrder(steps: PendingStep[]): PendingStep[] {
  return steps.toSorted((one, other) => compareInstants(one.at, other.at));
}

export function stepConfig(run: Run, deadline: Place, key: string): LadderStep | undefined {
  return ladderOf(run.model, configOf(run.model, deadline)).find((step) => step.key === key);
}

/** What comes of a step that somebody has seen: it begins anew when that no longer holds; a reminder not after due. */
export function stepAfter(run: Run, deadline: Deadline, key: string, until: string): PendingStep | undefined {
  const config = stepConfig(run, deadline, key);
  if (!config || (config.kind === 'remind' && compareInstants(until, deadline.due) >= 0)) return undefined;
  return { ...pendingStep(config, until, evaluatorOf(run, deadline.token)), isRepeat: true };
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
