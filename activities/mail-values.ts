/** What a mail may say: the number of the case, the step, the date, who is told next, and the way there. No more of the case. */
import { readContentIn } from '../db/content.ts';
import type { Tx } from '../db/connection.ts';
import { personOn } from '../db/holders.ts';
import { listPosts, listUnits, namesOfPeople } from '../db/organisation.ts';
import { findCaseToTell, findDeadlineToTell, openTasksToTell, type OutboxRow } from '../db/outbox.ts';
import { knowsReporter, reporterCalled, secretReportersOf } from '../db/secret-reporters.ts';
import type { ProcessModel, UserTaskConfig } from '../engine/model.ts';
import { isToldByTime } from '../engine/time/end.ts';
import { invariant } from '../errors.ts';
import type { MailValues } from './channels/mail-template.ts';
import {
  colourInWords,
  dateInWords,
  endInWords,
  inLanguage,
  peopleInWords,
  type Language,
  type PlaceNames,
} from './mail-words.ts';
import { noticeWords, tellsOfAnEnd } from './notice-words.ts';
import { handlersOf } from './recipients.ts';

export interface MailFor {
  person: { id: string; name: string; language: Language };
  /** Id of the principal for whom they are told. */
  actsFor: string | null;
  /** The tenant's today. */
  today: string;
  /** Origin of the pages. */
  publicUrl: string;
}

/**
 * Values for the templates (the names that authors may use): name, caseNumber, step, instruction, due, provisional, deadline,
 * basis, colour, ladderStep, nextWhen, nextWhom, link, isHandler, actsFor, headline, lead, document. Absent ones are null or false.
 */
export async function mailValues(
  tx: Tx,
  row: OutboxRow,
  { person, actsFor, today, publicUrl }: MailFor,
): Promise<MailValues> {
  const { language } = person;
  const theCase = await findCaseToTell(tx, row.caseId);
  invariant(theCase, `Expected case ${row.caseId} in the read model, but it is not there`);
  const model = await readContentIn<ProcessModel>(tx, theCase.model);
  const tasks = await openTasksToTell(tx, row);
  const own = await ownTask(tx, tasks, { person: actsFor ?? person.id, today });
  const isOver = tellsOfAnEnd(row.kind);
  const deadlineId = isOver ? null : (row.deadline ?? own?.deadline ?? null);
  const asker = row.kind === 'delegated' ? own?.delegatedBy?.at(-1)?.by : undefined;
  const names = await namesFor(tx, [actsFor, asker], { caseId: row.caseId, reader: person, today });
  const deadline = deadlineId === null ? undefined : await findDeadlineToTell(tx, row.caseId, deadlineId);
  const next = deadline?.steps.find((step) => step.kind !== 'remind');
  const node = model.nodes[own?.node ?? row.node];
  const instruction = (node?.config as Partial<UserTaskConfig> | undefined)?.instruction;
  // A step of a clock that runs across the steps of the case is about that clock: the process is no step.
  const ofClock = row.deadline !== null && deadline?.ofCase ? deadline.name : undefined;
  const step = inLanguage(ofClock ?? own?.name ?? node?.name ?? { zh: row.node }, language);
  const ladderStep = ladderOf(model, row.node).find(({ key }) => key === row.step);
  return {
    name: person.name,
    caseNumber: theCase.number,
    step,
    instruction: instruction ? inLanguage(instruction, language) : null,
    due: deadline ? dueInWords(deadline, model, language) : null,
    provisional: deadline?.provisional ?? false,
    deadline: deadline ? inLanguage(deadline.name, language) : null,
    basis: deadline?.basis || null,
    colour: colourInWords(row.colour, language),
    ladderStep: ladderStep ? inLanguage(ladderStep.name, language) : null,
    nextWhen: next ? endInWords(next.at, language) : null,
    nextWhom: next ? peopleInWords(next, await placeNames(tx), language) || null : null,
    isHandler: own !== undefined,
    actsFor: actsFor === null ? null : names.get(actsFor)!,
    ...noticeWords(row.kind, language, { by: asker === undefined ? '' : names.get(asker)!, step }),
    document:
      row.kind === 'documentDue' && ladderStep?.document ? inLanguage(ladderStep.document, language) : null,
    // Whose task is over may have no seat in a strict case any more: the page would tell them that there is none.
    link:
      isOver && theCase.isStrict
        ? null
        : own
          ? `${publicUrl}/tasks/${row.caseId}:${own.task}`
          : `${publicUrl}/cases/${row.caseId}`,
  };
}

/**
 * Names of these people by id, as the reader may know them: whoever has none is called by the id, and who reported is named to
 * those alone whom the template lets know.
 */
async function namesFor(
  tx: Tx,
  people: readonly (string | null | undefined)[],
  to: { caseId: string; reader: MailFor['person']; today: string },
): Promise<Map<string, string>> {
  const ids = people.filter((id) => typeof id === 'string');
  if (ids.length === 0) return new Map();
  const names = await namesOfPeople(tx, ids);
  const named = new Map(ids.map((id) => [id, names.get(id) ?? id]));
  const secret = (await secretReportersOf([to.caseId], (work) => work(tx))).get(to.caseId);
  const reporter = secret?.person?.id;
  if (secret && reporter !== undefined && named.has(reporter)) {
    const reader = await personOn(tx, to.reader.id, to.today);
    const who = { person: to.reader.id, posts: reader?.posts ?? [] };
    if (!knowsReporter(secret, who)) named.set(reporter, inLanguage(reporterCalled, to.reader.language));
  }
  return named;
}

/** The task among these that is the person's to do: the link leads there; others are led to the case. */
async function ownTask(
  tx: Tx,
  tasks: Awaited<ReturnType<typeof openTasksToTell>>,
  who: { person: string; today: string },
) {
  for (const task of tasks) {
    if ((await handlersOf(tx, task, who.today)).includes(who.person)) return task;
  }
  return undefined;
}

type DeadlineToTell = NonNullable<Awaited<ReturnType<typeof findDeadlineToTell>>>;

/** The day; where it is counted in hours or minutes, with the time. */
function dueInWords(deadline: DeadlineToTell, model: ProcessModel, language: Language): string {
  const { key, node, ofCase, due, dueDate } = deadline;
  const configs = ofCase ? model.caseDeadlines : model.nodes[node]?.deadlines;
  const isTimed = isToldByTime(configs?.find((config) => config.key === key)?.rule);
  return isTimed ? endInWords(due, language) : dateInWords(dueDate, language);
}

const ladderOf = (model: ProcessModel, node: string) => [
  ...[...(model.nodes[node]?.deadlines ?? []), ...(model.caseDeadlines ?? [])].flatMap(
    ({ ladder = [] }) => ladder,
  ),
  ...model.ladder,
];

async function placeNames(tx: Tx): Promise<PlaceNames> {
  const [posts, units] = [await listPosts(tx), await listUnits(tx)];
  return {
    posts: new Map(posts.map(({ key, names }) => [key, names])),
    units: new Map(units.map(({ id, names }) => [id, names])),
  };
}
