/** What a step that is foretold hangs on. */
export type Dependence =
  /** That this step comes out so, though it can come out otherwise. */
  | { kind: 'outcome'; node: string; outcome: string }
  /** What people will have entered by then. */
  | { kind: 'data'; node: string; names: string[] }
  | { kind: 'message'; node: string; message: string }
  | { kind: 'signal'; node: string; signal: string }
  | { kind: 'time'; node: string; at: string }
  /** How a called case ends. */
  | { kind: 'call'; node: string };

/** How sure it is that something comes. */
export interface Way {
  /** `certain`: it follows at once from what is there. `expected`: if the steps before it are done. `depends`: also on `on`. */
  certainty: 'certain' | 'expected' | 'depends';
  /** What it hangs on, the earliest first; each once. */
  on: Dependence[];
}

export const certain: Way = { certainty: 'certain', on: [] };

/** What hangs on all of these ways hangs on everything that any of them hangs on. */
export function joined(ways: Way[]): Way {
  const distinct = distinctOf(ways.flatMap((way) => way.on));
  if (distinct.length > 0) return { certainty: 'depends', on: distinct };
  return ways.some(({ certainty }) => certainty !== 'certain') ? { certainty: 'expected', on: [] } : certain;
}

/** The same way, once a step on it is done; `on`: what that adds. */
export function onwards(way: Way, on: Dependence[] = []): Way {
  return joined([way, { certainty: 'expected', on }]);
}

/** Each once; data of one step together. */
function distinctOf(on: Dependence[]): Dependence[] {
  const found = new Map<string, Dependence>();
  for (const each of on) {
    const key = each.kind === 'data' ? `data ${each.node}` : JSON.stringify(each);
    const known = found.get(key);
    if (known?.kind === 'data' && each.kind === 'data')
      found.set(key, { ...known, names: [...new Set([...known.names, ...each.names])] });
    else if (!known) found.set(key, each);
  }
  return [...found.values()];
}
