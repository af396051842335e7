import {
  childrenOf,
  findCase,
  newestProgressOf,
  openDeadlinesOf,
  openIncidentsOf,
  type DeadlineRecord,
  type IncidentRecord,
} from '../db/case-list.ts';
import { listAttachments } from '../db/attachments.ts';
import { calendarOfCase } from '../db/case-calendar.ts';
import type { Tx } from '../db/connection.ts';
import { copiesOf } from '../db/conversations.ts';
import type { Keys } from '../db/keys.ts';
import { undeliveredOf } from '../db/undelivered.ts';
import { openTasksOf, type Moment, type TaskRecord } from '../db/work-list.ts';
import { readCaseFile, type CaseFile } from './case-file.ts';
import { clockRequestsOf } from '../db/due-list.ts';
import { dueOf } from './clock-view.ts';
import { stopOf } from './deadlines.ts';
import { attachmentOf } from './attachments.ts';
import { copyOf, linksOf, suspensionOf, threadOf } from './conversation.ts';
import { verbsOfCase } from './offered-verbs.ts';
import { offerNames } from './offer-names.ts';
import { factsOf, wordingOf } from './facts.ts';
import { hiddenDeadlines } from './hidden-deadlines.ts';
import {
  personName,
  personNameOrNull,
  handler,
  readPeople,
  unitName,
  type Names,
  type People,
} from './names.ts';
import {
  may,
  mayCorrect,
  mayReadJournal,
  mayRecordProgress,
  maySeeUndelivered,
  maySendMessage,
  mayStartActivity,
  refusalOfTask,
  type User,
} from './policy.ts';
import type { CaseDetail, IncidentOfCase, OpenTaskOfCase } from './resources/cases.shapes.ts';
import type { Label } from './resources/label.shapes.ts';
import { versionOfCase } from './case-versions.ts';
import { peopleIn } from './timeline/people.ts';
import { settingsOf } from './template-settings.ts';
import { noticeInWords, reasonInWords } from './undelivered.ts';
import { possibleMessages } from './possible-messages.ts';
import { caseRow, rowContext } from './case-row.ts';
import { waitingOf } from './waiting.ts';

/** All that the page of one case shows, read in one snapshot. */
export async function caseDetail(
  tx: Tx,
  ask: { caseId: string; user: User; keys: Keys; moment: Moment },
): Promise<CaseDetail> {
  const { user, keys, caseId } = ask;
  // What does not wait for something else is asked in one flight.
  const [context, file, tasks, entries, undelivered, requests, copies, files, running, incidents, children] =
    await Promise.all([
      rowContext(tx, ask.moment),
      readCaseFile(tx, keys, caseId),
      openTasksOf(tx, caseId),
      newestProgressOf(tx, caseId, 20),
      maySeeUndelivered(user) ? undeliveredOf(tx, caseId) : [],
      clockRequestsOf(tx, caseId),
      copiesOf(tx, caseId),
      listAttachments(tx, keys, caseId),
      openDeadlinesOf(tx, caseId),
      openIncidentsOf(tx, caseId),
      childrenOf(tx, caseId),
    ]);
  const { sense, names } = context;
  const { row: of, model } = file;
  const [version, people, calendar, links, parent] = await Promise.all([
    versionOfCase(tx, of),
    readPeople(tx, [
      ...requests.map(({ askedBy }) => askedBy),
      ...tasks.flatMap(({ candidates }) => candidates.map(({ person }) => person)),
      ...copies.flatMap(({ person, copiedBy }) => [person, copiedBy]),
      ...files.map(({ uploadedBy }) => uploadedBy),
      ...peopleIn(file.events),
      of.startedBy,
      ...tasks.map((task) => task.claimedBy),
      ...entries.map(({ person }) => person),
      ...undelivered.map(({ delivery }) => delivery.person),
    ]),
    calendarOfCase(tx, keys, file),
    linksOf(tx, file),
    of.parentCase === null ? undefined : findCase(tx, of.parentCase),
  ]);
  const hidden = hiddenDeadlines(user, file);
  const units = of.units.map(({ unit }) => unit);
  const isOpen = of.status === 'active';
  return {
    ...caseRow(of, context, model),
    version: of.seq,
    originalDueDate: of.originalDueDate,
    units: of.units.map(({ unit, role }) => ({ ...unitName(names, unit), role, roleName: roleName(role) })),
    facts: factsOf(of.facts, wordingOf(version.forms, names)),
    deadlines: running
      .filter(({ deadline }) => !hidden.has(deadline))
      .map((row) =>
        dueOf(row, { sense, calendar: calendar ?? sense.calendar, names, people, file, user, requests }),
      ),
    openTasks: tasks.map((task) =>
      openTask(task, { user, names, people, template: of.template, hidden, running }),
    ),
    waiting: isOpen ? waitingOf(file) : [],
    openIncidents: incidents.map(incidentOf),
    messages: isOpen && maySendMessage(user, units) ? possibleMessages(file, version, user) : [],
    undelivered: undelivered.map(({ notification, delivery }) => ({
      at: notification.at,
      what: noticeInWords(notification, model),
      recipient: personName(people, delivery.person),
      reason: reasonInWords(delivery.lastError),
    })),
    progress: entries.map(({ entry, at, person, percent, seq }) => ({
      entry,
      at,
      by: personNameOrNull(people, person),
      text: progressText(file, seq),
      percent,
    })),
    initiator: personNameOrNull(people, of.startedBy),
    suspended: suspensionOf(file, people),
    verbs: verbsOfCase({
      ...{ file, user, names, people },
      offerNames: offerNames(version, context.templates, file),
      isResubmittable: settingsOf(version.settings).resubmittable,
      now: sense.now,
    }),
    copies: copies.map((copy) => copyOf(copy, { names, people, user })),
    thread: threadOf(file, { names, people, user }),
    attachments: files.map((row) => attachmentOf(row, people)),
    links,
    // As one that the reader may open: its number and title stand there, and not here.
    parent: parent?.caseId ?? null,
    children: children.map(({ caseId, number, title, status }) => ({
      caseId,
      number,
      title,
      status,
    })),
    may: {
      recordProgress: isOpen && mayRecordProgress(user, units),
      resolveIncidents: may(user, 'incident.resolve'),
      readJournal: mayReadJournal(user),
      correctData: isOpen && mayCorrect(user),
      startActivities: isOpen && mayStartActivity(user, units),
    },
  };
}

