import { expect } from 'vitest';
import type { Node, ProcessModel } from '../../../engine/model.ts';
import { given, type CaseUnderTest } from '../../support/given.ts';
import { boundary, message, node, nodes, user } from '../../support/model.ts';
import { end, inARow, returns, start, trailing } from './returning.ts';

export const row = inARow('a', 'b', 'c', 'd');

/** A step `sum` that begins with two tokens, one of `a` and one of `b`; `a` leads on to `beside` as well. */
export function summing(sum: Node[] = [user('sum', {}, needsBoth)]): ProcessModel {
  const inside = sum.length > 1 ? ['in -> inside'] : [];
  return trailing(
    [start, user('a'), user('b'), user('beside'), ...sum, end],
    [
      ...['start -> a', 'start -> b', 'a -> sum', 'a -> beside', 'b -> sum'],
      ...['sum -> end', 'beside -> end', ...inside],
    ],
  );
}

export const needsBoth = { startQuantity: 2 };

/** Branches `a` and `b` (after `b0`) meet before `c`; an event at `b` leads over `other` to the same join. */
export function branches(
  stop: Partial<Node>,
  { also = [], flows = [] }: { also?: Node[]; flows?: string[] } = {},
): ProcessModel {
  return trailing(
    [
      ...[start, ...nodes('parallelGateway', 'fork', 'join'), node('either', 'exclusiveGateway'), end],
      ...['a', 'b0', 'b', 'other', 'c'].map((id) => user(id)),
      boundary('stop', 'b', stop),
      ...also,
    ],
    [
      ...['start -> fork', 'fork -> a', 'fork -> b0', 'b0 -> b', 'b -> either', 'stop -> other'],
      ...['other -> either', 'a -> join', 'either -> join', 'join -> c', 'c -> end'],
      ...flows,
    ],
  );
}

export const stoppable = branches({ events: message('stop') });

/** A case of such branches in which `c` was returned to `b`, to go straight back. */
export function returned(process: ProcessModel): CaseUnderTest {
  const run = given(process);
  ['a', 'b0', 'b'].forEach((step) => run.complete(step));
  returns(process, run, { from: 'c', to: 'b', resume: 'back' });
  expect(run.openTasks()).toContain('b');
  return run;
}
