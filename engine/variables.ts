import type { JsonObject } from './json.ts';
import type { Mapping } from './model.ts';
import type { Run } from './run.ts';
import type { Scope, Token } from './state.ts';
import { byId } from './table.ts';

/**
 * Sets variables as seen from a scope: each in the nearest scope that has it, else in the case's root scope, so that a
 * result of a task in a sub-process is known after the sub-process (BPMN 2.0.2, 10.4 leaves it to the engine).
 */
export function setVariables(run: Run, scopeId: string, values: JsonObject): void {
  const perScope = new Map<string, JsonObject>();
  for (const [name, value] of Object.entries(values)) {
    const home = homeOf(run, scopeId, name);
    perScope.set(home, { ...perScope.get(home), [name]: value });
  }
  for (const [scope, variables] of perScope) run.emit({ kind: 'variablesSet', scope, variables });
}

function homeOf(run: Run, scopeId: string, name: string): string {
  let home = scopeId;
  for (let scope: Scope | undefined = run.scope(scopeId); scope;) {
    if (Object.hasOwn(scope.variables, name)) return scope.id;
    home = scope.id;
    scope = scope.parent === undefined ? undefined : byId(run.state.scopes, scope.parent);
  }
  return home;
}

/** Evaluates mappings as seen from a token. */
export function mapped(run: Run, mappings: Mapping[], token: Token): JsonObject {
  return Object.fromEntries(mappings.map(({ target, source }) => [target, run.evaluate(source, token)]));
}

/** Results of an activity: kept to itself when it maps its outputs, else for its scope. */
export function receiveResults(run: Run, token: Token, values: JsonObject): void {
  if (Object.keys(values).length === 0) return;
  const isLocal = run.node(token.node).outputs.length > 0;
  if (isLocal) run.emit({ kind: 'variablesSet', scope: token.scope, token: token.id, variables: values });
  else setVariables(run, token.scope, values);
}
