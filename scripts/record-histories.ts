/**
 * Records what the workflows of this release write into Temporal's history, for test/replay: `node scripts/record-histories.ts`.
 * Run it when a workflow or the engine changes what a run does; recordings of earlier releases are kept.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectWorld } from '../test/workflows/connect-world.ts';
import { recordingKey, recordingOf, writeRecording } from '../test/replay/recording.ts';
import { runs } from '../test/replay/runs.ts';
import { startTemporal } from './ground/temporal.ts';

const { version } = JSON.parse(await readFile(join(import.meta.dirname, '../package.json'), 'utf8')) as {
  version: string;
};
const logDir = mkdtempSync(join(tmpdir(), 'rectiflow-record-'));
const temporal = await startTemporal({ logDir, log: console.log });
const recorded = new Map<string, string>();
const contents = new Map<string, unknown>();
try {
  for (const [name, run] of Object.entries(runs)) {
    const world = await connectWorld(temporal.address, { key: recordingKey, contents });
    await world.startWorker();
    const caseId = await run(world);
    const { raw } = await world.settledHistory(caseId);
    recorded.set(name, recordingOf(caseId, raw));
    await world.close();
    console.log(`${name}: ${raw.events!.length} events`);
  }
  writeRecording(version, recorded, contents);
} finally {
  await temporal.stop();
  rmSync(logDir, { recursive: true, force: true });
}
process.exit(0);
