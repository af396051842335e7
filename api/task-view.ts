import type { Tx } from '../db/connection.ts';
import { listAttachments } from '../db/attachments.ts';
import { calendarOfCase } from '../db/case-calendar.ts';
import { openDeadlinesOf, type DeadlineRecord } from '../db/case-list.ts';
import { clockRequestsOf } from '../db/due-list.ts';
import { open } from '../db/crypto.ts';
import { caseKeyIn, type Keys } from '../db/keys.ts';
import { findTemplate, listTemplates } from '../db/templates.ts';
import { findDraft, type TaskInCase, type TaskRecord } from '../db/work-list.ts';
import { tasksOf } from '../engine/clock/ladder.ts';
import type { JsonObject } from '../engine/json.ts';
import { agencyOf } from '../engine/link/serving.ts';
import type { UserTaskConfig } from '../engine/model.ts';
import { variablesSeenBy } from '../engine/variables-seen.ts';
import { nodeOf } from '../engine/work/added-nodes.ts';
import type { FieldAccess } from '../engine/work/model.ts';
import { noQuorum } from '../engine/work/outcomes.ts';
import { configOfTask, isRevision } from '../engine/work/revision.ts';
import type { Refusal } from '../engine/input.ts';
import { caseSuspended } from '../engine/work/offered.ts';
import { stays } from '../engine/work/stays.ts';
import { refuseTurn } from '../engine/work/turn.ts';
import { readCaseFile, type CaseFile } from './case-file.ts';
import { attachmentOf } from './attachments.ts';
import { callerVisits } from './caller-visits.ts';
import { versionOfCase } from './case-versions.ts';
import { standInOver } from './stand-in-over.ts';
import { dueOf } from './clock-view.ts';
import { timeSense } from './deadlines.ts';
import { factsOf, wordingOf } from './facts.ts';
import { accessedForm, formOf, valuesFor, votersValues } from './forms.ts';
import { hiddenDeadlines, isReadable } from './hidden-deadlines.ts';
import {
  handler,
  personName,
  personNameOrNull,
  postName,
  readNames,
  readPeople,
  unitNameOrNull,
} from './names.ts';
import { offerNames, offersTemplates } from './offer-names.ts';
import { verbsOfTask, withdrawalOf } from './offered-verbs.ts';
import { actorOf, capacitiesFor, mayRelease, postsFor, refusalOfTask, type User } from './policy.ts';
import { sentBack } from './sent-back.ts';
import { roundOf, signersOfTask } from './signing-view.ts';
import { toChooseAfter } from './to-choose.ts';
import type { Label } from './resources/label.shapes.ts';
import type { TaskDetail } from './resources/tasks.shapes.ts';
import { stageName, templateNames } from './stages.ts';
import { settingsOf } from './template-settings.ts';
import { timelineOf } from './timeline.ts';
import { outcomeName } from './timeline/line-context.ts';
import { peopleIn } from './timeline/people.ts';
import type { CaseState, OpenTask } from '../engine/state.ts';
import { byId } from '../engine/table.ts';
import { taskKeyOf } from './work-list-view.ts';

