/** No text of Postgres and no JSON of it holds the character 0 or half of a surrogate pair. */
const isKept = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

/**
 * Where in what was sent a text stands that could not be kept, names of fields included. Such a text must not reach a case: the
 * commit of its events would fail at every attempt, and the case would stand still for everybody.
 */
export function unkeptTexts(value: unknown, path: readonly PropertyKey[] = []): PropertyKey[][] {
  if (typeof value === 'string') return isKept(value) ? [] : [[...path]];
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    isKept(key) ? unkeptTexts(inner, [...path, key]) : [[...path]],
  );
}
