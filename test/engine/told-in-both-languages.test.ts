/** Refusals and incidents are read by people: the types ask for both languages, and these tests for what they say. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Command } from '../../engine/input.ts';
import { given } from '../support/given.ts';
import { model, node, user } from '../support/model.ts';

const sources = ['engine', 'workflows'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file)),
);

test('whatever the engine and workflows say in Chinese is Chinese, and in English has no Chinese of theirs', () => {
  const said = sources.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\b(zh|en):\s*(?:`([^`]+)`|'([^']+)')/g)].map(
      ([, language, template, plain]) => ({
        file,
        language,
        text: (template ?? plain)!.replace(/\$\{[^}]*\}/g, ''),
      }),
    ),
  );
  expect(said.length).toBeGreaterThan(150);
  const wrong = said.filter(({ language, text }) => /\p{Script=Han}/u.test(text) !== (language === 'zh'));
  expect(wrong).toEqual([]);
});

const oneTask = () =>
  given(
    model(
      'p',
      [node('begin', 'startEvent'), user('plan'), node('end', 'endEvent')],
      ['begin -> plan', 'plan -> end'],
    ),
  );

test.each<Command>([
  { kind: 'setVariables', variables: { '=amount': 1 }, reason: '更正' },
  { kind: 'recordProgress', text: ' ' },
  { kind: 'sendMessage', message: 'none', messageId: 'm1', variables: {} },
  { kind: 'startActivity', node: 'plan' },
  { kind: 'resolveIncident', incident: 'i9', how: 'retry' },
  { kind: 'cancelCase', reason: ' ' },
  { kind: 'advanceClock', offset: -1 },
])('a refused $kind is told in both languages', (command) => {
  const refused = oneTask().command(command);
  expect(refused?.texts.zh).toMatch(/\p{Script=Han}/u);
  expect(refused?.texts.en).toBe(refused?.message);
});

test('a command on a case that has ended is refused in both languages', () => {
  const run = oneTask();
  run.complete('plan');
  expect(run.command({ kind: 'recordProgress', text: '好' })).toMatchObject({
    code: 'case-closed',
    texts: { zh: '事项已结束，不能再办理' },
  });
});

test('an incident says in both languages what is wrong and what to do', () => {
  const run = given(
    model(
      'p',
      [node('begin', 'startEvent'), node('choose', 'exclusiveGateway'), node('end', 'endEvent')],
      ['begin -> choose', 'choose -> end : amount > 100'],
    ),
  );
  const [incident] = run.state.incidents;
  expect(incident!.texts).toEqual({
    zh: 'choose 之后没有一个条件成立，也没有默认连线：请更正数据后重试',
    en: incident!.message,
  });
});

test('an expression that cannot be evaluated is shown with its source', () => {
  const run = given(
    model(
      'p',
      [node('begin', 'startEvent'), node('choose', 'exclusiveGateway'), node('end', 'endEvent')],
      ['begin -> choose', 'choose -> end : amount >'],
    ),
  );
  expect(run.state.incidents[0]!.texts?.zh).toBe('FEEL 表达式无法求值：amount >');
});
