/** The floor: a workflow that does nothing but take Updates, each with one local activity. */
import {
  allHandlersFinished,
  condition,
  defineUpdate,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';
import type { FloorActivities, FloorInput, FloorReply } from './floor-contract.ts';

const { nothing, oneRow } = proxyLocalActivities<FloorActivities>({ startToCloseTimeout: '30s' });

export async function floorCase({ updates, commits }: FloorInput): Promise<void> {
  let done = 0;
  setHandler(defineUpdate<FloorReply, [string]>('act'), async (text) => {
    await (commits ? oneRow(text) : nothing(text));
    done += 1;
    return { version: done };
  });
  await condition(() => done >= updates && allHandlersFinished());
}
