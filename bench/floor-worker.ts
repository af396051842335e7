/** A process of its own: the floor's worker, with the settings of the real one. Reads FLOOR_DATABASE_URL and TEMPORAL_ADDRESS. */
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import postgres from 'postgres';
import { createCaseWorker } from '../worker/case-worker.ts';
import type { CaseActivities } from '../workflows/contract.ts';
import { floorQueue, type FloorActivities } from './floor-contract.ts';

const logger = new DefaultLogger('ERROR');
Runtime.install({ logger, shutdownSignals: ['SIGTERM'] });
const sql = postgres(process.env.FLOOR_DATABASE_URL!, { max: 10, onnotice: () => undefined });
await sql`create table if not exists floor (id bigint generated always as identity primary key, text text not null)`;
const activities: FloorActivities = {
  nothing: async () => undefined,
  oneRow: async (text) => void (await sql`insert into floor (text) values (${text})`),
};
const worker = await createCaseWorker({
  connection: await NativeConnection.connect({
    address: process.env.TEMPORAL_ADDRESS!,
    grpcCompression: { codec: 'none' },
  }),
  bundle: await bundleWorkflowCode({ workflowsPath: join(import.meta.dirname, 'floor-workflow.ts'), logger }),
  dataConverter: {},
  // The worker asks for ours by name; the floor brings its own and calls no other.
  activities: activities as unknown as CaseActivities,
  taskQueue: floorQueue,
});
await worker.run();
await sql.end();
