import type { Asked, CommandRule } from '../command-rule.ts';
import type { Command, Refusal } from '../input.ts';
import type { ExtensionConfig, PostAtUnit, PostAtUnitExpression } from '../model.ts';
import { postsBy } from '../posts-at.ts';
import type { Run } from '../run.ts';
import type { CaseState } from '../state.ts';
import type { Deadline } from './state.ts';
import {
  addDays,
  addMonths,
  addWorkingDays,
  compareInstants,
  isCivilDate,
  type CivilDate,
  type WorkingCalendar,
} from '../time/index.ts';
import { byId } from '../table.ts';
import { refusal } from '../work/not-allowed.ts';
import { refuseBesideAbout } from './about.ts';
import { extendDeadline } from './change.ts';
import type { ClockCommand } from './command.ts';
import { configOf } from './config.ts';
import type { ClockRequest } from './event.ts';
import { evaluatorOf } from './ladder.ts';
import {
  canAct,
  deadlineOf,
  isHandler,
  isRefusal,
  mayChange,
  noReason,
  notTheirs,
  wrongDate,
} from './standing.ts';
import { suspend } from './suspend.ts';

type Rule<K extends ClockCommand['kind']> = CommandRule<ClockCommand & { kind: K }>;

/** Asks for a later date: before expiry, within what the template allows, and one request at a time. */
export const requestExtension: Rule<'requestExtension'> = {
  refuse(asked) {
    const { command, state, model } = asked;
    const deadline = deadlineOf(state, command.deadline);
    if (isRefusal(deadline)) return deadline;
    const config = configOf(model, deadline)?.extension;
    if (!config)
      return refusal('not-allowed', {
        zh: '该时限不能申请延期',
        en: `Expected a deadline that may be extended, but ${deadline.key} may not`,
      });
    return refuseAsking(asked, deadline) ?? refuseDate(asked, deadline, config);
  },
  obey(run, actor, { deadline: id, date, reason }) {
    const deadline = byId(run.state.deadlines, id);
    if (!deadline || actor.kind !== 'person') return;
    const { approval = [], then = [] } = configOf(run.model, deadline)?.extension ?? {};
    if (approval.length === 0) return extendDeadline(run, deadline, date);
    ask(run, deadline, { approval, then, asks: { what: 'extension', date, reason, by: actor.person } });
  },
};

/** Asks that the clock stands still for one of the template's reasons; where nobody must agree it does so at once. */
export const suspendClock: Rule<'suspendClock'> = {
  refuse(asked) {
    const { command, state, model } = asked;
    const deadline = deadlineOf(state, command.deadline);
    if (isRefusal(deadline)) return deadline;
    const config = configOf(model, deadline);
    if (config?.neverStops)
      return refusal('not-allowed', {
        zh: '该时限依法不停止计算',
        en: `Expected a clock that may stand still, but ${deadline.key} never stops`,
      });
    const reasons = config?.suspensions ?? [];
    if (!reasons.some(({ key }) => key === command.why))
      return refusal('not-allowed', {
        zh: '该时限不能以此事由中止',
        en: `Expected one of the reasons ${reasons.map(({ key }) => key).join(', ') || '(none)'} for ${deadline.key}, but found '${command.why.slice(0, 60)}'`,
      });
    return refuseAsking(asked, deadline);
  },
  obey(run, actor, { deadline: id, why, reason }) {
    const deadline = byId(run.state.deadlines, id);
    if (!deadline || actor.kind !== 'person') return;
    const config = configOf(run.model, deadline)?.suspensions?.find(({ key }) => key === why);
    if (!config?.approval?.length) return suspend(run, deadline, { why, reason });
    ask(run, deadline, {
      approval: config.approval,
      ...(config.then && { then: config.then }),
      asks: { what: 'suspension', why, reason, by: actor.person },
    });
  },
};

/**
 * The named post agrees or not; where others decide after it, its consent puts the request to them. What was asked in time
 * stays in time, however late the decision comes; a suspension begins with the decision. Nobody decides on their own request; where no post could be found, the permission `deadline.change` may.
 */
export const decideClockRequest: Rule<'decideClockRequest'> = {
  refuse({ command, state, actor }) {
    const request = state.clockRequests?.find(({ id }) => id === command.request);
    if (!request)
      return refusal('not-found', {
        zh: '该申请已处理或已失效',
        en: `Expected request ${command.request} to be open, but it is not`,
      });
    if (actor.kind !== 'person' || !mayDecide(actor, request))
      return refusal('not-allowed', {
        zh: '您不是该申请的审批人',
        en: 'Expected a holder of a post that decides on this request',
      });
    if (actor.person === request.by)
      return refusal('not-allowed', {
        zh: '不能审批本人提出的申请',
        en: 'Expected somebody else than the one who asked',
      });
    const isNo = !command.approve && (command.reason ?? '').trim() === '';
    return isNo ? noReason() : command.approve ? refuseOvertaken(state, request) : undefined;
  },
  obey(run, _actor, { request: id, approve, reason }) {
    const request = run.state.clockRequests?.find((open) => open.id === id);
    const deadline = request && byId(run.state.deadlines, request.deadline);
    if (!request || !deadline) return;
    const next = approve ? nextOf(run, request) : undefined;
    run.emit({
      kind: 'clockRequestDecided',
      request: id,
      deadline: deadline.id,
      node: deadline.node,
      approved: approve,
      ...(next && { next: next.id }),
      ...(reason !== undefined && { reason }),
    });
    if (next) run.emit({ kind: 'clockRequested', request: next, node: deadline.node });
    if (!approve || next) return;
    if (request.date !== undefined) extendDeadline(run, deadline, request.date);
    else if (request.why !== undefined) suspend(run, deadline, { why: request.why, reason: request.reason });
  },
};

