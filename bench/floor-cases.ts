import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import type { Contender } from './closed-loop.ts';
import { floorQueue, type FloorInput, type FloorReply } from './floor-contract.ts';

/** About as much as a completion of ours carries. */
const text = JSON.stringify({
  task: 't12',
  outcome: 'pass',
  variables: { result: 'as required', people: 3 },
});

/** The floor as a Temporal client drives it. */
export async function floorCases(address: string, commits: boolean): Promise<Contender> {
  const connection = await Connection.connect({ address });
  const { workflow } = new Client({ connection });
  return {
    async start(_client, hasRework) {
      const updates = hasRework ? 8 : 6;
      const workflowId = `floor-${randomUUID()}`;
      const input: FloorInput = { updates, commits };
      const handle = await workflow.start('floorCase', { workflowId, taskQueue: floorQueue, args: [input] });
      let done = 0;
      return {
        workflowId,
        async findNext() {
          if (done === updates) return undefined;
          done += 1;
          return async () => {
            await handle.executeUpdate<FloorReply, [string]>('act', { updateId: randomUUID(), args: [text] });
          };
        },
      };
    },
    close: () => connection.close(),
  };
}
