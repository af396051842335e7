import { parseArgs } from 'node:util';

export const contenderNames = ['floor', 'floor-with-commit', 'ours'] as const;
export type ContenderName = (typeof contenderNames)[number];

export interface BenchOptions {
  json: boolean;
  /** Clients at once, each with one case in hand. */
  clients: number;
  rounds: number;
  /** Of one window. */
  seconds: number;
  /** Of load on each contender before anything counts. */
  warmUp: number;
  /** Which contenders run, in the order of a round. */
  contenders: ContenderName[];
  /** Folder for the processor profiles of worker and api; absent: none are taken. */
  profile?: string;
  /** Counts and times our statements in PostgreSQL. */
  statements: boolean;
  keepLogs: boolean;
}

export const usage = `npm run bench [-- options]
  --clients N     clients at once, each with one case in hand (8)
  --rounds N      windows for each contender, one after the other in turns (4)
  --seconds N     length of a window (10)
  --warm-up N     seconds of load on each before anything counts (8)
  --only a,b      of: ${contenderNames.join(', ')} (all)
  --profile DIR   writes processor profiles of the worker and the API there; figures are then lower
  --statements    lists our database's statements by the time they took in PostgreSQL; figures are then lower
  --keep-logs     leaves the folder with the servers' logs and says where it is
  --json          one JSON object on the standard output, and nothing else`;

/** Throws with one sentence when an option is wrong. */
export function readOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      clients: { type: 'string', default: '8' },
      rounds: { type: 'string', default: '4' },
      seconds: { type: 'string', default: '10' },
      'warm-up': { type: 'string', default: '8' },
      only: { type: 'string', default: contenderNames.join(',') },
      profile: { type: 'string' },
      statements: { type: 'boolean', default: false },
      'keep-logs': { type: 'boolean', default: false },
    },
  });
  const whole = (name: 'clients' | 'rounds' | 'seconds' | 'warm-up', most: number) => {
    const number = Number(values[name]);
    if (Number.isInteger(number) && number >= 1 && number <= most) return number;
    throw new Error(`Expected --${name} to be a whole number from 1 to ${most}, found ${values[name]}`);
  };
  return {
    json: values.json,
    clients: whole('clients', 64),
    rounds: whole('rounds', 100),
    seconds: whole('seconds', 600),
    warmUp: whole('warm-up', 600),
    contenders: values.only.split(',').map((name) => {
      const found = contenderNames.find((known) => known === name);
      if (!found)
        throw new Error(`Expected --only to name some of ${contenderNames.join(', ')}, found ${name}`);
      return found;
    }),
    profile: values.profile,
    statements: values.statements,
    keepLogs: values['keep-logs'],
  };
}
