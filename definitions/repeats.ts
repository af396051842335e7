/** The keys that stand more than once in a list, each as often as it is repeated; in one pass, as lists may be long. */
export function repeatsIn(keys: string[]): string[] {
  const seen = new Set<string>();
  return keys.filter((key) => seen.has(key) || !seen.add(key));
}
