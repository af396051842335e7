import { equal, inRange, order } from '../compare.ts';
import { parseRange } from '../parse-range.ts';
import type { Run } from '../run.ts';
import type { FeelRange } from '../value.ts';
import { type Value } from '../value.ts';
import { define } from './signature.ts';

/** The relations of points and ranges (DMN 1.5, 10.3.4.7). A range here has both ends. */

type Relation<A, B> = (a: A, b: B, run: Run) => Value;

/** Points and ranges in every combination that a relation has; the parameters are named as the standard does. */
function relation(
  name: string,
  forms: {
    points?: Relation<Value, Value>;
    pointRange?: Relation<Value, FeelRange>;
    rangePoint?: Relation<FeelRange, Value>;
    ranges?: Relation<FeelRange, FeelRange>;
  },
) {
  const point = 'number | string | date | time | date and time | duration';
  const spread =
    <A, B>(body: Relation<A, B> | undefined) =>
    ([a, b]: [A, B], run: Run) =>
      body?.(a, b, run) ?? null;
  return define({
    ...(forms.points && { [`${name}(point1: ${point}, point2: ${point})`]: spread(forms.points) }),
    ...(forms.pointRange && { [`${name}(point: ${point}, range: range)`]: spread(forms.pointRange) }),
    ...(forms.rangePoint && { [`${name}(range: range, point: ${point})`]: spread(forms.rangePoint) }),
    ...(forms.ranges && { [`${name}(range1: range, range2: range)`]: spread(forms.ranges) }),
  });
}

function compare(a: Value, b: Value, holds: (order: number) => boolean): boolean | null {
  const found = order(a, b);
  return found === null ? null : holds(found);
}

const isLess = (a: Value, b: Value) => compare(a, b, (found) => found < 0);
const isSame = (a: Value, b: Value) => compare(a, b, (found) => found === 0);

function all(...conditions: (boolean | null)[]): boolean | null {
  if (conditions.includes(false)) return false;
  return conditions.includes(null) ? null : true;
}

function any(...conditions: (boolean | null)[]): boolean | null {
  if (conditions.includes(true)) return true;
  return conditions.includes(null) ? null : false;
}

/** The first range ends before the second begins: at one point together only when one of them leaves it out. */
function isBefore(a: FeelRange, b: FeelRange): boolean | null {
  return any(isLess(a.end, b.start), all(!(a.endIncluded && b.startIncluded), isSame(a.end, b.start)));
}

function startsNoLater(a: FeelRange, b: FeelRange): boolean | null {
  return any(isLess(a.start, b.start), all(isSame(a.start, b.start), a.startIncluded || !b.startIncluded));
}

function endsNoEarlier(a: FeelRange, b: FeelRange): boolean | null {
  return any(isLess(b.end, a.end), all(isSame(a.end, b.end), a.endIncluded || !b.endIncluded));
}

function overlap(a: FeelRange, b: FeelRange): boolean | null {
  const [before, after] = [isBefore(a, b), isBefore(b, a)];
  return before === null || after === null ? null : !before && !after;
}

const sameStart = (a: FeelRange, b: FeelRange) =>
  all(isSame(a.start, b.start), a.startIncluded === b.startIncluded);
const sameEnd = (a: FeelRange, b: FeelRange) => all(isSame(a.end, b.end), a.endIncluded === b.endIncluded);
const meets = (a: FeelRange, b: FeelRange) => all(a.endIncluded && b.startIncluded, isSame(a.end, b.start));
const includes = (a: FeelRange, b: FeelRange) => all(startsNoLater(a, b), endsNoEarlier(a, b));
const isStartOf = (point: Value, range: FeelRange) => all(range.startIncluded, isSame(point, range.start));
const isEndOf = (point: Value, range: FeelRange) => all(range.endIncluded, isSame(point, range.end));

/** Begins earlier (or with the point that the other leaves out), overlaps, and ends inside the other. */
const overlapsBefore = (a: FeelRange, b: FeelRange) =>
  all(
    any(isLess(a.start, b.start), all(isSame(a.start, b.start), a.startIncluded && !b.startIncluded)),
    any(isLess(b.start, a.end), all(isSame(b.start, a.end), a.endIncluded && b.startIncluded)),
    any(isLess(a.end, b.end), all(isSame(a.end, b.end), !a.endIncluded || b.endIncluded)),
  );

const overlapsAfter = (a: FeelRange, b: FeelRange) =>
  all(
    any(isLess(b.start, a.start), all(isSame(a.start, b.start), b.startIncluded && !a.startIncluded)),
    any(isLess(a.start, b.end), all(isSame(a.start, b.end), a.startIncluded && b.endIncluded)),
    any(isLess(b.end, a.end), all(isSame(a.end, b.end), a.endIncluded || !b.endIncluded)),
  );

const swapped =
  (body: (a: FeelRange, b: FeelRange) => boolean | null): Relation<FeelRange, FeelRange> =>
  (a, b) =>
    body(b, a);

export const rangeFunctions = {
  before: relation('before', {
    points: (a, b) => isLess(a, b),
    pointRange: (a, b) => any(isLess(a, b.start), all(!b.startIncluded, isSame(a, b.start))),
    rangePoint: (a, b) => any(isLess(a.end, b), all(!a.endIncluded, isSame(a.end, b))),
    ranges: isBefore,
  }),
  after: relation('after', {
    points: (a, b) => isLess(b, a),
    pointRange: (a, b) => any(isLess(b.end, a), all(!b.endIncluded, isSame(a, b.end))),
    rangePoint: (a, b) => any(isLess(b, a.start), all(!a.startIncluded, isSame(a.start, b))),
    ranges: swapped(isBefore),
  }),
  meets: relation('meets', { ranges: meets }),
  'met by': relation('met by', { ranges: swapped(meets) }),
  overlaps: relation('overlaps', { ranges: overlap }),
  'overlaps before': relation('overlaps before', { ranges: overlapsBefore }),
  'overlaps after': relation('overlaps after', { ranges: overlapsAfter }),
  finishes: relation('finishes', {
    pointRange: isEndOf,
    ranges: (a, b) => all(sameEnd(a, b), startsNoLater(b, a)),
  }),
  'finished by': relation('finished by', {
    rangePoint: (a, b) => isEndOf(b, a),
    ranges: (a, b) => all(sameEnd(a, b), startsNoLater(a, b)),
  }),
  includes: relation('includes', {
    rangePoint: (a, b, run) => inRange(b, a, run),
    ranges: includes,
  }),
  during: relation('during', {
    pointRange: (a, b, run) => inRange(a, b, run),
    ranges: swapped(includes),
  }),
  starts: relation('starts', {
    pointRange: isStartOf,
    ranges: (a, b) => all(sameStart(a, b), endsNoEarlier(b, a)),
  }),
  'started by': relation('started by', {
    rangePoint: (a, b) => isStartOf(b, a),
    ranges: (a, b) => all(sameStart(a, b), endsNoEarlier(a, b)),
  }),
  coincides: relation('coincides', {
    points: (a, b, run) => equal(a, b, run),
    ranges: (a, b) => all(sameStart(a, b), sameEnd(a, b)),
  }),
  range: define({
    'range(from: string)': ([text]: [string], run: Run) => parseRange(text, run),
  }),
};
