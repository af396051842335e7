import { useSyncExternalStore } from 'react';

/** How the page reaches the server: `offline` no network, `outage` the server does not answer or says that it cannot. */
export type Connection = 'ok' | 'offline' | 'outage';

let current: Connection = globalThis.navigator?.onLine === false ? 'offline' : 'ok';
const listeners = new Set<() => void>();

export function reportConnection(next: Connection): void {
  if (next === current) return;
  current = next;
  for (const listener of listeners) listener();
}

globalThis.addEventListener?.('offline', () => reportConnection('offline'));
globalThis.addEventListener?.('online', () => reportConnection('ok'));

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useConnection = (): Connection => useSyncExternalStore(subscribe, () => current);
