import { Worker } from 'node:worker_threads';
import { AppError } from '../../errors.ts';
import type { BothLanguages, LedgerPreview } from './item.ts';
import type { ReadLedgerOptions } from './read.ts';
import { LedgerRefusal, type RefusalReason } from './refusal.ts';

/** What a thread is given. */
export interface LedgerJob {
  bytes: Uint8Array;
  options: ReadLedgerOptions;
}

/** What it answers: a refusal cannot travel between threads as the error that it is. */
export type LedgerAnswer =
  { ok: true; preview: LedgerPreview } | { ok: false; reason: RefusalReason; text: BothLanguages };

export interface ThreadLimits {
  /** Milliseconds from its start after which a thread is ended. */
  wall: number;
  /** MiB of memory that a thread may use for what it reads. */
  memory: number;
  /** Threads at a time; further files wait for their turn. */
  atOnce: number;
  /** Files that may wait; more are asked to come again. */
  waiting: number;
}

const usualLimits: ThreadLimits = { wall: 20_000, memory: 512, atOnce: 2, waiting: 20 };

/** Reads a ledger as `readLedger` does. */
export type LedgerReader = (bytes: Uint8Array, options: ReadLedgerOptions) => Promise<LedgerPreview>;

/**
 * Reads each file in a thread of its own. A workbook made to be slow takes seconds, in which this process would answer
 * nobody else; a thread can be ended, and takes no memory with it. It sees nothing of this process's environment.
 */
export function createLedgerReader(given: Partial<ThreadLimits> = {}): LedgerReader {
  const limits = { ...usualLimits, ...given };
  const queue: (() => void)[] = [];
  let running = 0;
  return async (bytes, options) => {
    if (running >= limits.atOnce) {
      if (queue.length >= limits.waiting)
        throw new AppError('temporarily-unavailable', 'Expected fewer ledgers to be read at once');
      // Whoever ends hands its turn on, so that nobody slips in between.
      await new Promise<void>((resolve) => queue.push(resolve));
    } else running += 1;
    try {
      return await readInThread({ bytes: Uint8Array.from(bytes), options }, limits);
    } finally {
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

function readInThread(job: LedgerJob, limits: ThreadLimits): Promise<LedgerPreview> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: job,
      transferList: [job.bytes.buffer as ArrayBuffer],
      env: { TZ: 'UTC' },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: limits.memory },
    });
    const timer = setTimeout(() => {
      reject(tooSlow(limits));
      void thread.terminate();
    }, limits.wall);
    thread.once('message', (answer: LedgerAnswer) => {
      if (answer.ok) resolve(answer.preview);
      else reject(new LedgerRefusal(answer.reason, answer.text));
    });
    thread.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuchMemory(error) : error),
    );
    thread.once('exit', (code) => {
      clearTimeout(timer);
      // Of no consequence when it has answered.
      reject(new Error(`Expected the thread that reads a ledger to answer, but it ended with ${code}`));
    });
  });
}

const tooSlow = ({ wall }: ThreadLimits): LedgerRefusal =>
  new LedgerRefusal('too-slow', {
    zh: `文件内容过于复杂，${Math.ceil(wall / 1000)} 秒内未能读完，已停止读取。请只保留台账工作表（以“值”粘贴到新工作簿）后再导入。`,
    en: `The file is too complex: it could not be read within ${Math.ceil(wall / 1000)} s. Paste the ledger's sheets as values into a new workbook and import that.`,
  });

const tooMuchMemory = (cause: unknown): LedgerRefusal =>
  new LedgerRefusal(
    'too-slow',
    {
      zh: '文件内容过于复杂，读取所需的内存超出上限，已停止读取。请只保留台账工作表（以“值”粘贴到新工作簿）后再导入。',
      en: "The file is too complex: reading it takes more memory than is allowed. Paste the ledger's sheets as values into a new workbook and import that.",
    },
    { cause },
  );
