import i18next, { type TFunction } from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import { zh } from '../../../web/i18n/zh.ts';
import { differencesOf } from '../../../web/pages/templates/edit/differences.ts';
import { outlineOf } from '../../../web/pages/templates/edit/outline.ts';
import { wordsFrom, type Words } from '../../../web/pages/templates/edit/words.ts';
import { readDiagram, shipped } from './diagram.ts';

let words: Words;

beforeAll(async () => {
  const texts = i18next.createInstance();
  await texts.init({
    lng: 'zh',
    resources: { zh: { translation: zh } },
    interpolation: { escapeValue: false },
  });
  words = wordsFrom(
    { t: texts.t as TFunction, language: 'zh' },
    {
      posts: new Map([
        ['safety-section', '安监科'],
        ['deputy-director', '分管副局长'],
        ['director', '局长'],
      ]),
      units: new Map([['bureau', '青禾县教育局']]),
      forms: new Map(),
    },
  );
});

async function differences(change: (xml: string) => string) {
  const [before, after] = await Promise.all([readDiagram(shipped), readDiagram(change(shipped))]);
  return differencesOf(outlineOf(before), outlineOf(after), words);
}

test('the same file has no differences, however it is drawn', async () => {
  expect(await differences((xml) => xml.replaceAll('x="800" y="440"', 'x="820" y="460"'))).toEqual([]);
});

test('another deadline is said with both terms, in plain words', async () => {
  const found = await differences((xml) =>
    xml.replace(/(<rf:deadline key="planReview"[^>]*) amount="3"/, '$1 amount="2"'),
  );

  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ group: 'deadlines', what: 'deadline', element: 'planReview' });
  expect(found[0]?.before).toContain('3 个工作日');
  expect(found[0]?.after).toContain('2 个工作日');
});

test('other people are said by the names of their posts and units', async () => {
  const found = await differences((xml) =>
    xml.replace(
      '<rf:assignment post="rectification-office" unit="bureau" />',
      '<rf:assignment post="director" unit="bureau" />',
    ),
  );

  expect(found.map(({ group, what }) => [group, what])).toEqual([['people', 'who']]);
  expect(found[0]?.after).toBe('青禾县教育局 · 局长');
});

test('a further review is a new step with its people and term, and changes what follows the step before', async () => {
  const review = `<bpmn:userTask id="review" name="方案复核" rf:outcomeVariable="reviewOutcome"><bpmn:extensionElements>
    <rf:assignment post="deputy-director" unit="= supervisingUnit" /><rf:outcome key="approve" name="同意" />
    <rf:deadline key="review" amount="2" unit="workingDay" /></bpmn:extensionElements></bpmn:userTask>
    <bpmn:sequenceFlow id="review_isOngoing" sourceRef="review" targetRef="isOngoing" />`;
  const found = await differences((xml) =>
    xml
      .replace(
        'sourceRef="planApproved" targetRef="isOngoing"',
        'sourceRef="planApproved" targetRef="review"',
      )
      .replace('<bpmn:exclusiveGateway id="isOngoing"', `${review}<bpmn:exclusiveGateway id="isOngoing"`),
  );

  const added = found.find(({ what }) => what === 'added');
  expect(added).toMatchObject({ element: 'review', after: '本案监督单位 · 分管副局长 · 2 个工作日' });
  const ways = found.find(({ what }) => what === 'ways');
  expect(ways?.element).toBe('planApproved');
  expect(ways?.before).toContain('同意（其他情况） → 长期坚持？');
  expect(ways?.after).toContain('同意（其他情况） → 方案复核');
  expect(ways?.after).toContain('退回（“方案审核”的结果为“退回修改”） → 编制整改方案');
  expect(found).toHaveLength(2);
});

test('a step that is gone is named', async () => {
  const found = await differences((xml) =>
    xml.replace(/<bpmn:userTask id="reviewObjection"[\s\S]*?<\/bpmn:userTask>/, ''),
  );
  expect(found).toContainEqual(expect.objectContaining({ what: 'removed', before: '研究异议' }));
});

test('who is told by default is said once, for the process', async () => {
  const found = await differences((xml) =>
    xml.replace('key="late3" kind="escalate"', 'key="late4" kind="escalate"'),
  );
  expect(found.map(({ what }) => what)).toEqual(['defaultLadder']);
});
