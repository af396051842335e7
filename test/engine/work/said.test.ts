import { expect, test } from 'vitest';
import type { Actor, Command } from '../../../engine/input.ts';
import { candidate, given, person } from '../../support/given.ts';
import { model, node, user } from '../../support/model.ts';
import type { UserTaskConfig } from '../../../engine/model.ts';

const officer = {
  ...person('a', 'officer@school'),
  permissions: ['case.move', 'case.suspend', 'case.void'],
} as Actor;
const needs = ['reason', 'opinion', 'attachment'] as const;
const verbs: UserTaskConfig['verbs'] = (
  [
    'return',
    'move',
    'suspend',
    'withdraw',
    'transfer',
    'delegate',
    'addSignersBefore',
    'removeSigner',
    'addTask',
  ] as const
).map((verb) => ({ verb, needs: [...needs], ...(verb === 'return' && { resume: ['forward'] }) }));
const said = { reason: '材料不齐', opinion: '请补充照片', attachments: ['file-1'] };

const process = model(
  'asking',
  [node('start', 'startEvent'), user('plan', { verbs }), user('check', { verbs }), user('close', { verbs })],
  ['start -> plan', 'plan -> check', 'check -> close'],
  { keepsTrail: true },
);

const asking = model('talking', [node('start', 'startEvent'), user('work')], ['start -> work'], {
  work: {
    verbs: (['copyTo', 'urge', 'comment', 'ask', 'addParticipant', 'suspend', 'void'] as const).map(
      (verb) => ({ verb, needs: [...needs] }),
    ),
  },
});

/** At the second step. */
function checking() {
  const run = given(process);
  run.does(officer, { kind: 'completeTask', task: run.task('plan').id, variables: {} });
  return run;
}

const task = (run: ReturnType<typeof checking>, at = 'check') => run.task(at).id;

test.each<[verb: string, kind: string, command: (run: ReturnType<typeof checking>) => Command]>([
  [
    '退回',
    'stepReturned',
    (run) => ({ kind: 'returnTask', task: task(run), to: 'previous', resume: 'forward', ...said }),
  ],
  ['跳转', 'stepMoved', (run) => ({ kind: 'moveTask', task: task(run), to: 'close', ...said })],
  ['挂起', 'taskChanged', (run) => ({ kind: 'suspendTask', task: task(run), ...said })],
  [
    '转办',
    'taskChanged',
    (run) => ({ kind: 'transferTask', task: task(run), to: candidate('teacher@school'), ...said }),
  ],
  [
    '委派',
    'taskChanged',
    (run) => ({ kind: 'delegateTask', task: task(run), to: candidate('teacher@school'), ...said }),
  ],
])('what the template asks for with %s stands in the record', (_verb, kind, command) => {
  const run = checking();
  run.does(officer, command(run));
  expect(run.events.findLast((event) => event.kind === kind)).toMatchObject(said);
});

const { reason: words, ...beside } = said;

/** The whole case asks for as much; what people say is its own reason. */
test.each<[verb: string, kind: string, command: Command]>([
  ['抄送', 'copied', { kind: 'copyTo', to: [candidate('teacher@school')], note: words, ...beside }],
  ['催办', 'urged', { kind: 'urge', text: words, ...beside }],
  ['评论', 'commented', { kind: 'comment', text: words, ...beside }],
  ['提问', 'asked', { kind: 'ask', text: words, to: candidate('teacher@school'), ...beside }],
  ['增加参与单位', 'participantAdded', { kind: 'addParticipant', unit: 'u', role: 'assist', ...said }],
  ['挂起事项', 'caseSuspended', { kind: 'suspendCase', ...said }],
  ['作废', 'caseVoided', { kind: 'voidCase', ...said }],
])('%s of a case without it is refused, and with it stands in the record', (_verb, kind, command) => {
  const run = given(asking);
  for (const lacking of ['opinion', 'attachments'] as const)
    expect(run.command({ ...command, [lacking]: undefined } as Command, officer)).toMatchObject({
      code: 'bad-input',
    });
  run.does(officer, command);
  expect(run.events.findLast((event) => event.kind === kind)).toMatchObject(beside);
});

test('and so does it of a task that people add', () => {
  const run = checking();
  const name = { zh: '核对' };
  const people = [candidate('teacher@school')];
  run.does(officer, { kind: 'addTask', task: task(run), name, people, ...said });
  expect(run.last('nodeAdded')).toMatchObject(said);
});

test('and with the removal of a signer', () => {
  const run = checking();
  const people = [candidate('teacher@school')];
  run.does(officer, { kind: 'addSigners', task: task(run), sign: 'before', people, ...said });
  const signer = run.state.tasks.find(({ addedTo }) => addedTo !== undefined)!;
  run.does(officer, { kind: 'removeSigner', task: signer.id, ...said });
  expect(run.events.findLast(({ kind }) => kind === 'signerRemoved')).toMatchObject(said);
});
