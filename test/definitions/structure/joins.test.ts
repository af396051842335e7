import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../../definitions/compile.ts';
import type { Problem } from '../../../definitions/problem.ts';
import type { SourceElement } from '../../../definitions/source-element.ts';
import { joinProblems } from '../../../definitions/structure/joins.ts';
import type { Node, ProcessModel } from '../../../engine/model.ts';
import { shapes } from '../../reference/batch.ts';
import { compare } from '../../reference/compare.ts';
import { boundary, link, message, model, node, nodes, user, within } from '../../support/model.ts';
import { bpmn, flow } from '../bpmn.ts';
import { canPass, canWaitForEver, playAll } from './token-game.ts';

function problemsOf(process: ProcessModel): Problem[] {
  const sources = Object.values(process.nodes).map(({ id, type }): [string, SourceElement] => {
    const read = { id, type, name: id, role: 'flowElements', attributes: {}, text: '' };
    return [id, { ...read, children: [], extensions: [] }];
  });
  return joinProblems({ ...process, sources: new Map(sources), problems: [] });
}

const said = (process: ProcessModel) => problemsOf(process).map(({ element, code }) => `${element} ${code}`);

const start = node('start', 'startEvent');
const end = node('end', 'endEvent');
const tasks = (...ids: string[]) => ids.map((id) => user(id));
const and = (...ids: string[]) => nodes('parallelGateway', ...ids);
const xor = (...ids: string[]) => nodes('exclusiveGateway', ...ids);
const draw = (parts: Node[], ...flows: string[]) => model('p', [start, end, ...parts], flows);

