/** Who is told of human work and of clocks, and in whose place. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Channels } from '../../activities/channels/index.ts';
import type { Message } from '../../activities/channels/channel.ts';
import { createSender } from '../../activities/sender.ts';
import { inScope, seatName, system } from '../../db/connection.ts';
import { notificationsOf } from '../../db/notifications.ts';
import { addSubstitution } from '../../db/substitutions.ts';
import type { EngineEvent, EventBody } from '../../engine/event.ts';
import type { Actor } from '../../engine/input.ts';
import type { OpenTask } from '../../engine/state.ts';
import { freshDatabase } from '../support/database.ts';
import type { ProcessModel } from '../../engine/model.ts';
import { given, officer } from '../support/given.ts';
import { begunLongCase, longProcess } from '../support/long-case.ts';
import { model, node, user } from '../support/model.ts';
import { seedCounty } from '../support/organisation.ts';
import { openRecordedCase, testKeys } from '../support/recorded-case.ts';

const keys = testKeys();
const { db, asOwner } = await freshDatabase();
await seedCounty(db);
const now = '2026-09-08T01:00:00.000Z';

beforeEach(async () => {
  await asOwner`delete from delivery`;
  await asOwner`delete from outbox`;
  await asOwner`delete from substitution`;
});

const acceptance = { post: 'acceptance', unit: 'bureau' };
const principal = { post: 'principal', unit: 'school' };
type Case = ReturnType<typeof begunLongCase>;

interface Told {
  actor?: Actor;
  process?: ProcessModel;
  /** The case is strict, and its matter names these. */
  barred?: string[];
}

/** Commits a case and then what the test says of it, and gives the mails of the latter: to whom, and what about. */
async function told(
  bodies: (run: Case) => EventBody[],
  { actor = officer, process = longProcess, barred }: Told = {},
) {
  const run = process === longProcess ? begunLongCase() : given(process);
  const record = await openRecordedCase(db, keys, process);
  await record.commit(run.events);
  await asOwner`delete from outbox`;
  if (barred)
    await asOwner`insert into strict_case (tenant_id, case_id, barred, took_part) values ('qinghe', ${record.caseId}, ${barred}, '{}')`;
  const events = bodies(run).map((body, index): EngineEvent => ({
    ...body,
    seq: run.events.length + index + 1,
    at: now,
    actor,
  }));
  await record.commit(events);
  const sent: Message[] = [];
  const channel = {
    key: 'mail',
    addressOf: ({ email }: { email: string | null }) => email ?? undefined,
    send: async (message: Message) => {
      sent.push(message);
      return { ok: true as const };
    },
  };
  const channels: Channels = { get: () => channel, close: () => undefined };
  const log = { warn: () => undefined, error: (fields: object) => expect(fields).toEqual({}) };
  await createSender({ db, channels, publicUrl: 'http://localhost:3000', log }).sendDue(now);
  return sent;
}
const lines = (sent: Message[]) =>
  sent.map(({ person, subject }) => `${person} ${subject.replace(/^【.*?】|^\[.*?\] /, '')}`).sort();

test('a task that is transferred is told to the one who has it now', async () => {
  const sent = await told((run) => {
    const task = run.task('plan');
    return [
      {
        kind: 'taskChanged',
        verb: 'transfer',
        node: 'plan',
        task: { ...task, candidates: [{ ...principal, person: 'p2' }], generation: 2 },
        reason: '本人出差，家中有事',
      },
    ];
  });
  expect(lines(sent)).toEqual(['p2 待办：编制整改方案（2026年9月9日 周三前）']);
  // What somebody wrote is read in the system.
  expect(sent[0]!.text + sent[0]!.html).not.toContain('家中有事');
});

