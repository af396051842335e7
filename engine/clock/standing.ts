import type { Asked } from '../command-rule.ts';
import type { Actor, Command, Refusal } from '../input.ts';
import type { CaseState } from '../state.ts';
import type { Deadline } from './state.ts';
import { byId } from '../table.ts';
import { standingOn, type Person } from '../work/candidate.ts';
import { refusal } from '../work/not-allowed.ts';
import { tasksOf } from './ladder.ts';

/** The open deadline that a command names, or why there is none. */
export function deadlineOf(state: CaseState, id: string): Deadline | Refusal {
  return (
    byId(state.deadlines, id) ??
    refusal('not-found', {
      zh: '该时限已结束或不存在',
      en: `Expected deadline ${id} to run, but it has ended or never was`,
    })
  );
}

export const isRefusal = (found: object): found is Refusal => 'code' in found && 'message' in found;

/** By this permission a date is changed, and what nobody else may decide is decided. */
export const mayChange = (actor: Actor): boolean =>
  actor.kind === 'person' && (actor.permissions ?? []).includes('deadline.change');

/**
 * Whether this person handles what the deadline is about: an open task of its activity. Where that has none here (another
 * unit's case does it), any open task of this case.
 */
export function isHandler(
  { state, actor }: Pick<Asked<Command>, 'state' | 'actor'>,
  deadline: Deadline,
): boolean {
  if (actor.kind !== 'person') return false;
  const own = tasksOf(state, deadline);
  const tasks = own.length > 0 ? own : state.tasks;
  // Whoever has claimed it: the others handle it too.
  return tasks.some(({ claimedBy: _, ...wanted }) => canAct(actor, wanted));
}

export const canAct = (actor: Person, wanted: Parameters<typeof standingOn>[0]): boolean =>
  typeof standingOn(wanted, actor) === 'object';

export const noReason = (): Refusal => ({
  ...refusal('bad-input', { zh: '请填写理由', en: 'Expected a reason, but it is empty' }),
  at: '/reason',
});

export const wrongDate = (texts: { zh: string; en: string }, data?: Refusal['data']): Refusal => ({
  ...refusal('bad-input', texts, data),
  at: '/date',
});

export const notTheirs = (): Refusal =>
  refusal('not-allowed', {
    zh: '只有该时限事项的办理人可以操作',
    en: 'Expected somebody who handles what this deadline is about',
  });
