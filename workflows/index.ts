/** What the worker's bundle offers to Temporal: one workflow type for every template. */
import './preloaded.ts';

export { processInstance } from './process-instance.ts';
