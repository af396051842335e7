import { countStartedBy } from '../db/case-list.ts';
import type { Tx } from '../db/connection.ts';
import { readContentIn } from '../db/content.ts';
import { countCopies } from '../db/conversations.ts';
import type { Keys } from '../db/keys.ts';
import { clocksOf, type ClocksOfTask } from '../db/list-clocks.ts';
import { listTemplates } from '../db/templates.ts';
import {
  countDone,
  countTodo,
  listDone,
  listTodo,
  type Moment,
  type TaskInCase,
  type TaskPage,
} from '../db/work-list.ts';
import type { ProcessModel } from '../engine/model.ts';
import { copiesTo, peopleWaiting, readWaiting, startedBy, waitingRows } from './beside-work.ts';
import { bucketOf, remainingDays, stopOf, stopShown, timeSense, type TimeSense } from './deadlines.ts';
import { personNameOrNull, readNames, readPeople, unitNameOrNull, type Names, type People } from './names.ts';
import type { User } from './policy.ts';
import type { TaskList, TaskQuery, TaskRow } from './resources/work-list.shapes.ts';
import { templateNames, type TemplateNames } from './stages.ts';
import { outcomeName } from './timeline/line-context.ts';

/**
 * The work list of a person, as the page shows it. Staff have it open all day: what does not wait for something else is asked
 * in one flight (docs/performance.md counts them).
 */
export async function workList(
  tx: Tx,
  user: User,
  query: TaskQuery,
  ask: { moment: Moment; keys: Keys },
): Promise<TaskList> {
  const { moment, keys } = ask;
  const { view, cursor, limit } = query;
  const filter = { bucket: query.bucket, template: query.template, unit: query.unit, q: query.q };
  const who = { person: user.person, posts: user.posts, standsInFor: user.standsInFor };
  const [sense, todo, done, started, copied, waiting, part, tasks] = await Promise.all([
    timeSense(tx, moment),
    countTodo(tx, { who, filter: { ...filter, bucket: undefined }, at: moment }),
    countDone(tx, user.person, filter),
    countStartedBy(tx, user.person, moment.now),
    countCopies(tx, who),
    readWaiting(tx, user),
    view === 'started'
      ? startedBy(tx, user, { moment, filter, cursor, limit })
      : view === 'copies'
        ? copiesTo(tx, user, { cursor, limit })
        : undefined,
    view === 'todo'
      ? listTodo(tx, { who, filter, at: moment, cursor, limit })
      : view === 'done'
        ? listDone(tx, { person: user.person, filter, cursor, limit })
        : undefined,
  ]);
  const page: TaskList = {
    ...{ items: [], next: null, started: [], copies: [], questions: [], requests: [], acknowledgements: [] },
    counts: {
      ...{ ...todo, done, started, copies: copied.all, unreadCopies: copied.unread },
      ...{ questions: waiting.questions.length, requests: waiting.requests.length },
      acknowledgements: waiting.acknowledgements.length,
    },
    ...part,
  };
  if (!tasks) return page;
  const isFirst = view === 'todo' && cursor === undefined;
  const shown = isFirst ? waiting : { questions: [], requests: [], acknowledgements: [] };
  const context = await rowContext(tx, tasks, { sense, user, besides: peopleWaiting(shown) });
  return {
    ...page,
    items: tasks.rows.map((row) => taskRow(row, context)),
    next: tasks.next,
    ...(await waitingRows(tx, keys, { ...context, waiting: shown })),
  };
}

interface RowContext {
  sense: TimeSense;
  user: User;
  names: Names;
  people: People;
  templates: TemplateNames;
  clocks: Map<string, ClocksOfTask>;
  /** By hash: those of the cases whose tasks have an outcome, to name it. */
  models: Map<string, ProcessModel>;
}

async function rowContext(
  tx: Tx,
  { rows }: TaskPage,
  { sense, user, besides }: { sense: TimeSense; user: User; besides: string[] },
): Promise<RowContext> {
  const [templates, names, people, clocks, models] = await Promise.all([
    listTemplates(tx).then(templateNames),
    readNames(tx),
    readPeople(tx, [...rows.flatMap((row) => [row.task.claimedBy, row.for]), ...besides]),
    clocksOf(
      tx,
      rows.map((row) => row.task),
    ),
    modelsOf(
      tx,
      rows.filter(({ task }) => task.outcome !== null),
    ),
  ]);
  return { sense, user, names, people, templates, clocks, models };
}

/** Each model once; they stay in memory from one list to the next. */
async function modelsOf(tx: Tx, rows: TaskInCase[]): Promise<Map<string, ProcessModel>> {
  const hashes = [...new Set(rows.map((row) => row.case.model))];
  const models = await Promise.all(hashes.map((hash) => readContentIn<ProcessModel>(tx, hash)));
  return new Map(hashes.map((hash, index) => [hash, models[index]!]));
}

export const taskKeyOf = ({ task }: TaskInCase): string => `${task.caseId}:${task.task}`;

function taskRow(row: TaskInCase, context: RowContext): TaskRow {
  const { task, case: of } = row;
  const model = context.models.get(of.model);
  const { own, beside } = context.clocks.get(taskKeyOf(row)) ?? {};
  const isStopped = own !== undefined && own.suspendedAt !== null;
  const stopped = task.closedAt !== null ? null : stopShown(isStopped ? stopOf(own) : null, beside);
  return {
    taskKey: taskKeyOf(row),
    caseId: of.caseId,
    caseNumber: of.number,
    caseTitle: of.title,
    templateKey: of.template,
    templateName: context.templates.template(of.template),
    name: task.name,
    node: task.node,
    stage: task.stage,
    stageName: context.templates.stage(of.template, task.stage),
    unit: unitNameOrNull(context.names, of.responsibleUnit),
    createdAt: task.createdAt,
    dueDate: task.dueDate,
    due: task.due,
    provisional: task.provisional,
    bucket: bucketOf(context.sense, task),
    remainingWorkingDays: isStopped ? null : remainingDays(context.sense, task.dueDate),
    stopped,
    colour: own?.colour ?? null,
    claimedBy: personNameOrNull(context.people, task.claimedBy),
    claimedByMe: task.claimedBy === context.user.person,
    for: personNameOrNull(context.people, row.for),
    isReturned: task.returned !== null,
    waits: task.waits ?? (of.suspendedAt === null ? null : 'suspended'),
    generation: task.generation,
    completedAt: task.closedHow === 'completed' ? task.closedAt : null,
    outcome: task.outcome,
    outcomeName: (model && outcomeName(model, task.node, task.outcome)) ?? null,
  };
}
