import { describe, expect, test } from 'vitest';
import { bpmn, flow } from './bpmn.ts';
import { found, modelOf } from './compiled.ts';

const codesOf = async (xml: string) => (await found(xml)).map((line) => line.split(' ')[1]);

const task = (extensions: string) => `<bpmn:userTask id="work"><bpmn:extensionElements>
  <rf:assignment post="officer" unit="school"/>${extensions}</bpmn:extensionElements></bpmn:userTask>`;
const process = (extensions: string, ofProcess = '') =>
  bpmn(
    `${ofProcess === '' ? '' : `<bpmn:extensionElements>${ofProcess}</bpmn:extensionElements>`}
    <bpmn:startEvent id="start"/>${flow('start', 'work')}${task(extensions)}${flow('work', 'end')}<bpmn:endEvent id="end"/>`,
  );

describe('deadlines as a template writes them', () => {
  test('several clocks on one step, each with its own start, visibility and way to stop or be extended', async () => {
    const model = await modelOf(
      process(`
      <rf:deadline key="ours" name="办理期限" amount="10" unit="workingDay" basis="局发3号" startsAt="= sentAt" visibility="handlers">
        <rf:clockStop key="police" name="公安立案" nameEn="Police case" most="30" mostUnit="workingDay"><rf:approver post="head" unit="school"/></rf:clockStop>
        <rf:extension most="2" upTo="1" upToUnit="month"><rf:approver post="head" unit="= responsibleUnit"/>
          <rf:approver post="office" unit="bureau" then="true"/></rf:extension>
      </rf:deadline>
      <rf:deadline key="citizen" name="信访期限" amount="60" unit="calendarDay" basis="信访工作条例" visibility="public" neverStops="true"/>`),
    );
    expect(model.nodes['work']?.deadlines).toMatchObject([
      {
        key: 'ours',
        startsAt: '= sentAt',
        visibility: 'handlers',
        suspensions: [
          {
            key: 'police',
            name: { zh: '公安立案', en: 'Police case' },
            most: { amount: 30, unit: 'workingDay' },
            approval: [{ post: 'head', unit: 'school' }],
          },
        ],
        extension: {
          most: 2,
          upTo: { amount: 1, unit: 'month' },
          approval: [{ post: 'head', unit: '= responsibleUnit' }],
          then: [{ post: 'office', unit: 'bureau' }],
        },
      },
      { key: 'citizen', visibility: 'public', neverStops: true },
    ]);
  });

  test('a deadline by date alone says on what it stands, or is warned like any other', async () => {
    const byDate = (more: string) => process(`<rf:deadline key="d" date="= replyDate" ${more}/>`);
    expect((await modelOf(byDate('basis="交办单载明"'))).nodes['work']?.deadlines).toMatchObject([
      { date: '= replyDate', basis: '交办单载明' },
    ]);
    expect((await found(byDate(''))).join()).toContain('deadline-without-basis');
  });

  test('the day of a deadline by date alone ends as the template says, at midnight where it says nothing', async () => {
    const ending = async (more: string) => {
      const { nodes } = await modelOf(
        process(`<rf:deadline key="d" date="= replyDate" basis="交办单载明" ${more}/>`),
      );
      return nodes['work']?.deadlines?.[0]?.ending;
    };
    expect(await ending('')).toEqual({ rollForward: true, endOfDay: 'midnight' });
    expect(await ending('endOfDay="closeOfBusiness" rollForward="false"')).toEqual({
      ...{ rollForward: false, endOfDay: 'closeOfBusiness' },
    });
    expect(
      (await found(process(`<rf:deadline key="d" date="= d" basis="x" endOfDay="noon"/>`))).join(),
    ).toContain('deadline-end-of-day');
  });

  test('a ladder that repeats, asks to be seen, names a document and acts', async () => {
    const model = await modelOf(
      process(`
      <rf:deadline key="d" amount="10" unit="workingDay" basis="局发3号">
        <rf:step key="urge" kind="escalate" amount="1" repeat="3" every="2" everyUnit="calendarDay" acknowledge="1" document="催办通知书" documentEn="Urging notice"><rf:tell handlers="true"/></rf:step>
        <rf:step key="over" kind="escalate" amount="3"><rf:tell handlers="true"/><rf:act transfer="true" post="head" unit="school"/></rf:step>
        <rf:step key="back" kind="escalate" amount="4"><rf:tell handlers="true"/><rf:act goTo="work"/></rf:step>
        <rf:step key="watch" kind="escalate" amount="5"><rf:tell handlers="true"/><rf:act startCase="supervision"><rf:input target="about" source="= title"/></rf:act></rf:step>
      </rf:deadline>`),
    );
    expect(model.nodes['work']?.deadlines?.[0]?.ladder).toMatchObject([
      {
        repeat: { every: { amount: 2, unit: 'calendarDay' }, times: 3 },
        acknowledge: { within: { amount: 1, unit: 'workingDay' } },
        document: { zh: '催办通知书', en: 'Urging notice' },
      },
      { action: { kind: 'transfer', to: { post: 'head', unit: 'school' } } },
      { action: { kind: 'goTo', node: 'work' } },
      {
        action: {
          kind: 'startCase',
          template: 'supervision',
          inputs: [{ target: 'about', source: '= title' }],
        },
      },
    ]);
  });

  test('clocks of the case itself: from its start, or from a step until another completes', async () => {
    const model = await modelOf(
      process(
        '',
        `<rf:deadline key="citizen" amount="60" unit="calendarDay" basis="信访工作条例"/>
         <rf:deadline key="reply" amount="15" unit="calendarDay" basis="x" from="work" on="completed" until="work end"/>`,
      ),
    );
    expect(model.caseDeadlines).toMatchObject([
      { key: 'citizen' },
      { key: 'reply', from: { node: 'work', on: 'completed' }, until: ['work', 'end'] },
    ]);
    expect(model.caseDeadlines?.[0]).not.toHaveProperty('from');
  });
});

