import type { CommandRule } from '../command-rule.ts';
import { byId } from '../table.ts';
import { dateOf, isCivilDate } from '../time/index.ts';
import { refusal } from '../work/not-allowed.ts';
import { stays } from '../work/stays.ts';
import { changeDeadline } from './change.ts';
import type { ClockCommand } from './command.ts';
import { recountAll } from './recount.ts';
import { deadlineOf, isHandler, isRefusal, mayChange, noReason, notTheirs, wrongDate } from './standing.ts';
import { resume } from './suspend.ts';

type Rule<K extends ClockCommand['kind']> = CommandRule<ClockCommand & { kind: K }>;

/** What stopped the clock is over: by whoever handles it, or by the permission `deadline.change`. */
export const resumeClock: Rule<'resumeClock'> = {
  refuse({ command, state, actor }) {
    const deadline = deadlineOf(state, command.deadline);
    if (isRefusal(deadline)) return deadline;
    if (!deadline.suspended)
      return refusal('not-allowed', {
        zh: '该时限正在计算',
        en: `Expected a clock that stands still, but ${deadline.key} runs`,
      });
    return isHandler({ state, actor }, deadline) || mayChange(actor) ? undefined : notTheirs();
  },
  obey(run, _actor, { deadline: id, reason }) {
    const deadline = byId(run.state.deadlines, id);
    if (deadline) resume(run, deadline, reason === undefined ? {} : { reason });
  },
};

/** By the permission `deadline.change` and with a reason: a mistake is mended, or a superior decides otherwise. No extension. */
export const changeDeadlineRule: Rule<'changeDeadline'> = {
  refuse({ model, command, state, actor }) {
    const deadline = deadlineOf(state, command.deadline);
    if (isRefusal(deadline)) return deadline;
    if (!mayChange(actor))
      return refusal('not-allowed', {
        zh: '您没有调整时限的权限',
        en: 'Expected the permission deadline.change to change a date',
      });
    if (command.reason.trim() === '') return noReason();
    if (!isCivilDate(command.date))
      return wrongDate({ zh: '请填写正确的日期', en: 'Expected a date YYYY-MM-DD' });
    if (command.date < dateOf(deadline.startedAt))
      return wrongDate(
        {
          zh: '新期限不能早于起算日{date}',
          en: 'Expected a date from {date} on, when the clock started, but found {found}',
        },
        { date: dateOf(deadline.startedAt), found: command.date },
      );
    if (!deadline.ofCase && stays(model, state, deadline) && command.date > deadline.dueDate)
      return refusal('not-allowed', {
        zh: '这一步应当立即办理，期限不能推迟',
        en: 'Expected an earlier date: what is to be done at once is not put off',
      });
    if (deadline.suspended)
      return refusal('not-allowed', {
        zh: '该时限已中止，请先恢复计算',
        en: `Expected a running clock, but ${deadline.key} stands still: let it run on first`,
      });
    return undefined;
  },
  obey(run, _actor, { deadline: id, date, reason }) {
    const deadline = byId(run.state.deadlines, id);
    if (deadline) changeDeadline(run, deadline, { date, reason });
  },
};

/**
 * Every open deadline is counted anew by the calendar of this very step. Whoever gives the command chooses the calendar with
 * it; what the case does with it is arithmetic, so that nothing here is a matter of leave.
 */
export const recountDeadlines: Rule<'recountDeadlines'> = {
  refuse: () => undefined,
  obey(run, _actor, { calendar }) {
    recountAll(run, calendar);
  },
};
