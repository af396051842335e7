import { beforeAll, expect, test } from 'vitest';
import { boundaryTimer, sequence, task, timer } from './process.ts';
import { openWorld, until, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.startWorker();
});

const day = 86_400_000;
const started = async (...args: Parameters<World['begin']>) => {
  const caseId = await world.begin(...args);
  await until(() => world.journal.events(caseId).length > 0);
  return caseId;
};
const count = (kinds: string[], kind: string) => kinds.filter((each) => each === kind).length;

test('a timer that is put off by its commit is armed for later, and only that one', async () => {
  const { commit } = world.activities;
  const asked: (string | null | undefined)[] = [];
  world.activities.commit = async (batch) => {
    asked.push(batch.due);
    return { ...(await commit(batch)), ...(batch.due && { delay: 90_000 }) };
  };
  const caseId = await started(sequence(task('plan'), boundaryTimer('remind', 'plan', 'P1D', 'duration')));
  await until(async () => (await world.settledHistory(caseId)).kinds.includes('TimerStarted'));
  await world.act(caseId, { kind: 'comment', text: '已联系学校' });
  world.activities.commit = commit;
  const [begun] = world.journal.events(caseId);
  const due = new Date(Date.parse(begun!.at) + day).toISOString();
  expect(asked).toEqual([due, undefined]);
  const { raw } = await world.settledHistory(caseId);
  const { eventTime, timerStartedEventAttributes: timer } = raw.events.find(
    (event) => event.timerStartedEventAttributes,
  )!;
  const armedAt = Number(eventTime!.seconds) + Number(timer!.startToFireTimeout!.seconds);
  // Temporal's server notes the start of a timer a moment after the workflow has counted how long it is to run.
  expect(armedAt - Date.parse(due) / 1000).toBeGreaterThan(88);
  expect(armedAt - Date.parse(due) / 1000).toBeLessThan(120);
});

test('however much a case waits for, one timer is armed', async () => {
  const waits = ['P3D', 'P1D', 'P2D'].map((after, index) =>
    boundaryTimer(`remind${index}`, 'plan', after, 'duration'),
  );
  const caseId = await started(sequence(task('plan'), ...waits));
  const { kinds } = await world.settledHistory(caseId);
  expect(count(kinds, 'TimerStarted')).toBe(1);
  expect(count(kinds, 'TimerCanceled')).toBe(0);
});

test('a repeating timer fires again and again from its one armed timer', async () => {
  const caseId = await started(sequence(task('plan'), boundaryTimer('remind', 'plan', 'R3/PT1S')));
  await until(() => count(world.journal.kinds(caseId), 'timerFired') === 3);
  const { kinds } = await world.settledHistory(caseId);
  expect(count(kinds, 'TimerCanceled')).toBe(0);
});

test('the clock of a demonstration passes through every due instant, each at its own time', async () => {
  const model = sequence(task('plan'), boundaryTimer('remind', 'plan', 'R/P7D'));
  const caseId = await started(model, { isDemonstration: true });
  const begun = Date.parse(world.journal.events(caseId)[0]!.at);
  await world.act(caseId, { kind: 'advanceClock', offset: 22 * day });
  const fired = world.journal.events(caseId).filter((event) => event.kind === 'timerFired');
  expect(fired.map(({ at }) => Math.round((Date.parse(at) - begun) / day))).toEqual([7, 14, 21]);
  const advanced = world.journal.events(caseId).findLast((event) => event.kind === 'clockAdvanced')!;
  expect(Math.round((Date.parse(advanced.at) - begun) / day)).toBe(22);
});

test('after the clock was moved the next timer is armed by the new time', async () => {
  const caseId = await started(sequence(timer('wait', 'P1D'), task('check')), { isDemonstration: true });
  await world.act(caseId, { kind: 'advanceClock', offset: day - 2000 });
  await until(() => world.journal.kinds(caseId).includes('taskCreated'));
  const created = world.journal.events(caseId).find((event) => event.kind === 'taskCreated')!;
  expect(Date.parse(created.at) - Date.parse(world.journal.events(caseId)[0]!.at)).toBeGreaterThanOrEqual(
    day,
  );
});

test('outside of a demonstration nobody moves the clock', async () => {
  const caseId = await started(sequence(task('plan')));
  await expect(world.act(caseId, { kind: 'advanceClock', offset: day })).rejects.toMatchObject({
    code: 'not-allowed',
  });
  expect(world.journal.kinds(caseId)).not.toContain('clockAdvanced');
});

test('what fell due before a case was opened happens with its start', async () => {
  const past = {
    id: 'wait',
    type: 'intermediateCatchEvent',
    events: [{ type: 'timerEventDefinition', config: { kind: 'date', value: '2020-01-01' } }],
  };
  const caseId = await started(sequence(past, task('check')));
  expect(world.journal.kinds(caseId)).toContain('taskCreated');
  expect(count((await world.settledHistory(caseId)).kinds, 'TimerStarted')).toBe(0);
});
