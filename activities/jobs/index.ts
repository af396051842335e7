/** All jobs that service tasks may name. A new one: its file, and one line here. */
import { AppError } from '../../errors.ts';
import type { Db } from '../../db/connection.ts';
import type { JsonObject } from '../../engine/json.ts';
import type { Job, JobRequest } from './job.ts';
import { lookUpUnit } from './look-up-unit.ts';

export const jobs: readonly Job[] = [lookUpUnit];

export async function runJob(request: JobRequest, world: { db: Db }): Promise<JsonObject> {
  const job = jobs.find(({ type }) => type === request.type);
  if (!job) {
    const known = jobs.map(({ type }) => type).join(', ');
    throw new AppError(
      'not-found',
      `Expected a job of a known type (${known}), but found '${request.type}'`,
      {
        texts: {
          zh: `没有“${request.type}”这种自动处理（已有：${known}）：请更正模板`,
          en: `Expected a job of a known type (${known}), but found '${request.type}': correct the template`,
        },
      },
    );
  }
  return job.run(request, world);
}
