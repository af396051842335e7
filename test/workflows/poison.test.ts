import { beforeAll, expect, test } from 'vitest';
import type { Command } from '../../engine/input.ts';
import { sequence, task, type Given } from './process.ts';
import { openWorld, until, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.startWorker();
});

const poisons = [
  'for i in 1..1000000000 return i',
  'matches(string join(for i in 1..3000 return "a", ""), "(a+)+$!")',
  '{f: function(g, n) g(g, n + 1), r: f(f, 0)}.r',
  'sort(for i in 1..40000 return i, function(a, b) true)',
];
const script = (source: string): Given => ({
  id: 'poison',
  type: 'scriptTask',
  config: { script: `= ${source}`, resultVariable: 'result' },
});
const progress = (text: string): Command => ({ kind: 'recordProgress', text });

test('cases with poison in them stop where they are, and their neighbours on the same worker go on between them', async () => {
  const neighbour = await world.begin(sequence(task('plan')));
  await until(() => world.journal.events(neighbour).length > 0);
  for (const source of poisons) {
    const poisoned = await world.begin(sequence(script(source), task('after')));
    await world.act(neighbour, progress(source));
    await until(() => world.journal.events(poisoned).length > 0);
    const kinds = world.journal.events(poisoned).map(({ kind }) => kind);
    // Bad data and costs without end are incidents; what can be answered in bounds is.
    expect(kinds.includes('incidentRaised') || kinds.includes('taskCreated')).toBe(true);
  }
  const incidents = world.journal
    .events(neighbour)
    .filter(({ kind }) => kind === 'incidentRaised' || kind === 'progressRecorded')
    .map(({ kind }) => kind);
  expect(incidents).toEqual(poisons.map(() => 'progressRecorded'));
});
