import { AppError } from '../errors.ts';

/** Where a page of a list ends, as an opaque text: the values of the keys that the list is sorted by. */
export const cursorOf = (keys: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(keys)).toString('base64url');

export function readCursor(cursor: string, kinds: readonly ('string' | 'number')[]): (string | number)[] {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (
      Array.isArray(keys) &&
      keys.length === kinds.length &&
      keys.every((key, i) => typeof key === kinds[i])
    ) {
      return keys as (string | number)[];
    }
  } catch {
    // Not one of ours: said below.
  }
  throw new AppError('bad-input', 'Expected the cursor of a list as it was given, but found another text', {
    details: [
      { at: 'query:/cursor', message: '请使用上一页返回的 next / use the `next` of the page before' },
    ],
  });
}
