import type { Logger as TemporalLogger, LogLevel, LogMetadata } from '@temporalio/common';
import type { Level, Logger } from 'pino';

/** Temporal's own messages in our log, without what a case holds. */
export function temporalLogger(log: Logger): TemporalLogger {
  const write = (level: LogLevel, message: string, meta?: LogMetadata) =>
    log[level.toLowerCase() as Level]({ ...kept(meta), component: 'temporal' }, message);
  return {
    log: write,
    trace: (message, meta) => write('TRACE', message, meta),
    debug: (message, meta) => write('DEBUG', message, meta),
    info: (message, meta) => write('INFO', message, meta),
    warn: (message, meta) => write('WARN', message, meta),
    error: (message, meta) => write('ERROR', message, meta),
  };
}

/** Ids and names only: anything else, a failure's details above all, may quote a case. */
const harmless = [
  'workflowId',
  'runId',
  'workflowRunId',
  'workflowType',
  'activityId',
  'activityType',
  'attempt',
  'taskQueue',
];

function kept(meta: LogMetadata = {}): Record<string, unknown> {
  const fields = Object.fromEntries(harmless.flatMap((key) => (key in meta ? [[key, meta[key]]] : [])));
  return meta.error instanceof Error ? { ...fields, error: describeError(meta.error) } : fields;
}

/** Our own messages say no more than ids (errors.ts); of others' only the kind and the place are logged. */
export function describeError(error: Error): Record<string, unknown> {
  const isOurs = /^(Expected|Invariant broken|\[TMPRL)/.test(error.message);
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    ...(isOurs && { message: error.message }),
    ...('code' in error && { code: error.code }),
    at: frames?.slice(0, 8).map((line) => line.trim()),
    ...(error.cause instanceof Error && { cause: describeError(error.cause) }),
  };
}
