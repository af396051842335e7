/**
 * Drops the read model of a tenant and refills it from the journal: the same rows as commits left there. Case by case, each
 * under its lock, so that it may run while cases go on.
 */
import { sql } from 'drizzle-orm';
import type { EngineEvent } from '../engine/event.ts';
import type { ProcessModel } from '../engine/model.ts';
import { invariant } from '../errors.ts';
import { inScope, platform, system, type Db, type Tx } from './connection.ts';
import { readContentIn } from './content.ts';
import { readJournal } from './journal.ts';
import type { Keys } from './keys.ts';
import { unwritten } from './known-case.ts';
import { readModelStatements, readModelTables } from './read-model/index.ts';
import { run } from './statement.ts';
import { listingOf } from './template-listing.ts';

export interface RebuildResult {
  cases: number;
  events: number;
  /** Cases whose key was destroyed: their rows are gone for good, their journal still verifies. */
  erased: string[];
}

export async function rebuild(
  db: Db,
  keys: Keys,
  report: (line: string) => void = () => {},
): Promise<RebuildResult> {
  const total: RebuildResult = { cases: 0, events: 0, erased: [] };
  const tenants = await inScope(db, platform, (tx) =>
    tx.execute<{ id: string }>(sql`select id from tenant order by id`),
  );
  for (const { id: tenant } of tenants) {
    const cases = await inScope(db, system(tenant), (tx) => casesOf(tx));
    for (const [index, { caseId, isErased }] of cases.entries()) {
      total.events += await rebuildCase(db, keys, { tenant, caseId, isErased });
      if (isErased) total.erased.push(caseId);
      else total.cases += 1;
      if ((index + 1) % 200 === 0) report(`${tenant}: ${index + 1} / ${cases.length}`);
    }
    report(`${tenant}: ${cases.length} / ${cases.length}`);
  }
  return total;
}

/** Cases of the journal, and those that only the read model still has: their rows go, and nothing comes back. */
async function casesOf(tx: Tx): Promise<{ caseId: string; isErased: boolean }[]> {
  return tx.execute<{ caseId: string; isErased: boolean }>(sql`
    select known.case_id as "caseId", case_key.case_id is not null and case_key.wrapped is null as "isErased"
    from (select case_id from journal where seq = 1 union select case_id from "case") known
    left join case_key on case_key.case_id = known.case_id
    order by known.case_id`);
}

/** Returns how many events were folded. */
export async function rebuildCase(
  db: Db,
  keys: Keys,
  at: { tenant: string; caseId: string; isErased?: boolean },
): Promise<number> {
  const { tenant, caseId } = at;
  return inScope(db, system(tenant, { locksCase: caseId }), async (tx) => {
    const model = await modelInRow(tx, caseId);
    for (const table of readModelTables) {
      await tx.execute(sql`delete from ${sql.identifier(table)} where case_id = ${caseId}::uuid`);
    }
    if (at.isErased) return 0;
    const events = await allEvents(tx, keys, caseId);
    const [first] = events;
    if (!first) return 0;
    invariant(
      first.kind === 'caseStarted',
      `Expected case ${caseId} to begin with caseStarted, but found ${first.kind}`,
    );
    const { templateKey: template, templateVersion: version } = first.case;
    const modelHash = (await publishedModel(tx, { tenant, template, version })) ?? model;
    invariant(
      modelHash,
      `Expected version ${version} of template ${template} to be published, but it is not`,
    );
    const statements = readModelStatements(events, {
      tenant,
      caseId,
      modelHash,
      model: await readContentIn<ProcessModel>(tx, modelHash),
      listing: await listingOf(tx, { tenant, template, version }),
      known: unwritten(),
    });
    for (const statement of statements) await run(tx, statement);
    return events.length;
  });
}

/** The model as the case's row names it: where the version was never published, as in tests. */
async function modelInRow(tx: Tx, caseId: string): Promise<string | undefined> {
  const [row] = await tx.execute<{ model: string }>(
    sql`select model from "case" where case_id = ${caseId}::uuid`,
  );
  return row?.model;
}

async function publishedModel(
  tx: Tx,
  { tenant, template, version }: { tenant: string; template: string; version: number },
): Promise<string | undefined> {
  const [row] = await tx.execute<{ model: string }>(sql`
    select model from template_version where tenant_id = ${tenant} and template = ${template} and version = ${version}::int`);
  return row?.model;
}

async function allEvents(tx: Tx, keys: Keys, caseId: string): Promise<EngineEvent[]> {
  const events: EngineEvent[] = [];
  for (;;) {
    const page = await readJournal(tx, keys, { caseId, after: events.length, limit: 1000 });
    events.push(...page);
    if (page.length < 1000) return events;
  }
}
