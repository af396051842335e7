/**
 * Ends what its parent started when the parent dies without doing so itself, `kill -9` included. It is a process of its
 * own, in a session of its own, and reads its parent's wishes from standard input: the end of that input is the parent's death.
 */
import { createInterface } from 'node:readline';
import { endProcess, type EndingRule } from './ending.ts';
import type { ProcessIdentity } from './process-identity.ts';

export type WatchdogMessage =
  { kind: 'watch'; identity: ProcessIdentity; rule: EndingRule } | { kind: 'forget'; pid: number };

const watched: { identity: ProcessIdentity; rule: EndingRule }[] = [];

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line) as WatchdogMessage;
  if (message.kind === 'watch') watched.push({ identity: message.identity, rule: message.rule });
  else {
    const index = watched.findIndex(({ identity }) => identity.pid === message.pid);
    if (index >= 0) watched.splice(index, 1);
  }
}

// Last started, first ended: the worker before Temporal, Temporal before PostgreSQL.
for (const { identity, rule } of watched.reverse()) await endProcess(identity, rule);
