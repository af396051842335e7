import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { afterAll, inject } from 'vitest';
import { openInstances, type Instances } from '../../api/instances.ts';
import { readContent } from '../../db/content.ts';
import { readMasterKey } from '../../db/crypto.ts';
import { caseKeyOf, openKeys } from '../../db/keys.ts';
import { demonstration } from '../../definitions/demo/index.ts';
import { demonstrationPassword } from '../../definitions/demo/password.ts';
import { shippedPackages } from '../../definitions/index.ts';
import { loadCounty } from '../../scripts/county.ts';
import { launch, type Child } from '../../scripts/ground/child.ts';
import { prepareNamespace } from '../../scripts/ground/temporal-namespace.ts';
import { createDataConverter } from '../../worker/data-converter.ts';
import { freshDatabase } from '../support/database.ts';
import { officeOver, type Office } from './office.ts';

const root = join(import.meta.dirname, '../..');

export interface TemporalOffice extends Office<Instances> {
  /** Ends the worker's process once what it does is done, and starts another. */
  restartWorker(): Promise<void>;
}

/**
 * The real API in this process over cases that run in Temporal, with the worker as a process of its own that also sends the
 * mails. By the county's clock it is `at` (ISO), whatever the host's date. All of it ends with the calling test file, which
 * asks for it as it is read: vitest runs no hook that a running hook adds.
 */
export async function openTemporalOffice(at: string): Promise<TemporalOffice> {
  const namespace = `office-${randomBytes(4).toString('hex')}`;
  const address = inject('temporalAddress');
  const database = await freshDatabase();
  const [packages] = await Promise.all([shippedPackages(), prepareNamespace(address, namespace, () => true)]);
  for (const county of demonstration.tenants) {
    await loadCounty(database.db, county, { packages, password: demonstrationPassword, at });
    const offset = Date.parse(at) - Date.now();
    await database.asOwner`insert into demo_clock (tenant_id, offset_ms) values (${county.id}, ${offset})`;
  }
  const masterKey = randomBytes(32).toString('hex');
  const keys = openKeys(readMasterKey(masterKey));
  const connection = await Connection.connect({ address });
  const dataConverter = createDataConverter({
    keyOf: (caseId) => caseKeyOf(database.db, keys, caseId),
    contentOf: (hash) => readContent(database.db, hash),
  });
  const instances = openInstances({ connection, dataConverter, namespace });

  const folder = mkdtempSync(join(tmpdir(), 'rectiflow-office-'));
  const { PATH, HOME, TMPDIR } = process.env;
  const startWorker = (): Promise<Child> =>
    launch({
      name: 'worker/index.ts',
      command: process.execPath,
      args: ['worker/index.ts'],
      cwd: root,
      env: {
        ...{ PATH, HOME, TMPDIR, TZ: 'UTC', RECTIFLOW_DEMO: '1', RECTIFLOW_MASTER_KEY: masterKey },
        ...{ DATABASE_URL: database.url, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace },
      },
      logFile: join(folder, 'worker.log'),
    });
  let worker = await startWorker();
  afterAll(async () => {
    await Promise.all([worker.end(), connection.close()]);
    rmSync(folder, { recursive: true, force: true });
  });
  const clock = {
    get now() {
      return new Date();
    },
  };
  return {
    ...officeOver({ database, keys, instances, clock }),
    async restartWorker() {
      await worker.end();
      worker = await startWorker();
    },
  };
}
