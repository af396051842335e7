import type { ProcessModel } from '../../engine/model.ts';
import { begunAt, firstData, runEngine, type Choice, type Stage } from './engine-run.ts';
import { act, begin } from './interpreter.ts';
import { seenInReference, type Observation } from './observation.ts';
import { TooManyMoves, type Choose, type Possible, type World } from './world.ts';

export interface Trial {
  model: ProcessModel;
  choices: Choice[];
}

export interface Verdict {
  /** What is wrong; empty when the engine did what the standard says, or the trial says nothing. */
  problems: string[];
  inputs: number;
  /** Needed another order of what the standard leaves open than the oldest first. */
  reordered: boolean;
  /** Too many moves without rest: not compared to its end. */
  endless: boolean;
  /** Nodes that completed, for counting what was covered. */
  completed: string[];
  status: string;
}

/** At most so many steps of the reference are tried for one trial. */
const patience = 600;

/**
 * Runs a trial in the engine, and looks for an order of moves in which the reference shows the same after each input. `other`: the
 * model that the reference runs, where a test wants to see that a difference is noticed.
 */
export function compare({ model: own, choices }: Trial, other = own): Verdict {
  const { stages, broken } = runEngine(own, choices);
  const model = other;
  const problems = broken.map((rule) => `broken rule: ${rule}`);
  const search = { tried: 0, reordered: false, endless: false, best: -1, closest: '' };
  const isEndless = stages.some(({ seen }) =>
    seen.incidents.some((each) => each.startsWith('too-many-moves')),
  );
  if (!isEndless) {
    const isExplained = explain({ model, stages, search }, 0, undefined);
    if (!isExplained && !search.endless) problems.push(search.closest);
  }
  return {
    problems,
    inputs: stages.length - 1,
    reordered: search.reordered,
    endless: isEndless || search.endless,
    completed: stages.flatMap(({ seen }) => seen.happened),
    status: stages.at(-1)?.seen.status ?? 'none',
  };
}

interface Search {
  model: ProcessModel;
  stages: Stage[];
  search: { tried: number; reordered: boolean; endless: boolean; best: number; closest: string };
}

/** Whether some orders of moves lead through all stages from this one on. */
function explain(trial: Search, index: number, before: World | undefined): boolean {
  const { stages, search, model } = trial;
  const stage = stages[index];
  if (!stage) return true;
  const seenWorlds = new Set<string>();
  for (let order = 0; order < 100 && search.tried < patience; order += 1) {
    search.tried += 1;
    const chosen = orderOf(order);
    let world: World;
    try {
      world =
        before && stage.action
          ? act(model, before, stage.action, chosen.choose)
          : begin(model, { at: begunAt, data: { ...firstData } }, chosen.choose);
    } catch (error) {
      if (error instanceof TooManyMoves) {
        search.endless = true;
        return false;
      }
      note(
        search,
        index,
        `stage ${index}: the reference cannot follow ${JSON.stringify(stage.action)}: ${String(error)}`,
      );
      return false;
    }
    const key = JSON.stringify(world);
    if (seenWorlds.has(key)) {
      if (!chosen.mattered) return false;
      continue;
    }
    seenWorlds.add(key);
    const seen = seenInReference(model, world);
    const difference = differenceOf(stage.seen, seen);
    if (difference === undefined) {
      if (explain(trial, index + 1, world)) {
        if (order > 0) search.reordered = true;
        return true;
      }
    } else
      note(
        search,
        index,
        `stage ${index} after ${JSON.stringify(stage.action ?? 'the start')}: ${difference}`,
      );
    // Nothing was open: no other order exists.
    if (!chosen.mattered) return false;
  }
  return false;
}

/**
 * The first orders take what moves before what ends, the oldest first; then the youngest first. All others do the same with more and
 * more exceptions, at random by their number.
 */
function orderOf(order: number): { choose: Choose; mattered: boolean } {
  const random = randomBy(order);
  const exceptions = [0.1, 0.3, 1][order % 3] ?? 1;
  const chosen = {
    mattered: false,
    choose(among: Possible[]): number {
      if (among.length < 2) return 0;
      chosen.mattered = true;
      const ageOf = ({ age, lateAge }: Possible) => (order % 2 === 0 ? age : (lateAge ?? age));
      const ranked = among
        .map((possible, place) => ({ ...possible, place, age: ageOf(possible) }))
        .sort((one, other) => one.rank - other.rank || one.age - other.age);
      const lowest = ranked.filter(({ rank }) => rank === ranked[0]?.rank);
      if (order === 2) return lowest.at(-1)?.place ?? 0;
      if (order < 2 || random() >= exceptions) return lowest[0]?.place ?? 0;
      const open = order % 4 === 3 ? ranked : lowest;
      return open[Math.floor(random() * open.length)]?.place ?? 0;
    },
  };
  return chosen;
}

/** Numbers from 0 to below 1 that only depend on the seed (mulberry32). */
function randomBy(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function note(search: Search['search'], index: number, text: string): void {
  if (index <= search.best) return;
  search.best = index;
  search.closest = text;
}

function differenceOf(engine: Observation, reference: Observation): string | undefined {
  const parts = (Object.keys(engine) as (keyof Observation)[]).filter(
    (part) => JSON.stringify(engine[part]) !== JSON.stringify(reference[part]),
  );
  if (parts.length === 0) return undefined;
  return parts
    .map(
      (part) =>
        `${part}: engine ${JSON.stringify(engine[part])}, reference ${JSON.stringify(reference[part])}`,
    )
    .join('; ');
}
