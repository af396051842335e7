import { until } from '../workflows/connect-world.ts';
import type { Part, Stage } from './stage.ts';

/** Any number that nothing else on the server uses for an advisory lock. */
const gateLock = 424_242;

/** Where a transaction is held: before it writes a row of this table that fits, by the n-th such row. */
export interface Place {
  table: 'journal' | 'case_opening' | 'ledger_row' | 'message_delivery' | 'batch_item';
  on: 'insert' | 'update';
  /** SQL over `new`. */
  when: string;
}

export interface Gate {
  /** Resolves when a transaction stands at the gate. */
  reached(): Promise<void>;
  /** Lets everyone through, from now on. Nothing to do after a crash of PostgreSQL but to take the gate down. */
  open(): Promise<void>;
  takeDown(): Promise<void>;
}

/**
 * Holds whoever comes to this place inside of its open transaction: the point of a crash is then exact, whatever the
 * machine's speed. The lock is a session's, so that a crash of PostgreSQL opens the gate.
 */
export async function closeGate(stage: Stage, { table, on, when }: Place): Promise<Gate> {
  const holder = await stage.sql().reserve();
  await holder`select pg_advisory_lock(${gateLock})`;
  await stage.sql().unsafe(`
    create or replace function wait_at_gate() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock_shared(${gateLock});
      return new;
    end $$;
    create trigger crash_gate before ${on} on ${table} for each row when (${when}) execute function wait_at_gate()`);
  let isOpen = false;
  const open = async () => {
    isOpen = true;
    await holder`select pg_advisory_unlock(${gateLock})`;
    holder.release();
  };
  return {
    open,
    async reached() {
      await until(async () => {
        const waiting = await stage.sql()`
          select 1 from pg_locks where locktype = 'advisory' and objid = ${gateLock} and not granted`;
        return waiting.length > 0;
      });
    },
    async takeDown() {
      if (!isOpen) await open().catch(() => undefined);
      await stage.sql().unsafe(`drop trigger if exists crash_gate on ${table}`);
    },
  };
}

/** The first events of any case are written. */
export const beginning: Place = { table: 'journal', on: 'insert', when: "new.kind = 'caseStarted'" };

/** Kills the part while what `act` sets going is held at the place, and starts it again. Gives what `act` is answered in the end. */
export async function crashAt<T>(
  stage: Stage,
  { part, place }: { part: Part; place: Place },
  act: () => Promise<T>,
): Promise<T> {
  const gate = await closeGate(stage, place);
  const answer = act();
  await gate.reached();
  await stage.kill(part);
  if (part !== 'postgres') await gate.open();
  await stage.start(part);
  await gate.takeDown();
  return answer;
}
