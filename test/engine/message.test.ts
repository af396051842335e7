import { expect, test } from 'vitest';
import { nextDue } from '../../engine/due.ts';
import type { Node } from '../../engine/model.ts';
import { given, monday, type CaseUnderTest } from '../support/given.ts';
import { boundary, message, model, node, user } from '../support/model.ts';

const start = node('start', 'startEvent');
const keyed = (name: string, correlation: string): Node['events'] => [
  { type: 'messageEventDefinition', config: { message: name, correlation } },
];
const tuesday = '2026-09-08T01:00:00.000Z';

function send(
  run: CaseUnderTest,
  messageId: string,
  more: { message?: string; correlation?: string; keepUntil?: string; text?: string } = {},
) {
  const { message: name = 'reply', text = messageId, ...rest } = more;
  return run.command({ kind: 'sendMessage', message: name, messageId, variables: { text }, ...rest });
}

const sending = (node: Node) =>
  given(model('sending', [start, node, user('next')], ['start -> send', 'send -> next']), {
    item: 'A-7',
    finding: 'exit blocked',
  });
const payload = [{ target: 'finding', source: '= finding' }];

test.each<[string, Node]>([
  [
    'a throw event',
    node('send', 'intermediateThrowEvent', { events: keyed('told', '= item'), inputs: payload }),
  ],
  [
    'a send task',
    node('send', 'sendTask', { config: { message: 'told', correlation: '= item' }, inputs: payload }),
  ],
])('%s sends its message with its key and what it brings, and goes on', (_, thrower) => {
  const run = sending(thrower);
  expect(run.openTasks()).toEqual(['next']);
  const { messageId } = run.last('messageSent');
  expect(run.effects).toEqual([
    {
      kind: 'publishMessage',
      message: 'told',
      messageId,
      correlation: 'A-7',
      variables: { finding: 'exit blocked' },
    },
  ]);
  expect(messageId.startsWith(run.state.caseId)).toBe(true);
});

test('an end event sends; without a key the message goes to whoever waits for its name', () => {
  const run = given(
    model('ends', [start, node('end', 'endEvent', { events: message('told') })], ['start -> end']),
  );
  expect(run.state.status).toBe('completed');
  expect(run.effects).toEqual([
    { kind: 'publishMessage', message: 'told', messageId: run.last('messageSent').messageId, variables: {} },
  ]);
});

test('a key that is null sends without one, and a number as its text', () => {
  const keys = (source: string) =>
    sending(node('send', 'sendTask', { config: { message: 'told', correlation: source } })).last(
      'messageSent',
    );
  expect(keys('= nothing').correlation).toBeUndefined();
  expect(keys('= 40 + 2').correlation).toBe('42');
});

/** One catch for each of two schools. */
const replies = model(
  'replies',
  [
    start,
    node('fork', 'parallelGateway'),
    node('one', 'intermediateCatchEvent', { events: keyed('reply', '= "school 1"') }),
    node('two', 'receiveTask', { events: keyed('reply', '= "school 2"') }),
    user('readOne'),
    user('readTwo'),
  ],
  ['start -> fork', 'fork -> one', 'fork -> two', 'one -> readOne', 'two -> readTwo'],
);

test('a message with a key reaches the catch of that key only', () => {
  const run = given(replies);
  expect(send(run, 'm1', { correlation: 'school 2' })).toBeUndefined();
  expect(run.openTasks()).toEqual(['readTwo']);
  expect(send(run, 'm2', { correlation: 'school 3' })?.code).toBe('not-found');
  expect(send(run, 'm3')?.code).toBe('not-found');
  expect(send(run, 'm4', { correlation: 'school 1' })).toBeUndefined();
  expect(run.openTasks()).toEqual(['readTwo', 'readOne']);
});

test('a catch without a key takes a message with any', () => {
  const run = given(
    model(
      'any',
      [start, node('wait', 'receiveTask', { events: message('reply') }), user('next')],
      ['start -> wait', 'wait -> next'],
    ),
  );
  send(run, 'm1', { correlation: 'school 9' });
  expect(run.openTasks()).toEqual(['next']);
});

test('one message is for one catch, the one that waited first', () => {
  const run = given(
    model(
      'single',
      [
        start,
        node('fork', 'parallelGateway'),
        node('a', 'receiveTask', { events: message('reply') }),
        node('b', 'receiveTask', { events: message('reply') }),
        user('nextA'),
        user('nextB'),
      ],
      ['start -> fork', 'fork -> a', 'fork -> b', 'a -> nextA', 'b -> nextB'],
    ),
  );
  send(run, 'm1');
  expect(run.openTasks()).toEqual(['nextA']);
  send(run, 'm2');
  expect(run.openTasks()).toEqual(['nextA', 'nextB']);
});

const later = (events = message('reply')) =>
  model(
    'later',
    [start, user('prepare'), node('wait', 'intermediateCatchEvent', { events }), user('next')],
    ['start -> prepare', 'prepare -> wait', 'wait -> next'],
  );

