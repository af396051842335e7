import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../engine/feel.ts';
import type { Json } from '../../../engine/json.ts';

export const at = '2026-09-07T16:30:00.000Z';

export type Example = [expression: string, value: Json];
/** What each expression gives; null is what has no meaning. */
export const examples = (title: string, table: Example[]) =>
  describe(title, () => {
    test.each(table)('%s', (source, expected) => expect(evaluate(`= ${source}`, {}, at)).toEqual(expected));
  });
