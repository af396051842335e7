import type { Actor, Command } from './input.ts';
import type { Forecast } from './forecast/ahead.ts';
import { Walk } from './forecast/walk.ts';
import type { ProcessModel } from './model.ts';
import type { CaseState } from './state.ts';
import type { WorkingCalendar } from './time/index.ts';
import type { PeopleAnswer, PeopleAsk } from './work/state.ts';

export { mostAhead, type Ahead, type Forecast, type Stop } from './forecast/ahead.ts';
export type { Dependence, Way } from './forecast/way.ts';

interface Given {
  /** Instant of the case (ISO, UTC). */
  at: string;
  /** What the directory answers today; absent: whom it would be asked for stays open (`asks`). */
  directory?(ask: PeopleAsk): PeopleAnswer;
}

/**
 * The rest of the way if this actor completes this task so: what follows at once is exact, since the engine itself does
 * it on a copy; further on everybody is taken to agree in time, and each entry says on what it depends. Pure: nothing
 * happens to the case.
 */
export function forecast(
  model: ProcessModel,
  calendar: WorkingCalendar,
  state: CaseState,
  given: Given &
    Omit<Command & { kind: 'completeTask' }, 'kind' | 'variables'> & {
      actor: Actor;
      variables?: (Command & { kind: 'completeTask' })['variables'];
    },
): Forecast {
  const { at, actor, directory, variables = {}, ...completion } = given;
  const walk = new Walk({ model, calendar, at, ...(directory && { directory }) }, state);
  const refusal = walk.complete(actor, { kind: 'completeTask', ...completion, variables });
  if (refusal) return { refusal, entries: [], stops: [] };
  return walk.toTheEnd();
}

/** The rest of the way from where the case stands, if everybody agrees in time. */
export function forecastFrom(
  model: ProcessModel,
  calendar: WorkingCalendar,
  state: CaseState,
  { at, directory }: Given,
): Forecast {
  return new Walk({ model, calendar, at, ...(directory && { directory }) }, state).toTheEnd();
}
