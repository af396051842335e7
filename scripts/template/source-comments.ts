import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** What the file of an element says about it: the comment before its `export const`, in one line. */
export function commentOf(folder: string, type: string): string {
  const file = join(root, folder, `${type.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`);
  if (!existsSync(file)) return '';
  const [, comment = ''] =
    /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export const \w+(?:: \w+)? = \{/.exec(readFileSync(file, 'utf8')) ??
    [];
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trim())
    .filter((line) => line !== '')
    .join(' ');
}

/** The tests of the engine, of templates and of files that have the element in them. */
export function testsOf(type: string): string[] {
  return ['test/engine', 'test/definitions'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.test.ts'))
      .filter((name) => new RegExp(`\\b${type}\\b`).test(readFileSync(join(root, folder, name), 'utf8')))
      .map((name) => `${folder}/${name}`),
  );
}
