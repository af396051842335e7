import type { Refusal } from '../input.ts';
import type { Texts } from '../json.ts';

/**
 * A refusal with the words that a page shows: `en` is also the message for whoever reads the log. A date of `data` stands in the
 * texts as its name in braces (`{date}`): each language has its own way to write it.
 */
export function refusal(code: Refusal['code'], texts: Texts, data?: Refusal['data']): Refusal {
  const message = texts.en.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = data?.[name];
    return typeof value === 'string' ? value : whole;
  });
  return { code, message, texts, ...(data && { data }) };
}

export const notOpen = (task: string): Refusal =>
  refusal('task-not-open', {
    zh: '任务已办结或已撤销',
    en: `Expected task ${task} to be open, but it is not`,
  });
