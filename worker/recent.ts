import { keepNewest } from '../db/keep-newest.ts';

/**
 * A function that remembers its last answers. Callers that ask for the same key at the same time share one answer;
 * a failure is not remembered.
 */
export function recent<T>(capacity: number, find: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (key) => {
    let answer = known.get(key);
    if (!answer) {
      const asked = find(key);
      asked.catch(() => {
        if (known.get(key) === asked) known.delete(key);
      });
      answer = asked;
    }
    keepNewest(known, [key, answer], capacity);
    return answer;
  };
}
