import { statfs } from 'node:fs/promises';

/** What stands in the way of a start, in one sentence with its mend, in both languages: shown instead of a stack. */
export class Trouble extends Error {
  readonly zh: string;
  readonly en: string;

  constructor(zh: string, en: string, options: { cause?: unknown } = {}) {
    super(`${zh}\n${en}`, options);
    this.name = 'Trouble';
    this.zh = zh;
    this.en = en;
  }
}

export function diskFull(where: string): Trouble {
  return new Trouble(
    `磁盘已满（${where}）：请腾出至少 1 GB 空间后再次运行 npm start，已保存的数据不会丢失。`,
    `The disk is full (${where}): free at least 1 GB and run npm start again; what was saved is kept.`,
  );
}

export function portTaken(port: number): Trouble {
  return new Trouble(
    `端口 ${port} 已被占用：请结束占用它的程序，或换一个端口：PORT=${port + 1} npm start。`,
    `Port ${port} is taken: end the program that uses it, or choose another: PORT=${port + 1} npm start.`,
  );
}

/** The ways in which PostgreSQL, SQLite, Node and Go say that a disk is full. */
export function saysDiskFull(text: string): boolean {
  return /ENOSPC|No space left on device|database or disk is full|disk quota exceeded/i.test(text);
}

/** Turns anything thrown into what is printed: known trouble as it is, a full disk by name, and the rest with its stack. */
export function explain(error: unknown): string {
  if (error instanceof Trouble) return error.message;
  const text = error instanceof Error ? `${error.message} ${String(error.cause ?? '')}` : String(error);
  if (saysDiskFull(text)) return diskFull(process.cwd()).message;
  return error instanceof Error ? (error.stack ?? error.message) : text;
}

/** Refuses to begin on a disk that would be full before the first case is stored. `needed` in bytes. */
export async function requireFreeSpace(folder: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < needed) throw diskFull(folder);
}
