/** Tells the page that the server no longer knows the session, whichever request found out: a list, a draft, a command. */
const listeners = new Set<() => void>();

export function onSessionEnd(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function reportSessionEnd(): void {
  for (const listener of listeners) listener();
}
