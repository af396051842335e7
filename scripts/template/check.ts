import { readFileSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { compile } from '../../definitions/compile.ts';
import { compileDecisions } from '../../definitions/dmn/compile.ts';
import { limits } from '../../definitions/limits.ts';
import { loadPackage } from '../../definitions/packages.ts';
import { errorAt, type Problem } from '../../definitions/problem.ts';
import type { Label } from '../../engine/json.ts';

export type Language = 'zh' | 'en';

/** A problem, and the file of a package that it stands in. */
type Found = Problem & { file?: string };

/** Everything that is wrong with a diagram, a decision model or a package (a folder), at once. */
export async function checkTemplate(path: string): Promise<Found[]> {
  const about = statSync(path, { throwIfNoEntry: false });
  if (!about) return [unreadable(path)];
  if (about.isDirectory()) {
    const read = await loadPackage(path);
    return read.ok ? read.package.warnings : read.problems;
  }
  // More than this is refused unread: no template is that large.
  if (about.size > 16 * limits.bytes) return [tooLarge(about.size)];
  const xml = readFileSync(path, 'utf8');
  if (extname(path) === '.dmn') return compileDecisions({ [path]: xml }).problems;
  const compiled = await compile(xml);
  return compiled.ok ? compiled.warnings : compiled.problems;
}

function unreadable(path: string): Problem {
  return errorAt(
    undefined,
    'file-missing',
    [`没有文件“${path}”`, `There is no file '${path}'`],
    ['检查路径', 'Check the path'],
  );
}

function tooLarge(bytes: number): Problem {
  return errorAt(
    undefined,
    'file-too-large',
    [
      `文件最多 ${limits.bytes} 字节，实际 ${bytes}`,
      `Expected at most ${limits.bytes} bytes, but found ${bytes}`,
    ],
    ['把流程拆成几个模板', 'Split the process into several templates'],
  );
}

const words = {
  zh: {
    error: '错误',
    warning: '警告',
    mend: '处理',
    fine: '没有问题',
    sum: (e: number, w: number) => `${e} 个错误，${w} 个警告`,
  },
  en: {
    error: 'error',
    warning: 'warning',
    mend: 'mend',
    fine: 'nothing is wrong',
    sum: (e: number, w: number) => `${e} error(s), ${w} warning(s)`,
  },
};

/** The problems in one language, errors first, each with its element, its code and the mend. */
export function asLines(problems: Found[], language: Language): string[] {
  const say = words[language];
  const text = ({ zh, en }: Label) => (language === 'zh' ? zh : (en ?? zh));
  const sorted = problems.toSorted(
    (a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'),
  );
  if (sorted.length === 0) return [say.fine];
  const errors = sorted.filter(({ severity }) => severity === 'error').length;
  return [
    ...sorted.flatMap(({ severity, file, element, name, code, message, mend }) => {
      const place = [file, element, name === element ? '' : name].filter(Boolean).join(' ');
      return [
        `${say[severity]}  ${place || '-'}  [${code}]`,
        `    ${text(message)}`,
        `    ${say.mend}: ${text(mend)}`,
      ];
    }),
    say.sum(errors, sorted.length - errors),
  ];
}
