import { expect, test } from 'vitest';
import { applyForms } from '../../definitions/form-use.ts';
import { effectiveForm, writableFields, type Form } from '../../definitions/form.ts';
import type { UserTaskConfig } from '../../engine/model.ts';
import { model, nodes, user } from '../support/model.ts';

const form: Form = {
  key: 'case',
  title: { zh: '案情' },
  schema: {
    type: 'object',
    properties: {
      facts: { type: 'string' },
      grade: { type: 'integer' },
      informant: { type: 'string' },
      anonymous: { type: 'boolean' },
    },
    required: ['facts', 'informant'],
  },
  layout: [
    {
      fields: [
        { field: 'facts', label: { zh: '经过' } },
        { field: 'grade', label: { zh: '等级' }, readOnly: true },
      ],
    },
    {
      title: { zh: '举报人' },
      fields: [
        { field: 'informant', label: { zh: '姓名' }, showWhen: { field: 'anonymous', in: [false] } },
        { field: 'anonymous', label: { zh: '匿名' } },
      ],
    },
  ],
};

const shown = (made: Form) => made.layout.flatMap(({ fields }) => fields.map(({ field }) => field));

test('a step that says nothing sees the form as it is', () => {
  expect(effectiveForm(form)).toBe(form);
  expect(writableFields(form)).toEqual(['facts', 'informant', 'anonymous']);
});

test('a hidden field is in no part of the form, and nobody must fill it in', () => {
  const seen = effectiveForm(form, { informant: 'hidden', anonymous: 'hidden' });
  expect(JSON.stringify(seen)).not.toContain('informant');
  expect(shown(seen)).toEqual(['facts', 'grade']);
  expect(seen.layout).toHaveLength(1);
  expect(seen.schema.required).toEqual(['facts']);
});

test('a field to read is shown and not written; one to write is written though the form says otherwise', () => {
  const seen = effectiveForm(form, { facts: 'read', grade: 'write' });
  expect(writableFields(seen)).toEqual(['grade', 'informant', 'anonymous']);
  expect(shown(seen)).toEqual(shown(form));
});

test('a required field can be written and must be', () => {
  const seen = effectiveForm(form, { grade: 'required' });
  expect(seen.schema.required).toEqual(['facts', 'informant', 'grade']);
  expect(writableFields(seen)).toContain('grade');
});

test('the form that is shared stays as it was', () => {
  const before = JSON.stringify(form);
  effectiveForm(form, { facts: 'read', grade: 'required', anonymous: 'hidden' });
  expect(JSON.stringify(form)).toBe(before);
});

test('each step may set the fields that it may write, and no others', () => {
  const made = model(
    'p',
    [
      ...nodes('startEvent', 'start'),
      user('a', { form: 'case' }),
      user('b', {
        form: 'case',
        fields: { facts: 'read', informant: 'hidden', anonymous: 'hidden', grade: 'required' },
      }),
      user('c'),
    ],
    ['start -> a', 'a -> b', 'b -> c'],
  );
  expect(applyForms(made, { case: form })).toEqual([]);
  const writes = (id: string) => (made.nodes[id]!.config as unknown as UserTaskConfig).writes;
  expect([writes('a'), writes('b'), writes('c')]).toEqual([
    ['facts', 'informant', 'anonymous'],
    ['grade'],
    undefined,
  ]);
});

test('whoever gets a case back may set what its start form writes; where none goes back nothing is kept', () => {
  const made = (keepsTrail: boolean) => {
    const process = model('p', [...nodes('startEvent', 'start'), user('a')], ['start -> a'], {
      ...(keepsTrail && { keepsTrail }),
    });
    applyForms(process, { case: form }, { startForm: 'case' });
    return process.work;
  };
  expect(made(true)).toMatchObject({
    startForm: { key: 'case', writes: ['facts', 'informant', 'anonymous'] },
  });
  expect(made(false)).toBeUndefined();
});

test('access to a field that the form has not, and a field that depends on a hidden one, are said', () => {
  const made = model(
    'p',
    [
      ...nodes('startEvent', 'start'),
      user('a', { form: 'case', fields: { sum: 'read', anonymous: 'hidden' } }),
    ],
    ['start -> a'],
  );
  expect(applyForms(made, { case: form }).map(({ element, code }) => `${element} ${code}`)).toEqual([
    'a field-unknown',
    'a field-depends-on-hidden',
  ]);
});
