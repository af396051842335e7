import { randomBytes, randomUUID } from 'node:crypto';
import { commitBatch } from '../../db/commit.ts';
import { inScope, system, type Db } from '../../db/connection.ts';
import { writeContent } from '../../db/content.ts';
import { makeCaseKey, openKeys, type Keys } from '../../db/keys.ts';
import { readModelTables } from '../../db/read-model/index.ts';
import type { CaseFacts, EngineEvent } from '../../engine/event.ts';
import type { ProcessModel } from '../../engine/model.ts';
import type { TestDatabase } from './database.ts';
import { monday } from './given.ts';

export const testKeys = (): Keys => openKeys({ kind: 'master', bytes: randomBytes(32) });

/** A case whose events a test commits as it likes. */
export interface RecordedCase {
  caseId: string;
  tenant: string;
  model: string;
  /** The events under this case's own id, number and units. */
  own(events: readonly EngineEvent[]): EngineEvent[];
  commit(events: readonly EngineEvent[]): Promise<{ committed: number }>;
}

export async function openRecordedCase(
  db: Db,
  keys: Keys,
  model: ProcessModel,
  facts: Partial<CaseFacts> = {},
): Promise<RecordedCase> {
  const caseId = facts.caseId ?? randomUUID();
  const tenant = facts.tenant ?? 'qinghe';
  const hash = await writeContent(db, 'model', model);
  await inScope(db, system(tenant), (tx) => makeCaseKey(tx, keys, { tenant, caseId, at: monday }));
  const own = (events: readonly EngineEvent[]) =>
    events.map((event): EngineEvent =>
      event.kind === 'caseStarted'
        ? { ...event, case: { ...event.case, number: caseId, units: [], ...facts, caseId, tenant } }
        : event,
    );
  return {
    caseId,
    tenant,
    model: hash,
    own,
    commit: (events) => commitBatch(db, keys, { caseId, tenant, model: hash, events: own(events) }),
  };
}

/** All rows of the read model as text that can be compared, without the id of the case if it is to be left out. */
export async function dumpReadModel({ asOwner }: TestDatabase, caseId?: string): Promise<string[]> {
  const lines: string[] = [];
  for (const table of readModelTables) {
    const rows = await asOwner.unsafe<{ line: string }[]>(
      `select row_to_json(t)::text as line from "${table}" t ${caseId ? `where case_id = '${caseId}'` : ''} order by 1`,
    );
    for (const { line } of rows) lines.push(`${table} ${caseId ? line.replaceAll(caseId, '<case>') : line}`);
  }
  return lines;
}
