import type { Refusal } from '../input.ts';
import type { Texts } from '../json.ts';

/** A refusal with the words that a page shows: `en` is also the message for whoever reads the log. */
export function refusal(code: Refusal['code'], texts: Texts, data?: Refusal['data']): Refusal {
  return { code, message: texts.en, texts, ...(data && { data }) };
}

export const notOpen = (task: string): Refusal =>
  refusal('task-not-open', {
    zh: '任务已办结或已撤销',
    en: `Expected task ${task} to be open, but it is not`,
  });
