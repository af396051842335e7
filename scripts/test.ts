/**
 * `npm test [-- filter …]`: every test, from unit to browser. Installs what is missing, starts one PostgreSQL and one
 * Temporal for the whole run, and ends with the line `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestServers } from '../test/support/servers.ts';
import { guard } from './ground/child.ts';
import { beginLifetime, type Lifetime } from './ground/lifetime.ts';
import { installTestTools } from './ground/test-tools.ts';
import { explain } from './ground/trouble.ts';
import { countRun, type Count, type VitestReport } from './ground/vitest-count.ts';

const root = join(import.meta.dirname, '..');
const startedAt = Date.now();
const log = (line: string) => console.log(line);
const lifetime = beginLifetime(log);

let count: Count = { passed: 0, failed: 1, remarks: [] };
try {
  await Promise.race([
    lifetime.over.then(() => {
      throw new Error('已中断 / Interrupted.');
    }),
    runAll(process.argv.slice(2)).then((result) => (count = result)),
  ]);
} catch (error) {
  console.error(`\n${explain(error)}`);
}
await lifetime.end();
for (const remark of count.remarks) log(remark);
log(`用时 / Elapsed: ${Math.round((Date.now() - startedAt) / 1000)} s`);
log(`${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed > 0 ? 1 : 0);

async function runAll(filters: string[]): Promise<Count> {
  const missing = await installTestTools(log);
  if (missing.length > 0)
    log(`缺少 / Missing: ${missing.join('; ')}. 需要它们的测试会失败 / The tests that need them will fail.`);
  const servers = await startTestServers(log);
  lifetime.owns('servers', () => servers.stop());
  const folder = mkdtempSync(join(tmpdir(), 'rectiflow-report-'));
  lifetime.owns('report', () => rmSync(folder, { recursive: true, force: true }));
  const report = join(folder, 'report.json');
  const code = await vitest(filters, report, lifetime, {
    RECTIFLOW_TEST_POSTGRES: servers.postgresUrl,
    RECTIFLOW_TEST_TEMPORAL: servers.temporalAddress,
  });
  const found = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as VitestReport) : undefined;
  return countRun(found, code);
}

function vitest(
  filters: string[],
  report: string,
  life: Lifetime,
  env: NodeJS.ProcessEnv,
): Promise<number | null> {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const child = spawn(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...filters],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    },
  );
  guard(child);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  life.owns('vitest', async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return ended;
}
