import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';

/** Milliseconds that a server may take to come up, and between two looks. */
const patience = 60_000;
const between = 500;

/** Tries until it succeeds, for a minute: the servers beside us may still be starting. `what` names the server and its address. */
export async function waitFor<T>(what: string, log: Logger, attempt: () => Promise<T>): Promise<T> {
  const since = Date.now();
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (cause) {
      if (Date.now() - since > patience) {
        const seconds = patience / 1000;
        throw new Error(
          `Expected ${what} to answer within ${seconds} s, but it did not: start it or correct its address`,
          {
            cause,
          },
        );
      }
      if (tries === 1) log.info(`waiting for ${what}`);
      await pause(between);
    }
  }
}
