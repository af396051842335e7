import type { Draft } from './draft.ts';
import type { CaseState, OpenTask, Scope, Token } from './state.ts';
import { ownedIfThere } from './owned.ts';
import { indexOf, insert, isBefore, numberOf } from './table.ts';

type Draw = Draft<CaseState>;

/** Puts an id among those that an owner has, in the order in which they came to be, whatever their kind. */
export function addOwned(owns: string[], id: string): void {
  let place = owns.length;
  while (place > 0 && numberOf(owns[place - 1]!) > numberOf(id)) place -= 1;
  owns.splice(place, 0, id);
}

/** A scope is open again, empty: what comes back into it counts itself. */
export function restoreScope(draft: Draw, scope: Scope): void {
  insert(draft.own(draft.root, 'scopes'), scope);
  const owner = scope.token === undefined ? undefined : ownedIfThere(draft, 'tokens', scope.token);
  if (owner) addOwned(draft.own(owner, 'owns'), scope.id);
}

/** A token lives again: active, or held where it lay, in the order of its coming. */
export function restoreToken(draft: Draw, token: Token): void {
  insert(draft.own(draft.root, 'tokens'), token);
  const scope = ownedIfThere(draft, 'scopes', token.scope);
  if (!scope) return;
  scope.live += 1;
  if (!token.active) hold(draft, scope, token);
}

/** The end event that the case's own scope reached last; null: none. */
export function noteEnd(state: CaseState, node: string | null): void {
  if (node === null) delete state.reachedEnd;
  else state.reachedEnd = node;
}

/** A token that was active only lies at its node again. */
export function holdAgain(draft: Draw, token: Token): void {
  const scope = ownedIfThere(draft, 'scopes', token.scope);
  if (scope) hold(draft, scope, token);
}

function hold(draft: Draw, scope: Scope, { id, node }: Token): void {
  const held = draft.own(scope, 'held');
  const there = held[node] ?? [];
  held[node] = [
    ...there.filter((other) => isBefore(other, id)),
    id,
    ...there.filter((other) => isBefore(id, other)),
  ];
}

/** A task is there as it was: again, or instead of what it has become. */
export function restoreTask(draft: Draw, task: OpenTask): void {
  const tasks = draft.own(draft.root, 'tasks');
  const index = indexOf(tasks, task.id);
  if (index >= 0) {
    tasks[index] = task;
    return;
  }
  insert(tasks, task);
  const owner = ownedIfThere(draft, 'tokens', task.token);
  if (owner) addOwned(draft.own(owner, 'owns'), task.id);
}
