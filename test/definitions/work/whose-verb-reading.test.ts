import { describe, expect, test } from 'vitest';
import { bpmn, flow, userTask } from '../bpmn.ts';
import { found, modelOf } from '../compiled.ts';

const options = { posts: ['clerk'], units: ['bureau'] };
const by = '<rf:by post="clerk" unit="= unitOf"/>';

const template = (ofCase: string, ofStep = '') =>
  bpmn(
    `<bpmn:extensionElements><rf:verbs>${ofCase}</rf:verbs></bpmn:extensionElements>
    <bpmn:startEvent id="start"/>${flow('start', 'a')}
    <bpmn:userTask id="a"><bpmn:extensionElements><rf:assignment post="clerk" unit="bureau"/>${ofStep}</bpmn:extensionElements></bpmn:userTask>
    ${flow('a', 'end')}<bpmn:endEvent id="end"/>`,
  );

test('who may end the whole case, that nobody may, and why', async () => {
  const { work } = await modelOf(
    template(`<rf:verb name="void" because="不得叫停" becauseEn="Nobody stops it">${by}</rf:verb>
      <rf:verb name="cancel" offered="false" because="不得撤销"/><rf:verb name="suspend" offered="false"/>`),
  );
  expect(work?.verbs).toEqual([
    {
      verb: 'void',
      needs: ['reason'],
      by: [{ post: 'clerk', unit: '= unitOf' }],
      because: { zh: '不得叫停', en: 'Nobody stops it' },
    },
    { verb: 'cancel', needs: ['reason'], by: [], because: { zh: '不得撤销' } },
    { verb: 'suspend', needs: ['reason'], by: [] },
  ]);
});

test('a verb that says nothing of it hangs on its permission', async () => {
  const { work } = await modelOf(
    template('<rf:verb name="void" label="注销"/><rf:verb name="cancel" offered="true"/>'),
  );
  expect(work?.verbs.map(({ verb, by: whose }) => [verb, whose])).toEqual([
    ['void', undefined],
    ['cancel', undefined],
  ]);
});

describe('what is wrong is said', () => {
  test.each([
    ['who may comment', '<rf:verb name="comment"><rf:by post="clerk" unit="bureau"/></rf:verb>', '', 'p'],
    ['talk that is not offered', '<rf:verb name="ask" offered="false"/>', '', 'p'],
    [
      'a suspended step by a post',
      '',
      '<rf:verb name="suspend"><rf:by post="clerk" unit="bureau"/></rf:verb>',
      'a',
    ],
    [
      'nobody and somebody',
      '<rf:verb name="void" offered="false"><rf:by post="clerk" unit="bureau"/></rf:verb>',
      '',
      'p',
    ],
    ['why, though nobody is kept from it', '<rf:verb name="void" because="x"/>', '', 'p'],
  ])('%s', async (_, ofCase, ofStep, element) => {
    expect(await found(template(ofCase, ofStep), options)).toEqual([`${element} setting-unfit`]);
  });

  test('a post that is not there', async () => {
    const verb = '<rf:verb name="void"><rf:by post="nobody" unit="bureau"/></rf:verb>';
    expect(await found(template(verb), options)).toEqual(['p post-unknown']);
  });

  test('a cancellation at a step: it is of the whole case', async () => {
    expect(await found(template('', '<rf:verb name="cancel"/>'), options)).toEqual(['a verb-of-case']);
  });

  test('a call that may go on, or not, in other words', async () => {
    const call = (outlives: string) =>
      bpmn(`<bpmn:startEvent id="start"/>${flow('start', 'call')}
        <bpmn:callActivity id="call" calledElement="other" rf:outlives="${outlives}"/>${flow('call', 'a')}${userTask()}${flow('a', 'end')}<bpmn:endEvent id="end"/>`);
    expect(await found(call('maybe'))).toEqual(['call outlives']);
    expect((await modelOf(call('true'))).nodes['call']?.config).toMatchObject({ outlives: true });
    expect((await modelOf(call('false'))).nodes['call']?.config).not.toHaveProperty('outlives');
  });
});
