import type { ArithmeticOperator } from './arithmetic.ts';
import { Cursor, mustBeKnown } from './cursor.ts';
import { readAtLiteral } from './at-literal.ts';
import { parseNumber } from './number.ts';
import { readType } from './parse-type.ts';
import type { Iteration, Syntax } from './syntax.ts';
import { FeelSyntaxError } from './token.ts';
import type { RangeOperator } from './value.ts';

/** Reads a FEEL expression. Throws FeelSyntaxError. `known` are the names in scope that hold signs or keywords. */
export function parseExpression(source: string, known: Iterable<string> = []): Syntax {
  const cursor = new Cursor(source, known);
  const expression = readExpression(cursor);
  if (!cursor.isAtEnd()) cursor.fail();
  return expression;
}

function readExpression(cursor: Cursor): Syntax {
  return cursor.deeper(() => readOr(cursor));
}

function readOr(cursor: Cursor): Syntax {
  let left = readAnd(cursor);
  while (cursor.takeWord('or')) left = { kind: 'or', left, right: readAnd(cursor) };
  return left;
}

function readAnd(cursor: Cursor): Syntax {
  let left = readComparison(cursor);
  while (cursor.takeWord('and')) left = { kind: 'and', left, right: readComparison(cursor) };
  return left;
}

const comparisons = new Set(['=', '!=', '<', '<=', '>', '>=']);

function comparisonHere(cursor: Cursor): RangeOperator | undefined {
  const { kind, text } = cursor.token;
  return kind === 'sign' && comparisons.has(text) ? (text as RangeOperator) : undefined;
}

function readComparison(cursor: Cursor): Syntax {
  let left = readSum(cursor);
  for (;;) {
    const operator = comparisonHere(cursor);
    if (operator !== undefined) {
      cursor.advance();
      left = { kind: 'comparison', operator, left, right: readSum(cursor) };
    } else if (cursor.takeWord('between')) {
      const low = readSum(cursor);
      cursor.expectWord('and');
      left = { kind: 'between', value: left, low, high: readSum(cursor) };
    } else if (cursor.takeWord('in')) {
      left = { kind: 'in', value: left, tests: readTests(cursor) };
    } else if (cursor.takeWord('instance')) {
      cursor.expectWord('of');
      left = { kind: 'instance of', value: left, type: readType(cursor) };
    } else {
      return left;
    }
  }
}

/** What may follow `in`: one test, or several in parentheses. */
function readTests(cursor: Cursor): Syntax[] {
  if (!cursor.isSign('(')) return [readTest(cursor, readSum)];
  const opening = cursor.advance();
  return cursor.deeper(() => {
    const first = readTest(cursor);
    if (cursor.isSign('..')) return [readInterval(cursor, first, opening.text)];
    const tests = [first];
    while (cursor.takeSign(',')) tests.push(readTest(cursor));
    cursor.expectSign(')');
    return tests;
  });
}

/** A positive unary test: `> 5`, an interval, or any expression. */
export function readTest(cursor: Cursor, read: (cursor: Cursor) => Syntax = readExpression): Syntax {
  const operator = comparisonHere(cursor);
  if (operator === undefined) return read(cursor);
  cursor.advance();
  return { kind: 'unary test', operator, operand: readSum(cursor) };
}

function readSum(cursor: Cursor): Syntax {
  return readChain(cursor, ['+', '-'], readProduct);
}

function readProduct(cursor: Cursor): Syntax {
  return readChain(cursor, ['*', '/'], (inner) => readChain(inner, ['**'], readNegation));
}

function readChain(
  cursor: Cursor,
  operators: ArithmeticOperator[],
  read: (cursor: Cursor) => Syntax,
): Syntax {
  let left = read(cursor);
  for (;;) {
    const operator = operators.find((sign) => cursor.isSign(sign));
    if (operator === undefined) return left;
    cursor.advance();
    left = { kind: 'arithmetic', operator, left, right: read(cursor) };
  }
}

function readNegation(cursor: Cursor): Syntax {
  if (!cursor.takeSign('-')) return readPostfix(cursor);
  return cursor.deeper(() => ({ kind: 'negation', of: readNegation(cursor) }));
}

function readPostfix(cursor: Cursor): Syntax {
  let of = readPrimary(cursor);
  for (;;) {
    if (cursor.takeSign('.')) {
      of = { kind: 'path', of, name: cursor.partName() };
    } else if (cursor.isSign('[') && !closesInterval(cursor)) {
      cursor.advance();
      of = { kind: 'filter', of, by: readExpression(cursor) };
      cursor.expectSign(']');
    } else if (cursor.isSign('(')) {
      of = readCall(cursor, of);
    } else {
      return of;
    }
  }
}

/** `[1..3[` ends with a bracket that opens: nothing follows it that could begin a filter. */
function closesInterval(cursor: Cursor): boolean {
  const { kind, text } = cursor.after(1);
  if (kind === 'end') return true;
  if (kind === 'sign') return !['(', '[', '{', '-', '@', '<', '<=', '>', '>='].includes(text);
  return (
    kind === 'word' && ['and', 'or', 'then', 'else', 'return', 'satisfies', 'in', 'instance'].includes(text)
  );
}

