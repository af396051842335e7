import { z } from 'zod';
import { seal } from '../../db/crypto.ts';
import { caseKeyIn } from '../../db/keys.ts';
import { saveDraft } from '../../db/work-list.ts';
import { momentOf } from '../moment.ts';
import { route } from '../route.ts';
import { notOpen, refuseUnlessTheirs, visibleTask } from '../task-command.ts';
import { draftPlace, taskDetail } from '../task-view.ts';
import { workList } from '../work-list-view.ts';
import { TaskKey } from './label.shapes.ts';
import { DraftSaved, SaveDraft, TaskDetail } from './tasks.shapes.ts';
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
        await refuseUnlessTheirs((work) => work(tx), user, { ...task, template: of.template });
        const key = await caseKeyIn(tx, keys, task.caseId);
        const plain = Buffer.from(JSON.stringify(body.values));
        const values = seal(key, plain, draftPlace(task.caseId, task.task, user.person));
        const { now: savedAt } = momentOf(user, now());
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
];
