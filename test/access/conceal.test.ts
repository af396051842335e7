import { expect, test } from 'vitest';
import { casesIn, concealed } from '../../api/conceal.ts';

const secret = {
  person: { id: 'tianrui', name: '田蕊' },
  fields: ['reporterName'],
  knownTo: [{ post: 'report-officer', unit: 'bureau' }],
};
const secrets = new Map([['c1', secret]]);
const hide = (answer: never, within?: string, language: 'zh' | 'en' = 'zh') =>
  concealed(answer, secrets, { within, language });

test('whoever reported stands there as the reporter, without id, name and post', () => {
  const handler = {
    post: 'class-teacher',
    unit: 'school-no1',
    postName: { zh: '班主任' },
    unitName: { zh: '县一中' },
    person: { person: 'tianrui', name: '田蕊' },
  };
  expect(hide({ caseId: 'c1', candidates: [handler] } as never)).toEqual({
    caseId: 'c1',
    candidates: [
      {
        post: '',
        unit: '',
        postName: { zh: '', en: '' },
        unitName: { zh: '', en: '' },
        person: { person: 'reporter', name: '报告人' },
      },
    ],
  });
});

test('so does the record, with the capacity that follows a name, and other people stay who they are', () => {
  const line = {
    who: { kind: 'person', person: { person: 'tianrui', name: '田蕊' }, post: { post: 'class-teacher' } },
    text: {
      zh: '“报警”交由校长、田蕊（县一中班主任）办理',
      en: 'To the principal, 田蕊 (No. 1 class teacher)',
    },
    values: [{ key: 'reporterName' }, { key: 'facts' }],
  };
  const other = { person: { person: 'maqiang', name: '马强' }, post: 'safety-officer' };
  expect(hide({ items: [line, other] } as never, 'c1')).toEqual({
    items: [
      {
        who: { kind: 'person', person: { person: 'reporter', name: '报告人' }, post: null },
        text: { zh: '“报警”交由校长、报告人办理', en: 'To the principal, The reporter' },
        values: [{ key: 'facts' }],
      },
      other,
    ],
  });
});

test('a name that is the same in both languages is not: each calls the reporter in its own words', () => {
  const named = (zh: string) => ({ caseId: 'c1', name: { zh } });
  expect(hide(named('田蕊') as never)).toEqual({ caseId: 'c1', name: { zh: '报告人', en: 'The reporter' } });
  expect(hide(named('马强') as never)).toEqual(named('马强'));
});

test('a field that says who reported is empty, also in the raw record', () => {
  const event = { actor: { person: 'tianrui', posts: [{ post: 'class-teacher', unit: 'school-no1' }] } };
  expect(
    hide({ actor: 'tianrui', event, values: { reporterName: '田蕊', facts: '' } } as never, 'c1', 'en'),
  ).toEqual({
    actor: 'reporter',
    event: { actor: { person: 'reporter', posts: [] } },
    values: { reporterName: null, facts: '' },
  });
});

test('a mail to the reporter is to nobody in particular', () => {
  const mail = { caseId: 'c1', to: 'tianrui@qinghe.example', text: '田蕊：您有一项待办' };
  expect(hide(mail as never)).toEqual({
    caseId: 'c1',
    to: 'reporter@qinghe.example',
    text: '报告人：您有一项待办',
  });
});

test('in an answer about several cases each has its own reporter', () => {
  const row = (caseId: string) => ({ caseId, by: { person: 'tianrui', name: '田蕊' } });
  const items = [row('c1'), { ...row('c2'), within: [{ taskKey: 'c1:t1', text: '田蕊' }] }];
  expect(casesIn({ items })).toEqual(new Set(['c1', 'c2']));
  expect(hide({ items } as never)).toEqual({
    items: [
      { caseId: 'c1', by: { person: 'reporter', name: '报告人' } },
      { ...row('c2'), within: [{ taskKey: 'c1:t1', text: '报告人' }] },
    ],
  });
});
