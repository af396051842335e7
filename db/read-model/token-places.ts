/** Which activity contains which: a task goes by the deadlines of those that contain its own token, of several instances by its own. */
import type { EngineEvent } from '../../engine/event.ts';

export interface TokenPlaces {
  /** Scope in which a token is, by token. */
  scopeOf: Map<string, string>;
  /** Token that waits for a scope to end, by scope. */
  ownerOf: Map<string, string>;
}

export const noPlaces = (): TokenPlaces => ({ scopeOf: new Map(), ownerOf: new Map() });

/** Keeps them up to date. */
export function followTokens({ scopeOf, ownerOf }: TokenPlaces, event: EngineEvent): void {
  switch (event.kind) {
    case 'flowTaken':
    case 'tokenPlaced':
    case 'tokenRestored':
      scopeOf.set(event.token.id, event.token.scope);
      return;
    case 'scopeOpened':
    case 'scopeReopened':
      if (event.scope.token !== undefined) ownerOf.set(event.scope.id, event.scope.token);
      return;
    case 'elementCompleted':
    case 'tokensConsumed':
      for (const token of event.tokens) scopeOf.delete(token);
      return;
    case 'elementCancelled':
      scopeOf.delete(event.token);
      return;
    case 'scopeClosed':
      ownerOf.delete(event.scope);
      return;
    // Every other kind leaves tokens where they are.
    default:
  }
}

/** Whether the activity at `outer` contains the token or is its own; undefined: not known of tokens from before it was written down. */
export function contains(
  { scopeOf, ownerOf }: TokenPlaces,
  outer: string,
  token: string,
): boolean | undefined {
  for (let at: string | undefined = token; at !== undefined; at = ownerOf.get(scopeOf.get(at) ?? ''))
    if (at === outer) return true;
  return scopeOf.has(outer) ? false : undefined;
}
