import { z } from 'zod';
import { actOnCase, taskOf } from '../case-command.ts';
import { refuseUnseated } from '../mentions.ts';
import { CopyKey, IdInCase, TaskKey, Words } from '../resources/label.shapes.ts';
import { Acted } from '../resources/tasks.shapes.ts';
import { CandidateChoice } from '../resources/work.shapes.ts';
import { route } from '../route.ts';
import { caseVerb } from '../verb-route.ts';
import { beside } from './said.shapes.ts';

/** What people tell each other about a case. */

const CopyTo = z
  .strictObject({
    to: z.array(CandidateChoice).min(1).max(100),
    note: z.string().trim().max(2000).optional(),
    ...beside,
    taskKey: TaskKey.optional(),
  })
  .meta({ id: 'CopyTo' });
export type CopyTo = z.infer<typeof CopyTo>;

export const copyTo = caseVerb({
  path: 'copies',
  summary: { zh: '抄送', en: 'Copy a case to people' },
  body: CopyTo,
  verb: 'copyTo',
  reasonIn: 'note',
  choosing: ({ to }) => ({ people: to, at: '/to', isList: true }),
  command: ({ people, task, said, body: { note } }) => ({ kind: 'copyTo', to: people, task, note, ...said }),
});

export const readCopy = route({
  method: 'post',
  access: 'loggedIn',
  write: 'command',
  reply: Acted,
  path: '/copies/:copyKey/read',
  params: z.strictObject({ copyKey: CopyKey }),
  summary: { zh: '标记抄送已阅', en: 'Note that a copy was read' },
  handle: async ({ params: { copyKey }, ...request }, dependencies) => {
    const [caseId = '', copy = ''] = copyKey.split(':');
    return actOnCase({ ...request, params: { caseId } }, dependencies, () => ({ kind: 'readCopy', copy }));
  },
});

const Urge = z
  .strictObject({
    /** Absent: everyone who has an open task. */
    tasks: z.array(TaskKey).max(100).optional(),
    text: z.string().trim().max(2000).optional(),
    ...beside,
  })
  .meta({ id: 'Urge' });
export type Urge = z.infer<typeof Urge>;

export const urge = caseVerb({
  path: 'urge',
  summary: { zh: '催办', en: 'Urge those who have it' },
  body: Urge,
  verb: 'urge',
  reasonIn: 'text',
  // From the page of one task its step says what it asks for; of several the case looks at each.
  from: ({ tasks = [] }) => (tasks.length === 1 ? tasks[0] : undefined),
  command: ({ params: { caseId }, said, body: { tasks, text } }) => ({
    kind: 'urge',
    tasks: tasks?.map((key) => taskOf(caseId, key, '/tasks')!),
    text,
    ...said,
  }),
});

const Comment = z
  .strictObject({
    text: Words,
    ...beside,
    taskKey: TaskKey.optional(),
    mentions: z.array(CandidateChoice).max(50).optional(),
  })
  .meta({ id: 'Comment' });
export type Comment = z.infer<typeof Comment>;

export const comment = caseVerb({
  path: 'comments',
  summary: { zh: '评论', en: 'Comment' },
  body: Comment,
  verb: 'comment',
  reasonIn: 'text',
  choosing: ({ mentions = [] }) => ({ people: mentions, at: '/mentions', isList: true }),
  async command(act) {
    const { user, language, people, task, said, dependencies } = act;
    const { caseId } = act.params;
    await refuseUnseated(dependencies, { user, caseId, people, language });
    const mentions = people.length > 0 ? { mentions: people } : {};
    return { kind: 'comment', text: act.body.text, task, ...mentions, ...said };
  },
});

const AskQuestion = z
  .strictObject({
    text: Words,
    ...beside,
    to: CandidateChoice,
    taskKey: TaskKey.optional(),
  })
  .meta({ id: 'AskQuestion' });
export type AskQuestion = z.infer<typeof AskQuestion>;

export const ask = caseVerb({
  path: 'questions',
  summary: { zh: '沟通：提问', en: 'Ask somebody' },
  body: AskQuestion,
  verb: 'ask',
  reasonIn: 'text',
  choosing: ({ to }) => ({ people: [to], at: '/to', isList: false }),
  command: ({ people: [to], task, said, body: { text } }) => ({ kind: 'ask', text, to: to!, task, ...said }),
});

const AnswerQuestion = z.strictObject({ text: Words, ...beside }).meta({ id: 'AnswerQuestion' });
export type AnswerQuestion = z.infer<typeof AnswerQuestion>;

export const answer = caseVerb({
  path: 'questions/:question/answer',
  params: { question: IdInCase },
  summary: { zh: '沟通：回复', en: 'Answer a question' },
  body: AnswerQuestion,
  command: ({ params, said, body: { text } }) => ({
    ...{ kind: 'answer', question: params['question']!, text },
    ...said,
  }),
});
