import { describe, expect, test } from 'vitest';
import { timelineOf } from '../../api/timeline.ts';
import type { EngineEvent, EventBody } from '../../engine/event.ts';
import type { Actor } from '../../engine/input.ts';
import type { OpenTask } from '../../engine/state.ts';
import type { Deadline } from '../../engine/clock/state.ts';
import { model, node, user } from '../support/model.ts';

/** Every kind of human work, going back and clocks: one readable line in both languages, or none for the inner works. */
const person = { post: 'principal', unit: 'school', person: 'p2' };
const task: OpenTask = {
  ...{ id: 't1', token: 'k1', node: 'plan', createdAt: '2026-09-07T01:00:00.000Z' },
  ...{ candidates: [person], excludedUnits: [], outcomes: [], generation: 1 },
};
const deadline: Deadline = {
  ...{ id: 'd1', token: 'k1', key: 'term', node: 'plan', startedAt: '2026-09-07T01:00:00.000Z' },
  ...{ dueDate: '2026-09-30', due: '2026-09-30T09:30:00.000Z', originalDueDate: '2026-09-30' },
  ...{
    originalDue: '2026-09-30T09:30:00.000Z',
    provisional: true,
    basis: '',
    extensions: 0,
    passed: false,
    steps: [],
  },
};
const request = {
  ...{ id: 'r1', deadline: 'd1', what: 'extension' as const, date: '2026-10-15', reason: '雨季', by: 'p1' },
  approvers: [],
};
const changed = (verb: (EventBody & { kind: 'taskChanged' })['verb'], more: object = {}): EventBody => ({
  ...{ kind: 'taskChanged', verb, task, node: 'plan', to: [person] },
  ...more,
});
const bodies: EventBody[] = [
  { kind: 'taskCreated', task },
  { kind: 'deadlineSet', deadline },
  { kind: 'peopleFound', lookup: 'l1', node: 'plan', answers: [[person]] },
  { kind: 'peopleChosen', choices: { plan: [person] } },
  { kind: 'chosenReplaced', node: 'plan', from: 'p9', to: person, reason: '退休' },
  { kind: 'heirNamed', from: 'p9', person: 'p1', posts: [], reason: '退休' },
  { kind: 'heirAsked', node: 'plan', from: 'p9', to: person },
  { kind: 'questionHandedOn', question: 'q1', from: 'p9', to: person, reason: '退休' },
  changed('assign', { cause: 'leaver', task: { ...task, delegatedBy: [{ from: [person], by: 'p9' }] } }),
  { kind: 'peopleReplaced', node: 'plan', policy: 'nobody', did: 'supervisor', people: [person] },
  { kind: 'peopleReplaced', node: 'plan', policy: 'initiator', did: 'skip', people: [], verdict: 'pass' },
  {
    kind: 'roundOpened',
    round: {
      ...{ id: 'o1', token: 'k1', node: 'plan', signing: { mode: 'all' } },
      members: [{ candidate: person, weight: 1 }],
    },
  },
  { kind: 'roundMemberAdded', round: 'o1', node: 'plan', candidate: person, weight: 1 },
  { kind: 'roundMemberRemoved', round: 'o1', node: 'plan', task: 't1', recused: true, reason: '亲属' },
  { kind: 'roundMemberRemoved', round: 'o1', node: 'plan', task: 't1', recused: false, reason: '误加' },
  ...(['pass', 'reject', 'noQuorum', 'cancelled'] as const).map((result): EventBody => ({
    ...{ kind: 'roundClosed', round: 'o1', node: 'plan', result },
    ...{ passed: 1, rejected: 0, abstained: 0, total: 1 },
  })),
  changed('addSigners'),
  changed('signersDone'),
  changed('transfer', { reason: '外出' }),
  changed('delegate'),
  changed('answerDelegation', { opinion: '同意' }),
  changed('assign', { cause: 'orphan' }),
  changed('assign', { cause: 'leaver' }),
  changed('assign', { cause: 'supervisor' }),
  changed('suspend'),
  changed('resume'),
  changed('decide'),
  { kind: 'signerRemoved', task: 't1', node: 'plan', reason: '误加' },
  { kind: 'caseSuspended', reason: '公安立案' },
  { kind: 'caseResumed' },
  { kind: 'caseRecalled', reason: '重复' },
  { kind: 'caseVoided', reason: '误登' },
  { kind: 'copied', copy: { id: 'y1', to: person, by: 'p1' }, note: '请知悉' },
  { kind: 'copyRead', copy: 'y1' },
  { kind: 'urged', tasks: ['t1'], text: '请抓紧' },
  { kind: 'commented', entry: 'e1', text: '好', mentions: [person] },
  { kind: 'asked', question: { id: 'q1', by: 'p1', to: person }, text: '何时？' },
  { kind: 'answered', question: 'q1', text: '月底' },
  { kind: 'participantAdded', unit: 'school', role: 'assist', reason: '涉及' },
  {
    kind: 'linkMade',
    link: {
      ...{ id: 'w1', scope: 's1', unit: 'police', task: 't1', node: 'plan', by: 'p1' },
      ...{ madeAt: '2026-09-07T01:00:00.000Z', expiresAt: '2026-09-21T16:00:00.000Z' },
    },
    node: 'plan',
    hash: 'a'.repeat(64),
  },
  {
    ...{ kind: 'linkUsed', link: 'w1', unit: 'police', task: 't1', node: 'plan', outcome: 'received' },
    signer: { unit: '治安大队', name: '王警官', post: '民警', phone: '0354-110' },
    by: 'p1',
  },
  { kind: 'linkRevoked', link: 'w1', unit: 'police', node: 'plan', cause: 'person' },
  { kind: 'linkRevoked', link: 'w1', unit: 'police', node: 'plan', cause: 'replaced' },
  { kind: 'stepReturned', task: 't1', node: 'plan', to: 'plan', resume: 'back', reason: '不具体' },
  {
    kind: 'stepReturned',
    task: 't1',
    node: 'plan',
    to: 'p',
    resume: 'forward',
    reason: '不具体',
    isReject: true,
  },
  { kind: 'stepWithdrawn', task: 't1', node: 'plan' },
  { kind: 'stepMoved', task: 't1', node: 'plan', to: 'plan', reason: '紧急' },
  { kind: 'stepResumed', node: 'plan', token: 'k1', isBack: true },
  { kind: 'detourEnded', node: 'plan', to: 'p', token: 'k1', firings: [], tokens: [] },
  { kind: 'taskReopened', task },
  { kind: 'clockRequested', request, node: 'plan' },
  { kind: 'clockRequestDecided', request: 'r1', deadline: 'd1', node: 'plan', approved: true },
  { kind: 'clockRequestDecided', request: 'r1', deadline: 'd1', node: 'plan', approved: false },
  { kind: 'clockSuspended', deadline, node: 'plan', why: 'police', reason: '立案' },
  { kind: 'clockResumed', deadline, node: 'plan', from: '2026-09-30' },
  { kind: 'stepAcknowledged', deadline: 'd1', node: 'plan', step: 'red', by: 'p1' },
  ...(['transfer', 'goTo', 'startCase'] as const).map((did): EventBody => ({
    kind: 'ladderActed',
    deadline: 'd1',
    node: 'plan',
    step: 'red',
    did,
    to: [person],
    target: 'plan',
  })),
  {
    kind: 'documentDue',
    deadline: 'd1',
    node: 'plan',
    step: 'red',
    document: '督办单',
    by: [{ post: 'principal', unit: 'school' }],
  },
  { kind: 'calendarChanged', calendar: 'hash' },
];

