import type { CommandRule } from '../command-rule.ts';
import { byId } from '../table.ts';
import type { LadderStep } from '../model.ts';
import { addMilliseconds, offsetFrom, type WorkingCalendar } from '../time/index.ts';
import { refusal } from '../work/not-allowed.ts';
import type { ClockCommand } from './command.ts';
import { stepAfter, stepConfig } from './ladder.ts';
import { canAct, deadlineOf, isRefusal, mayChange } from './standing.ts';

/**
 * 已知悉: somebody who was told says that they have seen it. The first counts, and the step rests until that expires; then it
 * comes again, if the clock still runs. Others may say so too, for the record.
 */
export const acknowledgeStep: CommandRule<ClockCommand & { kind: 'acknowledgeStep' }> = {
  refuse({ command, state, actor }) {
    const deadline = deadlineOf(state, command.deadline);
    if (isRefusal(deadline)) return deadline;
    const awaiting = deadline.awaiting?.find(({ step }) => step === command.step);
    if (!awaiting)
      return refusal('not-found', {
        zh: '该步骤不需要确认知悉',
        en: `Expected a step that was reached and asks to be seen, but found '${command.step.slice(0, 60)}'`,
      });
    const wasTold = actor.kind === 'person' && canAct(actor, { candidates: awaiting.tell });
    return wasTold || mayChange(actor)
      ? undefined
      : refusal('not-allowed', {
          zh: '您不是该步骤的通知对象',
          en: 'Expected somebody whom this step has told',
        });
  },
  obey(run, actor, { deadline: id, step }) {
    const deadline = byId(run.state.deadlines, id);
    const awaiting = deadline?.awaiting?.find((each) => each.step === step);
    if (!deadline || !awaiting || actor.kind !== 'person') return;
    if (awaiting.by?.includes(actor.person)) return;
    const seen = {
      kind: 'stepAcknowledged',
      deadline: id,
      node: deadline.node,
      step,
      by: actor.person,
    } as const;
    const within = stepConfig(run, deadline, step)?.acknowledge?.within;
    if (awaiting.until !== undefined || !within) return run.emit(seen);
    const until = acknowledgedUntil(run.at, within, run.calendar);
    const next = stepAfter(run, deadline, step, until);
    run.emit({ ...seen, until, ...(next && { next }) });
  },
};

/** Until when it holds that somebody has seen a step at this instant: days end where the office opens; the instant itself is part of its day. */
export const acknowledgedUntil = (
  at: string,
  within: NonNullable<LadderStep['acknowledge']>['within'],
  calendar: WorkingCalendar,
): string => offsetFrom(addMilliseconds(at, 1), within, calendar).at;
