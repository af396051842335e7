import { parseArgs } from 'node:util';
import { measureEngine, type EngineFigures } from './measure.ts';

export const engineUsage = `npm run bench -- engine [--rounds N] [--milliseconds N] [--json]
  the core alone, beside bpmn-engine and bpmn-elements from npm, in one process
  --rounds N         turns for each (5)
  --milliseconds N   of processor time for each turn (600)
  --json             one JSON object on the standard output`;

/** `npm run bench -- engine`: how fast `step` is, without a server. */
export async function benchEngine(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '5' },
      milliseconds: { type: 'string', default: '600' },
      json: { type: 'boolean', default: false },
    },
  });
  const options = { rounds: whole(values.rounds), milliseconds: whole(values.milliseconds) };
  const figures = await measureEngine(options);
  console.log(values.json ? JSON.stringify(figures) : asText(figures));
}

function whole(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`Expected --rounds and --milliseconds above 0, found ${text}`);
  return number;
}

function asText({ rates, growth, stateBytes, poison }: EngineFigures): string {
  const number = (value: number) => Math.round(value).toLocaleString('en').padStart(12);
  const names = Object.keys(rates[0]?.rates ?? {});
  return [
    'Element completions per second of processor time (median)',
    ''.padEnd(22) + names.map((name) => name.padStart(15)).join('') + '   times the faster'.padStart(19),
    ...rates.map(
      ({ shape, size, rates: all, timesTheFaster }) =>
        `${shape} ${size}`.padEnd(22) +
        names.map((name) => number(all[name] ?? 0).padStart(15)).join('') +
        timesTheFaster.toFixed(1).padStart(19),
    ),
    '',
    'Multi-instance: microseconds for each completion',
    ...growth.map(
      ({ tasks, microseconds }) => `${tasks} tasks`.padEnd(22) + microseconds.toFixed(1).padStart(15),
    ),
    '',
    'State: bytes for each open task',
    ...stateBytes.map(
      ({ tasks, bytesForEach }) => `${tasks} open`.padEnd(22) + number(bytesForEach).padStart(15),
    ),
    '',
    'Poison: processor milliseconds until the case stands (worst of 5), and with what',
    ...poison.map(
      ({ name, milliseconds, ending }) =>
        `${name.padEnd(30)}${milliseconds.toFixed(0).padStart(7)}  ${ending}`,
    ),
  ].join('\n');
}
