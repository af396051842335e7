import { setTimeout as pause } from 'node:timers/promises';
import type { Sender } from './sender.ts';

/** Sends until `signal` aborts, with a look every second. A round that fails (Postgres is away) is said, and the next one tries again. */
export async function runSendingLoop(
  sender: Sender,
  { signal, log }: { signal: AbortSignal; log: { error(fields: object, message: string): void } },
): Promise<void> {
  while (!signal.aborted) {
    const tried = await sender.sendDue(new Date().toISOString()).catch((error: unknown) => {
      log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'the outbox could not be read');
      return 0;
    });
    // A full batch: there may be more.
    if (tried < 50) await pause(1000, undefined, { signal }).catch(() => undefined);
  }
}