describe('a parallel join waits in vain', () => {
  test('for two ways of which a choice takes one', () => {
    const process = draw(
      [...xor('choice'), ...tasks('a', 'b'), ...and('join')],
      ...['start -> choice', 'choice -> a : x', 'choice -> b : default'],
      ...['a -> join', 'b -> join', 'join -> end'],
    );
    expect(problemsOf(process)).toMatchObject([
      {
        element: 'join',
        code: 'join-never-passed',
        severity: 'warning',
        message: {
          zh: '并行网关要等每条进线都到齐，但对来自“a”和“b”的进线，在“choice”之后二者只走其一：案件会永远停在这里',
          en: "The parallel gateway waits for every way in, but of those from 'a' and 'b' after 'choice' only one is taken: a case stops here for ever",
        },
      },
    ]);
  });

  test('for a way of a choice within one of several branches', () => {
    const process = draw(
      [...and('fork', 'join'), ...xor('choice'), ...tasks('a', 'b', 'c')],
      ...['start -> fork', 'fork -> choice', 'fork -> c', 'choice -> a : x', 'choice -> b : default'],
      ...['a -> join', 'b -> join', 'c -> join', 'join -> end'],
    );
    expect(said(process)).toEqual(['join join-never-passed']);
  });

  test('after parallel and inclusive blocks that are closed', () => {
    const process = draw(
      [
        ...and('fork', 'meet', 'join'),
        ...nodes('inclusiveGateway', 'some', 'all'),
        ...xor('choice'),
        ...tasks('a', 'b', 'c', 'd'),
      ],
      ...['start -> fork', 'fork -> a', 'fork -> b', 'a -> meet', 'b -> meet', 'meet -> some'],
      ...['some -> c : x', 'some -> d : default', 'c -> all', 'd -> all', 'all -> choice'],
      ...['choice -> join : x', 'choice -> join : default', 'join -> end'],
    );
    expect(said(process)).toEqual(['join join-never-passed']);
  });

  test('for a step and the event that interrupts it', () => {
    const process = draw(
      [...tasks('a', 'b'), boundary('late', 'a', { events: message('late') }), ...and('join')],
      ...['start -> a', 'a -> join', 'late -> b', 'b -> join', 'join -> end'],
    );
    expect(said(process)).toEqual(['join join-never-passed']);
  });

  test('for two start events, each of which begins a case of its own', () => {
    const process = draw(
      [node('other', 'startEvent', { events: message('m') }), ...and('join')],
      ...['start -> join', 'other -> join', 'join -> end'],
    );
    expect(problemsOf(process)[0]?.message.en).toContain('never come in the same case');
  });

  test('over a link, and inside a sub-process', () => {
    const process = draw(
      [
        ...within('sub', [
          ...[node('in', 'startEvent'), ...xor('choice'), ...and('join'), ...tasks('a', 'b')],
          node('throw', 'intermediateThrowEvent', { events: link('L', 'catch') }),
          node('catch', 'intermediateCatchEvent', { events: link('L') }),
        ]),
      ],
      ...['start -> sub', 'sub -> end', 'in -> choice', 'choice -> a : x', 'choice -> throw : default'],
      ...['a -> join', 'catch -> join', 'join -> b'],
    );
    expect(said(process)).toEqual(['join join-never-passed']);
  });

  test('for a way back that comes only after it', () => {
    const process = draw(
      [...and('join'), ...tasks('a'), ...xor('again')],
      ...['start -> join', 'join -> a', 'a -> again', 'again -> join : x', 'again -> end : default'],
    );
    expect(said(process)).toEqual(['join join-after-itself']);
  });

  test('when a choice leaves out the fork before it', () => {
    const process = draw(
      [...xor('choice', 'merge'), ...and('fork', 'join'), ...tasks('a', 'b')],
      ...['start -> choice', 'choice -> fork : x', 'choice -> merge : default', 'fork -> a', 'fork -> b'],
      ...['a -> merge', 'merge -> join', 'b -> join', 'join -> end'],
    );
    expect(problemsOf(process)).toMatchObject([
      {
        code: 'join-may-wait',
        message: {
          en: "The parallel gateway waits for every way in, but when 'merge' is taken after 'choice', none comes from 'b': a case stops here",
        },
      },
    ]);
  });

  test('and the check of a template says so, and what to do', async () => {
    const gateway = (id: string, type: string, attributes = '') =>
      `<bpmn:${type}Gateway id="${id}" ${attributes}/>`;
    const result = await compile(
      bpmn(
        [
          '<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>',
          '<bpmn:manualTask id="a" name="初审"/><bpmn:manualTask id="b"/>',
          gateway('choice', 'exclusive', 'default="choice_b"') + gateway('join', 'parallel', 'name="汇合"'),
          flow('s', 'choice') + flow('choice', 'a', '= x = 1') + flow('choice', 'b'),
          flow('a', 'join') + flow('b', 'join') + flow('join', 'e'),
        ].join(''),
      ),
    );
    expect(result).toMatchObject({
      ok: true,
      warnings: [{ element: 'join', name: '汇合', mend: { zh: expect.stringContaining('互斥网关') } }],
    });
  });
});

describe('nothing is said', () => {
  test('of a fork and its join, with choices and ways back in the branches', () => {
    const process = draw(
      [...and('fork', 'join'), ...tasks('a', 'b', 'c'), ...xor('split', 'merge', 'again')],
      ...['start -> fork', 'fork -> split', 'split -> a : x', 'split -> b : default', 'a -> merge'],
      ...[
        'b -> merge',
        'merge -> join',
        'fork -> c',
        'c -> again',
        'again -> c : x',
        'again -> join : default',
      ],
      'join -> end',
    );
    expect(said(process)).toEqual([]);
  });

  test('where the same data are asked before the fork and before the join', () => {
    const process = draw(
      [...xor('choice', 'merge', 'asked'), ...and('fork', 'join'), ...tasks('a', 'b')],
      ...['start -> choice', 'choice -> fork : x', 'choice -> merge : default', 'fork -> a', 'fork -> b'],
      ...[
        'a -> merge',
        'merge -> asked',
        'asked -> join : x',
        'asked -> end : default',
        'b -> join',
        'join -> end',
      ],
    );
    expect(said(process)).toEqual([]);
  });

  test('where several tokens come to the choice', () => {
    const process = draw(
      [...and('fork', 'join'), ...xor('choice'), ...tasks('a', 'b')],
      ...['start -> fork', 'fork -> a', 'fork -> b', 'a -> choice', 'b -> choice'],
      ...['choice -> join : x', 'choice -> join : default', 'join -> end'],
    );
    expect(said(process)).toEqual([]);
  });

  test('where several tokens pass an inclusive join one after the other, by the same way in', () => {
    const process = draw(
      [
        ...and('fork', 'join'),
        ...nodes('inclusiveGateway', 'all'),
        ...xor('merge', 'asked', 'choice'),
        ...tasks('a', 'b'),
      ],
      ...['start -> fork', 'fork -> a', 'fork -> b', 'fork -> asked', 'a -> merge', 'b -> merge'],
      ...['merge -> all', 'asked -> all : x', 'asked -> end : default', 'all -> choice'],
      ...['choice -> join : x', 'choice -> join : default', 'join -> end'],
    );
    expect(said(process)).toEqual([]);
  });

  test('where an event sends off a token while the step goes on', () => {
    const process = draw(
      [
        ...tasks('a', 'b'),
        boundary('note', 'a', { events: message('note'), isInterrupting: false }),
        ...and('join'),
      ],
      ...['start -> a', 'a -> join', 'note -> b', 'b -> join', 'join -> end'],
    );
    expect(said(process)).toEqual([]);
  });
});

