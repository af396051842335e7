import { expect, test } from 'vitest';
import type { ProcessModel } from '../../engine/model.ts';
import { keep, keptTrials, outline, runBatch, shapes, type Shape } from './batch.ts';
import { compare } from './compare.ts';
import { Drawing, events } from './drawing.ts';

/** The engine beside the second interpreter of `interpreter.ts`, after each input of random cases. */
const given = process.env['RECTIFLOW_SEED'];
const seeds = given === undefined ? [1, 2] : [Number(given)];
const batches = seeds.flatMap((seed) => (Object.keys(shapes) as Shape[]).map((shape) => ({ shape, seed })));
const patience = 120_000;

test.each(keptTrials())('once they differed: $name', ({ kept }) => {
  expect(compare(kept).problems).toEqual([]);
});

test.each(batches)(
  'random $shape models run in the engine as the standard says (RECTIFLOW_SEED=$seed)',
  ({ shape, seed }) => {
    const { tally, failure } = runBatch({ shape, models: 160, seed });
    if (failure) {
      const path = keep(`${shape}-${seed}`, failure);
      const choices = JSON.stringify(failure.trial.choices);
      throw new Error([...failure.problems, path, outline(failure.trial.model), choices].join('\n'));
    }
    expect(tally.models).toBe(160);
    expect(tally.inputs).toBeGreaterThan(160);
    expect(tally.endless).toBeLessThan(8);
  },
  patience,
);

const fork = (gateway: string): ProcessModel => {
  const drawing = new Drawing();
  const [start, split, one, other] = ['startEvent', gateway, 'userTask', 'userTask'].map((type) =>
    drawing.add(type),
  );
  drawing.flow(start ?? '', split ?? '');
  drawing.flow(split ?? '', one ?? '');
  drawing.flow(split ?? '', other ?? '');
  return drawing.model();
};

const choices = [
  { pick: 0, a: 0, b: 0 },
  { pick: 0, a: 0, b: 0 },
];

test('a task more or less is noticed', () => {
  const forked = fork('parallelGateway');
  const [split] = Object.values(forked.nodes).filter(({ type }) => type === 'parallelGateway');
  const chosen: ProcessModel = {
    ...forked,
    nodes: { ...forked.nodes, ...(split && { [split.id]: { ...split, type: 'exclusiveGateway' } }) },
  };
  expect(compare({ model: forked, choices }).problems).toEqual([]);
  expect(compare({ model: forked, choices }, chosen).problems).not.toEqual([]);
});

test('an event that no longer interrupts is noticed', () => {
  const drawn = (isInterrupting: boolean) => {
    const drawing = new Drawing();
    const [start, work, late] = [drawing.add('startEvent'), drawing.add('userTask'), drawing.add('userTask')];
    drawing.flow(start, work);
    drawing.flow(drawing.boundary(work, events.timer(2), isInterrupting), late);
    return drawing.model();
  };
  const tick = [{ pick: 1, a: 0, b: 0 }];
  expect(compare({ model: drawn(true), choices: tick }).problems).toEqual([]);
  expect(compare({ model: drawn(true), choices: tick }, drawn(false)).problems).not.toEqual([]);
});

test('another order of what the standard leaves open is no difference', () => {
  const drawing = new Drawing();
  const [start, one, stop] = [
    drawing.add('startEvent'),
    drawing.add('manualTask'),
    drawing.add('endEvent', { events: events.terminate() }),
  ];
  drawing.flow(start, one);
  drawing.flow(start, stop);
  const model = drawing.model();
  const [first = '', second = ''] = model.nodes[start]?.outgoing ?? [];
  const turned = structuredClone(model);
  if (turned.nodes[start]) turned.nodes[start].outgoing = [second, first];
  expect(compare({ model, choices: [] }, turned).problems).toEqual([]);
});
