import { availableParallelism } from 'node:os';
import type { Worker, WorkerStatus } from '@temporalio/worker';
import type { Logger } from 'pino';

/**
 * Cases for which one worker of the SDK is enough. At every step of a case the SDK's core counts through all those that its worker
 * holds (sdk-core 1.24, `reconcile_buffered`): with 10,000 that was half of this process's time. So further workers join on
 * the same queue as the cases grow in number.
 */
const enoughForOne = 2000;

/** A worker costs a thread, 0.3 s of processor time and 60 MB. */
const mostWorkers = 4 * availableParallelism();

/** Milliseconds between two looks at how many cases there are. */
const lookInterval = 2000;

/**
 * Cases in memory for each worker there is, at which another one joins: few, as new cases spread evenly over the workers that there
 * are, and one that was alone for long would be full while others are empty; many enough that a small county has one.
 */
const joinAt = 100;

/** Into at most how many workers so many cases in memory are parted, and how many each may hold. */
export function parting(casesInMemory: number, most = mostWorkers) {
  const workers = Math.min(Math.ceil(casesInMemory / enoughForOne), most);
  return { workers, each: Math.ceil(casesInMemory / workers) };
}

export interface SdkWorker extends Pick<Worker, 'run' | 'shutdown' | 'getState'> {
  getStatus(): Pick<WorkerStatus, 'numCachedWorkflows'>;
}

export interface CaseWorkersOptions {
  first: SdkWorker;
  /** Opens one more for the same queue. */
  openFurther(): Promise<SdkWorker>;
  /** The most that shall be in memory. */
  casesInMemory: number;
  log: Logger;
}

/** The workers of the SDK in this process: one, and as many more as its cases ask for. They live and end together. */
export class CaseWorkers {
  private readonly options: CaseWorkersOptions;
  private readonly workers: SdkWorker[];
  private readonly ends: Promise<void>[] = [];
  private isEnding = false;
  private opening: Promise<void> | undefined;

  constructor(options: CaseWorkersOptions) {
    this.options = options;
    this.workers = [options.first];
  }

  /** Until all have ended. One that fails ends the others; then its failure is thrown. */
  async run(): Promise<void> {
    this.begin(this.options.first);
    const looking = setInterval(() => this.look(), lookInterval);
    try {
      // Others may have joined by the time that these have ended.
      for (let known = 0; known < this.ends.length;) {
        known = this.ends.length;
        await Promise.allSettled(this.ends);
        await this.opening;
      }
    } finally {
      clearInterval(looking);
    }
    await Promise.all(this.ends);
  }

  /** Takes no more work, and ends what is under way. */
  shutdown(): void {
    this.isEnding = true;
    for (const worker of this.workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  }

  isRunning(): boolean {
    return this.workers.every((worker) => worker.getState() === 'RUNNING');
  }

  private begin(worker: SdkWorker): void {
    this.ends.push(worker.run().finally(() => this.shutdown()));
  }

  private look(): void {
    const { workers } = parting(this.options.casesInMemory);
    const { length } = this.workers;
    const cases = this.workers.reduce((sum, worker) => sum + worker.getStatus().numCachedWorkflows, 0);
    if (this.opening || this.isEnding || length >= workers || cases < length * joinAt) return;
    this.opening = this.grow(cases).finally(() => (this.opening = undefined));
  }

  private async grow(cases: number): Promise<void> {
    const { openFurther, log } = this.options;
    try {
      const worker = await openFurther();
      this.workers.push(worker);
      this.begin(worker);
      log.info({ cases, workers: this.workers.length }, 'one more worker for the cases in memory');
    } catch (error) {
      log.warn({ err: error }, 'no further worker could be opened: the next look tries again');
    }
    // The others may have been told to end meanwhile.
    if (this.isEnding) this.shutdown();
  }
}
