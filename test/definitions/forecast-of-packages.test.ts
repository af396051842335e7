import { describe, expect, test } from 'vitest';
import { nationalCalendar } from '../../definitions/calendars/index.ts';
import { shippedPackages } from '../../definitions/index.ts';
import { answerTo, directoryOn } from '../../definitions/scenario-directory.ts';
import { runScenario } from '../../definitions/scenario.ts';
import type { Act, Scenario } from '../../definitions/scenario-shape.ts';
import { forecast, forecastFrom, mostAhead } from '../../engine/forecast.ts';
import type { JsonObject } from '../../engine/json.ts';
import type { ProcessModel } from '../../engine/model.ts';
import type { CaseState } from '../../engine/state.ts';

const packages = await shippedPackages();
const called = Object.fromEntries(packages.map(({ settings, model }) => [settings.key, model]));

type Completion = Extract<Act, { complete: string }>;

/** The case as it stands before each step, and after the last: its state, and how much had happened. */
function standsOf(model: ProcessModel, scenario: Scenario) {
  const stands: { state: CaseState; events: number }[] = [];
  const { events } = runScenario(model, nationalCalendar, scenario, {
    called,
    watch: (seen) => stands.push({ state: seen.state, events: seen.events.length }),
  });
  return { stands, events };
}

/** Completions of a scenario that are not refused and choose nobody. */
function completions({ steps }: Scenario): [number, Completion][] {
  return steps.flatMap((act, index): [number, Completion][] =>
    'complete' in act && act.refused === undefined && act.choices === undefined && act.for === undefined
      ? [[index, act]]
      : [],
  );
}

describe.each(packages.map((one) => [one.settings.key, one] as const))('%s', (_, { model, scenarios }) => {
  test.each(Object.entries(scenarios))(
    '%s: what is foretold for the next moment is what comes',
    (_name, scenario) => {
      const { stands, events } = standsOf(model, scenario);
      for (const [index, act] of completions(scenario)) {
        const [before, after] = stands.slice(index, index + 2);
        if (!before || !after) throw new Error(`Expected the case around step ${index}`);
        const done = events.slice(before.events, after.events);
        const completed = done.find((event) => event.kind === 'taskCompleted');
        if (completed?.kind !== 'taskCompleted' || completed.actor === null) continue;
        const directory = directoryOn(before.state.at.slice(0, 10), scenario.directory);
        const found = forecast(model, nationalCalendar, before.state, {
          at: done[0]?.at ?? before.state.at,
          actor: completed.actor,
          task: completed.task,
          directory: (ask) => answerTo(directory, ask),
          variables: (act.variables ?? {}) as JsonObject,
          ...(act.outcome !== undefined && { outcome: act.outcome }),
          ...(act.reason !== undefined && { reason: act.reason }),
          ...(act.opinion !== undefined && { opinion: act.opinion }),
          ...(act.attachments !== undefined && { attachments: act.attachments }),
        });
        const foretold = found.entries.filter(
          ({ kind, certainty }) => kind === 'task' && certainty === 'certain',
        );
        const come = new Set(after.state.tasks.map(({ node }) => node));
        expect([index, [...new Set(foretold.map(({ node }) => node))].toSorted()]).toEqual([
          index,
          [...come].toSorted(),
        ]);
      }
    },
  );

  test('from its beginning the way is told without end or fault of ours', () => {
    for (const scenario of Object.values(scenarios)) {
      const { state } = runScenario(model, nationalCalendar, { ...scenario, steps: [] });
      const found = forecastFrom(model, nationalCalendar, state, { at: state.at });
      expect(found.entries.length).toBeGreaterThan(0);
      expect(found.entries.length).toBeLessThanOrEqual(mostAhead);
      expect(found.end !== undefined || found.stops.length > 0).toBe(true);
    }
  });
});
