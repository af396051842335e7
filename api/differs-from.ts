import type { DataValidateFunction, FuncKeywordDefinition } from 'ajv/dist/types/index.js';
import type { Json } from '../engine/json.ts';
import { isBlank } from '../engine/work/completion.ts';

/** A word of our own in a form's schema, `"x-differs-from": "investigator1"`: the second of two people, say, is another. */
export const differsFrom: FuncKeywordDefinition = {
  keyword: 'x-differs-from',
  schemaType: 'string',
  errors: true,
  compile(field: string) {
    const check: DataValidateFunction = (
      value: Json,
      { parentData }: { parentData: Record<string, Json> },
    ) => {
      check.errors = [{ keyword: 'x-differs-from', message: `must differ from ${field}`, params: { field } }];
      return isBlank(value) || value !== parentData[field];
    };
    return check;
  },
};
