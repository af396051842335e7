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
  const on = ways.flatMap((way) => way.on);
  const seen = new Set<string>();
  const distinct = on.filter((each) => {
    const key = JSON.stringify(each);
    return !seen.has(key) && seen.add(key);
  });
  if (distinct.length > 0) return { certainty: 'depends', on: distinct };
  return ways.some(({ certainty }) => certainty !== 'certain') ? { certainty: 'expected', on: [] } : certain;
}

/** The same way, once a step on it is done; `on`: what that adds. */
export function onwards(way: Way, on: Dependence[] = []): Way {
  return joined([way, { certainty: 'expected', on }]);
}
