import { ApplicationFailure } from '@temporalio/common';
import { AppError } from '../errors.ts';

/** An error that the diagram models: a boundary event with this code catches it. */
export class BpmnError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'BpmnError';
    this.code = code;
  }
}

/** Refusals that pass by themselves: asking again helps. */
const passing = new Set(['start-indeterminate', 'temporarily-unavailable', 'too-many-requests']);

/** The one place where an activity's error becomes Temporal's: what retrying cannot cure is not retried. */
export function failing<Arguments extends unknown[], Result>(
  activity: (...given: Arguments) => Promise<Result>,
): (...given: Arguments) => Promise<Result> {
  return async (...given) => {
    try {
      return await activity(...given);
    } catch (error) {
      if (error instanceof BpmnError)
        throw ApplicationFailure.nonRetryable(error.message, 'BpmnError', error.code);
      if (error instanceof AppError && !passing.has(error.code)) {
        throw ApplicationFailure.nonRetryable(
          error.message,
          error.code,
          ...(error.texts ? [error.texts] : []),
        );
      }
      throw error;
    }
  };
}