const trials = (shape: keyof typeof shapes, seed: number) => {
  const choice = fc.record({ pick: fc.nat(99), a: fc.nat(3), b: fc.nat(3) });
  const choices = fc.array(choice, { minLength: 1, maxLength: 25, size: 'max' });
  return fc.sample(fc.record({ model: shapes[shape], choices }), { numRuns: 400, seed });
};

test('nothing is said of random models made of blocks', () => {
  for (const { model: process } of trials('structured', 1)) expect(said(process)).toEqual([]);
});

test('a join that no run is said to pass is passed in no run of random models', () => {
  let seen = 0;
  for (const { model: process, choices } of trials('unstructured', 2)) {
    const never = problemsOf(process).filter(({ code }) => code !== 'join-may-wait');
    if (never.length === 0) continue;
    const { completed } = compare({ model: process, choices });
    for (const { element } of never) expect(completed).not.toContain(`completed ${element}`);
    seen += never.length;
  }
  expect(seen).toBeGreaterThan(10);
});

/** Any graph of choices, forks, joins and steps. */
const graphs = fc
  .record({
    kinds: fc.array(fc.constantFrom('exclusiveGateway', 'parallelGateway', 'task'), {
      minLength: 3,
      maxLength: 8,
    }),
    from: fc.array(fc.nat(7), { minLength: 8, maxLength: 8 }),
    more: fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { minLength: 2, maxLength: 6 }),
  })
  .map(({ kinds, from, more }) => {
    const parts = kinds.map((type, index) => node(`n${index}`, type));
    const { length } = parts;
    const back = parts.map((_, index) =>
      index === 0 ? 'start -> n0' : `n${(from[index] ?? 0) % index} -> n${index}`,
    );
    const also = more.map(([one, other]) => `n${one % length} -> n${other % length}`);
    return model('p', [start, ...parts], [...back, ...also]);
  });

test('played in all ways, a join of which it is said waits for ever in some run, and is passed only where it says so', () => {
  const seen: Record<string, number> = {};
  for (const process of fc.sample(graphs, { numRuns: 1500, seed: 3 })) {
    const problems = problemsOf(process);
    const game = problems.length > 0 ? playAll(process) : undefined;
    if (!game) continue;
    for (const { element, code } of problems) {
      const { incoming } = process.nodes[element] as Node;
      expect({ code, waits: canWaitForEver(game, incoming) }).toEqual({ code, waits: true });
      if (code !== 'join-may-wait') expect(canPass(game, incoming)).toBe(false);
      seen[code] = (seen[code] ?? 0) + 1;
    }
  }
  expect(seen).toMatchObject({
    'join-never-passed': expect.any(Number),
    'join-after-itself': expect.any(Number),
    'join-may-wait': expect.any(Number),
  });
});
