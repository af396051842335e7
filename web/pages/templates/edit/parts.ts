/**
 * The `rf:` extension elements of a diagram as plain data, and back. The panel changes plain data and writes the
 * whole part again: one undoable change, and nothing half changed is ever in the file.
 */
import { extensionsOf, partsOf, textOf, type CreateModdle, type Moddle } from './moddle.ts';

export interface PostAtUnit {
  post: string;
  unit: string;
}

/** Who is told: whoever handles the step, or a post at a unit. */
export interface Tell extends PostAtUnit {
  handlers: boolean;
}

export interface LadderStep {
  key: string;
  kind: string;
  name: string;
  nameEn: string;
  /** Whole number as text, as the file has it; negative is before due. */
  amount: string;
  unit: string;
  colour: string;
  channels: string;
  tells: Tell[];
}

export interface Deadline {
  key: string;
  name: string;
  nameEn: string;
  amount: string;
  unit: string;
  rollForward: boolean;
  endOfDay: string;
  basis: string;
  date: string;
  steps: LadderStep[];
}

export interface Outcome {
  key: string;
  name: string;
  nameEn: string;
  needsReason: boolean;
}

export const readAssignments = (element: Moddle): PostAtUnit[] =>
  extensionsOf(element, 'rf:Assignment').map((part) => ({
    post: textOf(part, 'post'),
    unit: textOf(part, 'unit'),
  }));

export const writeAssignments = (create: CreateModdle, assignments: PostAtUnit[]): Moddle[] =>
  assignments.map(({ post, unit }) => create('rf:Assignment', { post, unit }));

export const readExcludedUnits = (element: Moddle): string[] =>
  extensionsOf(element, 'rf:ExcludedUnit').map((part) => textOf(part, 'unit'));

export const writeExcludedUnits = (create: CreateModdle, units: string[]): Moddle[] =>
  units.map((unit) => create('rf:ExcludedUnit', { unit }));

export const readForm = (element: Moddle): string => textOf(extensionsOf(element, 'rf:Form')[0], 'key');

export function readInstruction(element: Moddle): { zh: string; en: string } {
  const [part] = extensionsOf(element, 'rf:Instruction');
  return { zh: textOf(part, 'zh'), en: textOf(part, 'en') };
}

export const readOutcomes = (element: Moddle): Outcome[] =>
  extensionsOf(element, 'rf:Outcome').map((part) => ({
    key: textOf(part, 'key'),
    name: textOf(part, 'name'),
    nameEn: textOf(part, 'nameEn'),
    needsReason: part.get('needsReason') === true,
  }));

export const writeOutcomes = (create: CreateModdle, outcomes: Outcome[]): Moddle[] =>
  outcomes.map((outcome) => create('rf:Outcome', written({ ...outcome })));

export const outcomeVariableOf = (element: Moddle): string =>
  textOf(element, 'rf:outcomeVariable') || 'outcome';

export function readDeadline(element: Moddle): Deadline | undefined {
  const [part] = extensionsOf(element, 'rf:Deadline');
  if (!part) return undefined;
  return {
    key: textOf(part, 'key'),
    name: textOf(part, 'name'),
    nameEn: textOf(part, 'nameEn'),
    amount: textOf(part, 'amount'),
    unit: textOf(part, 'unit'),
    // Left out, a last day off moves the end (art. 203 of the Civil Code).
    rollForward: part.get('rollForward') !== false,
    endOfDay: textOf(part, 'endOfDay') || 'midnight',
    basis: textOf(part, 'basis'),
    date: textOf(part, 'date'),
    steps: readSteps(part),
  };
}

export const writeDeadline = (create: CreateModdle, { steps, ...deadline }: Deadline): Moddle =>
  create('rf:Deadline', { ...written(deadline), steps: writeSteps(create, steps) });

/** The ladder of the process, which every deadline without its own follows. */
export const readLadder = (process: Moddle): LadderStep[] =>
  extensionsOf(process, 'rf:Ladder').flatMap(readSteps);

export const writeLadder = (create: CreateModdle, steps: LadderStep[]): Moddle[] =>
  steps.length === 0 ? [] : [create('rf:Ladder', { steps: writeSteps(create, steps) })];

const readSteps = (owner: Moddle): LadderStep[] =>
  partsOf(owner, 'steps').map((step) => ({
    key: textOf(step, 'key'),
    kind: textOf(step, 'kind'),
    name: textOf(step, 'name'),
    nameEn: textOf(step, 'nameEn'),
    amount: textOf(step, 'amount'),
    unit: textOf(step, 'unit') || 'workingDay',
    colour: textOf(step, 'colour'),
    channels: textOf(step, 'channels'),
    tells: partsOf(step, 'tells').map((tell) => ({
      handlers: tell.get('handlers') === true,
      post: textOf(tell, 'post'),
      unit: textOf(tell, 'unit'),
    })),
  }));

const writeSteps = (create: CreateModdle, steps: LadderStep[]): Moddle[] =>
  steps.map(({ tells, ...step }) =>
    create('rf:Step', {
      ...written(step),
      tells: tells.map(({ handlers, post, unit }) =>
        create('rf:Tell', handlers ? { handlers } : written({ post, unit })),
      ),
    }),
  );

/** Empty texts are attributes that are not there. */
const written = (properties: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== ''));

/** A key that is not taken yet: the wanted one, else with the first number that is free. */
export function freeKey(wanted: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  if (!used.has(wanted)) return wanted;
  for (let number = 2; ; number += 1) if (!used.has(`${wanted}${number}`)) return `${wanted}${number}`;
}
