/** The measuring itself: windows of all contenders in turns, so that drift of the machine hits each alike. */
import { loadavg } from 'node:os';
import type { Window } from './closed-loop.ts';
import type { Machine } from './machine.ts';
import type { BenchOptions, ContenderName } from './options.ts';
import { elapsedBetween, readProcessorTime, type ProcessorTime } from './processor-time.ts';

/** One window of one contender, with the processor time that every part took during it. */
export interface Round {
  contender: ContenderName;
  window: Window;
  time: ProcessorTime;
  load1: number;
}

export async function runRounds(
  { loads, trees, postgres }: Machine,
  options: BenchOptions,
  log: (line: string) => void,
): Promise<Round[]> {
  const { clients, contenders, rounds, seconds, warmUp } = options;
  for (const name of contenders) {
    log(`warming up: ${name}`);
    const window = await loads.get(name)!.run({ clients, milliseconds: warmUp * 1000 });
    if (window.completions.length === 0)
      throw new Error(`Expected ${name} to complete tasks, but: ${window.failures.join('; ')}`);
  }
  const measured: Round[] = [];
  for (let round = 1; round <= rounds; round++) {
    for (const contender of round % 2 === 1 ? contenders : contenders.toReversed()) {
      const before = readProcessorTime(trees, postgres);
      const window = await loads.get(contender)!.run({ clients, milliseconds: seconds * 1000 });
      const time = elapsedBetween(before, readProcessorTime(trees, postgres));
      measured.push({ contender, window, time, load1: loadavg()[0]! });
      const rate = (window.completions.length / window.elapsed) * 1000;
      log(`round ${round}/${rounds}, ${contender}: ${rate.toFixed(0)} completions/s`);
    }
  }
  return measured;
}
