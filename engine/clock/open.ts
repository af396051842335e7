import { CaseFault } from '../fault.ts';
import type { Json } from '../json.ts';
import type { DeadlineConfig } from '../model.ts';
import type { Run } from '../run.ts';
import type { Token } from '../state.ts';
import type { Deadline } from './state.ts';
import { compareInstants, instantFrom, isCivilDate } from '../time/index.ts';
import { ruleOf } from './config.ts';
import { countOf, type Count } from './count.ts';
import { evaluatorOf, firstSteps, movedSteps } from './ladder.ts';

/** Starts the clock of an activity, or of the case itself where no token is given. A date that the case does not have starts none. */
export function openDeadline(run: Run, config: DeadlineConfig, token?: Token): void {
  const seen = evaluatorOf(run, token?.id);
  const given = config.date === undefined ? null : seen(config.date);
  const date = given === null || given === '' ? undefined : civilDate(given, config.key);
  if (date === undefined && !config.rule) return;
  const startedAt = startOf(run, config, seen);
  const count = countOf(ruleOf(config), { startedAt, ...(date !== undefined && { date }) }, run.calendar);
  const place = {
    ...(token ? { token: token.id } : { scope: run.rootScope().id }),
    key: config.key,
    node: token?.node ?? run.model.process,
    ...(!token && { ofCase: true as const }),
  };
  const isAdded = token !== undefined && run.state.work?.addedNodes?.[token.node] !== undefined;
  const cycle = (run.state.clocks?.cycles[config.key] ?? 0) + 1;
  const deadline: Deadline = {
    id: run.nextId('d'),
    ...place,
    startedAt,
    ...(startedAt !== run.at && { setAt: run.at }),
    dueDate: count.dueDate,
    due: count.due,
    originalDueDate: count.dueDate,
    originalDue: count.due,
    provisional: count.provisional,
    basis: config.rule?.basis ?? config.basis ?? '',
    extensions: 0,
    passed: false,
    ...(cycle > 1 && { cycle }),
    ...(date !== undefined && { date }),
    ...(isAdded && { name: config.name }),
    steps: firstSteps(run, place, count.due),
  };
  run.emit({ kind: 'deadlineSet', deadline });
}

/** The deadline with the end that was counted; its original dates stay, its ladder follows. */
export function movedTo(run: Run, deadline: Deadline, { dueDate, due, provisional }: Count): Deadline {
  const isAhead = compareInstants(due, run.at) > 0;
  const { awaiting, ...rest } = deadline;
  return {
    ...rest,
    dueDate,
    due,
    provisional,
    passed: deadline.passed && !isAhead,
    // What was seen was said of a date that is no more.
    ...(awaiting && !isAhead && { awaiting }),
    steps: movedSteps(run, deadline, due),
  };
}

/** What an event says of the end that was before: its date, and its instant where only the time of day is another. */
export const movedFrom = (before: Deadline, after: Deadline): { from: string; fromDue?: string } => ({
  from: before.dueDate,
  ...(before.dueDate === after.dueDate && before.due !== after.due && { fromDue: before.due }),
});

function startOf(run: Run, { startsAt, key }: DeadlineConfig, seen: (text: string) => Json): string {
  const given = startsAt === undefined ? null : seen(startsAt);
  if (given === null || given === '') return run.at;
  const instant = instantFrom(given);
  if (instant !== undefined) return instant;
  throw new CaseFault('bad-date', {
    zh: `期限“${key}”的起算时间不是日期（YYYY-MM-DD）或时刻：请更正数据后重试`,
    en: `Expected an instant or a date YYYY-MM-DD at which deadline ${key} starts: correct the variable and retry`,
  });
}

/** A date as people and forms write it; anything else is a fault of the case's data. */
export function civilDate(value: Json, key: string): string {
  if (isCivilDate(value)) return value;
  throw new CaseFault('bad-date', {
    zh: `期限“${key}”的日期不是 YYYY-MM-DD：请更正数据后重试`,
    en: `Expected a date YYYY-MM-DD for deadline ${key}: correct the variable and retry`,
  });
}
