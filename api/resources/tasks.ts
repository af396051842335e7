import { z } from 'zod';
import type { TaskToAct } from '../../db/commands.ts';
import { seal } from '../../db/crypto.ts';
import { caseKeyIn } from '../../db/keys.ts';
import { saveDraft } from '../../db/work-list.ts';
import type { Command } from '../../engine/input.ts';
import type { JsonObject } from '../../engine/json.ts';
import type { Outcome, ProcessModel, UserTaskConfig } from '../../engine/model.ts';
import { isRevision } from '../../engine/work/revision.ts';
import { writableFields } from '../../definitions/form.ts';
import { AppError } from '../../errors.ts';
import { checkAttachments } from '../attachments.ts';
import { readCaseFile } from '../case-file.ts';
import type { Dependencies } from '../dependencies.ts';
import { accessedForm, checkValues, formOf } from '../forms.ts';
import { momentOf } from '../moment.ts';
import { mayRelease } from '../policy.ts';
import { route } from '../route.ts';
import {
  actOnTask,
  modelOf,
  notOpen,
  refuseUnlessTheirs,
  visibleTask,
  type TaskRequest,
} from '../task-command.ts';
import { draftPlace, knownValues, taskDetail } from '../task-view.ts';
import { keptVersion, versionOfCase } from '../case-versions.ts';
import { checkChoices } from '../to-choose.ts';
import { refuseMissing } from '../verb-words.ts';
import { workList } from '../work-list-view.ts';
import type { Form } from './forms.shapes.ts';
import { TaskKey, type Label } from './label.shapes.ts';
import { Acted, ClaimTask, CompleteTask, DraftSaved, SaveDraft, TaskDetail } from './tasks.shapes.ts';
import { TaskList, TaskQuery } from './work-list.shapes.ts';

const params = z.strictObject({ taskKey: TaskKey });

export const tasks = [
  route({
    method: 'get',
    path: '/tasks',
    summary: { zh: '我的待办和已办', en: 'My tasks: to do, and done' },
    access: 'loggedIn',
    query: TaskQuery,
    reply: TaskList,
    handle: ({ user, query, scoped }, { now, keys }) =>
      scoped((tx) => workList(tx, user, query, { moment: momentOf(user, now()), keys })),
  }),
  route({
    method: 'get',
    path: '/tasks/:taskKey',
    summary: { zh: '一项任务的全部内容', en: 'All about one task' },
    access: 'loggedIn',
    params,
    reply: TaskDetail,
    etag: ({ caseVersion, generation }) => `${caseVersion}-${generation}`,
    handle: ({ user, params, scoped }, { now, keys }) =>
      scoped(async (tx) => {
        const row = await visibleTask(tx, params.taskKey);
        return taskDetail(tx, { row, user, keys, moment: momentOf(user, now()) });
      }),
  }),
  route({
    method: 'put',
    path: '/tasks/:taskKey/draft',
    summary: { zh: '保存草稿（不校验）', en: 'Save a draft, without validation' },
    access: 'loggedIn',
    write: 'repeatable',
    params,
    body: SaveDraft,
    reply: DraftSaved,
    handle: ({ user, params, body, scoped }, { now, keys }) =>
      scoped(async (tx) => {
        const { task, case: of } = await visibleTask(tx, params.taskKey);
        if (task.closedHow !== null) throw await notOpen(tx, task);
        refuseUnlessTheirs(user, { ...task, template: of.template });
        const key = await caseKeyIn(tx, keys, task.caseId);
        const plain = Buffer.from(JSON.stringify(body.values));
        const values = seal(key, plain, draftPlace(task.caseId, task.task, user.person));
        const savedAt = now().toISOString();
        await saveDraft(tx, {
          tenantId: user.tenant,
          person: user.person,
          caseId: task.caseId,
          task: task.task,
          values,
          savedAt,
        });
        return { savedAt };
      }),
  }),
  route({
    method: 'post',
    path: '/tasks/:taskKey/claim',
    summary: { zh: '认领任务', en: 'Claim a task' },
    access: 'loggedIn',
    write: 'command',
    params,
    body: ClaimTask,
    reply: Acted,
    handle: (request: TaskRequest<ClaimTask>, dependencies) =>
      actOnTask(request, dependencies, ({ task }) => ({
        command: { kind: 'claimTask', task, generation: request.body.generation },
        for: request.body.for,
      })),
  }),
  route({
    method: 'post',
    path: '/tasks/:taskKey/release',
    summary: { zh: '取消认领，任务可由他人认领', en: 'Give a claimed task back' },
    access: 'loggedIn',
    write: 'command',
    params,
    body: ClaimTask,
    reply: Acted,
    handle: (request: TaskRequest<ClaimTask>, dependencies) =>
      actOnTask(request, dependencies, (task) => {
        if (!request.isRetry && !mayRelease(request.user, task)) {
          throw new AppError(
            'task-changed',
            `Expected task ${task.task} to be claimed by ${request.user.person}`,
          );
        }
        return {
          command: { kind: 'releaseTask', task: task.task, generation: request.body.generation },
        };
      }),
  }),
  route({
    method: 'post',
    path: '/tasks/:taskKey/complete',
    summary: { zh: '办理任务', en: 'Complete a task' },
    access: 'loggedIn',
    write: 'command',
    params,
    body: CompleteTask,
    reply: Acted,
    handle: (request: TaskRequest<CompleteTask>, dependencies) =>
      actOnTask(request, dependencies, async (task) => ({
        command: await completion(request, dependencies, task),
        for: request.body.for,
      })),
  }),
];