const wording = {
  names: {
    units: new Map([['school', { zh: '一中', en: 'School One' }]]),
    posts: new Map([['principal', { zh: '校长', en: 'principal' }]]),
  },
  fields: new Map(),
};
const process = model(
  'p',
  [node('a', 'startEvent'), user('plan'), node('z', 'endEvent')],
  ['a -> plan', 'plan -> z'],
);
const actor: Actor = { kind: 'person', person: 'p1', posts: [], for: 'p2' };
const lines = timelineOf(
  bodies.map((body, index): EngineEvent => ({
    ...body,
    seq: index + 1,
    at: '2026-09-07T01:00:00.000Z',
    actor,
  })),
  {
    model: process,
    wording,
    people: new Map([
      ['p1', '王五'],
      ['p2', '张三'],
    ]),
  },
);

test.each(bodies.map((body, index) => [`${index + 1} ${body.kind}`, index + 1] as const))(
  '%s is told in one line in both languages',
  (_kind, seq) => {
    const line = lines.find((entry) => entry.seq === seq);
    expect(line, 'a line').toBeDefined();
    const { zh, en = '' } = line!.text;
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/[a-z]/);
    for (const text of [zh, en]) {
      expect(text).not.toMatch(/undefined|null|\[object|“”|\d{4}-\d{2}-\d{2}/);
      expect(text.trim()).toBe(text);
    }
    expect(line!.who.name).toEqual({ zh: '王五 代 张三', en: '王五 for 张三' });
  },
);

