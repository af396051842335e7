import { z } from 'zod';
import { AppError, problemStatus, type ProblemDetail } from '../errors.ts';
import { withDates } from './date-words.ts';
import { problemTexts } from './problem-texts.ts';
import type { Label } from './resources/label.shapes.ts';
import type { Problem } from './resources/problem.shapes.ts';
import type { Language } from './resources/session.shapes.ts';

/** The body of a refusal (RFC 9457) in the reader's language. */
export function problemOf(error: AppError, language: Language, requestId: string): Problem {
  const general = problemTexts[error.code];
  const texts = error.texts && withDates(error.texts, error.data);
  const detail = texts?.[language] ?? general.detail[language];
  const errors =
    error.details.length === 0 && error.at !== undefined
      ? [{ at: error.at, message: detail }]
      : error.details;
  return {
    type: `https://rectiflow.org/problems/${error.code}`,
    title: general.title[language],
    status: problemStatus[error.code],
    detail,
    code: error.code,
    instance: `urn:request:${requestId}`,
    ...(errors.length > 0 && { errors }),
    ...(Object.keys(error.data).length > 0 && { data: z.record(z.string(), z.json()).parse(error.data) }),
  };
}

/** Where the reader finds what is wrong. */
export type Part = 'body' | 'query' | 'path';

/** Turns what zod found into places and mends. */
export function badInput(error: z.ZodError, part: Part, language: Language): AppError {
  const details = error.issues.flatMap((issue) => detailsOf(issue, part, language));
  return new AppError(
    'bad-input',
    `Expected the ${part} to fit its schema, but found ${details.length} problem(s)`,
    {
      details,
    },
  );
}

/** Texts that could not be kept, by their places. */
export function badText(places: readonly PropertyKey[][], part: Part, language: Language): AppError {
  const message = {
    zh: '含有无法保存的字符，请删除后重新输入',
    en: 'it has a character that can not be kept: delete it and type it again',
  }[language];
  const details = places.map((path) => ({ at: pointer(part, path), message }));
  return new AppError('bad-input', `Expected texts that can be kept in the ${part}`, { details });
}

function detailsOf(issue: z.core.$ZodIssue, part: string, language: Language): ProblemDetail[] {
  const at = pointer(part, issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      at: pointer(part, [...issue.path, key]),
      message: language === 'zh' ? `未知字段“${key}”，请删除` : `Unknown field "${key}": leave it out`,
    }));
  }
  return [{ at, message: messageOf(issue, language) }];
}

const locales = { zh: z.locales.zhCN().localeError, en: z.locales.en().localeError };

const kinds: Partial<Record<string, Required<Label>>> = {
  string: { zh: '文本', en: 'a text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: '是或否（true、false）', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '对象（{…}）', en: 'an object ({…})' },
};

function messageOf(issue: z.core.$ZodIssue, language: Language): string {
  // An issue does not hold what was sent: the library would say of everything that it found undefined.
  if (issue.code === 'invalid_type') {
    const { zh, en } = kinds[issue.expected] ?? { zh: issue.expected, en: issue.expected };
    return language === 'zh' ? `缺少此项或类型不对，请填写${zh}` : `Missing or of another type: give ${en}`;
  }
  const words = locales[language](issue as z.core.$ZodRawIssue);
  const text = typeof words === 'string' ? words : words?.message;
  return text ?? issue.message;
}

/** RFC 6901 below the part's name for the query and the path; the body's own pointers start at its root. */
export function pointer(part: string, path: readonly PropertyKey[]): string {
  const steps = path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return part === 'body' ? steps || '/' : `${part}:${steps || '/'}`;
}
