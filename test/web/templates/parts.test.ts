import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile } from '../../../definitions/compile.ts';
import { extensionsOf, partsOf, type Moddle } from '../../../web/pages/templates/edit/moddle.ts';
import {
  freeKey,
  isByOtherRule,
  otherDeadlines,
  readAssignments,
  readDeadline,
  readLadder,
  readOutcomes,
  writeAssignments,
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

const packages = [
  'rectification-item',
  'hand-off',
  'mandatory-report',
  'bullying-case',
  'disruption-incident',
];

test.each(packages)(
  'what the panel reads of %s and writes again compiles to the very same model',
  async (name) => {
    const xml = readFileSync(new URL(`../../../definitions/${name}/${name}.bpmn`, import.meta.url), 'utf8');
    const definitions = await readDiagram(xml);
    const elements = allIn(definitions);
    for (const element of elements.filter((each) => each.get('extensionElements') !== undefined)) {
      const has = (type: string) => extensionsOf(element, type).length > 0;
      if (has('rf:Ladder')) put(element, 'rf:Ladder', writeLadder(create, readLadder(element)));
      if (has('rf:Deadline'))
        put(element, 'rf:Deadline', [
          writeDeadline(create, readDeadline(element)!),
          ...otherDeadlines(element),
        ]);
      if (has('rf:Outcome')) put(element, 'rf:Outcome', writeOutcomes(create, readOutcomes(element)));
      if (has('rf:Assignment'))
        put(element, 'rf:Assignment', writeAssignments(create, readAssignments(element)));
    }
    expect(elements.length).toBeGreaterThan(20);
    const [before, after] = await Promise.all([compile(xml), compile(await writeDiagram(definitions))]);
    expect(after).toEqual(before);
  },
);

/** Processes and all that is in them. */
function allIn(container: Moddle): Moddle[] {
  const children = [...partsOf(container, 'rootElements'), ...partsOf(container, 'flowElements')];
  return children.flatMap((child) => [child, ...allIn(child)]);
}

test('people by another rule than a post are shown as such, and stay when another is added', async () => {
  const xml = shipped.replace(/<rf:assignment [^>]*\/>/, '<rf:assignment head="1" of="initiator"/>');
  const definitions = await readDiagram(xml);
  const element = allIn(definitions).find((each) => readAssignments(each).some(isByOtherRule))!;
  const there = readAssignments(element);
  put(
    element,
    'rf:Assignment',
    writeAssignments(create, [...there, { post: 'principal', unit: '= school' }]),
  );
  const again = await readDiagram(await writeDiagram(definitions));
  const [head, ...others] = extensionsOf(elementOf(again, element.id), 'rf:Assignment');
  expect([head!.get('head'), head!.get('of')]).toEqual(['1', 'initiator']);
  expect(others.at(-1)!.get('post')).toBe('principal');
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
