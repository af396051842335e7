import { listCases } from '../db/case-list.ts';
import type { Tx } from '../db/connection.ts';
import { listCopies, openQuestionsTo } from '../db/conversations.ts';
import { clockRequestsTo, deadlinesAwaiting } from '../db/due-list.ts';
import { readJournal } from '../db/journal.ts';
import type { Keys } from '../db/keys.ts';
import { listTemplates } from '../db/templates.ts';
import type { AwaitedStep } from '../db/schema/tasks.ts';
import { stoppedClocksOf } from '../db/list-clocks.ts';
import type { Moment } from '../db/work-list.ts';
import { acknowledgedUntil } from '../engine/clock/acknowledge.ts';
import { canAct } from '../engine/clock/standing.ts';
import { readCaseFile } from './case-file.ts';
import { requestRow } from './clock-view.ts';
import { isPast, stopOfCase, stopShown, type TimeSense } from './deadlines.ts';
import { personNameOrNull, readNames, readPeople, unitNameOrNull, type Names, type People } from './names.ts';
import { actorOf, standingInPosts, type User } from './policy.ts';
import type { ToAcknowledge } from './resources/due.shapes.ts';
import type { TaskList } from './resources/work-list.shapes.ts';
import { templateNames } from './stages.ts';

/** What lies beside the tasks in a work list: cases that one began, copies, questions to answer, requests to decide. */

/** Questions and requests listed at once; there are never many. */
const most = 50;

type Part = Partial<TaskList>;

/** Questions to answer, requests to decide and escalations to have seen, as they stand in the tables: to be counted, and to be shown. */
interface Waiting {
  questions: Awaited<ReturnType<typeof openQuestionsTo>>;
  requests: Awaited<ReturnType<typeof clockRequestsTo>>;
  acknowledgements: Awaiting[];
}

/** A step that asks the reader whether they have seen it. */
interface Awaiting extends DeadlineInCase {
  awaited: AwaitedStep;
}
type DeadlineInCase = Awaited<ReturnType<typeof deadlinesAwaiting>>[number];

export async function readWaiting(tx: Tx, user: User): Promise<Waiting> {
  const whoever = {
    people: [user.person, ...user.standsInFor.map(({ person }) => person)],
    posts: [...user.posts, ...user.standsInFor.flatMap(({ posts }) => posts)],
  };
  const [questions, requests, deadlines] = await Promise.all([
    openQuestionsTo(tx, { person: user.person, posts: user.posts }, most),
    clockRequestsTo(tx, standingInPosts(user), most),
    deadlinesAwaiting(tx, whoever, most),
  ]);
  return { questions, requests, acknowledgements: deadlines.flatMap((found) => askingOf(user, found)) };
}

/** Steps of a deadline of which the reader was told, themselves or for whom they stand in, and that nobody has seen. */
function askingOf(user: User, found: DeadlineInCase): Awaiting[] {
  const actor = actorOf({ ...user, permissions: [] }, found.case.template);
  return found.deadline.awaiting
    .filter(({ by, tell }) => !by && canAct(actor, { candidates: tell }))
    .map((awaited) => ({ ...found, awaited }));
}

export const peopleWaiting = ({ questions, requests }: Waiting): string[] => [
  ...questions.map(({ question }) => question.askedBy),
  ...requests.map(({ request }) => request.askedBy),
];

/** 我发起: newest first. */
export async function startedBy(
  tx: Tx,
  user: User,
  ask: {
    moment: Moment;
    filter: { template?: string | undefined; unit?: string | undefined; q?: string | undefined };
    cursor: string | undefined;
    limit: number;
  },
): Promise<Part> {
  const { moment, cursor, limit } = ask;
  const { template, unit, q } = ask.filter;
  const filter = { template, unit, q, startedBy: user.person, now: moment.now };
  const [page, names, templates] = await Promise.all([
    listCases(tx, { filter, cursor, limit }),
    readNames(tx),
    listTemplates(tx).then(templateNames),
  ]);
  const stopped = await stoppedClocksOf(
    tx,
    page.rows.filter(({ status }) => status === 'active').map(({ caseId }) => caseId),
  );
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
      due: of.due,
      provisional: of.provisional,
      isOverdue: of.status === 'active' && isPast(moment, of.due),
      stopped: stopShown(stopOfCase(of), stopped.get(of.caseId)),
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
  const [page, templates] = await Promise.all([
    listCopies(tx, { who, limit, ...(cursor !== undefined && { cursor }) }),
    listTemplates(tx).then(templateNames),
  ]);
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

/** Questions to answer, requests to decide and escalations to have seen: work as well, though no task of a diagram. */
export async function waitingRows(
  tx: Tx,
  keys: Keys,
  context: { waiting: Waiting; sense: TimeSense; names: Names; people: People; user: User },
): Promise<Pick<TaskList, 'questions' | 'requests' | 'acknowledgements'>> {
  const { people, waiting, sense } = context;
  const words = await wordsOf(tx, keys, waiting.questions);
  return {
    questions: waiting.questions.map(({ question, case: of }) => ({
      caseId: of.caseId,
      question: question.question,
      number: of.number,
      title: of.title,
      text: words.get(`${of.caseId} ${question.question}`) ?? '',
      by: personNameOrNull(people, question.askedBy),
      at: question.askedAt,
    })),
    requests: await requestRows(tx, keys, waiting.requests, context),
    acknowledgements: waiting.acknowledgements.map((one) => toAcknowledge(one, sense)),
  };
}

/** What was asked, by case and question: the words stand in the journal alone. */
async function wordsOf(tx: Tx, keys: Keys, questions: Waiting['questions']): Promise<Map<string, string>> {
  const cases = [...new Set(questions.map(({ case: of }) => of.caseId))];
  const found = await Promise.all(
    cases.map(async (caseId) =>
      (await readJournal(tx, keys, { caseId, kind: 'asked' })).flatMap((event) =>
        event.kind === 'asked' ? [[`${caseId} ${event.question.id}`, event.text] as const] : [],
      ),
    ),
  );
  return new Map(found.flat());
}

const toAcknowledge = ({ deadline, case: of, awaited }: Awaiting, sense: TimeSense): ToAcknowledge => ({
  caseId: of.caseId,
  number: of.number,
  title: of.title,
  deadline: deadline.deadline,
  deadlineName: deadline.name,
  dueDate: deadline.dueDate,
  due: deadline.due,
  step: awaited.step,
  stepName: awaited.name,
  at: awaited.at,
  again:
    deadline.suspendedAt === null
      ? (deadline.steps.find(({ key }) => key === awaited.step)?.at ?? null)
      : null,
  until: awaited.within ? acknowledgedUntil(sense.now, awaited.within, sense.calendar) : null,
});

/** Requests about the clocks of several cases, each of which is read once. */
export async function requestRows(
  tx: Tx,
  keys: Keys,
  rows: Waiting['requests'],
  context: { sense: TimeSense; names: Names; people: People; user: User },
): Promise<TaskList['requests']> {
  const cases = new Map(rows.map(({ case: of }) => [of.caseId, of]));
  const files = await Promise.all([...cases.values()].map((of) => readCaseFile(tx, keys, of)));
  const fileOf = new Map(files.map((file) => [file.row.caseId, file]));
  return rows.map(({ request, deadline: row }) =>
    requestRow(request, { ...context, file: fileOf.get(request.caseId)!, row, requests: [] }),
  );
}
