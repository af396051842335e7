import type { DeadlineRecord } from '../db/case-list.ts';
import type { ClockRequestRecord } from '../db/due-list.ts';
import { lineageOf } from '../db/read-model/fold.ts';
import { acknowledgedUntil } from '../engine/clock/acknowledge.ts';
import { configOf } from '../engine/clock/config.ts';
import type { Command } from '../engine/input.ts';
import type { DeadlineConfig, ExtensionConfig, ProcessModel } from '../engine/model.ts';
import { refuse } from '../engine/refuse.ts';
import type { Deadline } from '../engine/clock/state.ts';
import { byId } from '../engine/table.ts';
import type { WorkingCalendar } from '../engine/time/calendar.ts';
import { addDays, addMonths } from '../engine/time/civil-date.ts';
import { addWorkingDays, workingDaysBetween } from '../engine/time/working-days.ts';
import { variablesSeenBy } from '../engine/variables-seen.ts';
import { postsAmong } from './candidates.ts';
import type { CaseFile } from './case-file.ts';
import { withDates } from './date-words.ts';
import { isMissed, nextStepOf, stepName, stopOf, type TimeSense } from './deadlines.ts';
import { personNameOrNull, postName, type Names, type People } from './names.ts';
import { actorOf, may, type User } from './policy.ts';
import type { ClockRequestRow, DeadlineVerbs, Due } from './resources/due.shapes.ts';
import type { Label } from './resources/label.shapes.ts';

export interface ClockContext {
  sense: TimeSense;
  /** By which the case counts, which may not be the one in force. */
  calendar: WorkingCalendar;
  names: Names;
  people: People;
  file: CaseFile;
  user: User;
  /** Of the case, those that wait for a decision. */
  requests: readonly ClockRequestRecord[];
}

/**
 * Which time it runs in the case. Instances of one activity side by side are no second time of one another, though their clocks are
 * counted by one key.
 */
export const cycleOf = (
  { node, cycle }: Pick<DeadlineRecord, 'node' | 'cycle'>,
  model: ProcessModel,
): number => (lineageOf(model, node).some((id) => model.nodes[id]?.loop) ? 1 : cycle);

/** A running deadline with what the reader may ask or do about it; the case's own rules say so. */
export function dueOf(row: DeadlineRecord, context: ClockContext): Due {
  const { sense, names, file } = context;
  const { model } = file;
  const config = configOf(model, { key: row.key, node: row.node, ...(row.ofCase && { ofCase: true }) });
  const stopped = stopOf(row);
  return {
    deadline: row.deadline,
    key: row.key,
    name: row.name,
    node: row.node,
    nodeName: model.nodes[row.node]?.name ?? { zh: row.node },
    startedAt: row.startedAt,
    dueDate: row.dueDate,
    due: row.due,
    originalDueDate: row.originalDueDate,
    extensions: row.extensions,
    cycle: cycleOf(row, model),
    ofCase: row.ofCase,
    provisional: row.provisional,
    passed: isMissed(sense, row),
    remainingWorkingDays: workingDaysBetween(sense.today, row.dueDate, sense.calendar),
    suspended: stopped && {
      ...{ ...stopped, why: row.suspendedFor ?? '' },
      name: reasonName(config, row.suspendedFor),
    },
    basis: row.basis,
    calendar: context.calendar.version,
    next: nextStepOf(row, names, model),
    may: verbsFor(byId(file.state.deadlines, row.deadline), config, { ...context, row }),
    acknowledged: row.awaiting
      .filter(({ by }) => by)
      .map(({ step, name, by, until = null }) => ({
        ...{ step, name, until },
        by: personNameOrNull(context.people, by?.[0]),
      })),
    requests: context.requests
      .filter(({ deadline, decidedAt }) => deadline === row.deadline && decidedAt === null)
      .map((request) => requestRow(request, { ...context, row })),
  };
}

const reasonName = (config: DeadlineConfig | undefined, key: string | null): Label =>
  config?.suspensions?.find((reason) => reason.key === key)?.name ?? { zh: key ?? '' };

