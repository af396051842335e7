import type { Ending } from '../element.ts';
import type { Run } from '../run.ts';
import type { CaseState, Token } from '../state.ts';
import { byId } from '../table.ts';
import { closeLent, liveAgain } from './detour.ts';
import { detoursIn, futureWithDetours, haltedIn, type Future } from './future.ts';
import type { Detour } from './state.ts';
import { attachAnew, listensOf } from './undo.ts';

/**
 * Before steps end that were to go straight back, without being done (an event interrupts them, their scope ends, they are
 * moved): what their detour keeps came of something that will not be. It is given up as if the return had walked forward:
 * what it had consumed lies there again, before what ends them goes on, and ends with them where it is ended too. With the
 * case all ends, and nothing is given back.
 */
export function giveUpDetours(run: Run, ending: Ending): void {
  for (let unmet = unmetIn(run.state, ending); unmet; unmet = unmetIn(run.state, ending)) {
    if ('isCase' in ending) emitEnded(run, unmet, { firings: [], tokens: [] });
    else giveUp(run, unmet);
  }
}

interface Unmet {
  detour: Detour;
  /** The step of it that ends. */
  token: Token;
}

function unmetIn(state: CaseState, ending: Ending): Unmet | undefined {
  for (const detour of state.trail?.detours ?? []) {
    for (const id of detour.targets) {
      const token = byId(state.tokens, id);
      if (token && isWithin(state, token, ending)) return { detour, token };
    }
  }
  return undefined;
}

function isWithin({ tokens, scopes }: CaseState, token: Token, ending: Ending): boolean {
  for (let at: Token | undefined = token; at;) {
    if ('token' in ending ? at.id === ending.token : at.scope === ending.scope) return true;
    const owner: string | undefined = byId(scopes, at.scope)?.token;
    at = owner === undefined ? undefined : byId(tokens, owner);
  }
  return false;
}

function giveUp(run: Run, unmet: Unmet): void {
  const { detour } = unmet;
  const future = undoneWith(run, detour);
  const undone = new Set(future.firings.map(({ at }) => at));
  const over = detoursIn(run.state, [...undone]);
  const isLeft = ({ id }: { id: string }) => !future.made.has(id);
  let tokens: string[] = [];
  // It is no doing of what ends the step, and stays when that is taken back.
  run.amid(detour.at ?? unknown, () => {
    closeLent(run, lentInVain(detour, undone));
    const coming = {
      tokens: [...future.tokens, ...detour.tokens.filter(isLeft)],
      scopes: [...future.scopes, ...detour.scopes.filter(isLeft)],
      listens: [...listensOf(future), ...detour.listens.filter(({ scope }) => !future.made.has(scope))],
    };
    tokens = liveAgain(run, coming, haltedIn(future.firings));
    for (const id of over.flatMap(({ lent }) => lent.tokens)) {
      const owner = byId(run.state.tokens, id);
      if (owner?.active) attachAnew(run, owner);
    }
  });
  emitEnded(run, unmet, { firings: [...undone], tokens });
}

function emitEnded(
  run: Run,
  { detour, token: { id: token, node } }: Unmet,
  given: { firings: number[]; tokens: string[] },
): void {
  run.emit({ kind: 'detourEnded', node, to: detour.from, token, ...given });
}

/** No firing has this number: what is done amid it is remembered nowhere. */
const unknown = -1;

/** What had come of the steps that are not done, in what the detour keeps and in what the others keep that came of that. */
function undoneWith({ model, state }: Run, detour: Detour): Future {
  const { firings, targets } = detour;
  const others = (state.trail?.detours ?? []).filter((other) => other !== detour);
  const roots = firings.filter(({ ended }) => ended.some(({ id }) => targets.includes(id)));
  const trail = { firings, detours: [...detour.detours, ...others] };
  return futureWithDetours(model, { ...state, trail }, new Set(roots.map(({ at }) => at)));
}

/** What was open only for steps of the detour that were done closes again: that it closed had not come of the others. */
function lentInVain({ firings, lent }: Detour, undone: Set<number>): Detour['lent'] {
  const kept = firings.filter(({ at }) => !undone.has(at));
  const closed = new Set(kept.flatMap((firing) => firing.closed.map(({ id }) => id)));
  return { tokens: lent.tokens, scopes: lent.scopes.filter((id) => closed.has(id)) };
}
