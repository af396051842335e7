import type { PostAtUnitExpression } from '../../engine/model.ts';
import type { HeadOf, PeopleSource } from '../../engine/work/model.ts';
import { isIdentifier } from '../activity-reading.ts';
import { calendarProblems } from '../calendar-use.ts';
import type { Place } from '../expression-reading.ts';
import { readPostAtUnit, unknownPost, unknownUnit } from '../people-reading.ts';
import type { Problem } from '../problem.ts';
import type { ReadingContext } from '../reading.ts';
import { extensionsOf, type SourceElement } from '../source-element.ts';
import { Attributes } from './attributes.ts';

/** What one `rf:assignment` says: a post at a unit, or another way to find people. */
export interface Assignment {
  candidate?: PostAtUnitExpression;
  people?: PeopleSource;
  problems: Problem[];
}

/** The attribute that tells the kinds of assignment apart; without any it is a post at a unit. */
const kinds = [
  'role',
  'person',
  'field',
  'initiator',
  'previousHandler',
  'head',
  'heads',
  'chosenBy',
  'people',
] as const;
type Kind = (typeof kinds)[number];

/** What may stand beside each kind. */
const beside: Record<Kind | 'post', string[]> = {
  post: ['post', 'unit'],
  role: ['unitKind'],
  person: [],
  field: [],
  initiator: [],
  previousHandler: ['node'],
  head: ['of'],
  heads: ['of'],
  chosenBy: ['most'],
  people: [],
};

const place: Place = ['办理人', 'assignment'];
/** No organisation is deeper. */
const mostLevels = 20;

/** One `rf:assignment` of a task or its lane. */
export function readAssignment(source: SourceElement, context: ReadingContext): Assignment {
  const read = new Attributes(source, place, context);
  const written = kinds.filter((kind) => read.text(kind) !== undefined);
  const [kind = 'post', second] = written;
  if (second !== undefined) {
    read.fault(
      'assignment-kind',
      [
        `一项办理人只能有一种来源，实际有 ${written.join('、')}`,
        `Expected one way to find people, but found ${written.join(', ')}`,
      ],
      ['拆成多项办理人', 'Write one rf:assignment for each'],
    );
    return { problems: read.problems };
  }
  const unfit = [...new Set(Object.values(beside).flat())].filter((name) => !beside[kind].includes(name));
  read.unfit(unfit, [`办理人来源是 ${kind}`, `the people are found by ${kind}`]);
  if (kind === 'post') {
    const { value, problems } = readPostAtUnit(source, place, context);
    return { candidate: value, problems: [...read.problems, ...problems] };
  }
  const people = readers[kind](read, source, context);
  return { ...(people && { people }), problems: read.problems };
}

type Reader = (read: Attributes, source: SourceElement, context: ReadingContext) => PeopleSource | undefined;

const readers: Record<Kind, Reader> = {
  role(read, source, context) {
    const post = read.expression('role') ?? '';
    read.problems.push(...unknownPost(source, post, context));
    const unitKind = read.text('unitKind');
    return { kind: 'role', post, ...(unitKind !== undefined && { unitKind }) };
  },
  person(read) {
    return { kind: 'person', person: read.expression('person') ?? '' };
  },
  field(read) {
    const field = read.text('field') ?? '';
    if (!isIdentifier(field)) read.wrong('field', ['变量名', 'the name of a variable'], field);
    return { kind: 'person', person: `= ${field}` };
  },
  initiator(read) {
    return read.flag('initiator') ? { kind: 'initiator' } : undefined;
  },
  previousHandler(read) {
    const node = read.text('node');
    return read.flag('previousHandler')
      ? { kind: 'previousHandler', ...(node !== undefined && { node }) }
      : undefined;
  },
  head(read, source, context) {
    const levels = read.number('head', { from: 0, to: mostLevels, whole: true }) ?? 0;
    return { kind: 'head', of: headOf(read, source, context), levels };
  },
  heads(read, source, context) {
    const isTop = read.text('heads') === 'top';
    const levels = isTop ? 'top' : read.number('heads', { from: 0, to: mostLevels, whole: true });
    return { kind: 'heads', of: headOf(read, source, context), upTo: levels ?? 'top' };
  },
  chosenBy(read, source, context) {
    const by = read.choice('chosenBy', ['initiator', 'previousHandler']);
    const most = read.number('most', { from: 1, to: 1000, whole: true });
    const among = readPosts(source, 'rf:among', context);
    read.problems.push(...among.problems);
    return {
      kind: 'chosen',
      by: by ?? 'initiator',
      ...(among.posts.length > 0 && { among: among.posts }),
      ...(most !== undefined && { most }),
    };
  },
  people(read) {
    return { kind: 'feel', people: read.feel('people') ?? '' };
  },
};

function headOf(read: Attributes, source: SourceElement, context: ReadingContext): HeadOf {
  const of = read.expression('of');
  if (of === 'initiator' || of === 'previousHandler') return of;
  if (of === undefined) {
    read.fault(
      'assignment-head-of',
      ['没有写明是谁的负责人', 'It is not said whose head is meant'],
      [
        '在 of 中写单位（如 = responsibleUnit）、initiator 或 previousHandler',
        'Write a unit (such as = responsibleUnit), initiator or previousHandler in of',
      ],
    );
  } else read.problems.push(...unknownUnit(source, of, context));
  return { unit: of ?? '' };
}

/** Posts at units that stand in parts of a part: `rf:among`, `rf:fallback`, `rf:approver`. */
export function readPosts(
  source: SourceElement,
  type: string,
  context: ReadingContext,
): { posts: PostAtUnitExpression[]; problems: Problem[] } {
  const read = extensionsOf(source, type).map((part) => {
    const { value, problems } = readPostAtUnit(part, [type, type], context);
    return {
      value,
      problems: [...problems, ...[value.post, value.unit].flatMap((text) => calendarProblems(part, text))],
    };
  });
  return { posts: read.map(({ value }) => value), problems: read.flatMap(({ problems }) => problems) };
}
