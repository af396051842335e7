/** The worker's side of what `workflow-thread.ts` changes in the threads of the workflows. */
import threads from 'node:worker_threads';
import { VMWorkflowThreadProxy } from '@temporalio/worker/lib/workflow/threaded-vm.js';
import { askOnlyForThoseThere } from './sink-calls.ts';

askOnlyForThoseThere(VMWorkflowThreadProxy.prototype);

const firstModule = new URL('./workflow-thread.ts', import.meta.url).href;

/** Threads made by `make` load `workflow-thread.ts` first. The SDK has no option for it, and makes its threads by this name. */
export async function withWatchedThreads<T>(make: () => Promise<T>): Promise<T> {
  const { Worker } = threads;
  threads.Worker = class extends Worker {
    constructor(file: string | URL, options?: threads.WorkerOptions) {
      super(file, { ...options, execArgv: [...process.execArgv, '--import', firstModule] });
    }
  };
  try {
    return await make();
  } finally {
    threads.Worker = Worker;
  }
}
