/**
 * Loaded into each thread of the workflows before Temporal's SDK (workflow-threads.ts). The SDK sets a time limit of its own on
 * each of the five or so calls of an activation into the isolate, which in a profile was half of a thread's time. Here one
 * limit is on the activation: a case whose code does not end fails its task after as long as before, and holds no other.
 * Look at it again with each new version of the SDK (vm-shared.js, `BaseVMWorkflow.activate`).
 */
import { BaseVMWorkflow } from '@temporalio/worker/lib/workflow/vm-shared.js';
import {
  ReusableVMWorkflow,
  ReusableVMWorkflowCreator,
} from '@temporalio/worker/lib/workflow/reusable-vm.js';
import { told } from './sink-calls.ts';
import { limitOnce, watch } from './watch.ts';

/** Milliseconds; the SDK's. */
const limit = 5000;

type Activation = Parameters<BaseVMWorkflow['activate']>[0];

/** Nothing came but the answer to a commit: no template's code runs then, as every input was stepped before it was committed. */
const isCommitted = ({ jobs }: Activation): boolean =>
  jobs?.every(({ resolveActivity }) => resolveActivity?.isLocal) ?? false;

limitOnce();
const { activate } = BaseVMWorkflow.prototype;
BaseVMWorkflow.prototype.activate = function (activation) {
  try {
    // All its calls into the isolate come before its first `await`.
    const answer = watch(() => activate.call(this, activation), isCommitted(activation) ? undefined : limit);
    return answer.then((completion) => told(completion, this.activator.sinkCalls.length === 0));
  } catch (error) {
    // As the SDK answers when a call into the isolate takes too long.
    const { info } = this.activator;
    return Promise.resolve({ runId: info.runId, failed: { failure: this.activator.errorToFailure(error) } });
  }
};

// What makes a case in memory and forgets it is the SDK's code and ours alone, which ends.
const { createWorkflow } = ReusableVMWorkflowCreator.prototype;
ReusableVMWorkflowCreator.prototype.createWorkflow = function (options) {
  return watch(() => createWorkflow.call(this, options), undefined);
};
const { dispose } = ReusableVMWorkflow.prototype;
ReusableVMWorkflow.prototype.dispose = function () {
  return watch(() => dispose.call(this), undefined);
};
