import { AppError } from '../errors.ts';

/** What a key of a list may be: texts as they are, instants as the columns of `instant` give them, and what is a number. */
const kinds = {
  text: (key: unknown) => typeof key === 'string' && !key.includes('\0'),
  instant: (key: unknown) => typeof key === 'string' && isInstant(key),
  date: (key: unknown) => typeof key === 'string' && isInstant(`${key}T00:00:00.000Z`),
  uuid: (key: unknown) => typeof key === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key),
  count: (key: unknown) => Number.isInteger(key) && Number(key) >= 0 && Number(key) < 2 ** 31,
};

const isInstant = (text: string): boolean => {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString() === text;
};

/** Where a page of a list ends, as an opaque text: the values of the keys that the list is sorted by. */
export const cursorOf = (keys: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(keys)).toString('base64url');

/** The keys of a cursor, each as it is compared with in a statement. Whatever else is refused: Postgres would not read it. */
export const readCursor = (
  cursor: string,
  wanted: readonly Exclude<keyof typeof kinds, 'count'>[],
): string[] => keysOf(cursor, wanted) as string[];

/** Of a list that is sorted by one number. */
export const readCount = (cursor: string): number => keysOf(cursor, ['count'])[0] as number;

function keysOf(cursor: string, wanted: readonly (keyof typeof kinds)[]): unknown[] {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isOurs =
      Array.isArray(keys) && keys.length === wanted.length && wanted.every((kind, i) => kinds[kind](keys[i]));
    if (isOurs) return keys;
  } catch {
    // Not one of ours: said below.
  }
  throw new AppError('bad-input', 'Expected the cursor of a list as it was given, but found another text', {
    details: [
      { at: 'query:/cursor', message: '请使用上一页返回的 next / use the `next` of the page before' },
    ],
  });
}