async function completion(
  request: TaskRequest<CompleteTask>,
  { keys }: Dependencies,
  task: TaskToAct,
): Promise<Command> {
  const { body, language, scoped } = request;
  const { forms } = keptVersion(task) ?? (await scoped((tx) => versionOfCase(tx, task)));
  const model = await modelOf(request, task);
  const config = configOf(model, task);
  const form = accessedForm(formOf(forms, task.form), config.fields);
  const outcome = chosenOutcome(model, task, body);
  if (outcome) {
    const needs = [...(outcome.needsReason ? (['reason'] as const) : []), ...(outcome.needs ?? [])];
    refuseMissing(needs, body, { name: outcome.name, language });
  }
  if (isRevision(task) && form) refuseMissing(['reason'], body, { name: resubmission, language });
  const { caseId } = task;
  if (body.attachments?.length)
    await scoped((tx) => checkAttachments(tx, keys, { caseId, given: body.attachments, language }));
  const hasReadOnly = form?.layout.some(({ fields }) => fields.some(({ readOnly }) => readOnly)) ?? false;
  const known: JsonObject =
    hasReadOnly || isRevision(task)
      ? knownValues(await scoped((tx) => readCaseFile(tx, keys, caseId)), task.task)
      : {};
  const variables = checkValues(form, body.values as JsonObject, {
    ...{ known: isRevision(task) ? readOnlyOf(form, known) : known, language, requires: outcome?.requires },
  });
  return {
    kind: 'completeTask',
    task: task.task,
    generation: body.generation,
    outcome: outcome?.key,
    reason: body.reason || undefined,
    opinion: body.opinion || undefined,
    attachments: body.attachments?.length ? body.attachments : undefined,
    choices: await chosenFor(request, keys, { task, model }),
    variables: isRevision(task) ? { ...emptied(form, known), ...variables } : variables,
  };
}

/** Nothing of the node at which it stands is asked of a revision. */
const configOf = (model: ProcessModel, task: TaskToAct): Partial<UserTaskConfig> =>
  isRevision(task) ? {} : ((model.nodes[task.node]?.config ?? {}) as Partial<UserTaskConfig>);

const resubmission: Label = { zh: '重新提交', en: 'Submit again' };

/** A revision is the whole form: what is left out of it is not as it was before, it is empty. */
const emptied = (form: Form | null, known: JsonObject): JsonObject =>
  Object.fromEntries(
    (form ? writableFields(form) : [])
      .filter((field) => known[field] !== undefined && known[field] !== null)
      .map((field) => [field, null]),
  );

function readOnlyOf(form: Form | null, known: JsonObject): JsonObject {
  const writable = new Set(form ? writableFields(form) : []);
  return Object.fromEntries(Object.entries(known).filter(([name]) => !writable.has(name)));
}

/** People for the steps that this handler chooses for; which may and must have some is the case's to say. */
function chosenFor(
  { body, user, language, scoped }: TaskRequest<CompleteTask>,
  keys: Dependencies['keys'],
  { task, model }: { task: TaskToAct; model: ProcessModel },
) {
  if (!body.choices) return undefined;
  return scoped(async (tx) => {
    const file = await readCaseFile(tx, keys, task.caseId);
    return checkChoices(tx, body.choices, {
      ...{ model, user, language, units: file.row.units, at: file.state.at },
      variables: { ...knownValues(file, task.task), ...(body.values as JsonObject) },
    });
  });
}

/** The one outcome of a task need not be named; of several, one must be. */
function chosenOutcome(model: ProcessModel, task: TaskToAct, body: CompleteTask): Outcome | undefined {
  const { outcomes = [] } = configOf(model, task);
  const chosen =
    outcomes.length === 1 && body.outcome === undefined
      ? outcomes[0]
      : outcomes.find(({ key }) => key === body.outcome);
  if (!chosen && (outcomes.length > 0 || body.outcome !== undefined)) {
    throw new AppError(
      'bad-input',
      `Expected one of ${outcomes.map(({ key }) => key).join(', ') || 'no outcome'}`,
      {
        details: [
          {
            at: '/outcome',
            message: `请选择办理结果：${outcomes.map(({ name }) => name.zh).join('、')} / choose one of: ${outcomes.map(({ name }) => name.en ?? name.zh).join(', ')}`,
          },
        ],
      },
    );
  }
  return chosen;
}
