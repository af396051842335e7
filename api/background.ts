import type { Logger } from 'pino';
import type { Background } from './dependencies.ts';

/** Work that outlives a request. What it does must be kept in the database, so that a restart can take it up again. */
export function createBackground(log: Logger): Background {
  const running = new Map<string, Promise<void>>();
  let stopping = false;
  return {
    run(name, task) {
      if (stopping || running.has(name)) return;
      const done = task()
        .catch((error: unknown) => log.error({ err: error, task: name }, 'background task failed'))
        .finally(() => running.delete(name));
      running.set(name, done);
    },
    isStopping: () => stopping,
    stop() {
      stopping = true;
    },
    async idle() {
      while (running.size > 0) await Promise.all(running.values());
    },
  };
}
