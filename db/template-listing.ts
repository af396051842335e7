import { and, eq } from 'drizzle-orm';
import type { Json } from '../engine/json.ts';
import type { Tx } from './connection.ts';
import { templateVersion } from './schema/index.ts';

/** What lists show of a case of a template, and to whom. */
export interface Listing {
  /** Names of the variables; null: all of them. */
  facts: readonly string[] | null;
  /** Keys of the deadlines that are the case's own, of which the first that runs counts; none: the outermost. */
  mainDeadlines: readonly string[];
  /** Variable of the case that names the responsible unit, where its template's rule for it is that variable; null: it stays who it was. */
  owner: string | null;
  /** Its cases are seen by their seats alone: `confidentiality.level` of the template is `strict`. */
  isStrict: boolean;
}

/** Versions never change: what was read once holds. */
const kept = new Map<string, Listing>();

interface VersionOf {
  tenant: string;
  template: string;
  version: number;
}

/** What is in memory already. */
export const keptListing = (of: VersionOf): Listing | undefined => kept.get(nameOf(of));

const nameOf = ({ tenant, template, version }: VersionOf): string =>
  JSON.stringify([tenant, template, version]);

export async function listingOf(tx: Tx, of: VersionOf): Promise<Listing> {
  const known = keptListing(of);
  if (known) return known;
  const { tenant, template, version } = of;
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
  if (!row) return { facts: null, mainDeadlines: [], owner: null, isStrict: false };
  const { mainDeadline, confidentiality, units } = row.settings;
  const listing = {
    facts: row.facts,
    mainDeadlines: [mainDeadline ?? []].flat().filter((key) => typeof key === 'string'),
    owner: ownerIn(units),
    isStrict: (confidentiality as { level?: string } | undefined)?.level === 'strict',
  };
  kept.set(nameOf(of), listing);
  return listing;
}

/** A rule such as `= leadUnit` names it at every moment; one that chooses says who it is at the start. */
function ownerIn(rules: Json | undefined): string | null {
  const all = (Array.isArray(rules) ? rules : []) as { role?: string; unit?: string }[];
  const rule = all.find(({ role }) => role === 'responsible')?.unit ?? '';
  return /^=\s*([\p{L}_][\p{L}\p{N}_]*)\s*$/u.exec(rule)?.[1] ?? null;
}
