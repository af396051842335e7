import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../errors.ts';

/** Milliseconds. Less than a workflow task may take (`workflowTaskTimeout`, api/instances.ts). */
const patience = 4000;
const between = 100;

/**
 * Tries again while PostgreSQL is away. A workflow task that cannot be decoded fails, and Temporal waits out the time
 * limit of the task, at the next failures longer and longer, before it gives it to anyone again.
 */
export async function throughOutages<T>(attempt: () => Promise<T>): Promise<T> {
  const since = performance.now();
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof AppError || performance.now() - since > patience) throw error;
      await pause(between);
    }
  }
}
