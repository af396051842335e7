import { isDeepStrictEqual } from 'node:util';
import type { EngineEvent } from '../../engine/event.ts';
import type { CommitBatch, CommitReply, SteppedInput } from '../../workflows/contract.ts';

/** A journal in memory that keeps the promises of `commit` in workflows/contract.ts, and lets a test spoil its day. */
export class MemoryJournal {
  private readonly cases = new Map<string, { events: EngineEvent[]; inputs: SteppedInput[] }>();
  /** Called before a batch is written: may wait or throw, as Postgres would. */
  beforeWrite: (batch: CommitBatch) => void | Promise<void> = () => undefined;
  /** Called after a batch was written and before its answer is given. */
  afterWrite: (batch: CommitBatch) => void | Promise<void> = () => undefined;
  batches: CommitBatch[] = [];

  events(caseId: string): EngineEvent[] {
    return this.cases.get(caseId)?.events ?? [];
  }

  kinds(caseId: string): string[] {
    return this.events(caseId).map((event) => event.kind);
  }

  /** As after a crash of a Postgres that had not flushed its last transactions. */
  loseAfter(caseId: string, seq: number): void {
    this.cases.get(caseId)!.events.length = seq;
  }

  commit = async (batch: CommitBatch): Promise<CommitReply> => {
    await this.beforeWrite(batch);
    const reply = this.write(structuredClone(batch));
    await this.afterWrite(batch);
    return reply;
  };

  private write(batch: CommitBatch): CommitReply {
    this.batches.push(batch);
    const kept = this.cases.get(batch.caseId) ?? { events: [], inputs: [] };
    this.cases.set(batch.caseId, kept);
    const first = batch.events[0]!.seq;
    const committed = kept.events.length;
    if (first > committed + 1) return { committed };
    if (first <= committed) {
      const recorded = kept.inputs.filter((input) => input.before >= first - 1);
      const own = batch.inputs.filter((input) => input.before >= first - 1).slice(0, recorded.length);
      if (!isDeepStrictEqual(plain(recorded), plain(own))) return { committed, recorded };
    }
    kept.events.push(...batch.events.filter((event) => event.seq > committed));
    kept.inputs = batch.inputs;
    return { committed: kept.events.length };
  }
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
