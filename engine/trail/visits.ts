import type { ProcessModel } from '../model.ts';
import type { CaseState, Token } from '../state.ts';
import { byId } from '../table.ts';
import type { Candidate } from '../work/state.ts';
import { canRest, futureOf, futureWithDetours, type Future } from './future.ts';
import type { Change, Done, Firing } from './state.ts';

/** A step of the case that was done, by the token it was done on. */
export interface Visit {
  /** Id by which a return or withdrawal names it. */
  visit: string;
  node: string;
  /** In multi-instance activities: the number of its instance, from 0, and of those around that, the innermost first. */
  instances?: number[];
  /** A called case is called anew as a whole. */
  kind: 'task' | 'call';
  /** When it was done (ISO), and by whom. */
  at: string;
  person?: string;
  handler?: Candidate;
}

/** A visit with the firings that did and ended it. */
export interface Past extends Visit {
  done: Firing & { done: Done };
  ended: Firing;
}

/** All steps that are remembered as done, the newest first. */
export function pastVisits(state: CaseState): Past[] {
  const done = new Map<string, Firing & { done: Done }>();
  const visits: Past[] = [];
  const indexesOf = instanceFinder(state);
  for (const firing of state.trail?.firings ?? []) {
    if (isDone(firing)) done.set(firing.done.token, firing);
    for (const token of firing.ended) {
      const { id, node } = token;
      const by = done.get(id);
      if (!by || firing.cancelled?.includes(id)) continue;
      const { instant, person, handler, task } = by.done;
      visits.push({
        ...{
          visit: id,
          node,
          kind: task === undefined ? 'call' : 'task',
          at: instant,
          done: by,
          ended: firing,
        },
        ...withInstances(indexesOf(token)),
        ...(person !== undefined && { person }),
        ...(handler && { handler }),
      });
    }
  }
  return visits.reverse();
}

/**
 * Votes of rounds that are still open, the newest first. Each is a visit of its own: of what was done there, it is what one
 * member did.
 */
export function openVotes(state: CaseState): Past[] {
  const indexesOf = instanceFinder(state);
  return (state.trail?.firings ?? []).toReversed().flatMap((firing) => {
    if (!isDone(firing)) return [];
    const { token: visit, task, instant, person, handler } = firing.done;
    const token = byId(state.tokens, visit);
    const isVote = firing.changes.some(
      (change) => change.of === 'vote' && change.task === task && isCounted(state, change),
    );
    if (!token || !isVote) return [];
    return [
      {
        ...{ visit, node: token.node, kind: 'task' as const, at: instant, done: firing, ended: firing },
        ...withInstances(indexesOf(token)),
        ...(person !== undefined && { person }),
        ...(handler && { handler }),
      },
    ];
  });
}

function isCounted({ work }: CaseState, { round: id, task }: Change & { of: 'vote' }): boolean {
  const round = work?.rounds.find((open) => open.id === id);
  return round?.members.some((member) => member.task === task && member.decision !== undefined) ?? false;
}

const withInstances = (instances: number[]) => (instances.length > 0 ? { instances } : {});

/** For a token, living or past, the numbers of the instances around it, the innermost first. */
function instanceFinder({ tokens, scopes, trail }: CaseState): (token: Token) => number[] {
  const firings = trail?.firings ?? [];
  const owners = new Map(
    [...firings.flatMap(({ closed }) => closed), ...scopes].map((scope) => [scope.id, scope.token]),
  );
  const known = new Map(
    [...firings.flatMap(({ ended }) => ended), ...tokens].map((token) => [token.id, token]),
  );
  return (token) => {
    const found: number[] = [];
    for (let at: Token | undefined = token; at; at = known.get(owners.get(at.scope) ?? ''))
      if (at.index !== undefined) found.push(at.index);
    return found;
  };
}

function isDone(firing: Firing): firing is Firing & { done: Done } {
  return firing.done !== undefined;
}

/** The visits that causally precede a living token, each with what came of it; of each node (and instance) the newest. */
export function pastBefore(
  model: ProcessModel,
  state: CaseState,
  token: string,
): (Past & { future: Future })[] {
  const { trail } = state;
  if (!trail) return [];
  const known = new Set<string>();
  return pastVisits(state).flatMap((past) => {
    const key = [past.node, ...(past.instances ?? [])].join(' ');
    if (known.has(key) || model.nodes[past.node]?.type === 'startEvent') return [];
    const roots = new Set([past.ended.at]);
    const future = futureOf(model, trail, roots);
    const again = new Set([past.visit]);
    if (!future.made.has(token) || !canRest(model, state, { future, again })) return [];
    if (trail.detours && !canRest(model, state, { future: futureWithDetours(model, state, roots), again }))
      return [];
    known.add(key);
    return [{ ...past, future }];
  });
}

/**
 * The steps to which a task can be returned: those that its own token came from, the newest visit of each, with who did
 * it. A step of a branch beside it is none, nor one so old that the case has forgotten it.
 */
export function visitsBefore(model: ProcessModel, state: CaseState, task: { token: string }): Visit[] {
  return pastBefore(model, state, task.token).map(plain);
}

export function plain({ visit, node, instances, kind, at, person, handler }: Visit): Visit {
  return {
    ...{ visit, node, kind, at },
    ...(instances && { instances }),
    ...(person !== undefined && { person }),
    ...(handler && { handler }),
  };
}

/** The nearest people's steps before a token: of those from which no other of them came. Several where branches met. */
export function nearest<V extends { kind: Visit['kind']; visit: string; future: Future }>(visits: V[]): V[] {
  const people = visits.filter(({ kind }) => kind === 'task');
  return people.filter(({ future }) => !people.some((other) => future.made.has(other.visit)));
}