test('a message that comes before its catch is kept until its time is over, and taken once', () => {
  const run = given(later());
  expect(send(run, 'm1')?.code).toBe('not-found');
  expect(send(run, 'm1', { keepUntil: tuesday })).toBeUndefined();
  expect(run.openTasks()).toEqual(['prepare']);
  run.complete('prepare');
  expect(run.openTasks()).toEqual(['next']);
  expect(run.variables()).toEqual({ text: 'm1' });
  expect(Object.values(run.state.messages)).toEqual([]);
  expect(nextDue(run.state)).toBeUndefined();
});

test('a kept message whose time is over is gone, visibly', () => {
  const run = given(later());
  send(run, 'm1', { keepUntil: tuesday });
  expect(nextDue(run.state)).toBe(tuesday);
  run.after('P1D');
  expect(run.last('messageExpired')).toMatchObject({ message: 'reply', messageId: 'm1' });
  run.complete('prepare');
  expect(run.openTasks()).toEqual([]);
  expect(send(run, 'm2')).toBeUndefined();
  expect(run.openTasks()).toEqual(['next']);
});

test('at the very instant at which its time is over it is not taken any more', () => {
  const run = given(later());
  send(run, 'm1', { keepUntil: tuesday });
  run.now = tuesday;
  run.complete('prepare');
  expect(run.openTasks()).toEqual([]);
});

test('of several kept messages the oldest is taken, and only one with the right key', () => {
  const run = given(later(keyed('reply', '= "x"')));
  for (const [id, correlation] of [
    ['m1', 'y'],
    ['m2', 'x'],
    ['m3', 'x'],
  ] as const)
    send(run, id, { correlation, keepUntil: tuesday });
  run.complete('prepare');
  expect(run.variables()).toEqual({ text: 'm2' });
  expect(Object.values(run.state.messages).map(({ id }) => id)).toEqual(['m1', 'm3']);
});

test('a repeat of a message counts once, whether it was taken or kept', () => {
  const run = given(later());
  send(run, 'm1', { keepUntil: tuesday });
  send(run, 'm1', { keepUntil: tuesday, text: 'again' });
  expect(run.count('messageKept')).toBe(1);
  run.complete('prepare');
  const { seq } = run.state;
  expect(send(run, 'm1')).toBeUndefined();
  expect(run.state.seq).toBe(seq);
});

test('of 512 messages each is remembered, of more the newest', () => {
  const run = given(
    model(
      'many',
      [
        start,
        user('work'),
        boundary('asked', 'work', { isInterrupting: false, events: message('reply') }),
        node('end', 'endEvent'),
      ],
      ['start -> work', 'asked -> end'],
    ),
  );
  for (let index = 0; index < 513; index += 1) send(run, `m${index}`);
  expect(run.times('asked')).toBe(513);
  send(run, 'm1');
  expect(run.times('asked')).toBe(513);
  send(run, 'm0');
  expect(run.times('asked')).toBe(514);
});

test('at a boundary a message ends the activity, or runs beside it as often as it comes', () => {
  const at = (isInterrupting: boolean) =>
    given(
      model(
        'border',
        [
          start,
          user('work'),
          boundary('asked', 'work', { isInterrupting, events: message('reply') }),
          user('look'),
        ],
        ['start -> work', 'asked -> look'],
      ),
    );
  const ended = at(true);
  send(ended, 'm1');
  expect(send(ended, 'm2')?.code).toBe('not-found');
  expect(ended.openTasks()).toEqual(['look']);
  const beside = at(false);
  send(beside, 'm1');
  send(beside, 'm2');
  expect(beside.openTasks()).toEqual(['work', 'look', 'look']);
});

test('an event’s own mappings say what of a message is kept, and under which name', () => {
  const run = given(
    model(
      'mapped',
      [
        start,
        node('wait', 'intermediateCatchEvent', {
          events: message('reply'),
          outputs: [{ target: 'answer', source: '= text + "!"' }],
        }),
        user('next'),
      ],
      ['start -> wait', 'wait -> next'],
    ),
  );
  send(run, 'm1', { text: 'yes' });
  expect(run.variables()).toEqual({ answer: 'yes!' });
});

test('a receive task maps what it receives like every activity', () => {
  const run = given(
    model(
      'received',
      [
        start,
        node('wait', 'receiveTask', {
          events: message('reply'),
          outputs: [{ target: 'answer', source: '= text' }],
        }),
        user('next'),
      ],
      ['start -> wait', 'wait -> next'],
    ),
  );
  send(run, 'm1', { text: 'yes' });
  expect(run.variables()).toEqual({ answer: 'yes' });
});

test('the instances of a multi-instance receive task each wait for their own key', () => {
  const run = given(
    model(
      'each',
      [
        start,
        node('wait', 'receiveTask', {
          events: keyed('reply', '= school'),
          loop: { isSequential: false, collection: '= schools', item: 'school' },
        }),
        user('next'),
      ],
      ['start -> wait', 'wait -> next'],
    ),
    { schools: ['a', 'b'] },
    { at: monday },
  );
  send(run, 'm1', { correlation: 'b' });
  expect(send(run, 'm2', { correlation: 'b' })?.code).toBe('not-found');
  expect(run.openTasks()).toEqual([]);
  send(run, 'm3', { correlation: 'a' });
  expect(run.openTasks()).toEqual(['next']);
});
