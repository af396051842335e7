import type { Run } from '../run.ts';
import { variants } from './character.ts';
import type { Program } from './program.ts';

/** Start and end of the match and of each group, as positions; -1 for a group that took no part. */
export type Slots = number[];

/** The first match at or after a position, or null. */
export function findMatch(program: Program, input: number[], from: number, run: Run): Slots | null {
  return program.hasBackReferences
    ? backtrack(program, input, from, run)
    : simulate(program, input, from, run);
}

interface Thread {
  at: number;
  slots: Slots;
}

/** The end is also before a last line break only with the flag `m`. */
function isAtStart(input: number[], position: number, isMultiline: boolean): boolean {
  return position === 0 || (isMultiline && input[position - 1] === 10);
}

function isAtEnd(input: number[], position: number, isMultiline: boolean): boolean {
  return position === input.length || (isMultiline && input[position] === 10);
}

/**
 * All ways at once, character by character (Thompson 1968, Pike): the time grows with the length of the input times that
 * of the program, whatever the pattern.
 */
function simulate(program: Program, input: number[], from: number, run: Run): Slots | null {
  const { instructions, slots } = program;
  let threads: Thread[] = [];
  let found: Slots | null = null;
  const seen = new Int32Array(instructions.length).fill(-1);
  // What was done since it was last spent: going on, testing a character, and most of all keeping a place.
  let work = 0;

  const add = (list: Thread[], start: Thread, position: number): void => {
    const stack = [start];
    for (let thread = stack.pop(); thread; thread = stack.pop()) {
      const { at } = thread;
      work += 1;
      if (seen[at] === position) continue;
      seen[at] = position;
      const instruction = instructions[at]!;
      switch (instruction.do) {
        case 'jump':
          stack.push({ at: instruction.to, slots: thread.slots });
          break;
        case 'split':
          stack.push({ at: instruction.second, slots: thread.slots });
          stack.push({ at: instruction.first, slots: thread.slots });
          break;
        case 'save':
          work += 2 + (slots >> 3);
          stack.push({ at: at + 1, slots: thread.slots.with(instruction.slot, position) });
          break;
        case 'progress':
          if (thread.slots[instruction.slot] !== position) stack.push({ at: at + 1, slots: thread.slots });
          break;
        case 'start':
          if (isAtStart(input, position, instruction.isMultiline))
            stack.push({ at: at + 1, slots: thread.slots });
          break;
        case 'end':
          if (isAtEnd(input, position, instruction.isMultiline))
            stack.push({ at: at + 1, slots: thread.slots });
          break;
        case 'again':
          break;
        case 'character':
        case 'match':
          list.push(thread);
          break;
      }
    }
  };

  const empty: Slots = new Array<number>(slots).fill(-1);
  for (let position = from; position <= input.length; position++) {
    if (found === null) add(threads, { at: 0, slots: empty }, position);
    run.spend(1 + ((work + 2 * threads.length) >> 2));
    work = 0;
    if (threads.length === 0 && found !== null) break;
    const next: Thread[] = [];
    for (const { at, slots: saved } of threads) {
      const instruction = instructions[at]!;
      if (instruction.do === 'match') {
        found = saved;
        break; // those after it are less preferred
      }
      const isTaken =
        instruction.do === 'character' && position < input.length && instruction.set(input[position]!);
      if (isTaken) add(next, { at: at + 1, slots: saved }, position + 1);
    }
    threads = next;
  }
  return found;
}

/** A pattern that means a group again cannot be matched in linear time: its ways are tried in turn and each step is spent. */
function backtrack({ instructions, slots }: Program, input: number[], from: number, run: Run): Slots | null {
  const empty: Slots = new Array<number>(slots).fill(-1);
  for (let start = from; start <= input.length; start++) {
    const ways: (Thread & { position: number })[] = [{ at: 0, slots: empty, position: start }];
    for (let way = ways.pop(); way; way = ways.pop()) {
      run.spend(1);
      const { at, slots: saved, position } = way;
      const instruction = instructions[at]!;
      const goOn = (change: Partial<typeof way>) =>
        ways.push({ at: at + 1, slots: saved, position, ...change });
      switch (instruction.do) {
        case 'match':
          return saved;
        case 'jump':
          goOn({ at: instruction.to });
          break;
        case 'split':
          goOn({ at: instruction.second });
          goOn({ at: instruction.first });
          break;
        case 'save':
          goOn({ slots: saved.with(instruction.slot, position) });
          break;
        case 'progress':
          if (saved[instruction.slot] !== position) goOn({});
          break;
        case 'start':
          if (isAtStart(input, position, instruction.isMultiline)) goOn({});
          break;
        case 'end':
          if (isAtEnd(input, position, instruction.isMultiline)) goOn({});
          break;
        case 'character':
          if (position < input.length && instruction.set(input[position]!)) goOn({ position: position + 1 });
          break;
        case 'again': {
          const [first, last] = [saved[2 * instruction.group]!, saved[2 * instruction.group + 1]!];
          const length = first < 0 || last < 0 ? 0 : last - first;
          run.spend(length >> 2);
          if (isRepeated(input, { first, length, position }, instruction.ignoresCase)) {
            goOn({ position: position + length });
          }
          break;
        }
      }
    }
  }
  return null;
}

function isRepeated(
  input: number[],
  { first, length, position }: { first: number; length: number; position: number },
  ignoresCase: boolean,
): boolean {
  for (let index = 0; index < length; index++) {
    const [before, now] = [input[first + index]!, input[position + index]];
    if (before === now) continue;
    if (now === undefined || !ignoresCase || !variants(before).includes(now)) return false;
  }
  return true;
}
