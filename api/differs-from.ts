import type { DataValidateFunction, FuncKeywordDefinition } from 'ajv/dist/types/index.js';
import type { Json } from '../engine/json.ts';
import { isBlank } from '../engine/work/completion.ts';

/** A word of our own in a form's schema, `"x-differs-from": "investigator1"`: the second of two people, say, is another. */
export const differsFrom: FuncKeywordDefinition = {
  keyword: 'x-differs-from',
  schemaType: 'string',
  errors: true,
  compile(field: string) {
    const check: DataValidateFunction = (value: Json, context) => {
      check.errors = [{ keyword: 'x-differs-from', message: `must differ from ${field}`, params: { field } }];
      const beside = (context?.parentData ?? {}) as Record<string, Json>;
      return isBlank(value) || value !== beside[field];
    };
    return check;
  },
};