/** All that the page of one task shows, read in one snapshot. */
export async function taskDetail(
  tx: Tx,
  ask: { row: TaskInCase; user: User; keys: Keys; moment: { now: string; today: string } },
): Promise<TaskDetail> {
  const { row, user, keys, moment } = ask;
  const { task, case: of } = row;
  const { caseId } = of;
  // What does not wait for something else is asked in one flight.
  const [sense, file, version, template, names, requests, files, running, draft] = await Promise.all([
    timeSense(tx, moment),
    readCaseFile(tx, keys, of),
    versionOfCase(tx, of),
    findTemplate(tx, of.template),
    readNames(tx),
    clockRequestsOf(tx, caseId),
    listAttachments(tx, keys, caseId),
    openDeadlinesOf(tx, caseId),
    task.closedHow === null ? readDraft(tx, keys, { user, row }) : null,
  ]);
  const isOpen = task.closedHow === null;
  const [people, calendar, templates, ofCaller] = await Promise.all([
    readPeople(tx, [
      ...[task.claimedBy, task.completedBy, task.completedFor],
      ...task.candidates.map(({ person }) => person),
      ...(task.owner ?? []).map(({ person }) => person),
      ...(task.delegatedBy ?? []).flatMap(({ by, from }) => [by, ...from.map(({ person }) => person)]),
      ...files.map(({ uploadedBy }) => uploadedBy),
      ...requests.map(({ askedBy }) => askedBy),
      ...user.standsInFor.map(({ person }) => person),
      ...peopleIn(file.events),
    ]),
    calendarOfCase(tx, keys, file),
    isOpen && offersTemplates(file.model) ? listTemplates(tx) : [],
    isOpen ? callerVisits(tx, keys, file, task.node) : [],
  ]);
  const wording = wordingOf(version.forms, names);
  const config = configOfTask(file.model, file.state, task);
  const form = accessedForm(formOf(version.forms, task.form), config.fields);
  const hidden = hiddenFields(config.fields);
  const known = knownValues(file, task.task);
  const status = task.closedHow ?? 'open';
  const target = { ...task, template: of.template };
  const refusal = refusalOfTask(user, target);
  const over = refusal === 'no-post' && status === 'open' ? await standInOver(tx, user, target) : null;
  const open = status === 'open' ? byId(file.state.tasks, task.task) : undefined;
  const refused = open && refuseTurn(turnOf(file, user, sense.now), open, {});
  // A case that stands still stops each of its tasks, whatever the task itself says.
  const stopped = open && file.state.work?.suspended ? caseSuspended() : undefined;
  const mayAct = open !== undefined && refused === undefined && stopped === undefined;
  const returned = task.returned
    ? { ...task.returned, reason: open?.returned?.reason ?? '' }
    : (sentBack(file.events, task.task) ?? null);
  const context = { file, user, names, people, now: sense.now };
  const round = roundOf(task, context);
  const hiddenClocks = hiddenDeadlines(user, file);
  const clocks = running
    .filter((clock) => isOver(clock, task, file.state))
    .filter(({ deadline }) => !hiddenClocks.has(deadline))
    .map((clock) =>
      dueOf(clock, { sense, calendar: calendar ?? sense.calendar, names, people, file, user, requests }),
    )
    .sort((one, other) => (one.due < other.due ? -1 : 1));
  return {
    taskKey: taskKeyOf(row),
    caseId: of.caseId,
    caseNumber: of.number,
    caseTitle: of.title,
    caseVersion: of.seq,
    templateKey: of.template,
    templateVersion: of.templateVersion,
    templateName: template?.names ?? { zh: of.template },
    node: task.node,
    name: task.name,
    stage: task.stage,
    stageName: stageName(task.stage, settingsOf(version.settings)),
    unit: unitNameOrNull(names, of.responsibleUnit),
    status,
    createdAt: task.createdAt,
    instruction: config.instruction ?? null,
    whyMe: postsFor(user, target).map((held) => postName(names, held)),
    candidates: task.candidates.map((given) => handler(names, people, given)),
    owner: (task.owner ?? []).map((given) => handler(names, people, given)),
    due:
      clocks.find(({ deadline }) => deadline === task.deadline) ??
      clocks.find(({ ofCase }) => !ofCase) ??
      null,
    deadlines: clocks,
    claimedBy: personNameOrNull(people, task.claimedBy),
    claimedByMe: task.claimedBy === user.person,
    claimedAt: task.claimedAt,
    generation: task.generation,
    form,
    values: form ? (round?.mode === 'vote' ? votersValues : valuesFor)(form, known) : {},
    draft,
    outcomes: outcomesOf(config),
    revision: revisionOf(file, task),
    verbs: open
      ? verbsOfTask(open, {
          ...context,
          ofCaller,
          offerNames: offerNames(version, templateNames(templates), file),
        })
      : status === 'completed'
        ? withdrawalOf(task, context)
        : [],
    linkUnit: unitNameOrNull(names, agencyFor(file, sense.now, open)),
    round,
    signers: signersOfTask(task.task, context),
    // The words stand in the journal alone.
    delegatedBy: (open?.delegatedBy ?? []).map(({ by, from, reason }) => ({
      by: personName(people, by),
      from: from.map((given) => handler(names, people, given)),
      reason: reason ?? null,
    })),
    returned: returned && {
      reason: returned.reason,
      by: personName(people, returned.by),
      from: returned.from,
      fromName: nodeOf(file.model, file.state, returned.from)?.name ?? { zh: returned.from },
    },
    waits: task.waits ?? (stopped ? 'suspended' : null),
    attachments: files.map((one) => attachmentOf(one, people)),
    actingFor: capacitiesFor(user, target).flatMap((way) =>
      way.for === undefined
        ? []
        : [{ person: personName(people, way.for), posts: way.posts.map((held) => postName(names, held)) }],
    ),
    toChoose:
      status === 'open'
        ? toChooseAfter(file.model, task.node, { names, variables: known, at: file.state.at })
        : [],
    may: {
      claim: mayAct && task.claimedBy === null && !stays(file.model, file.state, task),
      release: status === 'open' && mayRelease(user, task),
      complete: mayAct,
      because:
        status === 'open'
          ? (over ??
            whyNot(refusal, task.claimedBy === null ? undefined : people.get(task.claimedBy)) ??
            textsOf(refused ?? stopped))
          : null,
    },
    completedBy: personNameOrNull(people, task.completedBy),
    completedAt: task.closedHow === 'completed' ? task.closedAt : null,
    outcome: task.outcome,
    outcomeName: outcomeName(file.model, task.node, task.outcome) ?? null,
    reason: completionOf(file, task.task)?.reason ?? null,
    opinion: completionOf(file, task.task)?.opinion ?? null,
    completedFor: personNameOrNull(people, task.completedFor),
    facts: factsOf(of.facts, wording).filter(({ key }) => !hidden.has(key)),
    timeline: timelineOf(file.events, { model: file.model, wording, people })
      .filter(isReadable(file, hiddenClocks))
      .slice(-10)
      .reverse()
      .map((entry) => ({ ...entry, values: entry.values.filter(({ key }) => !hidden.has(key)) })),
  };
}

