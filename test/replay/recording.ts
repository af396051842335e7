import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import proto from '@temporalio/proto';
import type { CaseKey } from '../../db/crypto.ts';
import { workflowIdOf } from '../../workflows/contract.ts';

const { History } = proto.temporal.api.history.v1;
type History = proto.temporal.api.history.v1.History;

const folder = import.meta.dirname;
const histories = join(folder, 'histories');
const contents = join(folder, 'contents');

/** Protects nothing but these recordings: with a key that everyone knows they can be opened for ever. */
export const recordingKey: CaseKey = { kind: 'case', bytes: Buffer.alloc(32, 'rectiflow recorded history') };

/** A history with enums by name, numbers and bytes (base64) as text. Temporal's own reader of JSON needs one protobufjs alone. */
interface Recording {
  workflowId: string;
  history: { events: Record<string, unknown>[] };
}

export function recordingOf(caseId: string, raw: History): string {
  const history = History.toObject(raw, {
    enums: String,
    longs: String,
    bytes: String,
  }) as Recording['history'];
  return JSON.stringify({ workflowId: workflowIdOf(caseId), history } satisfies Recording, null, 1);
}

export const historyOf = (recording: Recording): History => History.fromObject(recording.history);

/** Recordings by name. */
export function readRecordings(): { name: string; recording: Recording }[] {
  return readdirSync(histories)
    .sort()
    .map((file) => ({
      name: file.replace('.json', ''),
      recording: JSON.parse(readFileSync(join(histories, file), 'utf8')) as Recording,
    }));
}

/** The models and calendars that the histories name, by hash. */
export function readContents(): Map<string, unknown> {
  const files = readdirSync(contents);
  return new Map(
    files.map((file) => [
      file.replace('.json', ''),
      JSON.parse(readFileSync(join(contents, file), 'utf8')) as unknown,
    ]),
  );
}

/** Takes the place of everything recorded for this release; recordings of other releases stay. */
export function writeRecording(
  release: string,
  recorded: Map<string, string>,
  named: Map<string, unknown>,
): void {
  mkdirSync(histories, { recursive: true });
  mkdirSync(contents, { recursive: true });
  for (const file of readdirSync(histories))
    if (file.startsWith(`${release}-`)) rmSync(join(histories, file));
  for (const [name, json] of recorded) writeFileSync(join(histories, `${release}-${name}.json`), `${json}\n`);
  for (const [hash, content] of named)
    writeFileSync(join(contents, `${hash}.json`), `${JSON.stringify(content)}\n`);
}
