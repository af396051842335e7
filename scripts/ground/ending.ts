import { setTimeout as wait } from 'node:timers/promises';
import { isRunning, type ProcessIdentity } from './process-identity.ts';

/** How a process is asked to end, and how long it may take before it is killed. */
export interface EndingRule {
  signal: 'SIGTERM' | 'SIGINT';
  /** Milliseconds. */
  grace: number;
}

/** Asks a process to end, waits, kills it when it does not, and resolves when it is gone. */
export async function endProcess(identity: ProcessIdentity, rule: EndingRule): Promise<void> {
  if (!isRunning(identity)) return;
  send(identity.pid, rule.signal);
  const deadline = Date.now() + rule.grace;
  while (isRunning(identity)) {
    if (Date.now() > deadline) send(identity.pid, 'SIGKILL');
    await wait(25);
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended between the look and the signal.
  }
}