function openTask(
  task: TaskRecord,
  {
    user,
    names,
    people,
    template,
    hidden,
    running,
  }: {
    user: User;
    names: Names;
    people: People;
    template: string;
    hidden: ReadonlySet<string>;
    running: readonly DeadlineRecord[];
  },
): OpenTaskOfCase {
  const isShown = task.deadline === null || !hidden.has(task.deadline);
  const clock = isShown ? running.find(({ deadline }) => deadline === task.deadline) : undefined;
  return {
    taskKey: `${task.caseId}:${task.task}`,
    node: task.node,
    name: task.name,
    stage: task.stage,
    createdAt: task.createdAt,
    candidates: task.candidates.map((given) => handler(names, people, given)),
    claimedBy: personNameOrNull(people, task.claimedBy),
    dueDate: isShown ? task.dueDate : null,
    due: isShown ? task.due : null,
    provisional: isShown && task.provisional,
    stopped: clock ? stopOf(clock) : null,
    waits: task.waits,
    under: task.addedTo === null ? null : `${task.caseId}:${task.addedTo}`,
    mine: refusalOfTask(user, { ...task, template }) === undefined,
  };
}

/** The text of a progress entry stays in the journal, sealed: `seq` is its event. */
function progressText({ events }: CaseFile, seq: number): string {
  const event = events[seq - 1];
  return event?.kind === 'progressRecorded' ? event.text : '';
}

function incidentOf(row: IncidentRecord): IncidentOfCase {
  return {
    incident: row.incident,
    node: row.node,
    nodeName: row.name,
    code: row.code,
    message: row.message,
    explanation: row.texts ?? { zh: row.message },
    text: {
      zh: `“${row.name.zh}”这一步出现异常，事项在此等待；数据没有丢失，处理后可重试。`,
      en: `The step “${row.name.en ?? row.name.zh}” failed and the case waits there. Nothing is lost: resolve it and retry.`,
    },
    raisedAt: row.raisedAt,
    canRetry: row.canRetry,
  };
}

/** What a unit is to a case: the roles of the packages that we ship; a county's own stand for themselves. */
const roles: Record<string, Label> = {
  responsible: { zh: '责任单位', en: 'Responsible' },
  formerlyResponsible: { zh: '原责任单位', en: 'Responsible before' },
  caller: { zh: '来源事项责任单位', en: 'Responsible for the case it comes from' },
  lead: { zh: '牵头单位', en: 'Lead' },
  assist: { zh: '配合单位', en: 'Assisting' },
  handler: { zh: '办理单位', en: 'Handling' },
  informed: { zh: '知情单位', en: 'Informed' },
  handling: { zh: '承办单位', en: 'In charge' },
  school: { zh: '学校', en: 'School' },
  bureau: { zh: '教育局', en: 'Education bureau' },
  police: { zh: '公安机关', en: 'Police' },
  mediation: { zh: '调解组织', en: 'Mediation' },
  issuer: { zh: '交办单位', en: 'Issued by' },
};
const roleName = (role: string): Label => roles[role] ?? { zh: role };
