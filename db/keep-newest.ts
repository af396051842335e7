/** Also part of the workflows' bundle: nothing of Node may be imported here. Puts it last in a map that remembers, whose first and oldest is forgotten when there are more than `most`. */
export function keepNewest<K, V>(map: Map<K, V>, entry: readonly [K, V], most: number): void {
  const [key, value] = entry;
  map.delete(key);
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value!);
}
