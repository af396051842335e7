import { Cursor } from './cursor.ts';
import { readTest } from './parse.ts';
import type { UnaryTests } from './syntax.ts';

/** Reads the cell of a decision table. */
export function parseUnaryTests(source: string, known: Iterable<string> = []): UnaryTests {
  const cursor = new Cursor(source, known);
  if (cursor.isAtEnd()) return { kind: 'anything' };
  if (cursor.isSign('-') && cursor.after(1).kind === 'end') return { kind: 'anything' };
  const isNegated = cursor.isWord('not') && cursor.after(1).text === '(';
  if (isNegated) {
    cursor.advance();
    cursor.advance();
  }
  const tests = [];
  do {
    const from = cursor.token.from;
    const test = readTest(cursor);
    tests.push({ test, usesInput: mentionsInput(source.slice(from, cursor.token.from)) });
  } while (cursor.takeSign(','));
  if (isNegated) cursor.expectSign(')');
  if (!cursor.isAtEnd()) cursor.fail();
  return { kind: isNegated ? 'none of' : 'one of', tests };
}

function mentionsInput(text: string): boolean {
  return /(?<![\p{L}\p{N}_])\?/u.test(text.replace(/"(?:[^"\\]|\\.)*"/g, '""'));
}
