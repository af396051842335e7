import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { showProgress } from './progress.ts';

interface Tool {
  /** For messages. */
  name: string;
  debianPackage: string;
  isThere(): boolean;
}

/** What tests need from outside npm. */
const tools: Tool[] = [
  {
    name: 'Chromium',
    debianPackage: 'chromium',
    isThere: () => chromiumPath() !== undefined,
  },
  {
    name: '中文字体 / Chinese fonts',
    debianPackage: 'fonts-noto-cjk',
    isThere: () => spawnSync('fc-list', [':lang=zh-cn'], { encoding: 'utf8' }).stdout?.trim() !== '',
  },
  {
    name: 'LibreOffice Calc',
    debianPackage: 'libreoffice-calc-nogui',
    isThere: () => onPath('soffice', 'libreoffice') && existsSync('/usr/lib/libreoffice/program/libsclo.so'),
  },
];

/** Installs what is missing where this machine lets us; returns the names of what is still missing. */
export async function installTestTools(log: (line: string) => void): Promise<string[]> {
  const missing = tools.filter((tool) => !tool.isThere());
  if (missing.length === 0) return [];
  const names = missing.map((tool) => tool.name).join(', ');
  const asRoot = rootPrefix();
  if (asRoot && onPath('apt-get')) {
    const progress = showProgress(`安装 / Installing: ${names}`, log);
    const logFile = join(tmpdir(), `rectiflow-apt-${process.pid}.log`);
    const apt = (args: string[]) => run([...asRoot, 'apt-get', ...args], logFile);
    try {
      await apt(['update']);
      const packages = missing.map((tool) => tool.debianPackage);
      const code = await apt(['install', '-y', '--no-install-recommends', ...packages]);
      if (code !== 0) log(`  apt-get: ${logFile}`);
    } finally {
      progress.done();
    }
  }
  return missing.filter((tool) => !tool.isThere()).map((tool) => `${tool.name} (${tool.debianPackage})`);
}

/** How to run a command as root without being asked for a password, or undefined when that cannot be. */
function rootPrefix(): string[] | undefined {
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0
    ? ['sudo', '-n', '-E']
    : undefined;
}

/** The browser that tests use: the one named by RECTIFLOW_CHROMIUM, else one on the PATH. */
export function chromiumPath(): string | undefined {
  return process.env.RECTIFLOW_CHROMIUM || findOnPath('chromium', 'chromium-browser', 'google-chrome');
}

const onPath = (...programs: string[]): boolean => findOnPath(...programs) !== undefined;

function findOnPath(...programs: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(':');
  const places = programs.flatMap((program) => folders.map((folder) => join(folder, program)));
  return places.find((place) => existsSync(place));
}

function run(command: string[], logFile: string): Promise<number | null> {
  return new Promise((resolve) => {
    const output = createWriteStream(logFile, { flags: 'a' });
    const child = spawn(command[0]!, command.slice(1), {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    child.stdout.pipe(output, { end: false });
    child.stderr.pipe(output, { end: false });
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code));
  });
}
