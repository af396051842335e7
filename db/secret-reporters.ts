/** Cases whose template keeps secret who began them (`confidentiality.reporter`), and what is kept. */
import { sql } from 'drizzle-orm';
import type { PostAtUnit } from '../engine/model.ts';
import { isOneOf } from '../engine/work/one-of.ts';
import type { Tx } from './connection.ts';
import { keepNewest } from './keep-newest.ts';

export interface SecretReporter {
  /** Id and name of whoever began the case; null where the machine did. */
  person: { id: string; name: string } | null;
  /** Fields that say who reported. */
  fields: readonly string[];
  /** Whose holders know, beside the reporter. */
  knownTo: readonly PostAtUnit[];
}

/** How the reporter is called in place of the name. */
export const reporterCalled = { zh: '报告人', en: 'The reporter' };

/** Whether somebody is to know who reported: the reporter, and whoever holds one of the posts or stands in for a holder. */
export const knowsReporter = (
  { person, knownTo }: SecretReporter,
  who: { person: string; posts: readonly PostAtUnit[] },
): boolean => person?.id === who.person || knownTo.some((known) => isOneOf(who.posts, known));

/** By case; null: nothing of it is secret so. It never changes: neither who began a case nor the version it began with. */
const kept = new Map<string, SecretReporter | null>();
const mostKept = 10_000;

/** Those of these cases that keep their reporter secret, by case. `read` is asked for those that nobody asked for before. */
export async function secretReportersOf(
  caseIds: readonly string[],
  read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
): Promise<Map<string, SecretReporter>> {
  // Taken before more are kept: that may forget some of these.
  const found = new Map(caseIds.map((caseId) => [caseId, kept.get(caseId)]));
  const unknown = caseIds.filter((caseId) => found.get(caseId) === undefined);
  if (unknown.length > 0)
    for (const row of await read((tx) => readReporters(tx, unknown))) {
      const secret = secretOf(row);
      found.set(row.caseId, secret);
      keepNewest(kept, [row.caseId, secret], mostKept);
    }
  return new Map([...found].flatMap(([caseId, secret]) => (secret ? [[caseId, secret]] : [])));
}

interface Row {
  caseId: string;
  id: string | null;
  name: string | null;
  reporter: Pick<SecretReporter, 'fields' | 'knownTo'> | null;
}

/** In the scope of whoever asks: a case that they do not see says nothing. */
async function readReporters(tx: Tx, caseIds: readonly string[]): Promise<Row[]> {
  const rows = await tx.execute(sql`
    select "case".case_id as "caseId", "case".started_by as id, person.name,
      template_version.settings -> 'confidentiality' -> 'reporter' as reporter
    from "case"
      join template_version on template_version.tenant_id = "case".tenant_id
        and template_version.template = "case".template and template_version.version = "case".template_version
      left join person on person.tenant_id = "case".tenant_id and person.id = "case".started_by
    where "case".case_id = any (${sql.param(`{${caseIds.join(',')}}`)}::uuid[])`);
  return rows as unknown as Row[];
}

const secretOf = ({ id, name, reporter }: Row): SecretReporter | null =>
  reporter && { ...reporter, person: id === null ? null : { id, name: name ?? id } };
