import { expect, test } from 'vitest';
import { compile } from '../../../definitions/compile.ts';
import { partsOf } from '../../../web/pages/templates/edit/moddle.ts';
import {
  freeKey,
  readDeadline,
  readLadder,
  readOutcomes,
  writeDeadline,
  writeLadder,
  writeOutcomes,
} from '../../../web/pages/templates/edit/parts.ts';
import { atTime, moved, nextStep } from '../../../web/pages/templates/edit/ladder-steps.ts';
import { create, elementOf, readDiagram, shipped, writeDiagram } from './diagram.ts';

/** Puts parts in the place of those of the same type, as the editor does. */
function put(element: ReturnType<typeof elementOf>, type: string, parts: unknown[]) {
  const holder = element.get('extensionElements') as ReturnType<typeof elementOf>;
  holder.set('values', [...partsOf(holder, 'values').filter(({ $type }) => $type !== type), ...parts]);
}

test('what the panel reads and writes again compiles to the very same model', async () => {
  const definitions = await readDiagram(shipped);
  const process = elementOf(definitions, 'rectification-item');
  put(process, 'rf:Ladder', writeLadder(create, readLadder(process)));
  for (const id of ['classify', 'sign', 'plan', 'planReview', 'rectify']) {
    const element = elementOf(definitions, id);
    put(element, 'rf:Deadline', [writeDeadline(create, readDeadline(element)!)]);
    put(element, 'rf:Outcome', writeOutcomes(create, readOutcomes(element)));
  }

  const [before, after] = await Promise.all([compile(shipped), compile(await writeDiagram(definitions))]);
  expect(after).toEqual(before);
});

test('a step moved in time says the new time in its names, and its kind follows', () => {
  const [, due] = [nextStep([]), nextStep([])];
  expect(due).toMatchObject({ kind: 'escalate', amount: '2', name: '逾期2个工作日升级' });

  expect(atTime(due, 'before', 3, 'workingDay')).toMatchObject({
    kind: 'remind',
    amount: '-3',
    name: '到期前3个工作日提醒',
    nameEn: 'Reminder 3 working days before due',
  });
  expect(atTime(due, 'at', 3, 'workingDay')).toMatchObject({ kind: 'due', amount: '0' });
  expect(atTime(due, 'after', Number.NaN, 'hour')).toMatchObject({
    amount: '1',
    nameEn: 'Escalation 1 hour after due',
  });
});

test('a further escalation comes after the last one, with a key of its own', () => {
  const first = nextStep([]);
  const second = nextStep([first]);
  expect(Number(second.amount)).toBeGreaterThan(Number(first.amount));
  expect(second.key).not.toBe(first.key);
});

test('a step changes places with its neighbour, and stays at the end of the list', () => {
  expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
});

test('a key that is taken gets a number', () => {
  expect(freeKey('plan', [])).toBe('plan');
  expect(freeKey('plan', ['plan', 'plan2'])).toBe('plan3');
});

test('without mail a step still counts: it writes to nobody and stays in the ladder', async () => {
  const definitions = await readDiagram(shipped);
  const process = elementOf(definitions, 'rectification-item');
  const [first, ...others] = readLadder(process);
  put(process, 'rf:Ladder', writeLadder(create, [{ ...first!, channels: 'none' }, ...others]));

  const result = await compile(await writeDiagram(definitions));
  expect(result.ok && result.model.ladder[0]).toMatchObject({ key: first?.key, channels: [] });
});
