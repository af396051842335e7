import type { JournalEntry } from '../../../api/resources/timeline.shapes.ts';

/**
 * Number of the first entry that does not follow the one before (a gap, or a hash that is not the next one's `prevHash`);
 * undefined when the chain holds. The hashes are over ciphertext: whether each fits its payload is proved by the
 * offline verification, here we check that nothing is missing, added or reordered.
 */
export function firstBreak(entries: Pick<JournalEntry, 'seq' | 'prevHash' | 'hash'>[]): number | undefined {
  let before: (typeof entries)[number] | undefined;
  for (const entry of entries) {
    const isNext = before ? entry.seq === before.seq + 1 && entry.prevHash === before.hash : entry.seq === 1;
    if (!isNext) return entry.seq;
    before = entry;
  }
  return undefined;
}
