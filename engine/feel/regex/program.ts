import { CaseFault } from '../../fault.ts';
import type { CharacterSet } from './character.ts';
import type { Flags, Pattern } from './pattern.ts';

export type Instruction =
  | { do: 'character'; set: CharacterSet }
  /** Goes on at both places; the first is preferred. */
  | { do: 'split'; first: number; second: number }
  | { do: 'jump'; to: number }
  | { do: 'save'; slot: number }
  /** Ends the way when a round of a loop has taken nothing. */
  | { do: 'progress'; slot: number }
  | { do: 'again'; group: number; ignoresCase: boolean }
  | { do: 'start' | 'end'; isMultiline: boolean }
  | { do: 'match' };

export interface Program {
  instructions: Instruction[];
  /** Two for each group, the whole match first, then one for each loop. */
  slots: number;
  groups: number;
  hasBackReferences: boolean;
}

const largestProgram = 20_000;

/** A pattern as instructions for the matcher: counted repeats are written out. */
export function compilePattern(
  pattern: Pattern,
  flags: Flags,
  { groups, hasBackReferences }: { groups: number; hasBackReferences: boolean },
): Program {
  const instructions: Instruction[] = [];
  let slots = 2 * (groups + 1);
  const emit = (instruction: Instruction): number => {
    if (instructions.length >= largestProgram) {
      throw new CaseFault('expression-too-costly', {
        zh: `正则表达式展开后超过 ${largestProgram} 步，请减少重复次数`,
        en: `Expected a regular expression of at most ${largestProgram} steps, but its repeats make more`,
      });
    }
    return instructions.push(instruction) - 1;
  };

  const write = (part: Pattern): void => {
    switch (part.kind) {
      case 'set':
        emit({ do: 'character', set: part.set });
        return;
      case 'sequence':
        part.parts.forEach(write);
        return;
      case 'choice':
        return writeChoice(part.parts);
      case 'group':
        emit({ do: 'save', slot: 2 * part.index });
        write(part.of);
        emit({ do: 'save', slot: 2 * part.index + 1 });
        return;
      case 'again':
        emit({ do: 'again', group: part.index, ignoresCase: flags.ignoresCase });
        return;
      case 'start':
      case 'end':
        emit({ do: part.kind, isMultiline: flags.isMultiline });
        return;
      case 'repeat':
        return writeRepeat(part);
    }
  };

  const writeChoice = ([first, ...others]: Pattern[]): void => {
    if (!first) return;
    if (others.length === 0) return write(first);
    const split = { do: 'split' as const, first: 0, second: 0 };
    split.first = emit(split) + 1;
    write(first);
    const jump = { do: 'jump' as const, to: 0 };
    split.second = emit(jump) + 1;
    writeChoice(others);
    jump.to = instructions.length;
  };

  const writeOptional = (isReluctant: boolean, inner: () => void): void => {
    const split = { do: 'split' as const, first: 0, second: 0 };
    const start = emit(split) + 1;
    inner();
    [split.first, split.second] = isReluctant ? [instructions.length, start] : [start, instructions.length];
  };

  const writeRepeat = ({ of, least, most, isReluctant }: Extract<Pattern, { kind: 'repeat' }>): void => {
    for (let round = 0; round < least; round++) write(of);
    if (most === Infinity) {
      const slot = slots++;
      const loop = instructions.length;
      writeOptional(isReluctant, () => {
        emit({ do: 'save', slot });
        write(of);
        emit({ do: 'progress', slot });
        emit({ do: 'jump', to: loop });
      });
      return;
    }
    // Who leaves one out leaves out all that follow: every exit leads to the same end.
    const exits: { do: 'split'; first: number; second: number }[] = [];
    for (let round = least; round < most; round++) {
      const split = { do: 'split' as const, first: 0, second: 0 };
      split.first = split.second = emit(split) + 1;
      exits.push(split);
      write(of);
    }
    for (const split of exits) split[isReluctant ? 'first' : 'second'] = instructions.length;
  };

  emit({ do: 'save', slot: 0 });
  write(pattern);
  emit({ do: 'save', slot: 1 });
  emit({ do: 'match' });
  return { instructions, slots, groups, hasBackReferences };
}