test('one that waits for added signers is told when it is their turn, and again when it is back', async () => {
  const sent = await told((run) => {
    const task = run.task('plan');
    const signer = {
      ...task,
      id: 't900',
      candidates: [acceptance],
      addedTo: task.id,
      sign: 'before' as const,
    };
    return [
      {
        kind: 'taskChanged',
        verb: 'addSigners',
        node: 'plan',
        task: { ...task, waits: 'signersBefore', generation: 2 },
      },
      { kind: 'taskCreated', task: signer },
    ];
  });
  expect(sent.map(({ person }) => person)).toEqual(['p5']);
});

test('a return says so, and not why', async () => {
  const sent = await told((run) => {
    const task = run.task('plan');
    const returned = { reason: '缺少照片', by: 'p5', from: 'check' };
    return [{ kind: 'taskReopened', task: { ...task, returned, generation: 3 } }];
  });
  expect(lines(sent)).toEqual(['p1 退回待办：编制整改方案']);
  expect(sent[0]!.text).not.toContain('缺少照片');
});

test('an urging, a copy, a mention, a question and its answer come to whom they are for', async () => {
  const sent = await told((run) => [
    { kind: 'urged', tasks: [run.task('plan').id] },
    { kind: 'copied', copy: { id: 'c901', to: { ...acceptance, person: 'p5' }, by: 'p1' } },
    { kind: 'commented', entry: 'e902', text: '…', mentions: [{ ...principal, person: 'p2' }] },
    {
      kind: 'asked',
      question: { id: 'q903', by: 'p1', to: { post: 'director', unit: 'bureau' } },
      text: '…',
    },
    { kind: 'answered', question: 'q903', text: '…' },
  ]);
  expect(lines(sent)).toEqual([
    'p1 催办：编制整改方案',
    'p1 提问已回复：编制整改方案',
    'p2 评论中提到了您：long',
    'p4 有人向您提问：long',
    'p5 For your information: long',
  ]);
});

test('that an agency acted over a link comes to whoever made it, without a word of who signed', async () => {
  const sent = await told((run) => [
    {
      ...{
        kind: 'linkUsed',
        link: 'w901',
        unit: 'police',
        task: run.task('plan').id,
        node: 'plan',
        by: 'p2',
      },
      signer: { unit: '治安大队', name: '王警官', post: '民警', phone: '0354-110' },
    },
  ]);
  expect(lines(sent)).toEqual(['p2 对方已经链接办理：编制整改方案']);
  expect(sent[0]!.text).not.toContain('王警官');
});

test('a request about a clock goes to who decides it, the decision to who asked, and a new date to the handlers', async () => {
  const sent = await told((run) => {
    const [deadline] = run.state.deadlines.filter(({ key }) => key === 'plan');
    const about = { node: 'plan', deadline: deadline!.id };
    const asked = {
      id: 'x901',
      deadline: deadline!.id,
      what: 'extension',
      date: '2026-09-14',
      reason: '停电',
      by: 'p2',
    };
    const to = { ...deadline!, dueDate: '2026-09-14', due: '2026-09-14T09:30:00.000Z' };
    return [
      {
        kind: 'clockRequested',
        node: 'plan',
        request: { ...asked, what: 'extension', approvers: [{ post: 'director', unit: 'bureau' }] },
      },
      { kind: 'clockRequestDecided', ...about, request: 'x901', approved: true },
      { kind: 'deadlineChanged', ...about, from: deadline!.dueDate, to, cause: 'extension' },
    ];
  });
  expect(lines(sent)).toEqual([
    'p1 期限变动：编制整改方案',
    'p2 期限申请已审批：编制整改方案',
    'p4 期限申请待审批：编制整改方案',
  ]);
  expect(sent.find(({ person }) => person === 'p1')!.text).toContain('2026年9月14日 周一');
});

