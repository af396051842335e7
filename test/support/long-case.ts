/** A process with something of every kind that the read model shows, and walks through it. */
import type { LadderStep, ProcessModel } from '../../engine/model.ts';
import { given, officer, type CaseUnderTest } from './given.ts';
import { model, node, user, within } from './model.ts';

const ladder: LadderStep[] = [
  {
    key: 'remind3',
    kind: 'remind',
    name: { zh: '到期前提醒' },
    after: { amount: -1, unit: 'workingDay' },
    whom: [{ kind: 'handlers' }],
    channels: ['mail'],
  },
  {
    key: 'due',
    kind: 'due',
    name: { zh: '到期' },
    after: { amount: 0, unit: 'hour' },
    whom: [{ kind: 'handlers' }, { kind: 'post', post: 'principal', unit: 'school' }],
    channels: ['mail'],
    colour: 'yellow',
  },
  {
    key: 'escalate',
    kind: 'escalate',
    name: { zh: '升级至局长' },
    after: { amount: 2, unit: 'workingDay' },
    whom: [{ kind: 'post', post: 'director', unit: 'bureau' }],
    channels: ['mail'],
    colour: 'orange',
  },
];

export const longProcess: ProcessModel = model(
  'long',
  [
    node('begin', 'startEvent'),
    ...within(
      'item',
      [
        node('itemBegin', 'startEvent'),
        user(
          'plan',
          { stage: 'planning', outcomes: [{ key: 'submit', name: { zh: '提交' }, needsReason: false }] },
          {
            name: { zh: '编制整改方案', en: 'Draft the plan' },
            deadlines: [
              {
                key: 'plan',
                name: { zh: '方案时限' },
                rule: {
                  amount: 2,
                  unit: 'workingDay',
                  rollForward: true,
                  endOfDay: 'closeOfBusiness',
                  basis: '办法第三条',
                },
              },
            ],
          },
        ),
        user(
          'check',
          {
            stage: 'checking',
            candidates: [{ post: 'acceptance', unit: 'bureau' }],
            excludedUnits: ['= responsibleUnit'],
            outcomes: [
              { key: 'accept', name: { zh: '通过' }, needsReason: false },
              { key: 'return', name: { zh: '退回' }, needsReason: true },
            ],
          },
          { name: { zh: '现场验收', en: 'On-site check' } },
        ),
        node('decide', 'exclusiveGateway'),
        node('itemEnd', 'endEvent'),
      ],
      {
        name: { zh: '整改' },
        deadlines: [{ key: 'item', name: { zh: '整改时限' }, date: '= dueDate' }],
      },
    ),
    node('end', 'endEvent'),
  ],
  [
    'begin -> item',
    'item -> end',
    'itemBegin -> plan',
    'plan -> check',
    'check -> decide',
    'decide -> plan : outcome = "return"',
    'decide -> itemEnd : default',
  ],
  { ladder },
);

export const inspector = {
  kind: 'person',
  person: 'p5',
  posts: [{ post: 'acceptance', unit: 'bureau' }],
} as const satisfies typeof officer;

export const begunLongCase = (): CaseUnderTest =>
  given(longProcess, { responsibleUnit: 'school', dueDate: '2026-09-18', category: '校门' });

/** One move of a walk, chosen by `pick` (a whole number below its argument). Steps that the case refuses do nothing. */
export function walk(run: CaseUnderTest, pick: (below: number) => number): void {
  const [task] = run.state.tasks;
  const actor = task?.node === 'check' ? inspector : officer;
  switch (pick(6)) {
    case 0:
      if (task) run.command({ kind: 'claimTask', task: task.id }, actor);
      return;
    case 1:
      if (task?.claimedBy) run.command({ kind: 'releaseTask', task: task.id }, actor);
      return;
    case 2:
      run.command(
        {
          kind: 'recordProgress',
          text: '已清理占道摊点',
          percent: pick(101),
          ...(task && { task: task.id }),
        },
        officer,
      );
      return;
    case 3:
      return run.after(`P${1 + pick(3)}D`);
    case 4:
    case 5: {
      if (!task) return;
      const outcome = task.node === 'plan' ? 'submit' : pick(3) === 0 ? 'accept' : 'return';
      const variables = { category: ['校门', '交通', '网吧'][pick(3)]! };
      run.command({ kind: 'completeTask', task: task.id, outcome, reason: '见附件', variables }, actor);
      return;
    }
  }
}