function readCall(cursor: Cursor, called: Syntax): Syntax {
  cursor.expectSign('(');
  if (cursor.takeSign(')')) return { kind: 'call', called, positional: [] };
  if (cursor.isNamedArgument()) {
    const named: [string, Syntax][] = [];
    do {
      const name = cursor.newName([]);
      cursor.expectSign(':');
      named.push([name, readExpression(cursor)]);
    } while (cursor.takeSign(','));
    cursor.expectSign(')');
    return { kind: 'named call', called, named };
  }
  const positional: Syntax[] = [];
  do positional.push(readExpression(cursor));
  while (cursor.takeSign(','));
  cursor.expectSign(')');
  return { kind: 'call', called, positional };
}

function readPrimary(cursor: Cursor): Syntax {
  const { kind, text, from } = cursor.token;
  if (kind === 'number') {
    cursor.advance();
    const value = parseNumber(text);
    if (value === null) throw new FeelSyntaxError(from, text, 'the number is too large');
    return { kind: 'literal', value };
  }
  if (kind === 'string') {
    cursor.advance();
    return { kind: 'literal', value: text };
  }
  if (kind === 'sign') return readSignedPrimary(cursor, text);
  if (kind === 'end') return cursor.fail('something is missing');
  if (cursor.isName()) return { kind: 'name', name: cursor.name() };
  cursor.advance();
  switch (text) {
    case 'true':
      return { kind: 'literal', value: true };
    case 'false':
      return { kind: 'literal', value: false };
    case 'null':
      return { kind: 'literal', value: null };
    case 'if':
      return readIf(cursor);
    case 'for':
      return readFor(cursor);
    case 'some':
    case 'every': {
      const iterations = readIterations(cursor, 'satisfies');
      return { kind: text, iterations, satisfies: readExpression(cursor) };
    }
    case 'function':
      return readFunction(cursor);
    default:
      throw new FeelSyntaxError(from, text);
  }
}

function readSignedPrimary(cursor: Cursor, sign: string): Syntax {
  switch (sign) {
    case '(':
    case '[':
    case ']': {
      cursor.advance();
      return cursor.deeper(() => readBracketed(cursor, sign));
    }
    case '{':
      return cursor.deeper(() => readContext(cursor));
    case '@': {
      const { from } = cursor.advance();
      if (cursor.token.kind !== 'string') cursor.fail('a text is expected after @');
      const { text } = cursor.advance();
      const value = readAtLiteral(text);
      if (value === null) throw new FeelSyntaxError(from, text, 'it is no date, time or duration');
      return { kind: 'literal', value };
    }
    default:
      return cursor.fail();
  }
}

/** A list, an interval, a unary test as a value, or an expression in parentheses. */
function readBracketed(cursor: Cursor, opening: '(' | '[' | ']'): Syntax {
  if (opening === '[' && cursor.takeSign(']')) return { kind: 'list', items: [] };
  const first = readTest(cursor);
  if (cursor.isSign('..')) return readInterval(cursor, first, opening);
  if (opening === '(') {
    cursor.expectSign(')');
    return first;
  }
  if (opening === ']') cursor.fail("'..' is expected here");
  const items = [first];
  while (cursor.takeSign(',')) items.push(readTest(cursor));
  cursor.expectSign(']');
  return { kind: 'list', items };
}

function readInterval(cursor: Cursor, start: Syntax, opening: string): Syntax {
  cursor.expectSign('..');
  const end = readExpression(cursor);
  const closing = cursor.token.text;
  if (!cursor.takeSign(']') && !cursor.takeSign(')') && !cursor.takeSign('[')) {
    cursor.fail("']' or ')' is expected here");
  }
  return { kind: 'range', start, end, startIncluded: opening === '[', endIncluded: closing === ']' };
}

function readContext(cursor: Cursor): Syntax {
  cursor.expectSign('{');
  const entries: [string, Syntax][] = [];
  while (!cursor.isSign('}')) {
    if (entries.length > 0) cursor.expectSign(',');
    const isText = cursor.token.kind === 'string';
    const key = isText ? cursor.advance().text : cursor.newName([]);
    if (isText && mustBeKnown(key)) cursor.learn(key);
    cursor.expectSign(':');
    entries.push([key, readExpression(cursor)]);
  }
  cursor.expectSign('}');
  return { kind: 'context', entries };
}

function readIf(cursor: Cursor): Syntax {
  const condition = readExpression(cursor);
  cursor.expectWord('then');
  const then = readExpression(cursor);
  cursor.expectWord('else');
  return { kind: 'if', condition, then, else: readExpression(cursor) };
}

function readFor(cursor: Cursor): Syntax {
  const iterations = readIterations(cursor, 'return');
  return { kind: 'for', iterations, result: readExpression(cursor) };
}

function readIterations(cursor: Cursor, end: 'return' | 'satisfies'): Iteration[] {
  const iterations: Iteration[] = [];
  do {
    const variable = cursor.newName(['in']);
    cursor.expectWord('in');
    const over = readExpression(cursor);
    iterations.push(
      cursor.takeSign('..') ? { variable, over, to: readExpression(cursor) } : { variable, over },
    );
  } while (cursor.takeSign(','));
  cursor.expectWord(end);
  return iterations;
}

function readFunction(cursor: Cursor): Syntax {
  cursor.expectSign('(');
  const parameters = [];
  while (!cursor.isSign(')')) {
    if (parameters.length > 0) cursor.expectSign(',');
    const name = cursor.newName([]);
    parameters.push(cursor.takeSign(':') ? { name, type: readType(cursor) } : { name });
  }
  cursor.expectSign(')');
  if (cursor.isWord('external')) cursor.fail('functions of other languages are not run');
  return { kind: 'function', parameters, body: readExpression(cursor) };
}