function verbsFor(
  deadline: Deadline | undefined,
  config: DeadlineConfig | undefined,
  { file, user, sense, calendar, names, row }: ClockContext & { row: DeadlineRecord },
): DeadlineVerbs {
  if (!deadline) return { extend: null, suspend: [], resume: false, change: false, acknowledge: [] };
  const { model, state } = file;
  const actor = actorOf(user, file.row.template);
  const why = (command: Command) => refuse({ model, state, actor, at: sense.now, command, calendar });
  const decidedBy = ({ approval = [], then = [] }: Pick<ExtensionConfig, 'approval' | 'then'>) =>
    (postsAmong([...approval, ...then], variablesSeenBy(state, deadline.token), sense.now) ?? []).map(
      (post) => postName(names, post),
    );
  const asked = { deadline: deadline.id, reason: '—' };
  const { extension, suspensions = [] } = config ?? {};
  const refused =
    extension && why({ kind: 'requestExtension', ...asked, date: addDays(deadline.dueDate, 1) });
  return {
    extend: extension
      ? {
          allowed: refused === undefined,
          because: refused ? withDates(refused.texts, refused.data) : null,
          latest: latestOf(deadline.dueDate, extension.upTo, calendar),
          decidedBy: decidedBy(extension),
        }
      : null,
    suspend: suspensions
      .filter(({ key }) => why({ kind: 'suspendClock', ...asked, why: key }) === undefined)
      .map(({ key, name, ...who }) => ({ why: key, name, decidedBy: decidedBy(who) })),
    resume: deadline.suspended !== undefined && why({ kind: 'resumeClock', ...asked }) === undefined,
    change: may(user, 'deadline.change') && deadline.suspended === undefined,
    acknowledge: (deadline.awaiting ?? [])
      .filter(({ by = [] }) => !by.includes(user.person))
      .filter(({ step }) => why({ kind: 'acknowledgeStep', deadline: deadline.id, step }) === undefined)
      .map(({ step, until }) => {
        const within =
          until === undefined ? row.awaiting.find((awaited) => awaited.step === step)?.within : undefined;
        return {
          ...{ step, name: stepName(model, deadline.node, step) },
          until: within ? acknowledgedUntil(sense.now, within, calendar) : null,
        };
      }),
  };
}

function latestOf(
  from: string,
  upTo: NonNullable<DeadlineConfig['extension']>['upTo'],
  calendar: WorkingCalendar,
): string | null {
  switch (upTo?.unit) {
    case undefined:
      return null;
    case 'calendarDay':
      return addDays(from, upTo.amount);
    case 'workingDay':
      return addWorkingDays(from, upTo.amount, calendar).date;
    case 'month':
      return addMonths(from, upTo.amount);
  }
}

/** A request that waits, for whoever sees the case; who may decide it is told apart. The words stand in the journal. */
export function requestRow(
  request: ClockRequestRecord,
  context: Omit<ClockContext, 'calendar'> & { row: DeadlineRecord },
): ClockRequestRow {
  const { file, names, people, user, row } = context;
  const pending = file.state.clockRequests?.find(({ id }) => id === request.request);
  const config = configOf(file.model, { key: row.key, node: row.node, ...(row.ofCase && { ofCase: true }) });
  const refused = refuse({
    ...{ model: file.model, state: file.state, actor: actorOf(user, file.row.template) },
    at: context.sense.now,
    command: { kind: 'decideClockRequest', request: request.request, approve: false, reason: '—' },
  });
  return {
    caseId: request.caseId,
    request: request.request,
    number: file.row.number,
    title: file.row.title,
    deadline: row.deadline,
    deadlineName: row.name,
    what: request.what,
    date: request.date,
    dueDate: row.dueDate,
    why: request.what === 'suspension' ? reasonName(config, request.why) : null,
    reason: pending?.reason ?? '',
    by: personNameOrNull(people, request.askedBy),
    at: request.askedAt,
    approvers: request.approvers.map((post) => postName(names, post)),
    mayDecide: refused === undefined,
  };
}
