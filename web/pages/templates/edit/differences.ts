import { readCondition } from './condition.ts';
import type { Outline, OutlineStep, OutlineWay } from './outline.ts';
import type { Deadline, LadderStep, Outcome, PostAtUnit } from './parts.ts';

/** What is said of a change, in the order in which people ask: which steps, by when, who. */
export type DifferenceGroup = 'steps' | 'deadlines' | 'people' | 'other';

export interface Difference {
  group: DifferenceGroup;
  what:
    | 'added'
    | 'removed'
    | 'renamed'
    | 'ways'
    | 'deadline'
    | 'ladder'
    | 'defaultLadder'
    | 'who'
    | 'excluded'
    | 'form'
    | 'outcomes'
    | 'instruction'
    | 'does'
    | 'process';
  /** The step concerned; absent for the process as a whole. */
  element?: string;
  name: { zh: string; en: string };
  /** In the reader's words; empty: there was, or is, nothing. */
  before: string;
  after: string;
}

/** How parts are put into words. */
export interface OutlineWords {
  who(who: PostAtUnit[]): string;
  units(units: string[]): string;
  form(key: string): string;
  outcomes(outcomes: Outcome[]): string;
  deadline(deadline: Deadline): string;
  ladder(steps: LadderStep[]): string;
  label(label: { zh: string; en: string }): string;
  /** `when`: the condition as the outcome of a step, where it is one. */
  way(way: OutlineWay, target: string, when?: { step: OutlineStep; outcome: Outcome }): string;
  list(items: string[]): string;
}

/** What differs from one version of a template to another. How it is drawn does not count. */
export function differencesOf(before: Outline, after: Outline, words: OutlineWords): Difference[] {
  const old = new Map(before.steps.map((step) => [step.id, step]));
  const now = new Set(after.steps.map(({ id }) => id));
  const found: Difference[] = after.steps.flatMap((step) => {
    const was = old.get(step.id);
    return was ? changesOf(was, step, { before, after, words }) : [addedStep(step, after, words)];
  });
  for (const step of before.steps) {
    if (!now.has(step.id))
      found.push(difference('steps', 'removed', step, [words.label(step.name) || step.id, '']));
  }
  if (!same(before.ladder, after.ladder)) {
    found.push({
      group: 'deadlines',
      what: 'defaultLadder',
      name: after.name,
      before: words.ladder(before.ladder),
      after: words.ladder(after.ladder),
    });
  }
  if (!same(before.name, after.name)) {
    const [was, is] = [words.label(before.name), words.label(after.name)];
    found.push({ group: 'other', what: 'process', name: after.name, before: was, after: is });
  }
  return found;
}

/** A step that is new says at once who does it and by when; a new choice, where it leads. */
function addedStep(step: OutlineStep, outline: Outline, words: OutlineWords): Difference {
  const ways = waysFrom(outline, step.id, words);
  const says = [
    words.who(step.who),
    step.deadline ? words.deadline(step.deadline) : '',
    ways.length > 1 ? words.list(ways) : '',
  ];
  return difference('steps', 'added', step, ['', says.filter(Boolean).join(' · ')]);
}

interface Comparison {
  before: Outline;
  after: Outline;
  words: OutlineWords;
}

function changesOf(was: OutlineStep, is: OutlineStep, { before, after, words }: Comparison): Difference[] {
  const found: Difference[] = [];
  const compare = (
    group: DifferenceGroup,
    what: Difference['what'],
    [left, right]: [unknown, unknown],
    say: [string, string],
  ) => {
    if (!same(left, right)) found.push(difference(group, what, is, say));
  };
  compare('steps', 'renamed', [was.name, is.name], [words.label(was.name), words.label(is.name)]);
  const [waysBefore, waysAfter] = [waysFrom(before, is.id, words), waysFrom(after, is.id, words)];
  compare('steps', 'ways', [waysBefore, waysAfter], [words.list(waysBefore), words.list(waysAfter)]);
  compare('people', 'who', [was.who, is.who], [words.who(was.who), words.who(is.who)]);
  compare(
    'people',
    'excluded',
    [was.excluded, is.excluded],
    [words.units(was.excluded), words.units(is.excluded)],
  );
  const [ruleBefore, ruleAfter] = [was.deadline, is.deadline].map(
    (deadline) => deadline && { ...deadline, steps: undefined },
  );
  compare(
    'deadlines',
    'deadline',
    [ruleBefore, ruleAfter],
    [was.deadline ? words.deadline(was.deadline) : '', is.deadline ? words.deadline(is.deadline) : ''],
  );
  const [stepsBefore, stepsAfter] = [was.deadline?.steps ?? [], is.deadline?.steps ?? []];
  compare(
    'deadlines',
    'ladder',
    [stepsBefore, stepsAfter],
    [words.ladder(stepsBefore), words.ladder(stepsAfter)],
  );
  compare('other', 'form', [was.form, is.form], [words.form(was.form), words.form(is.form)]);
  compare(
    'other',
    'outcomes',
    [
      [was.outcomes, was.outcomeVariable],
      [is.outcomes, is.outcomeVariable],
    ],
    [words.outcomes(was.outcomes), words.outcomes(is.outcomes)],
  );
  compare(
    'other',
    'instruction',
    [was.instruction, is.instruction],
    [words.label(was.instruction), words.label(is.instruction)],
  );
  compare('other', 'does', [was.does, is.does], [was.does, is.does]);
  return found;
}

function waysFrom(outline: Outline, step: string, words: OutlineWords): string[] {
  const nameOf = (id: string) => {
    const target = outline.steps.find((one) => one.id === id);
    return (target && words.label(target.name)) || id;
  };
  return outline.ways
    .filter(({ source }) => source === step)
    .map((way) => words.way(way, nameOf(way.target), outcomeOf(outline, way.condition)));
}

function outcomeOf(outline: Outline, feel: string) {
  const condition = readCondition(feel);
  if (!condition) return undefined;
  const step = outline.steps.find(({ outcomeVariable }) => outcomeVariable === condition.variable);
  const outcome = step?.outcomes.find(({ key }) => key === condition.key);
  return step && outcome ? { step, outcome } : undefined;
}

const difference = (
  group: DifferenceGroup,
  what: Difference['what'],
  { id, name }: OutlineStep,
  [before, after]: [string, string],
): Difference => ({ group, what, element: id, name, before, after });

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);
