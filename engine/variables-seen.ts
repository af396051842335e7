import type { JsonObject } from './json.ts';
import type { CaseState, Scope, Token } from './state.ts';
import { byId } from './table.ts';

/** All variables seen from a scope, or from an activity's token in it: the inner hide the outer. */
export function variablesSeen(state: CaseState, scopeId: string, token?: Token): JsonObject {
  const chain: JsonObject[] = token?.variables ? [token.variables] : [];
  for (let scope: Scope | undefined = byId(state.scopes, scopeId); scope;) {
    chain.push(scope.variables);
    const owner: Token | undefined = scope.token === undefined ? undefined : byId(state.tokens, scope.token);
    if (owner?.variables) chain.push(owner.variables);
    scope = scope.parent === undefined ? undefined : byId(state.scopes, scope.parent);
  }
  return Object.assign({}, ...chain.reverse()) as JsonObject;
}

/** All variables seen from a token; without one, or once it is gone, those of the case as a whole. */
export function variablesSeenBy(state: CaseState, tokenId: string | undefined): JsonObject {
  const token = tokenId === undefined ? undefined : byId(state.tokens, tokenId);
  const scope = token?.scope ?? state.scopes.find(({ parent }) => parent === undefined)?.id;
  return scope === undefined ? {} : variablesSeen(state, scope, token);
}