test('what follows from what somebody did is told of the post in which they did it, not of another that they hold', () => {
  const asked = { post: 'external-expert', unit: 'school' };
  const vote = { ...task, candidates: [asked] };
  const next: OpenTask = { ...task, id: 't2', candidates: [{ post: 'principal', unit: 'school' }] };
  const at = '2026-09-08T01:00:00.000Z';
  const expert: Actor = {
    ...{ kind: 'person', person: 'p1' },
    posts: [{ post: 'external-expert', unit: 'bureau' }, asked],
  };
  const told = timelineOf(
    [
      { kind: 'taskCreated', task: vote, seq: 1, at: '2026-09-07T01:00:00.000Z', actor: null },
      {
        ...{ kind: 'taskCompleted', task: 't1', node: 'plan', token: 'k1', variables: {} },
        ...{ seq: 2, at, actor: expert },
      },
      { kind: 'taskCreated', task: next, seq: 3, at, actor: expert },
      { kind: 'deadlineSet', deadline, seq: 4, at, actor: expert },
    ] as EngineEvent[],
    { model: process, wording, people: new Map([['p1', '秦璐']]) },
  );
  expect(told.slice(1).map(({ who }) => who.post?.unit)).toEqual(['school', 'school', 'school']);
});

test('what a deadline ended late was either finished late, or never: the machine finishes nothing', () => {
  const told = (who: Actor) =>
    timelineOf(
      [
        { kind: 'deadlineSet', deadline, seq: 1, at: '2026-09-07T01:00:00.000Z', actor: null },
        {
          ...{ kind: 'deadlineClosed', deadline: 'd1', node: 'plan', met: false },
          ...{ seq: 2, at: '2026-10-01T01:00:00.000Z', actor: who },
        },
      ] as EngineEvent[],
      { model: process, wording, people: new Map([['p1', '王五']]) },
    ).at(-1)!.text.zh;
  expect(told({ kind: 'person', person: 'p1', posts: [] })).toContain('逾期办结');
  expect(told({ kind: 'system', name: 'timer' })).toContain('逾期未办结');
});

