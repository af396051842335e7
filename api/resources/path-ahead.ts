import { z } from 'zod';
import type { JsonObject } from '../../engine/json.ts';
import { configOfTask } from '../../engine/work/revision.ts';
import { AppError } from '../../errors.ts';
import { readCaseFile } from '../case-file.ts';
import { timeSense } from '../deadlines.ts';
import type { Dependencies } from '../dependencies.ts';
import { wordingOf } from '../facts.ts';
import { accessedForm, formOf } from '../forms.ts';
import { writableFields } from '../../definitions/form.ts';
import { momentOf } from '../moment.ts';
import { readNames, readPeople } from '../names.ts';
import { lookAhead, pathOf, peopleAhead } from '../path-ahead.ts';
import { route, type RouteRequest } from '../route.ts';
import { visibleTask } from '../task-command.ts';
import { versionOfCase } from '../case-versions.ts';
import { TaskKey } from './label.shapes.ts';
import { AskPathAhead, PathAhead } from './path-ahead.shapes.ts';

const params = z.strictObject({ taskKey: TaskKey });
const summary = { zh: '后续流程预览：步骤、人员与期限', en: 'The rest of the way: steps, people and dates' };

/** Before somebody submits: what comes then, as far as it can be known. Nothing happens to the case. */
export const pathAhead = [
  route({
    method: 'get',
    path: '/tasks/:taskKey/path-ahead',
    summary,
    access: 'loggedIn',
    params,
    query: z.strictObject({ outcome: z.string().max(100).optional() }),
    reply: PathAhead,
    handle: (request, dependencies) =>
      ahead(request, dependencies, {
        values: {},
        ...(request.query.outcome && { outcome: request.query.outcome }),
      }),
  }),
  route({
    method: 'post',
    path: '/tasks/:taskKey/path-ahead',
    summary,
    access: 'loggedIn',
    write: 'question',
    params,
    body: AskPathAhead,
    reply: PathAhead,
    handle: (request, dependencies) => ahead(request, dependencies, request.body),
  }),
];

type Request = Pick<RouteRequest<z.infer<typeof params>, unknown, unknown>, 'user' | 'params' | 'scoped'>;

const ahead = (
  { user, params, scoped }: Request,
  { keys, now }: Dependencies,
  asked: AskPathAhead,
): Promise<PathAhead> =>
  scoped(async (tx) => {
    const { task, case: of } = await visibleTask(tx, params.taskKey);
    const file = await readCaseFile(tx, keys, of.caseId);
    const sense = await timeSense(tx, momentOf(user, now()));
    const version = await versionOfCase(tx, of);
    const config = configOfTask(file.model, file.state, task);
    const form = accessedForm(formOf(version.forms, task.form), config.fields);
    // Half-filled values are looked at as they are; what the step may not write counts for nothing.
    const writable = new Set(form ? writableFields(form) : []);
    const values = Object.fromEntries(
      Object.entries(asked.values as JsonObject).filter(([name]) => writable.has(name)),
    );
    // Which of several outcomes it will be decides the way: without one it is looked at from where the case stands.
    const isOpen =
      task.closedHow === null && (asked.outcome !== undefined || (config.outcomes ?? []).length < 2);
    const found = await lookAhead(tx, {
      ...{ file, user, sense },
      ...(isOpen && {
        completing: {
          task: task.task,
          values,
          ...(asked.outcome !== undefined && { outcome: asked.outcome }),
        },
      }),
    });
    if (found.refusal) {
      const { code, message, texts } = found.refusal;
      throw new AppError(code, message, { ...(texts && { texts }) });
    }
    const names = await readNames(tx);
    return pathOf(found, {
      ...{ model: file.model, names },
      people: await readPeople(tx, peopleAhead(found)),
      wording: wordingOf(version.forms, names),
    });
  });
