import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createDatabase } from './databases.ts';
import type { Step } from './stack.ts';
import { buildWebIfChanged } from './web-bundle.ts';

/** What `npm start` does between the servers and our own processes, in order. `announce` keeps a line for the very end. */
export function startSteps(announce: (line: string) => void): Step[] {
  return [
    {
      name: 'settings',
      run: async ({ dataDir }, env) => ({
        RECTIFLOW_DEMO: env.RECTIFLOW_DEMO ?? '1',
        // Made at the first start, by whoever reads it first.
        RECTIFLOW_MASTER_KEY_FILE: env.RECTIFLOW_MASTER_KEY_FILE ?? join(dataDir, 'master.key'),
      }),
    },
    {
      name: 'migrate',
      async run({ root, postgres, log }) {
        log('更新数据表 / Migrating');
        const ownerUrl = postgres.child ? await createDatabase(postgres.url, 'rectiflow') : postgres.url;
        const { migrate } = await load<Migrate>(root, 'db/migrate.ts');
        const appPassword = randomBytes(24).toString('hex');
        await migrate(ownerUrl, { appPassword });
        return { DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: as(ownerUrl, 'rectiflow_app', appPassword) };
      },
    },
    {
      name: 'demonstration county',
      async run({ root, log }, env) {
        if (env.RECTIFLOW_DEMO !== '1') return;
        log('载入演示县 / Loading the demonstration county');
        const { loadDemoCounty } = await load<DemoCounty>(root, 'scripts/demo-county.ts');
        for (const line of await loadDemoCounty(env)) announce(line);
      },
    },
    { name: 'pages', run: async ({ root, log }) => buildWebIfChanged(root, log) },
  ];
}

interface Migrate {
  migrate(ownerUrl: string, options: { appPassword: string }): Promise<void>;
}

interface DemoCounty {
  /** Returns the lines that say who can log in. */
  loadDemoCounty(env: NodeJS.ProcessEnv): Promise<string[]>;
}

/** Loaded when its turn comes: `npm start` shows what it does within a second, and these bring half the project with them. */
async function load<Module>(root: string, file: string): Promise<Module> {
  return (await import(pathToFileURL(join(root, file)).href)) as Module;
}

function as(url: string, user: string, password: string): string {
  const other = new URL(url);
  other.username = user;
  other.password = password;
  return other.href;
}
