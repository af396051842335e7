import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CaseWorkers, parting, type SdkWorker } from '../../worker/case-workers.ts';

const log = pino({ level: 'silent' });
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface FakeWorker extends SdkWorker {
  fail(error: Error): void;
  holds(cases: number): void;
}

/** A worker of the SDK as this process sees it: it runs until it is told to end, or fails. */
function sdkWorker(cases: number): FakeWorker {
  let end!: () => void;
  let fail!: (error: Error) => void;
  let state: ReturnType<SdkWorker['getState']> = 'INITIALIZED';
  const ended = new Promise<void>((resolve, reject) => {
    end = () => ((state = 'STOPPED'), resolve());
    fail = (error) => ((state = 'FAILED'), reject(error));
  });
  return {
    run: () => ((state = 'RUNNING'), ended),
    getState: () => state,
    getStatus: () => ({ numCachedWorkflows: cases }),
    shutdown: () => end(),
    fail: (error) => fail(error),
    holds: (now) => void (cases = now),
  };
}

function begin(first: SdkWorker, casesInMemory: number, further: (() => Promise<SdkWorker>)[] = []) {
  let opened = 0;
  const workers = new CaseWorkers({
    ...{ first, casesInMemory, log },
    openFurther: () => further[opened++]!(),
  });
  return { workers, ended: workers.run(), opened: () => opened };
}
/** So that every look that is due has been taken. */
const looks = (count: number) => vi.advanceTimersByTimeAsync(count * 2000);

test('a machine whose memory holds few cases has one worker; many are parted, and none is left out', () => {
  expect(parting(1500, 8)).toEqual({ workers: 1, each: 1500 });
  expect(parting(16_106, 8)).toEqual({ workers: 8, each: 2014 });
  expect(parting(100_000, 8)).toEqual({ workers: 8, each: 12_500 });
});

test('another worker joins when those there are hold enough, and no more than the cases in memory ask for', async () => {
  const first = sdkWorker(0);
  const more = [sdkWorker(0), sdkWorker(0)];
  const { workers, ended, opened } = begin(
    first,
    4000,
    more.map((worker) => async () => worker),
  );
  first.holds(99);
  await looks(3);
  expect(opened()).toBe(0);
  first.holds(100);
  await looks(3);
  expect(opened()).toBe(1);
  expect(more[0]!.getState()).toBe('RUNNING');
  first.holds(2000);
  more[0]!.holds(2000);
  await looks(3);
  expect(opened()).toBe(1);

  workers.shutdown();
  await ended;
  expect([first.getState(), more[0]!.getState()]).toEqual(['STOPPED', 'STOPPED']);
});

test('a worker that cannot be opened is tried again at the next look', async () => {
  const second = sdkWorker(0);
  const refused = async () => {
    throw new Error('connection refused');
  };
  const { workers, ended, opened } = begin(sdkWorker(100), 4000, [refused, async () => second]);
  await looks(1);
  expect([opened(), second.getState()]).toEqual([1, 'INITIALIZED']);
  await looks(1);
  expect(second.getState()).toBe('RUNNING');
  workers.shutdown();
  await ended;
});

test('one that fails ends the others, and its failure is told', async () => {
  const [first, second] = [sdkWorker(100), sdkWorker(0)];
  const { workers, ended } = begin(first, 4000, [async () => second]);
  const told = expect(ended).rejects.toThrow('the core is gone');
  await looks(1);
  expect(workers.isRunning()).toBe(true);
  second.fail(new Error('the core is gone'));
  await told;
  expect([first.getState(), workers.isRunning()]).toEqual(['STOPPED', false]);
});

test('one that was being opened when the process was told to end does not hold it', async () => {
  const second = sdkWorker(0);
  let open!: (worker: SdkWorker) => void;
  const opening = new Promise<SdkWorker>((resolve) => (open = resolve));
  const { workers, ended } = begin(sdkWorker(100), 4000, [() => opening]);
  await looks(1);
  workers.shutdown();
  open(second);
  await ended;
  expect(second.getState()).toBe('STOPPED');
});
