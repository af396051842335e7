import { countStartedBy, listCases } from '../db/case-list.ts';
import type { Tx } from '../db/connection.ts';
import { countCopies, countUnreadCopies, listCopies, openQuestionsTo } from '../db/conversations.ts';
import { clockRequestsTo } from '../db/due-list.ts';
import type { Keys } from '../db/keys.ts';
import { listTemplates } from '../db/templates.ts';
import { readCaseFile } from './case-file.ts';
import { requestRow } from './clock-view.ts';
import { isPast, type TimeSense } from './deadlines.ts';
import { personNameOrNull, readNames, readPeople, unitNameOrNull } from './names.ts';
import { standingInPosts, type User } from './policy.ts';
import type { TaskCounts, TaskList } from './resources/tasks.shapes.ts';
import { templateNames } from './stages.ts';

/** What lies beside the tasks in a work list: cases that one began, copies, questions to answer, requests to decide. */

/** Questions and requests listed at once; there are never many. */
const most = 50;

type Part = Partial<TaskList>;

export async function besideCounts(
  tx: Tx,
  user: User,
  { now }: TimeSense,
): Promise<Pick<TaskCounts, 'started' | 'copies' | 'unreadCopies' | 'questions' | 'requests'>> {
  const who = { person: user.person, posts: user.posts };
  const questions = await openQuestionsTo(tx, who, most);
  const requests = await clockRequestsTo(tx, standingInPosts(user), most);
  return {
    started: await countStartedBy(tx, user.person, now),
    copies: await countCopies(tx, who),
    unreadCopies: await countUnreadCopies(tx, who),
    questions: questions.length,
    requests: requests.length,
  };
}

/** 我发起: newest first. */
export async function startedBy(
  tx: Tx,
  user: User,
  ask: {
    sense: TimeSense;
    filter: { template?: string | undefined; unit?: string | undefined; q?: string | undefined };
    cursor: string | undefined;
    limit: number;
  },
): Promise<Part> {
  const { sense, cursor, limit } = ask;
  const { template, unit, q } = ask.filter;
  const filter = { template, unit, q, startedBy: user.person, now: sense.now };
  const page = await listCases(tx, { filter, cursor, limit });
  const names = await readNames(tx);
  const templates = templateNames(await listTemplates(tx));
  return {
    next: page.next,
    started: page.rows.map((of) => ({
      caseId: of.caseId,
      number: of.number,
      title: of.title,
      templateName: templates.template(of.template),
      status: of.status,
      stageName: templates.stage(of.template, of.stage),
      unit: unitNameOrNull(names, of.responsibleUnit),
      startedAt: of.startedAt,
      endedAt: of.endedAt,
      dueDate: of.dueDate,
      provisional: of.provisional,
      isOverdue: of.status === 'active' && isPast(sense, of.due),
      colour: of.colour,
    })),
  };
}

/** 抄送: newest first. */
export async function copiesTo(
  tx: Tx,
  user: User,
  ask: { cursor: string | undefined; limit: number },
): Promise<Part> {
  const { cursor, limit } = ask;
  const who = { person: user.person, posts: user.posts };
  const page = await listCopies(tx, { who, limit, ...(cursor !== undefined && { cursor }) });
  const templates = templateNames(await listTemplates(tx));
  const people = await readPeople(
    tx,
    page.rows.map(({ copy }) => copy.copiedBy),
  );
  return {
    next: page.next,
    copies: page.rows.map(({ copy, case: of }) => ({
      copyKey: `${of.caseId}:${copy.copy}`,
      caseId: of.caseId,
      number: of.number,
      title: of.title,
      templateName: templates.template(of.template),
      status: of.status,
      by: personNameOrNull(people, copy.copiedBy),
      at: copy.copiedAt,
      readAt: copy.readAt,
    })),
  };
}

/** Questions to answer and requests to decide: work as well, though no task of a diagram. */
export async function waitingFor(
  tx: Tx,
  user: User,
  { sense, keys }: { sense: TimeSense; keys: Keys },
): Promise<Part> {
  const asked = await openQuestionsTo(tx, { person: user.person, posts: user.posts }, most);
  const requested = await clockRequestsTo(tx, standingInPosts(user), most);
  const people = await readPeople(tx, [
    ...asked.map(({ question }) => question.askedBy),
    ...requested.map(({ request }) => request.askedBy),
  ]);
  const names = await readNames(tx);
  const requests = [];
  for (const { request, deadline: row } of requested) {
    const file = await readCaseFile(tx, keys, request.caseId);
    requests.push(requestRow(request, { sense, names, people, user, file, row, requests: [] }));
  }
  return {
    questions: asked.map(({ question, case: of }) => ({
      caseId: of.caseId,
      question: question.question,
      number: of.number,
      title: of.title,
      by: personNameOrNull(people, question.askedBy),
      at: question.askedAt,
    })),
    requests,
  };
}