describe('a verb leaves one line, which says who, for whom and to which end', () => {
  const people = new Map([
    ['p1', '王五'],
    ['p2', '张三'],
  ]);
  const at = '2026-09-07T01:00:00.000Z';
  const linesOf = (...events: EventBody[]) =>
    timelineOf(
      [{ kind: 'taskCreated', task } as EventBody, ...events].map((body, index): EngineEvent => ({
        ...body,
        seq: index + 1,
        at,
        actor,
      })),
      { model: process, wording, people },
    )
      .slice(1)
      .map(({ text }) => text.zh);
  const signer = (sign: 'before' | 'after', more: Partial<OpenTask> = {}): OpenTask => ({
    ...{ ...task, id: 't2', addedTo: 't1', addedBy: 'p1', sign },
    ...more,
  });

  test('signers are added before or after, and removed again by name', () => {
    expect(
      linesOf(
        changed('addSigners'),
        { kind: 'taskCreated', task: signer('before') },
        { kind: 'signerRemoved', task: 't2', node: 'plan', reason: '误加' },
        { kind: 'taskCancelled', task: 't2', node: 'plan', token: 'k1' } as EventBody,
        changed('addSigners'),
        { kind: 'taskCreated', task: signer('after') },
      ),
    ).toEqual([
      '“plan”前加签：张三（一中校长）',
      '减签：去掉“plan”的加签人员张三（一中校长）',
      '“plan”后加签：张三（一中校长）',
    ]);
  });

  test('once the handler has decided it is the turn of who was added after; who was added before is done', () => {
    expect(linesOf(changed('signersDone', { task: signer('after'), to: undefined }))).toEqual([
      '轮到张三（一中校长）签署“plan”',
    ]);
    expect(linesOf(changed('signersDone'))).toEqual(['“plan”的加签人员已办理完毕']);
  });

  test('what is returned or rejected to the beginning goes to whoever began it, and its own task is not told twice', () => {
    expect(
      linesOf(
        { kind: 'stepReturned', task: 't1', node: 'plan', to: 'a', resume: 'forward', reason: '不具体' },
        { kind: 'taskCancelled', task: 't1', node: 'plan', token: 'k1' } as EventBody,
      ),
    ).toEqual(['“plan”退回到“发起人”']);
  });

  test('who decides together is told once and how; one after the other, whose turn it is as well', () => {
    const opened = (mode: 'all' | 'sequential'): EventBody => ({
      kind: 'roundOpened',
      round: {
        ...{ id: mode, token: 'k1', node: 'plan', signing: { mode } },
        members: [{ candidate: person, weight: 1 }],
      },
    });
    const given = (round: string): EventBody => ({
      kind: 'taskCreated',
      task: { ...task, id: round, round },
    });
    expect(linesOf(opened('all'), given('all'))).toEqual(['“plan”由张三（一中校长）会签']);
    expect(linesOf(opened('sequential'), given('sequential'))).toEqual([
      '“plan”由张三（一中校长）依次办理',
      '“plan”交由张三（一中校长）办理',
    ]);
  });

  test('people chosen are told with their steps, an answer with who asked', () => {
    const question = { id: 'q1', by: 'p2', to: person };
    expect(
      linesOf(
        { kind: 'peopleChosen', choices: { plan: [person] } },
        { kind: 'asked', question, text: '何时？' },
        { kind: 'answered', question: 'q1', text: '月底' },
      ),
    ).toEqual([
      '选择后续步骤的办理人：“plan”由张三（一中校长）办理',
      '向张三（一中校长）提问',
      '答复张三的提问',
    ]);
  });
});

