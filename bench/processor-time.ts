/** Processor time from /proc: of process trees, of PostgreSQL split by whom it served, and of the whole machine. Linux only. */
import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of user and system time by part, since each process began. */
export type ProcessorTime = Record<string, number>;

/** Kernel ticks are 10 ms on every Linux that Node runs on (USER_HZ is 100). */
const millisecondsPerTick = 10;

interface Process {
  pid: number;
  parent: number;
  /** Its own time and that of its children that have ended and were waited for. */
  milliseconds: number;
}

/**
 * `trees` names the root process of each part. PostgreSQL's backends are given by the database they serve
 * (`postgres:<database>`), its background processes as `postgres:shared`. `machine` is everything that ran, whoever's.
 */
export function readProcessorTime(trees: Record<string, number>, postgres: number): ProcessorTime {
  const processes = readProcesses();
  const time: ProcessorTime = { machine: machineTime() };
  for (const [part, root] of Object.entries(trees))
    time[part] = sum(treeOf(root, processes).map(({ milliseconds }) => milliseconds));
  for (const { pid, milliseconds } of treeOf(postgres, processes)) {
    const part = `postgres:${databaseOf(pid) ?? 'shared'}`;
    time[part] = (time[part] ?? 0) + milliseconds;
  }
  return time;
}

/** Megabytes of memory that a process holds. */
export function residentMegabytes(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readOrNothing(`/proc/${pid}/status`)) ?? [];
  return Number(kilobytes) / 1024;
}

export const elapsedBetween = (before: ProcessorTime, after: ProcessorTime): ProcessorTime =>
  Object.fromEntries(Object.entries(after).map(([part, value]) => [part, value - (before[part] ?? 0)]));

function readProcesses(): Process[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    const stat = readOrNothing(`/proc/${name}/stat`);
    // The command's name stands in parentheses and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.length < 15) return [];
    const ticks = sum(fields.slice(11, 15).map(Number));
    return [{ pid: Number(name), parent: Number(fields[1]), milliseconds: ticks * millisecondsPerTick }];
  });
}

function treeOf(root: number, processes: Process[]): Process[] {
  const own = processes.filter(({ pid }) => pid === root);
  const below = processes.filter(({ parent }) => parent === root);
  return [...own, ...below.flatMap(({ pid }) => treeOf(pid, processes))];
}

/** A backend's title is `postgres: <user> <database> <address>(<port>) <state>`. */
function databaseOf(pid: number): string | undefined {
  const title = readOrNothing(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
  return /^postgres: \S+ (\S+) \S+\(\d+\)/.exec(title)?.[1];
}

/** All but idle and waiting for disks; time that the host took away from this machine counts as used by others. */
function machineTime(): number {
  const [, ...fields] = (readOrNothing('/proc/stat').split('\n')[0] ?? '').trim().split(/\s+/);
  const [user = 0, nice = 0, system = 0, , , interrupts = 0, softInterrupts = 0, stolen = 0] =
    fields.map(Number);
  return (user + nice + system + interrupts + softInterrupts + stolen) * millisecondsPerTick;
}

/** A process may end between being listed and being read. */
function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
