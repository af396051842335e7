import { expect, test } from 'vitest';
import type { Form } from '../../api/resources/forms.shapes.ts';
import { checkForm, faultsFrom } from '../../web/parts/schema-form/check.ts';
import { isShown, schemaOf, widgetOf, writableValues } from '../../web/parts/schema-form/field-schema.ts';

const form: Form = {
  key: 'plan',
  title: { zh: '整改方案' },
  schema: {
    type: 'object',
    required: ['target', 'funds', 'stageGoal'],
    properties: {
      problem: { type: 'string' },
      target: { type: 'string', minLength: 5, maxLength: 20 },
      funds: { type: 'number', minimum: 0 },
      finish: { type: ['string', 'null'], format: 'date' },
      kind: { type: 'string', enum: ['now', 'later'] },
      stageGoal: { type: 'string' },
      arrivedAt: { type: ['string', 'null'], format: 'date-time' },
    },
  },
  layout: [
    {
      fields: [
        { field: 'problem', label: { zh: '问题' }, readOnly: true },
        { field: 'target', label: { zh: '目标' } },
        { field: 'funds', label: { zh: '资金' } },
        { field: 'finish', label: { zh: '完成日期' } },
        { field: 'kind', label: { zh: '类别' } },
        { field: 'stageGoal', label: { zh: '阶段目标' }, showWhen: { field: 'kind', in: ['later'] } },
        { field: 'arrivedAt', label: { zh: '到场时间' } },
      ],
    },
  ],
};

test('the schema chooses the input where the layout names none', () => {
  const widgets = form.layout[0]!.fields.map((field) => widgetOf(field, schemaOf(form, field.field)));
  expect(widgets).toEqual(['text', 'text', 'number', 'date', 'radio', 'text', 'dateTime']);
});

test('a required field that is empty or only spaces is named, and one that is not shown is not asked for', () => {
  expect(checkForm(form, {})).toEqual({ target: { kind: 'required' }, funds: { kind: 'required' } });
  expect(checkForm(form, { target: '     ', funds: 0 })).toEqual({ target: { kind: 'required' } });
  // An answer may ask for more than the form does.
  expect(checkForm(form, { target: '五个以上的字', funds: 0, finish: '' }, ['finish'])).toEqual({
    finish: { kind: 'required' },
  });
  expect(checkForm(form, { target: '人车分流完成', funds: 0, kind: 'later' })).toEqual({
    stageGoal: { kind: 'required' },
  });
});

test('too short, too long, too small and half a date are told apart', () => {
  expect(checkForm(form, { target: '太短', funds: -1, finish: '2026-12' })).toEqual({
    target: { kind: 'tooShort', limit: 5 },
    funds: { kind: 'tooSmall', limit: 0 },
    finish: { kind: 'noDate' },
  });
  expect(checkForm(form, { target: '长'.repeat(21), funds: 1 })).toEqual({
    target: { kind: 'tooLong', limit: 20 },
  });
});

test('only writable fields that are shown and filled are sent', () => {
  const values = {
    problem: '不可改',
    target: '人车分流',
    funds: 0,
    finish: '',
    kind: 'now',
    stageGoal: '旧',
    $reason: '稿',
  };
  expect(writableValues(form, values)).toEqual({ target: '人车分流', funds: 0, kind: 'now' });
  expect(writableValues(null, values)).toEqual({});
});

test('a field follows the value that it depends on', () => {
  const field = form.layout[0]!.fields[5]!;
  expect(isShown(field, { kind: 'later' })).toBe(true);
  expect(isShown(field, {})).toBe(false);
});

test('faults that the server names stand at their fields, the rest apart', () => {
  const { faults, rest } = faultsFrom([
    { at: '/values/target', message: '目标过于笼统' },
    { at: '/outcome', message: '没有这个选项' },
  ]);
  expect(faults).toEqual({ target: { kind: 'told', text: '目标过于笼统' } });
  expect(rest).toEqual([{ at: '/outcome', message: '没有这个选项' }]);
});
