import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('./whole-case.ts', import.meta.url));

interface Run {
  minutesBehindUtc: number;
  hostIsAheadBy: number;
  events: { kind: string }[];
  state: unknown;
}

function runOn(host: { TZ: string; CLOCK_OFF?: string }): Run {
  const env = { ...process.env, NODE_OPTIONS: '', ...host };
  return JSON.parse(execFileSync(process.execPath, [script], { env, encoding: 'utf8' })) as Run;
}

test('a whole case, stopped, extended, escalated and late, is the same on every host and under a wrong clock', () => {
  const usual = runOn({ TZ: 'Asia/Shanghai' });
  const kinds = new Set(usual.events.map(({ kind }) => kind));
  for (const kind of [
    'clockSuspended',
    'clockResumed',
    'deadlineChanged',
    'stepAcknowledged',
    'deadlineClosed',
  ])
    expect(kinds).toContain(kind);

  const others = [
    runOn({ TZ: 'America/New_York' }),
    runOn({ TZ: 'Pacific/Kiritimati' }),
    runOn({ TZ: 'Asia/Kolkata', CLOCK_OFF: '3600000' }),
    runOn({ TZ: 'UTC', CLOCK_OFF: '-3600000' }),
  ];
  // The hosts really differ …
  expect(others.map(({ minutesBehindUtc }) => minutesBehindUtc)).toEqual([300, -840, -330, 0]);
  expect(others.map(({ hostIsAheadBy }) => hostIsAheadBy)).toEqual([0, 0, 60, -60]);
  // … and agree on everything that happened.
  for (const { events, state } of others)
    expect({ events, state }).toEqual({ events: usual.events, state: usual.state });
}, 60_000);
