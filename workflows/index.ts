/** What the worker's bundle offers to Temporal: one workflow type for every template. */
export { processInstance } from './process-instance.ts';
