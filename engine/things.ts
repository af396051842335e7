import type { Draft } from './draft.ts';
import { count, ownScope, ownToken } from './owned.ts';
import { addOwned } from './restore.ts';
import type { CaseState, Token } from './state.ts';
import { byId, drop, indexOf, insert, type Table } from './table.ts';
import { forgetToken } from './work/apply.ts';

type Draw = Draft<CaseState>;

type Waiting = 'tasks' | 'timers' | 'deadlines' | 'jobs' | 'subscriptions' | 'calls';

/** A token comes to lie on its node, in its scope. */
export function addToken(draft: Draw, token: Token): void {
  insert(draft.own(draft.root, 'tokens'), token);
  count(draft.root, token.id);
  const scope = ownScope(draft, token.scope);
  scope.live += 1;
  const held = draft.own(scope, 'held');
  if (held[token.node] === undefined) held[token.node] = [token.id];
  else draft.own(held, token.node).push(token.id);
}

/** Takes a token off the list of those that are held at its node: it became active, or is gone. */
export function release(draft: Draw, token: Token): void {
  if (token.active) return;
  const scope = ownScope(draft, token.scope);
  if (scope.held[token.node] === undefined) return;
  const there = draft.own(draft.own(scope, 'held'), token.node);
  there.splice(there.indexOf(token.id), 1);
  if (there.length > 0) return;
  // Without `delete`: V8 copies an object from which a key was deleted many times slower, and each step copies it.
  const { held } = scope;
  scope.held = {};
  for (const node in held) if (node !== token.node) scope.held[node] = held[node]!;
}

/** A token is gone; what it owned has ended before it. */
export function removeToken(draft: Draw, id: string): void {
  const token = byId(draft.root.tokens, id);
  if (!token) return;
  release(draft, token);
  ownScope(draft, token.scope).live -= 1;
  drop(draft.own(draft.root, 'tokens'), id);
  forgetToken(draft, id);
}

/** What waits comes into its table, and its owner (a token, else a scope) has it. */
export function add<K extends Waiting>(draft: Draw, kind: K, thing: CaseState[K][number]): void {
  insert(draft.own(draft.root, kind) as CaseState[K][number][], thing);
  count(draft.root, thing.id);
  const scope = 'scope' in thing ? thing.scope : undefined;
  if (thing.token !== undefined) addOwned(draft.own(ownToken(draft, thing.token), 'owns'), thing.id);
  else if (scope !== undefined) addOwned(draft.own(ownScope(draft, scope), 'owns'), thing.id);
}

/** It waits no longer, and its owner has it no longer. Nothing happens where it is not there. */
export function remove(draft: Draw, kind: Waiting, id: string): void {
  const thing = byId(draft.root[kind] as Table<CaseState[Waiting][number]>, id);
  if (!thing) return;
  drop(draft.own(draft.root, kind), id);
  disown(draft, { token: thing.token, scope: 'scope' in thing ? thing.scope : undefined }, id);
}

/** Whoever owns it has it no longer; an owner that is gone has nothing. */
export function disown(draft: Draw, owner: { token?: string; scope?: string }, id: string): void {
  const { tokens, scopes } = draft.root;
  const isThere =
    owner.token !== undefined
      ? indexOf(tokens, owner.token) >= 0
      : owner.scope !== undefined && indexOf(scopes, owner.scope) >= 0;
  if (!isThere) return;
  const holder =
    owner.token !== undefined ? ownToken(draft, owner.token) : ownScope(draft, owner.scope ?? '');
  holder.owns = holder.owns.filter((owned) => owned !== id);
}
