import { DefaultFailureConverter } from '@temporalio/common';

/** Messages and stack traces go into the encrypted part of a failure. The name is Temporal's: it loads this file by its path. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
