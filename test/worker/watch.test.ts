import vm from 'node:vm';
import { expect, test } from 'vitest';
import { limitOnce, watch } from '../../worker/watch.ts';

limitOnce();
const isolate = vm.createContext({}, { microtaskMode: 'afterEvaluate' });
/** As Temporal's SDK calls into a workflow. */
const call = (code: string) => new vm.Script(code).runInContext(isolate, { timeout: 5000 }) as unknown;

test('what is called inside ends within the one limit, whatever limit of its own it asks for', () => {
  expect(() => watch(() => call('for (;;);'), 50)).toThrow('Script execution timed out after 50ms');
});

test('also when it does not end in what follows a promise, or is called by what is called', () => {
  const follows = 'Promise.resolve().then(() => { for (;;); })';
  expect(() => watch(() => call(follows), 50)).toThrow('timed out after 50ms');
  expect(() =>
    watch(() => {
      call('1');
      isolate.again = () => call('for (;;);');
      call('again()');
    }, 50),
  ).toThrow('timed out after 50ms');
});

test('afterwards the isolate works on, and answers come back', () => {
  expect(watch(() => call('1 + 1'), 5000)).toBe(2);
});

test('without a limit, what is called inside has none of its own either', () => {
  const started = (limit: number) => new vm.Script('1').runInContext(isolate, { timeout: limit }) as unknown;
  // Zero is no limit that `node:vm` takes: that it is not refused shows that it was not asked.
  expect(watch(() => started(0), undefined)).toBe(1);
  expect(() => started(0)).toThrow(RangeError);
});

test('an error of the code itself comes through as it is', () => {
  expect(() => watch(() => call('throw new RangeError("of its own")'), 5000)).toThrow('of its own');
});

test('outside of a watch the limits that callers ask for hold', () => {
  expect(() => new vm.Script('for (;;);').runInContext(isolate, { timeout: 50 })).toThrow(
    'timed out after 50ms',
  );
});
