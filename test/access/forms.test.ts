import { expect, test } from 'vitest';
import { checkValues } from '../../api/forms.ts';
import type { Form } from '../../api/resources/forms.shapes.ts';
import { AppError } from '../../errors.ts';

const receipt: Form = {
  key: 'receipt',
  title: { zh: '登记纸质回执' },
  schema: {
    type: 'object',
    properties: {
      subject: { type: ['string', 'null'] },
      docNo: { type: ['string', 'null'] },
      ground: { type: ['string', 'null'] },
    },
    required: [],
    additionalProperties: false,
  },
  layout: [
    {
      fields: [
        { field: 'subject', label: { zh: '标题' }, readOnly: true },
        { field: 'docNo', label: { zh: '回执文号' } },
        { field: 'ground', label: { zh: '职责依据' } },
      ],
    },
  ],
};

const faultsOf = (sent: Record<string, string>, requires: string[], known = {}) => {
  try {
    checkValues(receipt, sent, { known, language: 'zh', requires });
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.details;
  }
};

test('an answer is refused at the field that it asks for and that is empty, and no other answer is', () => {
  expect(faultsOf({ docNo: '  ' }, ['docNo'])).toEqual([{ at: '/values/docNo', message: '回执文号：必填' }]);
  expect(faultsOf({ ground: '属城管职责' }, ['ground'])).toEqual([]);
  expect(faultsOf({ docNo: '公收1号' }, ['docNo'])).toEqual([]);
});

test('what the case knows of the field already counts', () => {
  expect(faultsOf({}, ['docNo'], { subject: '移送', docNo: '公收1号' })).toEqual([]);
});
