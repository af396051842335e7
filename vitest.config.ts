import { defineConfig } from 'vitest/config';

/** Folders whose tests need no server: they run in `npm run check`. */
const unit = [
  'engine',
  'patterns',
  'definitions',
  'ledger',
  'boundaries',
  'web',
  'scripts',
  'access',
  'reference',
];
/** Folders whose tests talk to a real Postgres and a real Temporal, both started once for the run. */
const integration = ['db', 'activities', 'workflows', 'worker', 'api', 'replay', 'crash', 'production'];

const files = (folders: string[]) => folders.map((folder) => `test/${folder}/**/*.test.ts?(x)`);

export default defineConfig({
  test: {
    // Two cores are what we promise to need: one file on each.
    maxWorkers: 2,
    projects: [
      { test: { name: 'unit', include: files(unit) } },
      {
        test: {
          name: 'integration',
          include: files(integration),
          globalSetup: 'test/support/servers.ts',
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: files(['browser']),
          globalSetup: 'test/support/servers.ts',
          testTimeout: 120_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
