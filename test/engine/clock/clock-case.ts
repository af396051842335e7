import type { Actor } from '../../../engine/input.ts';
import type { CaseDeadlineConfig, DeadlineConfig, LadderStep, ProcessModel } from '../../../engine/model.ts';
import type { Deadline } from '../../../engine/clock/state.ts';
import type { DeadlineRule } from '../../../engine/time/index.ts';
import type { CaseUnderTest } from '../../support/given.ts';
import { model, node, user } from '../../support/model.ts';

export const rule = (
  amount: number,
  unit: DeadlineRule['unit'],
  more: Partial<DeadlineRule> = {},
): DeadlineRule => ({ amount, unit, rollForward: true, endOfDay: 'closeOfBusiness', basis: '[D]', ...more });

export const clock = (key: string, more: Partial<DeadlineConfig> = {}): DeadlineConfig => ({
  key,
  name: { zh: key },
  ...more,
});

/** One task, `work`, with these clocks; then `after`. */
export const oneTask = (deadlines: DeadlineConfig[], parts: Partial<ProcessModel> = {}): ProcessModel =>
  model(
    'clocked',
    [node('start', 'startEvent'), user('work', {}, { deadlines }), user('after'), node('end', 'endEvent')],
    ['start -> work', 'work -> after', 'after -> end'],
    parts,
  );

export const withCaseClocks = (caseDeadlines: CaseDeadlineConfig[]): ProcessModel =>
  oneTask([], { caseDeadlines });

export const step = (
  key: string,
  kind: LadderStep['kind'],
  amount: number,
  more: Partial<LadderStep> = {},
): LadderStep => ({
  key,
  kind,
  name: { zh: key },
  after: { amount, unit: 'workingDay' },
  whom: [{ kind: 'handlers' }],
  channels: ['mail'],
  ...more,
});

export const holder = (person: string, post: string, unit = 'school', permissions: string[] = []): Actor => ({
  kind: 'person',
  person,
  posts: [{ post, unit }],
  permissions,
});

export const head = holder('p2', 'head');
export const supervisor = holder('p3', 'supervisor', 'bureau', ['deadline.change']);

/** The open deadline of this key. */
export function deadline(run: CaseUnderTest, key: string): Deadline {
  const found = run.state.deadlines.find((open) => open.key === key);
  if (!found) throw new Error(`Expected an open deadline ${key}, but there is none`);
  return found;
}

/** Steps of ladders in the order in which they came, with the Shanghai date and hour of each. */
export const reached = (run: CaseUnderTest): string[] =>
  run.events.flatMap((event) =>
    event.kind === 'deadlineStepReached' ? [`${event.step.key} ${event.at.slice(0, 16)}`] : [],
  );
