/** Milliseconds since 1970 as Temporal's history has them: in a workflow the same at every replay, never the host's clock. */
// eslint-disable-next-line no-restricted-syntax -- Temporal replaces it in workflows.
export const workflowTime = (): number => Date.now();
