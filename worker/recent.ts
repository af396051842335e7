/**
 * A function that remembers its last answers. Callers that ask for the same key at the same time share one answer;
 * a failure is not remembered.
 */
export function recent<T>(capacity: number, find: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (key) => {
    let answer = known.get(key);
    if (answer) known.delete(key);
    else {
      const asked = find(key);
      asked.catch(() => {
        if (known.get(key) === asked) known.delete(key);
      });
      answer = asked;
    }
    // Put last: a Map keeps the order of insertion, so that the first is the one used longest ago.
    known.set(key, answer);
    if (known.size > capacity) known.delete(known.keys().next().value!);
    return answer;
  };
}
