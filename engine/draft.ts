/**
 * Copy-on-write over plain JSON: within one step each object is copied at most once, at its first change,
 * so that `apply` stays pure without paying a copy of the whole state for each event.
 */
export class Draft<T extends object> {
  readonly root: T;
  private readonly owned = new Set<object>();

  constructor(base: T) {
    this.root = { ...base };
    this.owned.add(this.root);
  }

  /** The value under `key`, safe to change in place. The parent must itself be owned by this draft. */
  own<P extends object, K extends keyof P>(parent: P, key: K): P[K] & object {
    const value = parent[key] as P[K] & object;
    if (this.owned.has(value)) return value;
    const copy = (Array.isArray(value) ? value.slice() : { ...value }) as P[K] & object;
    this.owned.add(copy);
    parent[key] = copy;
    return copy;
  }
}
