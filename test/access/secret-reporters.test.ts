import { expect, test } from 'vitest';
import type { Tx } from '../../db/connection.ts';
import { secretReportersOf } from '../../db/secret-reporters.ts';

const reporter = { fields: ['reporterName'], knownTo: [] };
const row = (caseId: string) => ({ caseId, id: 'p1', name: '田蕊', reporter });

/** As the database answers: of each case that is asked for, that its reporter is a secret. */
function reading(asked: string[]) {
  const tx = { execute: () => Promise.resolve(asked.map(row)) };
  return <T>(work: (tx: Tx) => Promise<T>) => work(tx as unknown as Tx);
}

test('a secret that is known stays one in an answer for which so many others are read that it is forgotten', async () => {
  await secretReportersOf(['known'], reading(['known']));
  const others = Array.from({ length: 10_000 }, (_, index) => `other-${index}`);
  const secrets = await secretReportersOf(['known', ...others], reading(others));
  expect(secrets.get('known')).toMatchObject({ person: { id: 'p1' } });
  expect(secrets.size).toBe(10_001);
});
