import { expect, test } from 'vitest';
import type { SaveTemplateDraft, TemplateDraft } from '../../../api/resources/templates.shapes.ts';
import { ApiProblem, Unreachable } from '../../../web/client/problem.ts';
import { DraftSaver, type SavingState } from '../../../web/pages/templates/edit/draft-saver.ts';

/** A page with one text, a server that answers as told, and a clock that runs when asked. */
function page() {
  const sent: { body: SaveTemplateDraft; key: string }[] = [];
  const states: SavingState['kind'][] = [];
  const world = {
    xml: 'a',
    revision: 0,
    answer: undefined as Error | undefined,
    waiting: [] as (() => void)[],
  };
  const saver = new DraftSaver({
    revision: 0,
    savedAt: null,
    read: async () => ({ xml: world.xml }),
    save: async (body, key) => {
      sent.push({ body, key });
      if (world.answer) throw world.answer;
      world.revision = body.revision + 1;
      return { revision: world.revision, savedAt: '2026-09-18T02:00:00.000Z' } as TemplateDraft;
    },
    onState: ({ kind }) => states.push(kind),
    later: (run) => {
      world.waiting = [run];
      return () => {
        world.waiting = world.waiting.filter((one) => one !== run);
      };
    },
  });
  const change = (xml: string) => {
    world.xml = xml;
    saver.changed();
  };
  return { saver, sent, states, world, change };
}

test('several changes are saved once, with the last content', async () => {
  const { saver, sent, world, change } = page();
  change('b');
  change('c');
  expect(world.waiting).toHaveLength(1);
  expect(await saver.flush()).toBe(true);
  expect(sent.map(({ body }) => body)).toEqual([{ xml: 'c', revision: 0 }]);
  expect(saver.revision).toBe(1);
});

test('a save without an answer is repeated with its own key, and what came after is saved next', async () => {
  const { saver, sent, states, world, change } = page();
  world.answer = new Unreachable(undefined);
  change('b');
  expect(await saver.flush()).toBe(false);
  expect(states.at(-1)).toBe('waiting');

  world.answer = undefined;
  change('c');
  expect(await saver.flush()).toBe(true);
  const [first, repeat, next] = sent;
  expect(repeat).toEqual(first);
  expect(next?.body).toEqual({ xml: 'c', revision: 1 });
  expect(next?.key).not.toBe(first?.key);
});

test('somebody else saved: nothing more is sent until a person has chosen', async () => {
  const { saver, sent, states, world, change } = page();
  world.answer = new ApiProblem(409, { code: 'version-conflict' });
  change('b');
  await saver.flush();
  expect(states.at(-1)).toBe('conflict');
  change('c');
  expect(await saver.flush()).toBe(false);
  expect(sent).toHaveLength(1);

  world.answer = undefined;
  expect(await saver.overwrite(7)).toBe(true);
  expect(sent.at(-1)?.body).toEqual({ xml: 'c', revision: 7 });
});

test('a refusal is said, and saving again tries again', async () => {
  const { saver, states, world, change } = page();
  world.answer = new ApiProblem(413, { code: 'too-large' });
  change('b');
  expect(await saver.flush()).toBe(false);
  expect(states.at(-1)).toBe('refused');
  world.answer = undefined;
  expect(await saver.flush()).toBe(true);
});

test('with nothing changed nothing is sent', async () => {
  const { saver, sent } = page();
  expect(await saver.flush()).toBe(true);
  expect(sent).toEqual([]);
});
