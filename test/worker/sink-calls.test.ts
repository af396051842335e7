import { expect, test } from 'vitest';
import { askOnlyForThoseThere, told } from '../../worker/sink-calls.ts';

type Proxy = Parameters<typeof askOnlyForThoseThere>[0];

/** A workflow's thread whose activations log so many times each. */
function threadThatLogs(...logs: number[]) {
  let asked = 0;
  let waiting = 0;
  const proxy = {
    async activate() {
      waiting = logs.shift() ?? 0;
      return told({ runId: 'r' }, waiting === 0);
    },
    async getAndResetSinkCalls() {
      asked += 1;
      return Array.from({ length: waiting }, () => ({}));
    },
  } as unknown as Proxy;
  askOnlyForThoseThere(proxy);
  return { proxy, asked: () => asked };
}

test('calls to sinks are asked for where there are some, and only there', async () => {
  const { proxy, asked } = threadThatLogs(0, 2, 0);
  const found: number[] = [];
  for (let activation = 0; activation < 3; activation++) {
    expect(await proxy.activate({})).toEqual({ runId: 'r' });
    found.push((await proxy.getAndResetSinkCalls()).length);
  }
  expect({ found, asked: asked() }).toEqual({ found: [0, 2, 0], asked: 1 });
});

test('before the first answer they are asked for', async () => {
  const { proxy, asked } = threadThatLogs();
  await proxy.getAndResetSinkCalls();
  expect(asked()).toBe(1);
});