/** One report that is due so many hours after Monday 7 September, 09:00. */
const dueAfterHours = (amount: number) => {
  const rule = { amount, unit: 'hour', rollForward: false, endOfDay: 'midnight', basis: '' } as const;
  const deadlines = [{ key: 'report', name: { zh: '报告时限' }, rule }];
  return model(
    'hourly',
    [
      node('begin', 'startEvent'),
      user('report', {}, { name: { zh: '报告' }, deadlines }),
      node('end', 'endEvent'),
    ],
    ['begin -> report', 'report -> end'],
    { ladder: longProcess.ladder },
  );
};

test('a deadline in hours is told with its time, and midnight as the end of its day, as is who is told next', async () => {
  const [sent] = await told((run) => [{ kind: 'taskReopened', task: run.task('report') }], {
    process: dueAfterHours(15),
  });
  expect(sent!.subject).toContain('（2026年9月7日 周一 24:00前）');
  expect(sent!.text).toContain('办理期限：2026年9月7日 周一 24:00');
  expect(sent!.text).toContain('2026年9月7日 周一 24:00将告知承办人');
});

test('a step of a clock of the whole case is told under the name of that clock', async () => {
  const whole = model(
    'whole',
    [node('start', 'startEvent'), user('work'), node('end', 'endEvent')],
    ['start -> work', 'work -> end'],
    {
      caseDeadlines: [
        {
          ...{ key: 'whole', name: { zh: '办结期限' } },
          rule: {
            ...{ amount: 5, unit: 'workingDay', rollForward: true },
            ...{ endOfDay: 'closeOfBusiness', basis: '[D]' },
          },
        },
      ],
    },
  );
  const sent = await told(
    (run) => {
      const { id, node: of, dueDate, due } = run.state.deadlines[0]!;
      const told = { whom: [acceptance], handlers: false, channels: ['mail'] };
      const step = { key: 'soon', kind: 'remind', at: due, ...told } as const;
      return [{ kind: 'deadlineStepReached', deadline: id, node: of, step, dueDate, tell: [acceptance] }];
    },
    { process: whole },
  );
  expect(lines(sent).map((line) => line.replace(/^\S+ /, ''))).toEqual([
    expect.stringMatching(/^Due soon: 办结期限 \(/),
  ]);
});

test('a deadline in hours that moves within its day is told, a date that stays is not', async () => {
  const moved = (due: string, cause: 'person' | 'calendar', fromDue?: string) => (run: Case) => {
    const [deadline] = run.state.deadlines;
    const { id, node: at, dueDate } = deadline!;
    const to = { ...deadline!, due };
    return [
      {
        kind: 'deadlineChanged',
        ...{ deadline: id, node: at, from: dueDate, to, cause },
        ...(fromDue !== undefined && { fromDue }),
      },
    ] satisfies EventBody[];
  };
  const [from, later] = ['2026-09-07T03:00:00.000Z', '2026-09-07T06:30:00.000Z'];
  const process = dueAfterHours(2);
  const [sent] = await told(moved(later!, 'person', from), { process });
  expect(sent!.subject).toContain('期限变动：报告');
  expect(sent!.text).toContain('办理期限：2026年9月7日 周一 14:30');
  expect(await told(moved(from!, 'person'), { process })).toEqual([]);
  expect(await told(moved(later!, 'calendar', from), { process })).toEqual([]);
});

test('a void case is told to those whose tasks ended with it, and to who began it', async () => {
  const sent = await told((run) => [
    { kind: 'taskCancelled', task: run.task('plan').id, node: 'plan' },
    { kind: 'caseVoided', reason: '重复' },
  ]);
  expect(lines(sent)).toEqual(['p1 事项已作废：编制整改方案']);
});

describe('those whose tasks were open are told once that nothing is left to do', () => {
  const cut = (run: Case): EventBody => ({ kind: 'taskCancelled', task: run.task('plan').id, node: 'plan' });
  const rejected = (run: Case): EventBody => ({
    ...{ kind: 'taskCompleted', task: 't900', node: 'check', verdict: 'reject', variables: {} },
    ...{ reason: '缺少照片', token: run.task('plan').token },
  });
  const returned = {
    kind: 'stepReturned',
    task: 't900',
    node: 'check',
    resume: 'forward',
    reason: '',
  } as const;

  test.each<[string, (run: Case) => EventBody[], string]>([
    ['a recalled case', (run) => [cut(run), { kind: 'caseRecalled', reason: '重复' }], '事项已撤销'],
    ['a cancelled case', (run) => [cut(run), { kind: 'caseCancelled', reason: '重复' }], '事项已取消'],
    [
      'a case that ends by a reject',
      (run) => [rejected(run), cut(run), { kind: 'caseCompleted', outcome: 'rejected' }],
      '事项被驳回',
    ],
    [
      'a reject that goes back',
      (run) => [rejected(run), { ...returned, to: 'begin', isReject: true }, cut(run)],
      '任务因驳回终止',
    ],
    [
      'a called case that goes back to its caller by a reject',
      (run) => [
        { ...returned, to: 'caller:previous', isReject: true },
        cut(run),
        { kind: 'caseCancelled', reason: 'returned' },
      ],
      '事项已取消',
    ],
  ])('%s', async (_what, bodies, headline) => {
    const sent = await told(bodies);
    expect(lines(sent)).toEqual([`p1 ${headline}：编制整改方案`]);
    expect(sent[0]!.text).toContain('您的任务无需再办理');
    // No date counts any more, and what somebody wrote is read in the system.
    expect(sent[0]!.text).not.toMatch(/办理期限|重复|缺少照片/);
  });

  test('in a strict case without a way there, which their seat does not open any more, and not to whom the matter names', async () => {
    const bodies = (run: Case): EventBody[] => [cut(run), { kind: 'caseRecalled', reason: '重复' }];
    const [sent] = await told(bodies, { barred: [] });
    expect(sent!.text).not.toContain('http');
    expect(sent!.text).toContain('您的任务无需再办理');
    expect(await told(bodies, { barred: [seatName({ post: 'officer', unit: 'school' })] })).toEqual([]);
  });

  test('as the engine ends a case by a reject', () => {
    const run = given(
      model(
        'twoAtOnce',
        [
          node('begin', 'startEvent'),
          node('fork', 'parallelGateway'),
          user('review', {
            onReject: 'end',
            outcomes: [{ key: 'no', name: { zh: '不同意' }, needsReason: false, verdict: 'reject' }],
          }),
          user('plan'),
          node('join', 'parallelGateway'),
          node('end', 'endEvent'),
        ],
        ['begin -> fork', 'fork -> review', 'fork -> plan', 'review -> join', 'plan -> join', 'join -> end'],
      ),
    );
    const before = run.events.length;
    run.complete('review', {}, { outcome: 'no' });
    const told = notificationsOf('c', 'twoAtOnce', run.events.slice(before));
    expect(told.map(({ kind }) => kind)).toEqual(['caseRejected']);
  });

  test('a case that goes on to its end tells nobody of a colleague’s task that was not needed', async () => {
    expect(await told((run) => [cut(run), { kind: 'caseCompleted', outcome: 'completed' }])).toEqual([]);
  });
});

test('a delegated task says who asks for what, and is told to them again when the opinion is there', async () => {
  const delegated = (run: Case) => ({
    ...run.task('plan'),
    candidates: [{ ...principal, person: 'p2' }],
    delegatedBy: [{ from: run.task('plan').candidates, by: 'p1', reason: '请校长定夺' }],
    generation: 2,
  });
  const [asked, ...none] = await told((run) => [
    { kind: 'taskChanged', verb: 'delegate', node: 'plan', task: delegated(run), reason: '请校长定夺' },
  ]);
  expect(none).toEqual([]);
  expect([asked!.person, asked!.subject]).toEqual(['p2', expect.stringContaining('委派给您：编制整改方案')]);
  expect(asked!.text).toContain('赵一请您就“编制整改方案”提出意见。您提出意见后，任务退回赵一，由其决定。');
  expect(asked!.text).not.toContain('定夺');
  const [back] = await told((run) => {
    const task = { ...run.task('plan'), claimedBy: 'p1', generation: 3 };
    return [{ kind: 'taskChanged', verb: 'answerDelegation', node: 'plan', task, opinion: '同意' }];
  });
  expect([back!.person, back!.subject]).toEqual(['p1', expect.stringContaining('委派意见已返回')]);
});

test('of a leaver’s work the heir alone is told, and as what it comes to them; whoever had it before is not told again', async () => {
  const heir = { ...principal, person: 'p2' };
  const moved =
    (change: (task: OpenTask) => Partial<OpenTask>) =>
    (run: Case): EventBody[] => {
      const task = { ...run.task('plan'), generation: 2, ...change(run.task('plan')) };
      return [
        {
          kind: 'taskChanged',
          verb: 'assign',
          cause: 'leaver',
          node: 'plan',
          task,
          to: [heir],
          reason: '退休',
        },
      ];
    };
  const besides = await told(moved(({ candidates }) => ({ candidates: [...candidates, heir] })));
  expect(lines(besides)).toEqual(['p2 待办：编制整改方案（2026年9月9日 周三前）']);
  const asked = await told(
    moved(({ candidates }) => ({
      candidates: [heir],
      delegatedBy: [{ from: candidates, by: 'p1', reason: '请看' }],
    })),
  );
  expect(lines(asked)).toEqual([expect.stringContaining('p2 委派给您：编制整改方案')]);
  const later = await told(moved(() => ({ delegatedBy: [{ from: [heir], by: 'p2' }] })));
  expect(later).toEqual([]);
});

test('who reported, which the template keeps secret, is named to nobody but those who may know', async () => {
  const reporter = { fields: [], knownTo: [{ post: 'acceptance', unit: 'bureau' }] };
  const settings = JSON.stringify({ confidentiality: { reporter } });
  const process = model(
    'keeps-its-reporter',
    [
      node('begin', 'startEvent'),
      user('plan', {}, { name: { zh: '编制整改方案' } }),
      node('end', 'endEvent'),
    ],
    ['begin -> plan', 'plan -> end'],
  );
  await asOwner`insert into template_version
    (tenant_id, template, version, xml, model, forms, mails, settings, published_by, published_at)
    values ('qinghe', ${process.process}, 1, '', '', '{}', '{}', ${settings}::text::jsonb, 'p1', ${now})`;
  const delegatedTo = async (person: string, held: { post: string; unit: string }) => {
    const [sent] = await told(
      (run) => {
        const { candidates: from, ...task } = run.task('plan');
        const delegated = { ...task, candidates: [{ ...held, person }], delegatedBy: [{ from, by: 'p1' }] };
        return [
          { kind: 'taskChanged', verb: 'delegate', node: 'plan', task: { ...delegated, generation: 2 } },
        ];
      },
      { process },
    );
    return [sent!.person, sent!.subject, sent!.text, sent!.html].join('\n');
  };
  const toPrincipal = await delegatedTo('p2', principal);
  expect(toPrincipal).toContain('报告人请您就“编制整改方案”提出意见');
  expect(toPrincipal).not.toMatch(/赵一/);
  expect(await delegatedTo('p5', acceptance)).toContain('赵一 asks for your opinion on “编制整改方案”');
});

test('whoever stands in for somebody is told what they are told, and in whose place', async () => {
  const substitution = { tenant: 'qinghe', principal: 'p1', substitute: 'p2', from: '2026-09-01', to: null };
  const give = (templates: string[] | null) =>
    inScope(db, system('qinghe'), (tx) =>
      addSubstitution(tx, { ...substitution, templates, units: null, reason: '', by: 'p1', at: now }),
    );
  await give(['another']);
  const urge = (run: Case): EventBody[] => [{ kind: 'urged', tasks: [run.task('plan').id] }];
  expect(lines(await told(urge))).toEqual(['p1 催办：编制整改方案']);
  await give([longProcess.process]);
  const sent = await told(urge);
  expect(lines(sent)).toEqual(['p1 催办：编制整改方案', 'p2 催办：编制整改方案（代赵一）']);
  const [, substitute] = sent.sort((a, b) => (a.person < b.person ? -1 : 1));
  expect(substitute!.text).toContain('您代赵一收到此通知。');
  expect(substitute!.text).toMatch(/http:\/\/localhost:3000\/tasks\//);
});

describe('whom the data name, in a case that everybody of its units sees', () => {
  const excluded = { people: [], posts: [] };
  /** One plan, from which the whole case or the step alone keeps people out by its words. */
  const keepingOut = (by: 'case' | 'step') =>
    model(
      `keeping-out-${by}`,
      [
        node('begin', 'startEvent'),
        user('plan', by === 'step' ? { excluded } : {}, { name: { zh: '编制整改方案' } }),
        node('end', 'endEvent'),
      ],
      ['begin -> plan', 'plan -> end'],
      by === 'case' ? { work: { verbs: [], excluded } } : {},
    );
  const keptOut = (run: Case): EventBody => ({
    kind: 'taskReopened',
    task: {
      ...run.task('plan'),
      excludedPeople: ['p2'],
      excludedPosts: [{ post: 'director', unit: 'bureau' }],
      generation: 2,
    },
  });
  const copies = (): EventBody[] => [
    { kind: 'copied', copy: { id: 'c901', to: { ...principal, person: 'p2' }, by: 'p1' } },
    { kind: 'copied', copy: { id: 'c902', to: { post: 'director', unit: 'bureau' }, by: 'p1' } },
    { kind: 'copied', copy: { id: 'c903', to: acceptance, by: 'p1' } },
  ];

  test('hear nothing of it where the case keeps them out, nor does anybody for them', async () => {
    await inScope(db, system('qinghe'), (tx) =>
      addSubstitution(tx, {
        ...{ tenant: 'qinghe', principal: 'p2', substitute: 'p3', from: '2026-09-01', to: null },
        ...{ templates: null, units: null, reason: '', by: 'p2', at: now },
      }),
    );
    const sent = await told((run) => [keptOut(run), ...copies()], { process: keepingOut('case') });
    expect(lines(sent)).toEqual(['p1 待办：编制整改方案', 'p5 For your information: keeping-out-case']);
  });

  test('hear nothing of the step alone where it is the step that keeps them out', async () => {
    const sent = await told(
      (run) => [
        keptOut(run),
        ...copies(),
        {
          ...{ kind: 'asked', text: '…' },
          question: { id: 'q904', by: 'p1', to: { ...principal, person: 'p2' }, task: run.task('plan').id },
        },
      ],
      { process: keepingOut('step') },
    );
    expect(lines(sent)).toEqual([
      'p1 待办：编制整改方案',
      'p2 抄送：keeping-out-step',
      'p4 抄送：keeping-out-step',
      'p5 For your information: keeping-out-step',
    ]);
  });
});

test('whoever belongs to a unit that must keep out of a step does not hear of it as a substitute', async () => {
  await inScope(db, system('qinghe'), async (tx) => {
    for (const substitute of ['p2', 'p4'])
      await addSubstitution(tx, {
        ...{ tenant: 'qinghe', principal: 'p5', substitute, from: '2026-09-01', to: null },
        ...{ templates: null, units: null, reason: '', by: 'p5', at: now },
      });
  });
  const sent = await told((run) => [
    {
      kind: 'taskReopened',
      task: { ...run.task('plan'), candidates: [acceptance], excludedUnits: ['school'], generation: 2 },
    },
  ]);
  expect(sent.map(({ person }) => person).sort()).toEqual(['p4', 'p5']);
});