describe('what a deadline can not be', () => {
  const deadline = (attributes: string, inside = '') =>
    `<rf:deadline key="d" amount="10" unit="workingDay" basis="x" ${attributes}>${inside}</rf:deadline>`;
  const step = (attributes: string, inside = '') =>
    `<rf:step key="s" kind="escalate" amount="1" ${attributes}><rf:tell handlers="true"/>${inside}</rf:step>`;

  test.each([
    ['two clocks of one key', `${deadline('')}${deadline('')}`, 'deadline-key-duplicate'],
    [
      'one that never stops, and stops',
      deadline('neverStops="true"', '<rf:clockStop key="a"/>'),
      'deadline-never-stops',
    ],
    ['a start that is no expression', deadline('startsAt="= sent at ("'), 'expression-invalid'],
    ['a visibility that there is not', deadline('visibility="all"'), 'deadline-visibility'],
    ['a stop without a key', deadline('', '<rf:clockStop name="x"/>'), 'clock-stop-key'],
    ['a stop twice', deadline('', '<rf:clockStop key="a"/><rf:clockStop key="a"/>'), 'clock-stop-duplicate'],
    ['a stop of no length', deadline('', '<rf:clockStop key="a" most="0"/>'), 'clock-amount'],
    ['an extension in hours', deadline('', '<rf:extension upTo="3" upToUnit="hour"/>'), 'clock-amount'],
    [
      'an approver who depends on working days, as no calendar is known there',
      deadline(
        '',
        '<rf:extension><rf:approver post="= if is school day(d) then a else b" unit="school"/></rf:extension>',
      ),
      'calendar-not-known-here',
    ],
    [
      'an approver without a unit',
      deadline('', '<rf:extension><rf:approver post="head"/></rf:extension>'),
      'unit-missing',
    ],
    ['a step that repeats for ever', deadline('', step('repeat="0"')), 'step-repeat'],
    [
      'a step that does two things',
      deadline('', step('', '<rf:act transfer="true" post="a" unit="b" goTo="work"/>')),
      'step-act',
    ],
    ['a step that does nothing', deadline('', step('', '<rf:act/>')), 'step-act'],
    [
      'a step that goes where nothing is',
      deadline('', step('', '<rf:act goTo="nowhere"/>')),
      'deadline-node',
    ],
  ])('%s', async (_what, extensions, code) => {
    expect(await codesOf(process(extensions))).toContain(code);
  });

  test('a clock of the case that starts or ends where nothing is', async () => {
    const of = (attributes: string) => process('', deadline(attributes));
    expect(await codesOf(of('from="nowhere"'))).toContain('deadline-node');
    expect(await codesOf(of('until="work nowhere"'))).toContain('deadline-node');
    expect(await codesOf(of('from="work" on="signed"'))).toContain('deadline-on');
  });
});
