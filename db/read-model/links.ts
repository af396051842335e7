/** To which case the token of a one-time link leads. One that was revoked leads nowhere. */
import { statement, type Statement } from '../statement.ts';
import type { Fold } from './fold.ts';

export const links = {
  tables: ['one_time_link'],
  statements(events, { tenant, caseId }) {
    const made = events.flatMap((event) =>
      event.kind === 'linkMade' ? [{ hash: event.hash, link: event.link.id }] : [],
    );
    const revoked = events.flatMap((event) => (event.kind === 'linkRevoked' ? [event.link] : []));
    const statements: Statement[] = [];
    if (made.length > 0) {
      statements.push(statement`
        insert into one_time_link (hash, tenant_id, case_id, link)
        select hash, ${tenant}, ${caseId}::uuid, link
        from json_to_recordset(${JSON.stringify(made)}::json) as given (hash text, link text)`);
    }
    if (revoked.length > 0) {
      statements.push(statement`
        delete from one_time_link where case_id = ${caseId}::uuid and link = any (${revoked}::text[])`);
    }
    return statements;
  },
} satisfies Fold;
