import type { CaseState } from '../../engine/state.ts';
import { byId } from '../../engine/table.ts';

/** Everything in a state that nobody owns or that nobody knows of, in words; empty when all hangs together. */
export function orphans(state: CaseState): string[] {
  const found: string[] = [];
  const { tokens, scopes } = state;
  for (const token of tokens) if (!byId(scopes, token.scope)) found.push(`token ${token.id} without scope`);
  for (const scope of scopes) {
    const live = tokens.filter((token) => token.scope === scope.id).length;
    if (live !== scope.live) found.push(`scope ${scope.id} counts ${scope.live} of ${live} tokens`);
    if (scope.token !== undefined && !byId(tokens, scope.token)?.owns.includes(scope.id))
      found.push(`scope ${scope.id}`);
  }
  for (const kind of ['tasks', 'timers', 'deadlines', 'jobs', 'subscriptions', 'calls'] as const) {
    for (const thing of state[kind]) {
      const owner =
        thing.token === undefined
          ? 'scope' in thing
            ? byId(scopes, thing.scope ?? '')
            : undefined
          : byId(tokens, thing.token);
      if (!owner?.owns.includes(thing.id)) found.push(`${kind} ${thing.id} without owner`);
    }
  }
  const known = new Set(
    [
      state.tasks,
      state.timers,
      state.deadlines,
      state.jobs,
      state.subscriptions,
      state.calls,
      scopes,
    ].flatMap((things) => things.map(({ id }) => id)),
  );
  for (const owner of [...tokens, ...scopes]) {
    for (const id of owner.owns) if (!known.has(id)) found.push(`${owner.id} owns ${id}, which is gone`);
  }
  return found;
}
