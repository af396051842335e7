/** What runs in the thread of `read-in-thread.ts`: reads the one file that it was given, answers, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { LedgerAnswer, LedgerJob } from './read-in-thread.ts';
import { readLedger } from './read.ts';
import { LedgerRefusal } from './refusal.ts';

const { bytes, options } = workerData as LedgerJob;

function answer(): LedgerAnswer {
  try {
    return { ok: true, preview: readLedger(bytes, options) };
  } catch (error) {
    // Anything else is a bug of ours: it ends the thread, and is told as its failure.
    if (!(error instanceof LedgerRefusal)) throw error;
    return { ok: false, reason: error.reason, text: error.text };
  }
}

parentPort?.postMessage(answer());