const textsOf = (refused: Refusal | undefined): Label | null =>
  refused ? (refused.texts ?? { zh: refused.message }) : null;

const turnOf = ({ model, state, row }: CaseFile, user: User, at: string) => ({
  ...{ model, state, at },
  actor: actorOf(user, row.template),
});

const agencyFor = ({ model, state }: CaseFile, at: string, task: OpenTask | undefined): string | null =>
  (task && agencyOf({ model, state, at }, task)) ?? null;

/** What a step hides is not told beside its form either. */
const hiddenFields = (access: Readonly<Record<string, FieldAccess>> = {}): ReadonlySet<string> =>
  new Set(Object.keys(access).filter((field) => access[field] === 'hidden'));

const outcomesOf = ({ outcomes = [] }: Partial<UserTaskConfig>): TaskDetail['outcomes'] =>
  outcomes
    .filter(({ key }) => key !== noQuorum)
    .map((offered) => ({
      key: offered.key,
      name: offered.name,
      needsReason: offered.needsReason,
      verdict: offered.verdict ?? 'pass',
      needs: [...(offered.needsReason ? (['reason'] as const) : []), ...(offered.needs ?? [])],
      requires: offered.requires ?? [],
    }));

/** What the case knows at the task: while it is open what its token sees, and afterwards what was entered. */
export function knownValues(file: CaseFile, task: string): JsonObject {
  const open = byId(file.state.tasks, task);
  if (open) return variablesSeenBy(file.state, open.token);
  const entered = file.events.findLast((event) => event.kind === 'taskCompleted' && event.task === task);
  return {
    ...variablesSeenBy(file.state, undefined),
    ...(entered?.kind === 'taskCompleted' && entered.variables),
  };
}

/** It went back to whoever began the case: what must come with the revision, and how the case then goes on. */
function revisionOf({ events }: CaseFile, task: TaskRecord): TaskDetail['revision'] {
  if (!isRevision(task)) return null;
  const created = events.findIndex((event) => event.kind === 'taskCreated' && event.task.id === task.task);
  const returned = events.findLast((event, index) => event.kind === 'stepReturned' && index < created);
  return {
    needsReason: task.form !== null,
    resume: returned?.kind === 'stepReturned' ? returned.resume : 'forward',
  };
}

function completionOf({ events }: CaseFile, task: string) {
  const completed = events.findLast((event) => event.kind === 'taskCompleted' && event.task === task);
  return completed?.kind === 'taskCompleted' ? completed : undefined;
}

export function whyNot(
  refusal: ReturnType<typeof refusalOfTask>,
  claimedBy: string | undefined,
): Label | null {
  switch (refusal) {
    case undefined:
      return null;
    case 'excluded':
      return {
        zh: '当事单位、当事人应当回避，您不能办理这一步',
        en: 'Whose own matter it is keeps out of this step: neither a unit nor a person decides on their own',
      };
    case 'no-post':
      return { zh: '您现任的岗位不办理这一步', en: 'None of the posts you hold now does this step' };
    case 'claimed':
      return { zh: `已由${claimedBy ?? '他人'}认领`, en: `${claimedBy ?? 'Someone else'} has claimed it` };
  }
}

/** Where a draft is sealed for: bytes moved to another task or person do not open. */
export const draftPlace = (caseId: string, task: string, person: string): string =>
  `task_draft|${caseId}|${task}|${person}`;

async function readDraft(
  tx: Tx,
  keys: Keys,
  { user, row }: { user: User; row: TaskInCase },
): Promise<TaskDetail['draft']> {
  const { caseId, task } = row.task;
  const draft = await findDraft(tx, { person: user.person, caseId, task });
  if (!draft) return null;
  const key = await caseKeyIn(tx, keys, caseId);
  const text = Buffer.from(open(key, draft.values, draftPlace(caseId, task, user.person))).toString();
  return { values: JSON.parse(text) as JsonObject, savedAt: draft.savedAt };
}

/** Whether the task goes by this clock: of several instances of one sub-process each has its own. */
function isOver(clock: DeadlineRecord, task: TaskRecord, state: CaseState): boolean {
  const running = byId(state.deadlines, clock.deadline);
  if (running && byId(state.tasks, task.task))
    return tasksOf(state, running).some(({ id }) => id === task.task);
  return clock.ofCase || task.lineage.includes(clock.node) || clock.deadline === task.deadline;
}
