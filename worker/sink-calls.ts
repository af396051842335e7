/**
 * After each activation the SDK asks the workflow's thread for calls to sinks (that is how workflows log), and nearly always
 * there are none. Here the thread says so with the activation's answer, and the worker asks only where there are some: one way
 * between threads, there and back, instead of two.
 */
import type { VMWorkflowThreadProxy } from '@temporalio/worker/lib/workflow/threaded-vm.js';

type Completion = Awaited<ReturnType<VMWorkflowThreadProxy['activate']>>;
interface Told extends Completion {
  hasNoSinkCalls?: boolean;
}

/** In the thread. */
export const told = (completion: Completion, hasNoSinkCalls: boolean): Told =>
  Object.assign(completion, { hasNoSinkCalls });

const silent = new WeakSet<VMWorkflowThreadProxy>();

/** In the worker, once. */
export function askOnlyForThoseThere(proxy: VMWorkflowThreadProxy): void {
  const { activate, getAndResetSinkCalls } = proxy;
  proxy.activate = async function (activation) {
    silent.delete(this);
    const { hasNoSinkCalls, ...completion }: Told = await activate.call(this, activation);
    if (hasNoSinkCalls) silent.add(this);
    return completion;
  };
  proxy.getAndResetSinkCalls = function () {
    return silent.has(this) ? Promise.resolve([]) : getAndResetSinkCalls.call(this);
  };
}
