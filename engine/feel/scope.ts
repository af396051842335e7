import type { Run } from './run.ts';
import { entryOf, type Context, type Value } from './value.ts';

/** The names that an expression sees: its own, then those around it. */
export class Scope {
  readonly names: Context;
  readonly parent: Scope | null;
  readonly run: Run;

  constructor(names: Context, parent: Scope | null, run: Run) {
    this.names = names;
    this.parent = parent;
    this.run = run;
  }

  find(name: string): Value | undefined {
    for (let scope: Scope | null = this as Scope; scope !== null; scope = scope.parent) {
      const found = entryOf(scope.names, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  inner(names: Context): Scope {
    return new Scope(names, this, this.run);
  }
}

/** A piece of logic that can be run. */
export type Code = (scope: Scope) => Value;
