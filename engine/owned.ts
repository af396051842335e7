import type { Draft } from './draft.ts';
import type { CaseState, Scope, Token } from './state.ts';
import { indexOf, numberOf } from './table.ts';

type Draw = Draft<CaseState>;

/** The tables of a state. */
type Tables = Pick<
  CaseState,
  'scopes' | 'tokens' | 'tasks' | 'timers' | 'deadlines' | 'jobs' | 'subscriptions' | 'calls'
>;

/** One thing of a table, safe to change. The caller knows that it is there. */
export function owned<K extends keyof Tables>(draft: Draw, kind: K, id: string): Tables[K][number] {
  const table = draft.own(draft.root, kind) as Tables[K][number][];
  return draft.own(table, indexOf(table, id)) as Tables[K][number];
}

/** The same; undefined where it is not there (any more). */
export function ownedIfThere<K extends keyof Tables>(
  draft: Draw,
  kind: K,
  id: string,
): Tables[K][number] | undefined {
  return indexOf(draft.root[kind], id) < 0 ? undefined : owned(draft, kind, id);
}

export function ownToken(draft: Draw, id: string): Token {
  return owned(draft, 'tokens', id);
}

export function ownScope(draft: Draw, id: string): Scope {
  return owned(draft, 'scopes', id);
}

/** Ids end in the number that the counter had: folding them gives the counter back. */
export function count(state: CaseState, id: string): void {
  const number = numberOf(id);
  if (number > state.counter) state.counter = number;
}
