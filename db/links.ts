/** Where the token of a one-time link leads. */
import { eq } from 'drizzle-orm';
import { inScope, platform, type Db } from './connection.ts';
import { oneTimeLink } from './schema/index.ts';

export interface FoundLink {
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
