import { z } from 'zod';
import { actOnCase, taskOf } from '../case-command.ts';
import { refuseUnseated } from '../mentions.ts';
import { CaseId, CopyKey, IdInCase, TaskKey } from '../resources/label.shapes.ts';
import { Acted } from '../resources/tasks.shapes.ts';
import { CandidateChoice } from '../resources/work.shapes.ts';
import { route } from '../route.ts';
import { caseVerb } from '../verb-route.ts';

/** What people tell each other about a case. */

const CopyTo = z
  .strictObject({
    to: z.array(CandidateChoice).min(1).max(100),
    note: z.string().trim().max(2000).optional(),
    taskKey: TaskKey.optional(),
  })
  .meta({ id: 'CopyTo' });
export type CopyTo = z.infer<typeof CopyTo>;

export const copyTo = caseVerb({
  path: 'copies',
  summary: { zh: '抄送', en: 'Copy a case to people' },
  body: CopyTo,
  verb: 'copyTo',
  choosing: ({ to }) => ({ people: to, at: '/to', isList: true }),
  command: ({ people, task, body: { note } }) => ({ kind: 'copyTo', to: people, task, note }),
});

const answered = { method: 'post', access: 'loggedIn', write: 'command', reply: Acted } as const;

export const readCopy = route({
  ...answered,
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
  })
  .meta({ id: 'Urge' });
export type Urge = z.infer<typeof Urge>;

export const urge = caseVerb({
  path: 'urge',
  summary: { zh: '催办', en: 'Urge those who have it' },
  body: Urge,
  verb: 'urge',
  command: ({ params: { caseId }, body: { tasks, text } }) => ({
    kind: 'urge',
    tasks: tasks?.map((key) => taskOf(caseId, key, '/tasks')!),
    text,
  }),
});

const Comment = z
  .strictObject({
    text: z.string().trim().min(1).max(4000),
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
  choosing: ({ mentions = [] }) => ({ people: mentions, at: '/mentions', isList: true }),
  async command({ user, params: { caseId }, language, people, task, body: { text }, dependencies }) {
    await refuseUnseated(dependencies, { user, caseId, people, language });
    return { kind: 'comment', text, task, ...(people.length > 0 && { mentions: people }) };
  },
});

const AskQuestion = z
  .strictObject({
    text: z.string().trim().min(1).max(4000),
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
  choosing: ({ to }) => ({ people: [to], at: '/to', isList: false }),
  command: ({ people: [to], task, body: { text } }) => ({ kind: 'ask', text, to: to!, task }),
});

const AnswerQuestion = z
  .strictObject({ text: z.string().trim().min(1).max(4000) })
  .meta({ id: 'AnswerQuestion' });
export type AnswerQuestion = z.infer<typeof AnswerQuestion>;

export const answer = route({
  ...answered,
  path: '/cases/:caseId/questions/:question/answer',
  params: z.strictObject({ caseId: CaseId, question: IdInCase }),
  summary: { zh: '沟通：回复', en: 'Answer a question' },
  body: AnswerQuestion,
  handle: (request, dependencies) =>
    actOnCase(request, dependencies, () => ({
      kind: 'answer',
      question: request.params.question,
      text: request.body.text,
    })),
});
