import type { Command } from '../engine/input.ts';
import { AppError } from '../errors.ts';
import { actOn } from './act.ts';
import { readCaseRow } from './case-file.ts';
import type { Dependencies } from './dependencies.ts';
import type { User } from './policy.ts';
import type { Acted } from './resources/tasks.shapes.ts';
import type { RouteRequest } from './route.ts';

export type CaseRequest<B> = RouteRequest<{ caseId: string }, undefined, B>;

/** Whoever does not see the case learns nothing of it; then the policy (which `commandFor` asks), then the case itself. */
export async function actOnCase<B>(
  { user, params, key, scoped }: CaseRequest<B>,
  dependencies: Dependencies,
  commandFor: (user: User, units: string[]) => Command,
): Promise<Acted> {
  const { caseId, template, units } = await scoped((tx) => readCaseRow(tx, params.caseId));
  const command = commandFor(
    user,
    units.map(({ unit }) => unit),
  );
  const { version, at } = await actOn(dependencies, { caseId, template, user, key, command });
  return { caseId, version, at };
}

/** Id of the task that a body names, which must be one of the case's. */
export function taskOf(caseId: string, taskKey: string | undefined, at = '/taskKey'): string | undefined {
  const [of, task] = taskKey?.split(':') ?? [];
  if (of !== undefined && of !== caseId) {
    throw new AppError('bad-input', 'Expected a task of this case', {
      details: [{ at, message: '任务不属于该事项 / not a task of this case' }],
    });
  }
  return task;
}

export const notTheirs = (user: User, what: string): AppError =>
  new AppError(
    'not-allowed',
    `Expected someone who takes part in order to ${what}, but ${user.person} does not`,
  );
