import type { ActReply, RememberedCommand } from './contract.ts';

const capacity = 512;

/**
 * The last commands of a case and their answers. Temporal remembers update ids for one run only, and whatever their
 * content: this memory outlives continue-as-new.
 */
export class CommandsMemory {
  private readonly replies: Map<string, ActReply>;

  constructor(carried: RememberedCommand[] = []) {
    this.replies = new Map(carried.map(({ id, reply }) => [id, reply]));
  }

  find(id: string): ActReply | undefined {
    return this.replies.get(id);
  }

  remember(id: string, reply: ActReply): void {
    this.replies.set(id, reply);
    if (this.replies.size > capacity) this.replies.delete(this.replies.keys().next().value!);
  }

  list(): RememberedCommand[] {
    return [...this.replies].map(([id, reply]) => ({ id, reply }));
  }
}
