import type { JsonObject } from './json.ts';
import type { Run } from './run.ts';
import type { Scope, Token } from './state.ts';

interface Opening extends Pick<Scope, 'node' | 'kind' | 'instances' | 'adHoc' | 'compensation'> {
  /** The token that waits for it; absent: it is the case's own. */
  owner?: Token | undefined;
  variables?: JsonObject;
}

/** Opens a scope of any kind with nothing in it yet: what begins there is up to whoever opens it. */
export function openEmptyScope(run: Run, { node, kind, owner, variables = {}, ...more }: Opening): Scope {
  const scope: Scope = {
    id: run.nextId('s'),
    node,
    kind,
    ...(owner && { parent: owner.scope, token: owner.id }),
    variables,
    live: 0,
    held: {},
    owns: [],
    ...more,
  };
  run.emit({ kind: 'scopeOpened', scope });
  return scope;
}
