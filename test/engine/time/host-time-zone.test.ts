import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('./golden-process.ts', import.meta.url));

function runIn(timeZone: string): { minutesBehindUtc: number; results: unknown[] } {
  const env = { ...process.env, TZ: timeZone, NODE_OPTIONS: '' };
  return JSON.parse(execFileSync(process.execPath, [script], { env, encoding: 'utf8' }));
}

test('a host in New York, Kolkata or on UTC computes the same deadlines as one in Shanghai', () => {
  const shanghai = runIn('Asia/Shanghai');
  const elsewhere = ['America/New_York', 'Asia/Kolkata', 'UTC'].map(runIn);

  // The hosts really stand in different zones …
  expect([shanghai, ...elsewhere].map((run) => run.minutesBehindUtc)).toEqual([-480, 300, -330, 0]);
  // … and agree on every instant.
  expect(shanghai.results).toHaveLength(36);
  for (const run of elsewhere) expect(run.results).toEqual(shanghai.results);
}, 60_000);
