import type { CaseState, Timer } from '../state.ts';
import { compareInstants } from '../time/index.ts';

/** What could happen next to a token in thought, and when at the latest. `isDated`: that is known. */
export type Move =
  | { kind: 'tasks'; token: string; node: string; at: string; isDated: boolean }
  | { kind: 'time'; token: string; node: string; at: string; isDated: true }
  | { kind: 'call' | 'job'; token: string; node: string; id: string; at: string; isDated: boolean }
  | {
      kind: 'message' | 'signal';
      token: string;
      node: string;
      name: string;
      correlation?: string;
      at: string;
      isDated: false;
    };

/**
 * Everything that could come next, the earliest first: people take the time that their deadlines give them, timers theirs.
 * What has no date comes when its turn comes. `isMeant` leaves out tokens whose way is not known.
 */
export function movesOf(state: CaseState, isMeant: (token: string) => boolean): Move[] {
  const nodeOf = new Map(state.tokens.map(({ id, node }) => [id, node]));
  const waits = (owner: { token?: string; node: string }): owner is { token: string; node: string } =>
    owner.token !== undefined && nodeOf.get(owner.token) === owner.node;
  const moves: Move[] = [];
  const acting = new Set(state.tasks.filter(({ waits: on }) => on === undefined).map(({ token }) => token));
  for (const token of acting)
    moves.push({ kind: 'tasks', token, node: nodeOf.get(token) ?? '', ...endOf(state, token) });
  for (const timer of state.timers.filter((each): each is Timer & { token: string } => waits(each)))
    moves.push({
      kind: 'time',
      token: timer.token,
      node: timer.node,
      at: later(timer.due, state.at),
      isDated: true,
    });
  for (const { id, token, node } of state.calls)
    moves.push({ kind: 'call', id, token, node, ...endOf(state, token) });
  for (const { id, token, node } of state.jobs)
    moves.push({ kind: 'job', id, token, node, at: state.at, isDated: true });
  for (const subscription of state.subscriptions) {
    const { awaits } = subscription;
    if (!waits(subscription) || awaits.kind === 'condition') continue;
    const { token, node } = subscription;
    moves.push({
      kind: awaits.kind,
      token,
      node,
      name: awaits.kind === 'message' ? awaits.message : awaits.signal,
      ...(awaits.kind === 'message' &&
        awaits.correlation !== undefined && { correlation: awaits.correlation }),
      at: state.at,
      isDated: false,
    });
  }
  // Those that wait for the world come last: what people do meanwhile does not hang on it.
  return moves
    .filter(({ token }) => isMeant(token))
    .toSorted((a, b) => rank(a) - rank(b) || compareInstants(a.at, b.at));
}

const rank = ({ kind }: Move) => (kind === 'message' || kind === 'signal' ? 1 : 0);

/** When what a token waits for ends at the latest: by its nearest deadline, and before a timer ends it. */
function endOf(state: CaseState, token: string): { at: string; isDated: boolean } {
  const ends = state.deadlines
    .filter((deadline) => deadline.token === token && deadline.suspended === undefined)
    .map(({ due }) => due)
    .toSorted(compareInstants);
  const timers = state.timers.filter((timer) => timer.token === token).map(({ due }) => due);
  const [first] = ends;
  if (first === undefined) return { at: state.at, isDated: false };
  const isCut = timers.some((due) => compareInstants(due, first) <= 0);
  return isCut ? { at: state.at, isDated: false } : { at: later(first, state.at), isDated: true };
}

function later(one: string, other: string): string {
  return compareInstants(one, other) > 0 ? one : other;
}
