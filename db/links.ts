/** Where the token of a one-time link leads. */
import { and, eq } from 'drizzle-orm';
import { inScope, platform, type Db, type Tx } from './connection.ts';
import { journal, oneTimeLink } from './schema/index.ts';

interface FoundLink {
  tenant: string;
  caseId: string;
  link: string;
}

/** By the SHA-256 of the token, in hex; undefined where there is no such link. Before the tenant is known. */
export async function findLink(db: Db, hash: string): Promise<FoundLink | undefined> {
  const [row] = await inScope(db, platform, (tx) =>
    tx
      .select({ tenant: oneTimeLink.tenantId, caseId: oneTimeLink.caseId, link: oneTimeLink.link })
      .from(oneTimeLink)
      .where(eq(oneTimeLink.hash, hash)),
  );
  return row;
}

/** Whether what was done in the case at that instant (ISO) was done by an agency, over a link. */
export async function wasOverLink(tx: Tx, caseId: string, at: string): Promise<boolean> {
  const [row] = await tx
    .select({ seq: journal.seq })
    .from(journal)
    .where(and(eq(journal.caseId, caseId), eq(journal.at, at), eq(journal.actor, 'system:oneTimeLink')))
    .limit(1);
  return row !== undefined;
}
