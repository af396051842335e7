import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { showProgress } from './progress.ts';
import { diskFull, saysDiskFull, Trouble } from './trouble.ts';

export interface GoTool {
  /** For messages. */
  name: string;
  /** As `go install` wants it, for instance `example.org/tool/cmd/tool@v1.2.3`. */
  module: string;
  /** The finished program. */
  target: string;
  log: (line: string) => void;
  env?: NodeJS.ProcessEnv;
}

/** Builds a program from Go source into `target`. Needs `go` on the PATH and a reachable module proxy, but no C compiler. */
export async function goInstall(tool: GoTool): Promise<void> {
  const env = tool.env ?? process.env;
  mkdirSync(dirname(tool.target), { recursive: true });
  // Beside the target, so that the last step is a rename: two builds at once both end with a whole program.
  const workshop = mkdtempSync(join(dirname(tool.target), '.building-'));
  const progress = showProgress(
    `编译 ${tool.name}（首次约 3–5 分钟）/ Building ${tool.name} (three to five minutes, once)`,
    tool.log,
  );
  try {
    const said = await run(
      tool.module,
      { ...env, GOBIN: workshop, CGO_ENABLED: '0', GOFLAGS: '' },
      progress.detail,
    );
    const [program] = readdirSync(workshop);
    if (!program) throw failed(tool, said);
    renameSync(join(workshop, program), tool.target);
  } finally {
    progress.done();
    if (existsSync(workshop)) rmSync(workshop, { recursive: true, force: true });
  }
}

/** Runs the build and returns what it said, apart from the names of packages, which are only counted. */
function run(module: string, env: NodeJS.ProcessEnv, detail: (text: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const go = spawn('go', ['install', '-v', module], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    const stop = () => go.kill('SIGTERM');
    process.once('exit', stop);
    go.once('error', reject);
    let downloaded = 0;
    let compiled = 0;
    const other: string[] = [];
    createInterface({ input: go.stderr }).on('line', (line) => {
      if (line.startsWith('go: downloading ')) downloaded++;
      else if (/^[\w./~-]+$/.test(line)) compiled++;
      else other.push(line);
      detail(
        `下载 ${downloaded} 个模块，编译 ${compiled} 个包 / ${downloaded} modules fetched, ${compiled} packages compiled`,
      );
    });
    go.once('close', () => {
      process.off('exit', stop);
      resolve(other.join('\n'));
    });
  }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw noGo(module, cause);
    throw cause;
  }) as Promise<string>;
}

function noGo(module: string, cause: unknown): Trouble {
  return new Trouble(
    `需要 ${module}，但本机没有它，无法下载，也没有 Go 编译器：请安装 Go 1.26 或更新版本，或自行安装 Temporal CLI 并放入 PATH，或设置 TEMPORAL_ADDRESS。`,
    `${module} is needed, but it is not on this machine, cannot be downloaded, and there is no Go compiler: install Go 1.26 or newer, or put the Temporal CLI on the PATH, or set TEMPORAL_ADDRESS.`,
    { cause },
  );
}

function failed(tool: GoTool, said: string): Trouble {
  if (saysDiskFull(said)) return diskFull(dirname(tool.target));
  const tooOld = /requires go >= ([\d.]+)/.exec(said);
  if (tooOld) {
    return new Trouble(
      `本机的 Go 版本太旧，编译 ${tool.name} 需要 Go ${tooOld[1]}：请升级 Go 后重试。`,
      `The Go on this machine is too old: building ${tool.name} needs Go ${tooOld[1]}; upgrade it and try again.`,
    );
  }
  return new Trouble(
    `${said.split('\n').slice(-8).join('\n')}\n${tool.name} 编译失败：请检查网络与 Go 模块代理（go env GOPROXY）后重试，或自行安装 Temporal CLI 并放入 PATH。`,
    `Building ${tool.name} failed: check the network and the module proxy (go env GOPROXY) and try again, or put the Temporal CLI on the PATH.`,
  );
}
