/**
 * The `rf:` extension elements of a diagram as plain data, and back. The panel changes plain data and writes the
 * whole part again: one undoable change, and nothing half changed is ever in the file.
 */
import { extensionsOf, partsOf, textOf, type CreateModdle, type Moddle } from './moddle.ts';

/** What was read from the file: what the panel does not show of it stays there when it is written again. */
interface Part {
  readFrom?: Moddle;
}

export interface PostAtUnit {
  post: string;
  unit: string;
}

/** Who does a step: a post at a unit, or, where both are empty, people by another rule, which the panel only shows. */
export interface Assignment extends PostAtUnit, Part {}

/** Who is told: whoever handles the step, or a post at a unit. */
export interface Tell extends PostAtUnit, Part {
  handlers: boolean;
}

export interface LadderStep extends Part {
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

export interface Deadline extends Part {
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

export interface Outcome extends Part {
  key: string;
  name: string;
  nameEn: string;
  needsReason: boolean;
}

export const readAssignments = (element: Moddle): Assignment[] =>
  extensionsOf(element, 'rf:Assignment').map((part) => ({
    post: textOf(part, 'post'),
    unit: textOf(part, 'unit'),
    readFrom: part,
  }));

export const writeAssignments = (create: CreateModdle, assignments: Assignment[]): Moddle[] =>
  assignments.map((assignment) => written(create, 'rf:Assignment', assignment));

/** It is by another rule than a post at a unit: its head, a field of the form, people whom somebody chooses … */
export const isByOtherRule = ({ post, unit, readFrom }: Assignment): boolean =>
  readFrom !== undefined && post === '' && unit === '' && Object.keys(readFrom).some(isProperty);

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
    readFrom: part,
  }));

export const writeOutcomes = (create: CreateModdle, outcomes: Outcome[]): Moddle[] =>
  outcomes.map((outcome) => written(create, 'rf:Outcome', outcome));

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
    readFrom: part,
  };
}

/** Deadlines of an element beside the one that the panel shows, which stay as they are. */
export const otherDeadlines = (element: Moddle): Moddle[] => extensionsOf(element, 'rf:Deadline').slice(1);

export const writeDeadline = (create: CreateModdle, deadline: Deadline): Moddle =>
  written(create, 'rf:Deadline', { ...deadline, steps: writeSteps(create, deadline.steps) });

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
      readFrom: tell,
    })),
    readFrom: step,
  }));

const writeSteps = (create: CreateModdle, steps: LadderStep[]): Moddle[] =>
  steps.map((step) =>
    written(create, 'rf:Step', {
      ...step,
      tells: step.tells.map(({ handlers, post, unit, readFrom }) =>
        written(
          create,
          'rf:Tell',
          handlers ? { handlers, post: '', unit: '', readFrom } : { handlers: '', post, unit, readFrom },
        ),
      ),
    }),
  );

/** A part anew, with all that it had and the panel does not know. Empty texts are attributes that are not there. */
function written<P extends Part>(create: CreateModdle, type: string, { readFrom, ...properties }: P): Moddle {
  const all = Object.entries({ ...readFrom, ...properties });
  return create(type, Object.fromEntries(all.filter(([name, value]) => isProperty(name) && value !== '')));
}

/** Names that begin so are of the library. */
const isProperty = (name: string): boolean => !name.startsWith('$');

/** A key that is not taken yet: the wanted one, else with the first number that is free. */
export function freeKey(wanted: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  if (!used.has(wanted)) return wanted;
  for (let number = 2; ; number += 1) if (!used.has(`${wanted}${number}`)) return `${wanted}${number}`;
}
