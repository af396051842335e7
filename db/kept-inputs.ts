/**
 * The inputs of a case's last commits. Temporal may lose the workflow task that committed; the workflow that runs again
 * then takes them back from here and goes on from what the journal holds (workflows/contract.ts, SteppedInput).
 */
import { eq } from 'drizzle-orm';
import { canonicalJson } from '../engine/canonical-json.ts';
import type { Input, StartInput } from '../engine/input.ts';
import type { WorkingCalendar } from '../engine/time/calendar.ts';
import type { Tx } from './connection.ts';
import { open, seal, type CaseKey } from './crypto.ts';
import { keptInput } from './schema/index.ts';
import { statement } from './statement.ts';

export interface KeptInput {
  /** Number of the case's last event before it. */
  before: number;
  input: Input | { kind: 'start'; start: StartInput };
  commandId?: string;
  digest?: string;
  /** The calendar that came with it, whole. */
  calendar?: { contentHash: string; content: WorkingCalendar };
}

interface Owner {
  tenant: string;
  caseId: string;
}

/** Replaces what was kept. */
export const keepInputs = (
  { tenant, caseId }: Owner,
  key: CaseKey,
  inputs: readonly KeptInput[],
) => statement`
  insert into kept_input (case_id, tenant_id, inputs)
  values (${caseId}::uuid, ${tenant}, ${seal(key, Buffer.from(JSON.stringify(inputs)), placeOf(caseId))})
  on conflict (case_id) do update set inputs = excluded.inputs`;

/** Those of the kept inputs from which events after `seq` came, unless they are the caller's own. */
export async function foreignInputs(
  tx: Tx,
  key: CaseKey,
  { caseId, seq, own }: { caseId: string; seq: number; own: readonly KeptInput[] },
): Promise<KeptInput[] | undefined> {
  const [row] = await tx
    .select({ inputs: keptInput.inputs })
    .from(keptInput)
    .where(eq(keptInput.caseId, caseId));
  if (!row) return undefined;
  const all = JSON.parse(Buffer.from(open(key, row.inputs, placeOf(caseId))).toString()) as KeptInput[];
  const kept = all.filter((input) => input.before >= seq);
  const same = own.filter((input) => input.before >= seq).slice(0, kept.length);
  return canonicalJson(kept) === canonicalJson(same) ? undefined : kept;
}

const placeOf = (caseId: string) => `kept_input|${caseId}`;
