import { describe, expect, test } from 'vitest';
import { bpmn, flow } from '../../definitions/bpmn.ts';
import { found, modelOf } from '../../definitions/compiled.ts';
import { nationalCalendar } from '../../../definitions/calendars/index.ts';
import { runScenario } from '../../../definitions/scenario.ts';
import { Scenario } from '../../../definitions/scenario-shape.ts';

/** A panel votes, then others review it: nobody of the first sits in the second. */
const twice = (review: string) =>
  bpmn(`<bpmn:startEvent id="start"/>${flow('start', 'vote')}
    <bpmn:userTask id="vote" rf:outcomeVariable="voted"><bpmn:extensionElements>
      <rf:assignment post="expert" unit="bureau"/>
      <rf:signing mode="vote" each="person" ratio="50" decidesEarly="false" resultVariable="result"/>
      <rf:outcome key="yes" name="是" nameEn="Yes"/><rf:outcome key="no" name="否" nameEn="No" verdict="reject"/>
    </bpmn:extensionElements></bpmn:userTask>${flow('vote', 'review')}
    <bpmn:userTask id="review" rf:outcomeVariable="reviewed"><bpmn:extensionElements>
      <rf:assignment post="expert" unit="bureau"/><rf:assignment post="reviewer" unit="bureau"/>${review}
      <rf:verb name="transfer"/>
      <rf:outcome key="uphold" name="维持" nameEn="Uphold"/>
    </bpmn:extensionElements></bpmn:userTask>${flow('review', 'end')}<bpmn:endEvent id="end"/>`);

const keepsOut = '<rf:people notHandlersOf="vote"/>';
const directory = {
  people: [
    { id: 'an', posts: ['expert@bureau'] },
    { id: 'bo', posts: ['expert@bureau', 'reviewer@bureau'] },
    { id: 'chen', posts: ['reviewer@bureau'] },
    { id: 'director', posts: ['director@bureau'] },
  ],
  units: [{ id: 'bureau', kind: 'bureau' }],
  heads: ['director'],
};

async function play(review: string, steps: unknown[]) {
  const scenario = Scenario.parse({
    name: { zh: '复查', en: 'Review' },
    directory,
    start: { at: '2026-09-07T09:00:00+08:00', variables: {} },
    steps: [
      { complete: 'vote', outcome: 'yes', by: 'an' },
      { complete: 'vote', outcome: 'no', by: 'bo' },
      ...steps,
    ],
  });
  return runScenario(await modelOf(twice(review)), nationalCalendar, scenario).mismatches;
}

describe('who took part in what a step reviews is kept out of it', () => {
  test('whichever way they voted, and whatever other posts they hold', async () => {
    expect(
      await play(keepsOut, [
        { expect: { handlers: { review: ['chen'] } } },
        { complete: 'review', outcome: 'uphold', by: 'bo', refused: 'not-allowed' },
        { complete: 'review', outcome: 'uphold', by: 'chen' },
        { expect: { status: 'completed' } },
      ]),
    ).toEqual([]);
  });

  test('also when it would be handed to them', async () => {
    expect(
      await play(keepsOut, [
        { act: 'transferTask', on: 'review', by: 'chen', to: 'an', refused: 'not-allowed' },
        { expect: { handlers: { review: ['chen'] } } },
      ]),
    ).toEqual([]);
  });

  test('without the policy everybody of the posts may', async () => {
    expect(await play('', [{ complete: 'review', outcome: 'uphold', by: 'bo' }])).toEqual([]);
  });

  test('a step that is not there, or comes later, is said', async () => {
    expect(await found(twice('<rf:people notHandlersOf="votes"/>'))).toContain('review step-unknown');
    expect(await found(twice('<rf:people notHandlersOf="review"/>'))).toContain('review step-not-before');
  });
});
