import { fork } from 'node:child_process';
import { join } from 'node:path';
import { guard } from '../scripts/ground/child.ts';
import type { Window } from './closed-loop.ts';
import type { LoadMessage, RunWindow } from './load.ts';

export interface LoadProcess {
  pid: number;
  run(window: RunWindow): Promise<Window>;
  end(): Promise<void>;
}

/** Starts the load of one contender; resolves when it is logged in, or connected, and can run. */
export async function startLoad(contender: string, env: NodeJS.ProcessEnv): Promise<LoadProcess> {
  const child = fork(join(import.meta.dirname, 'load.ts'), [contender], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  guard(child);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const answer = () =>
    new Promise<LoadMessage>((resolve, reject) => {
      child.once('message', (message) => resolve(message as LoadMessage));
      void ended.then(() => reject(new Error(`Expected the load of ${contender} to answer, but it ended`)));
    }).then((message) => {
      if (message.kind === 'failed')
        throw new Error(`The load of ${contender} could not run: ${message.reason}`);
      return message;
    });
  await answer();
  return {
    pid: child.pid!,
    async run(window) {
      const done = answer();
      child.send(window);
      const message = await done;
      if (message.kind !== 'done') throw new Error(`Expected a window's figures, found ${message.kind}`);
      return message.window;
    },
    async end() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
