import { createHash } from 'node:crypto';
import { compare } from './normalise.ts';

export interface FingerprintParts {
  /** The unit where the problem was found, else the responsible unit: an id, so that a renamed unit stays the same. */
  unitId: string;
  place?: string;
  problem: string;
  checkDate?: string;
}

/**
 * The key by which a second import knows an item again. It follows what the item is about, not how the file is laid
 * out: row order, due dates, measures, spacing and punctuation do not count.
 * Stored with every case: a change here would start every item of an old file again, so it would need a new prefix and
 * both keys looked up.
 */
export function itemKey({ unitId, place, problem, checkDate }: FingerprintParts): string {
  const meaning = ['rectification-item/1', unitId, compare(place ?? ''), compare(problem), checkDate ?? ''];
  return createHash('sha256').update(JSON.stringify(meaning)).digest('hex');
}