/** A date that was changed meanwhile is not set back by consent to an extension that it has overtaken. */
function refuseOvertaken(state: CaseState, { deadline: id, date }: ClockRequest): Refusal | undefined {
  const deadline = byId(state.deadlines, id);
  if (!deadline || date === undefined || date > deadline.dueDate) return undefined;
  return refusal(
    'not-allowed',
    {
      zh: '期限已改到{date}，不早于申请的日期：请不同意该申请，仍需延期的另行提出',
      en: 'Expected a request for a date after {date}, to which the deadline was moved meanwhile, but found {found}: refuse it, and ask anew for what is still needed',
    },
    { date: deadline.dueDate, found: date },
  );
}

/** The same request for those who decide next. */
function nextOf(run: Run, { id: after, then, ...asked }: ClockRequest): ClockRequest | undefined {
  return then && { ...asked, id: run.nextId('q'), approvers: then, after };
}

const mayDecide = (actor: Parameters<typeof canAct>[0], { approvers }: ClockRequest): boolean =>
  approvers.length > 0 ? canAct(actor, { candidates: approvers }) : mayChange(actor);

/** What holds for every request: a reason, by its handler, about a clock that runs and has not run out, one at a time. */
function refuseAsking(
  { model, state, actor, at, command }: Asked<Command & { reason: string }>,
  deadline: Deadline,
): Refusal | undefined {
  if (command.reason.trim() === '') return noReason();
  if (!isHandler({ state, actor }, deadline) && !mayChange(actor)) return notTheirs();
  if (deadline.suspended)
    return refusal('not-allowed', {
      zh: '该时限已中止，请先恢复计算',
      en: `Expected a running clock, but ${deadline.key} stands still: let it run on first`,
    });
  if (deadline.passed || compareInstants(at, deadline.due) >= 0)
    return refusal(
      'not-allowed',
      {
        zh: '时限已届满，不能再申请',
        en: `Expected a request before {date} was over, but ${deadline.key} has run out`,
      },
      { date: deadline.dueDate },
    );
  const pending = state.clockRequests?.find((request) => request.deadline === deadline.id);
  if (pending)
    return refusal('not-allowed', {
      zh: '已有申请待审批，请等待结果',
      en: `Expected no other request for ${deadline.key}, but ${pending.id} waits for a decision`,
    });
  return refuseBesideAbout(model, state, deadline);
}

function refuseDate(
  { command: { date }, calendar }: Asked<ClockCommand & { kind: 'requestExtension' }>,
  deadline: Deadline,
  { most = 1, upTo }: ExtensionConfig,
): Refusal | undefined {
  if (!isCivilDate(date)) return wrongDate({ zh: '请填写正确的日期', en: 'Expected a date YYYY-MM-DD' });
  if (date <= deadline.dueDate)
    return wrongDate(
      { zh: '新期限应晚于{date}', en: 'Expected a date after {date}, but found {found}' },
      { date: deadline.dueDate, found: date },
    );
  if (deadline.extensions >= most)
    return refusal('not-allowed', {
      zh: `最多延期${most}次，已用完`,
      en: `Expected fewer than ${most} extensions of ${deadline.key} so far, but found ${deadline.extensions}`,
    });
  const latest = upTo && latestDate(deadline.dueDate, upTo, calendar);
  if (latest === undefined || date <= latest) return undefined;
  return wrongDate(
    { zh: '最多可延至{date}', en: 'Expected a date up to {date}, but found {found}' },
    { date: latest, found: date },
  );
}

/** How far an extension may reach: counted from the current date; working days by the calendar of the case. */
function latestDate(
  from: CivilDate,
  { amount, unit }: NonNullable<ExtensionConfig['upTo']>,
  calendar: WorkingCalendar | undefined,
): CivilDate | undefined {
  switch (unit) {
    case 'calendarDay':
      return addDays(from, amount);
    case 'month':
      return addMonths(from, amount);
    case 'workingDay':
      return calendar && addWorkingDays(from, amount, calendar).date;
  }
}

interface Asks {
  approval: PostAtUnitExpression[];
  then?: PostAtUnitExpression[];
  asks: Pick<ClockRequest, 'what' | 'date' | 'why' | 'reason' | 'by'>;
}

function ask(run: Run, deadline: Deadline, { approval, then = [], asks }: Asks): void {
  const seen = evaluatorOf(run, deadline.token);
  const found = (posts: PostAtUnitExpression[]): PostAtUnit[] => posts.flatMap((post) => postsBy(seen, post));
  const request: ClockRequest = {
    ...{ id: run.nextId('q'), deadline: deadline.id, ...asks, approvers: found(approval) },
    ...(then.length > 0 && { then: found(then) }),
  };
  run.emit({ kind: 'clockRequested', request, node: deadline.node });
}