describe('what a deadline brings about', () => {
  const rule = { rollForward: false, endOfDay: 'midnight' as const, basis: '' };
  const hours = user(
    'call',
    {},
    {
      deadlines: [{ key: 'term', name: { zh: '时限' }, rule: { ...rule, amount: 2, unit: 'hour' } }],
    },
  );
  const at = '2026-09-07T01:00:00.000Z';
  const hourly = { ...deadline, node: 'call', dueDate: '2026-09-07', due: '2026-09-07T03:00:00.000Z' };
  const told = { post: 'principal', unit: 'school' };
  const reached = (of: Deadline): EventBody => ({
    ...{ kind: 'deadlineStepReached', deadline: of.id, node: of.node, dueDate: of.dueDate },
    step: { key: 'red', kind: 'escalate', at: of.due, whom: [told], handlers: false, channels: ['mail'] },
    tell: [told],
  });
  const linesOf = (...events: EventBody[]) =>
    timelineOf(
      events.map((body, index): EngineEvent => ({ ...body, seq: index + 1, at, actor: null })),
      { model: model('p', [hours, user('plan')], []), wording, people: new Map() },
    );

  test('says the time where it is counted in hours, the day alone where in days', () => {
    const [set, late] = linesOf({ kind: 'deadlineSet', deadline: hourly }, reached(hourly));
    expect(set!.text.zh).toContain('限2026年9月7日 11:00前办结');
    expect(late!.text.zh).toContain('（2026年9月7日 11:00到期）');
    const [, onTheDay] = linesOf({ kind: 'deadlineSet', deadline }, reached(deadline));
    expect(onTheDay!.text.zh).toContain('（2026年9月30日到期）');
  });

  test('a clock of the whole case begins under its own name: it is not the case that is due by then', () => {
    const [own] = linesOf({ kind: 'deadlineSet', deadline: { ...deadline, node: 'p', ofCase: true } });
    expect(own!.text).toMatchObject({
      zh: expect.stringMatching(/^“.+”开始计时，2026年9月30日到期/),
      en: expect.stringContaining('begins, due 30 Sep 2026'),
    });
  });

  test('says from which time to which it moved, also within its day', () => {
    const moved = { ...hourly, due: '2026-09-07T06:30:00.000Z' };
    const change = { deadline: hourly.id, node: 'call', cause: 'person', reason: '停电' } as const;
    const [, later, settled] = linesOf(
      { kind: 'deadlineSet', deadline: hourly },
      { kind: 'deadlineChanged', ...change, from: '2026-09-07', to: moved },
      { kind: 'deadlineChanged', ...change, from: '2026-09-07', to: moved },
    );
    expect(later!.text.zh).toContain('“时限”由2026年9月7日 11:00改为2026年9月7日 14:30（人工调整）');
    expect(settled!.text.zh).toContain('“时限”确定为2026年9月7日 14:30');
    const [, onwards] = linesOf(
      { kind: 'deadlineSet', deadline: hourly },
      { kind: 'clockResumed', deadline: moved, node: 'call', from: '2026-09-07' },
    );
    expect(onwards!.text.zh).toContain('恢复计时，2026年9月7日 14:30到期');
  });

  test('has midnight as the end of its day', () => {
    const atMidnight = { ...hourly, due: '2026-09-07T16:00:00.000Z' };
    const [set] = linesOf({ kind: 'deadlineSet', deadline: atMidnight });
    expect(set!.text.zh).toContain('限2026年9月7日 24:00前办结');
    expect(set!.text.en).toContain('is due 7 Sep 2026, end of the day');
  });

  test('a step of a clock of the whole case stands under the name of that clock, and a late end too', () => {
    const whole = { ...deadline, key: 'whole', node: 'p', ofCase: true } as const;
    const ofCase = model('p', [user('plan')], [], {
      caseDeadlines: [{ key: 'whole', name: { zh: '办结期限', en: 'The whole' } }],
    });
    const events: EventBody[] = [
      { kind: 'deadlineSet', deadline: { ...whole, due: at } },
      reached(whole),
      { kind: 'deadlineClosed', deadline: whole.id, node: 'p', met: false },
    ];
    const lines = timelineOf(
      events.map((body, index): EngineEvent => ({ ...body, seq: index + 1, at, actor: null })),
      { model: ofCase, wording, people: new Map() },
    );
    expect(lines.slice(1).map(({ text }) => text.zh)).toEqual([
      '“办结期限”（2026年9月30日到期）：red',
      '“办结期限”逾期完成',
    ]);
  });

  test('what begins again says which round it is: the one before stays readable as it was', () => {
    const [first, second] = linesOf(
      { kind: 'deadlineSet', deadline: hourly },
      { kind: 'deadlineSet', deadline: { ...hourly, id: 'd2', cycle: 2, provisional: false } },
    );
    expect(first!.text.zh).not.toContain('轮');
    expect(second!.text).toEqual({
      zh: expect.stringMatching(/限2026年9月7日 11:00前办结（第 2 轮）$/),
      en: expect.stringMatching(/ \(round 2\)$/),
    });
  });

  test('of several clocks of one step a line says which', () => {
    const two = user(
      'plan',
      {},
      { deadlines: ['term', 'own'].map((key) => ({ key, name: { zh: `${key}期限` } })) },
    );
    const events: EventBody[] = [{ kind: 'deadlineSet', deadline }, reached(deadline)];
    const lines = timelineOf(
      events.map((body, index): EngineEvent => ({ ...body, seq: index + 1, at, actor: null })),
      { model: model('p', [two], []), wording, people: new Map() },
    );
    expect(lines.map(({ text }) => text.zh)).toEqual([
      '“plan”的“term期限”限2026年9月30日前办结（节假日表未发布，暂定）',
      '“plan”的“term期限”（2026年9月30日到期）：red',
    ]);
  });

  test('whoever was told by name is named, in the capacity in which they were', () => {
    const lines = timelineOf(
      [{ ...reached(hourly), tell: [{ ...told, person: 'p7' }] } as EventBody].map(
        (body, index): EngineEvent => ({ ...body, seq: index + 1, at, actor: null }),
      ),
      { model: model('p', [hours], []), wording, people: new Map([['p7', '罗勇']]) },
    );
    expect(lines[0]!.told).toMatchObject([{ postName: { zh: '校长' }, person: { name: '罗勇' } }]);
  });

  test('names those who were told once, beside the line', () => {
    const [, late] = linesOf({ kind: 'deadlineSet', deadline: hourly }, reached(hourly));
    expect(late!.told).toMatchObject([{ postName: { zh: '校长' } }]);
    expect(late!.text.zh).not.toContain('校长');
  });
});
