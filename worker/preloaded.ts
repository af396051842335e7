/**
 * Part of the workflows' bundle, as the converters are: nothing of Node may be imported here. Loaded once for each of the worker's threads and shared by all its cases. What else a workflow imports is evaluated anew
 * for every case, which costs milliseconds and, kept in memory with the case, some hundred kilobytes. Only code without a state of
 * a case's own may stand here: the engine is pure, a case's state is in its `LiveCase`, and the SDK's is in its activator.
 */
import '@temporalio/workflow';
import '../engine/due.ts';
import '../engine/refuse.ts';
import '../engine/step.ts';
import '../workflows/process-instance.ts';
import './failure-converter.ts';
import './payload-converter.ts';

/**
 * Temporal's SDK records a stack trace, through the source map, for every promise that a workflow makes, to answer the
 * operators' query `__stack_trace`. In a profile that was a quarter of a thread's time, for no use: a case waits in one of two
 * lines, and the query `state` says for what. The hook (vm-shared.js, `getActivator`) finds a promise's workflow
 * through `promise.constructor.constructor`; with none it leaves the promise alone. Stack traces of errors stay.
 */
Object.defineProperty(Promise, 'constructor', { value: () => () => undefined });
