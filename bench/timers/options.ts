import { parseArgs } from 'node:util';

export interface TimerOptions {
  json: boolean;
  /** Cases whose deadline falls due at the same instant. */
  cases: number;
  /** People who complete tasks of other cases meanwhile, each with one case in hand. */
  clients: number;
  /** Milliseconds that each of them thinks before the next request. */
  thinking: number;
  /** Requests at once while the cases are opened. */
  openers: number;
  /** Seconds for which people's usual times are measured before. */
  usual: number;
  /** Folder for the processor profiles of worker and api; absent: none are taken. */
  profile?: string;
  /** Counts and times our statements in PostgreSQL. */
  statements: boolean;
  keepLogs: boolean;
}

export const timersUsage = `npm run bench -- timers [options]
  so many cases whose deadline falls due at the same instant, on Temporal over PostgreSQL, while people go on working
  --cases N     cases (10000)
  --clients N   people who complete tasks of other cases meanwhile (8)
  --thinking N  milliseconds that each of them thinks before the next one (1000)
  --openers N   requests at once while the cases are opened (16)
  --usual N     seconds for which people's usual times are measured (60)
  --profile DIR writes processor profiles of the worker and the API there; figures are then lower
  --statements  lists our database's statements during the burst by the time they took in PostgreSQL
  --keep-logs   leaves the folder with the servers' logs and says where it is
  --json        one JSON object on the standard output`;

/** Throws with one sentence when an option is wrong. */
export function readTimerOptions(args: string[]): TimerOptions {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      cases: { type: 'string', default: '10000' },
      clients: { type: 'string', default: '8' },
      thinking: { type: 'string', default: '1000' },
      openers: { type: 'string', default: '16' },
      usual: { type: 'string', default: '60' },
      profile: { type: 'string' },
      statements: { type: 'boolean', default: false },
      'keep-logs': { type: 'boolean', default: false },
    },
  });
  const whole = (name: 'cases' | 'clients' | 'thinking' | 'openers' | 'usual', most: number, least = 1) => {
    const number = Number(values[name]);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    throw new Error(
      `Expected --${name} to be a whole number from ${least} to ${most}, found ${values[name]}`,
    );
  };
  return {
    json: values.json,
    cases: whole('cases', 100_000),
    clients: whole('clients', 64),
    thinking: whole('thinking', 60_000, 0),
    openers: whole('openers', 64),
    usual: whole('usual', 600),
    profile: values.profile,
    statements: values.statements,
    keepLogs: values['keep-logs'],
  };
}
