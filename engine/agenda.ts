import type { WorkItem } from './state.ts';

/**
 * What is still to do in a step, first to first. What an event interrupts must not go on before it is interrupted, so
 * such an item is urgent; scopes close last, when all tokens have moved. Taking an item costs the same however many wait.
 */
export class Agenda {
  private items: WorkItem[] = [];
  private taken = 0;
  private urgent: WorkItem[] = [];
  private scopes: string[] = [];
  private closed = 0;
  private closers: (number | undefined)[] = [];
  /** What is added now is set going by this firing, where the case keeps its trail. */
  firing?: number;

  push(...items: WorkItem[]): void {
    for (const item of items) this.items.push(this.stamped(item));
  }

  /** Before everything else; of several the first given comes first. */
  urge(items: WorkItem[]): void {
    for (let index = items.length - 1; index >= 0; index -= 1) this.urgent.push(this.stamped(items[index]!));
  }

  /** The scope may be empty now: see when all else is at rest. */
  close(scope: string): void {
    if (this.closed < this.scopes.length && this.scopes.at(-1) === scope) return;
    this.scopes.push(scope);
    this.closers.push(this.firing);
  }

  /** What is done again keeps what set it going first. */
  private stamped(item: WorkItem): WorkItem {
    return this.firing === undefined || item.by !== undefined ? item : { ...item, by: this.firing };
  }

  next(): WorkItem | undefined {
    if (this.urgent.length > 0) return this.urgent.pop();
    if (this.taken < this.items.length) return this.items[this.taken++];
    this.items = [];
    this.taken = 0;
    return undefined;
  }

  nextToClose(): WorkItem | undefined {
    if (this.closed < this.scopes.length) {
      const by = this.closers[this.closed];
      return { kind: 'close', scope: this.scopes[this.closed++]!, ...(by !== undefined && { by }) };
    }
    this.scopes = [];
    this.closers = [];
    this.closed = 0;
    return undefined;
  }

  /** Takes everything that is left. */
  takeAll(): WorkItem[] {
    const all: WorkItem[] = [];
    for (let item = this.next(); item; item = this.next()) all.push(item);
    for (let item = this.nextToClose(); item; item = this.nextToClose()) all.push(item);
    return all;
  }

  /** Between two items only adding happens: going back is forgetting what was added. */
  mark(): [number, number, number] {
    return [this.items.length, this.urgent.length, this.scopes.length];
  }

  backTo([items, urgent, scopes]: [number, number, number]): void {
    this.items.length = items;
    this.urgent.length = urgent;
    this.scopes.length = scopes;
    this.closers.length = scopes;
  }
}
