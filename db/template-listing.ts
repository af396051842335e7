import { and, eq } from 'drizzle-orm';
import type { Tx } from './connection.ts';
import { templateVersion } from './schema/index.ts';

/** What lists show of a case of a template. */
export interface Listing {
  /** Names of the variables; null: all of them. */
  facts: readonly string[] | null;
  /** Key of the deadline that is the case's own; null: the outermost. */
  mainDeadline: string | null;
}

/** Versions never change: what was read once holds. */
const kept = new Map<string, Listing>();

export async function listingOf(
  tx: Tx,
  { tenant, template, version }: { tenant: string; template: string; version: number },
): Promise<Listing> {
  const id = JSON.stringify([tenant, template, version]);
  const known = kept.get(id);
  if (known) return known;
  const [row] = await tx
    .select({ facts: templateVersion.facts, settings: templateVersion.settings })
    .from(templateVersion)
    .where(
      and(
        eq(templateVersion.tenantId, tenant),
        eq(templateVersion.template, template),
        eq(templateVersion.version, version),
      ),
    );
  // Not kept: it may still be published.
  if (!row) return { facts: null, mainDeadline: null };
  const { mainDeadline } = row.settings;
  const listing = { facts: row.facts, mainDeadline: typeof mainDeadline === 'string' ? mainDeadline : null };
  kept.set(id, listing);
  return listing;
}
