import type { Element } from '../element.ts';
import type { JsonObject } from '../json.ts';
import type { ServiceTaskConfig } from '../model.ts';
import { ownJobs } from '../own-jobs.ts';
import type { Run } from '../run.ts';
import type { Token } from '../state.ts';
import { byId } from '../table.ts';

/** Service task: a job for a handler in the worker, or one of the engine's own (BPMN 2.0.2, 13.3.3). */
export const serviceTask = {
  type: 'serviceTask',
  start(run, token, { config }) {
    const ownJob = ownJobs[config.jobType];
    if (ownJob) {
      ownJob(run, token, parametersOf(run, token, config));
      run.agenda.push({ kind: 'leave', token: token.id });
      return;
    }
    const job = { id: run.nextId('j'), token: token.id, node: token.node, type: config.jobType, attempts: 0 };
    run.emit({ kind: 'jobCreated', job });
    requestJob(run, job.id);
  },
} satisfies Element<ServiceTaskConfig>;

/** Asks the world to run a job, for the first time or again. */
export function requestJob(run: Run, jobId: string): void {
  const job = byId(run.state.jobs, jobId);
  if (!job) return;
  const token = run.token(job.token);
  const config = run.node(job.node).config as unknown as ServiceTaskConfig;
  run.effect({
    kind: 'runJob',
    job: jobId,
    type: job.type,
    parameters: parametersOf(run, token, config),
    variables: run.variables(token.scope, token),
  });
}

function parametersOf(run: Run, token: Token, { parameters }: ServiceTaskConfig): JsonObject {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'string' ? run.evaluate(value, token) : value,
    ]),
  );
}
