import { randomUUID } from 'node:crypto';

/**
 * Payloads that never leave this process: the arguments of local activities. Temporal's SDK takes them through its core as it
 * takes everything; what goes there is a name, and what it stands for waits here. So nothing is deflated and encrypted only to be
 * undone at once, and nothing can be read elsewhere. The oldest are forgotten: a case has one such call at a time, and one
 * that is not found fails its attempt, after which the workflow hands it over anew.
 */
export class InProcess {
  private readonly kept = new Map<string, Uint8Array>();
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  put(data: Uint8Array): string {
    const name = randomUUID();
    this.kept.set(name, data);
    if (this.kept.size > this.most) this.kept.delete(this.kept.keys().next().value!);
    return name;
  }

  /** It stays: an attempt that failed is made again with the same name. */
  get(name: string): Uint8Array {
    const data = this.kept.get(name);
    if (!data)
      throw new Error(`Expected arguments of a local activity under ${name}, but they are forgotten`);
    return data;
  }
}
