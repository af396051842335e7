/**
 * Tells when a case that is being opened is there to be read. PostgreSQL notifies us at the commit of its first events
 * (`confirmation`, db/openings.ts). That is for speed alone: a notification may be missed, so that whoever waits also looks.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { findCase } from './case-list.ts';
import { inScope, openListener, system, type Db } from './connection.ts';
import { openedChannel } from './openings.ts';

/** Milliseconds between looks of someone who was told nothing. After the last one the wait ends. */
const looks = [1000, 1500, 2000];
const beforeListeningAgain = 1000;

export interface OpenedCases {
  /** Does `begin`, which starts the case, and resolves when the case is there, or after some seconds. */
  after<T>(at: { tenant: string; caseId: string }, begin: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export function watchOpenedCases(db: Db, url: string): OpenedCases {
  const waiting = new Map<string, Set<() => void>>();
  const ending = new AbortController();
  const listening = listen(url, ending.signal, (caseId) => waiting.get(caseId)?.forEach((tell) => tell()));
  return {
    async after({ tenant, caseId }, begin) {
      const told = new AbortController();
      const tell = () => told.abort();
      const all = waiting.get(caseId) ?? new Set();
      waiting.set(caseId, all.add(tell));
      try {
        const result = await begin();
        for (const wait of looks) {
          await pause(wait, undefined, { signal: told.signal }).catch(() => undefined);
          if (told.signal.aborted || (await isThere(db, tenant, caseId))) break;
        }
        return result;
      } finally {
        all.delete(tell);
        if (all.size === 0) waiting.delete(caseId);
      }
    },
    async close() {
      ending.abort();
      await listening;
    },
  };
}

const isThere = async (db: Db, tenant: string, caseId: string): Promise<boolean> =>
  (await inScope(db, system(tenant), (tx) => findCase(tx, caseId))) !== undefined;

/** Until `signal` aborts; again after the connection was lost. */
async function listen(url: string, signal: AbortSignal, tell: (caseId: string) => void): Promise<void> {
  while (!signal.aborted) {
    const listener = openListener(url, openedChannel, tell);
    const hangUp = () => void listener.close();
    signal.addEventListener('abort', hangUp);
    await listener.closed;
    signal.removeEventListener('abort', hangUp);
    await pause(beforeListeningAgain, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
