import { contenders, modelOf, play, type Contender } from './contenders.ts';
import { measurePoison, type PoisonFigure } from './poison.ts';
import { shapes, type Shape } from './shapes.ts';

export interface EngineFigures {
  /** Element completions per second of processor time: the median of the rounds. */
  rates: { shape: string; size: number; rates: Record<string, number>; timesTheFaster: number }[];
  /** Multi-instance of growing size: microseconds of processor time for each completion. Linear means: all alike. */
  growth: { tasks: number; microseconds: number }[];
  /** What poison costs before it is stopped. */
  poison: PoisonFigure[];
  /** Bytes of the case's state as JSON for each of so many open tasks. */
  stateBytes: { tasks: number; bytesForEach: number }[];
}

export interface EngineOptions {
  rounds: number;
  /** Processor milliseconds for each contender, shape and round. */
  milliseconds: number;
}

const own = 'rectiflow';

/** All contenders in turns in this one process, so that whatever disturbs the machine disturbs all of them. */
export async function measureEngine({ rounds, milliseconds }: EngineOptions): Promise<EngineFigures> {
  const rates = [];
  for (const shape of shapes) rates.push(await compare(shape, { rounds, milliseconds }));
  return {
    rates,
    growth: await measureGrowth(milliseconds),
    stateBytes: await measureState(),
    poison: await measurePoison(),
  };
}

async function compare(shape: Shape, options: EngineOptions): Promise<EngineFigures['rates'][number]> {
  const xml = shape.xml(shape.size);
  const completed = play(await modelOf(xml)).completed;
  const found: Record<string, number[]> = {};
  const runs = await Promise.all(contenders.map(async (each) => [each, await each.prepare(xml)] as const));
  for (let round = 0; round <= options.rounds; round += 1) {
    for (const [{ name }, run] of runs) {
      const rate = await rateOf(run, { completed, milliseconds: options.milliseconds });
      // The first round is the compiler's.
      if (round > 0) (found[name] ??= []).push(rate);
    }
  }
  const rates = Object.fromEntries(Object.entries(found).map(([name, all]) => [name, median(all)]));
  const others = Object.entries(rates).flatMap(([name, rate]) => (name === own ? [] : [rate]));
  const timesTheFaster = (rates[own] ?? 0) / Math.max(...others);
  return { shape: shape.name, size: shape.size, rates, timesTheFaster };
}

/** How many elements of the case complete is counted on our side for all: others do not tell of every instance. */
async function rateOf(
  run: Awaited<ReturnType<Contender['prepare']>>,
  { completed, milliseconds }: { completed: number; milliseconds: number },
): Promise<number> {
  const before = process.cpuUsage();
  let cases = 0;
  let spent = 0;
  while (spent < milliseconds * 1000) {
    await run();
    cases += 1;
    const { user, system } = process.cpuUsage(before);
    spent = user + system;
  }
  return (cases * completed) / (spent / 1_000_000);
}

async function measureGrowth(milliseconds: number): Promise<EngineFigures['growth']> {
  const growth = [];
  for (const tasks of [125, 500, 2000, 5000]) {
    const model = await modelOf(multiInstanceOf(tasks));
    const { completed } = play(model);
    const rate = await rateOf(() => Promise.resolve(play(model).completed), { completed, milliseconds });
    growth.push({ tasks, microseconds: 1_000_000 / rate });
  }
  return growth;
}

async function measureState(): Promise<EngineFigures['stateBytes']> {
  const sizes = [];
  for (const tasks of [1, 50, 1000]) {
    let bytes = 0;
    play(await modelOf(multiInstanceOf(tasks)), (state) => (bytes = JSON.stringify(state).length));
    sizes.push({ tasks, bytesForEach: bytes / tasks });
  }
  return sizes;
}

function multiInstanceOf(tasks: number): string {
  const shape = shapes.find(({ name }) => name === 'multi-instance');
  if (!shape) throw new Error('Expected the shape multi-instance');
  return shape.xml(tasks);
}

function median(numbers: number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? 0;
}
