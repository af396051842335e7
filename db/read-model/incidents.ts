/** What a person must look at. */
import { statement, type Statement } from '../statement.ts';
import { nodeName, personOf, type Fold } from './fold.ts';

export const incidents = {
  tables: ['incident'],
  statements(events, { tenant, caseId, model }) {
    const raised = [];
    const resolved = [];
    for (const event of events) {
      if (event.kind === 'incidentRaised') {
        const { id, node, code, message, texts = null, raisedAt, retry } = event.incident;
        const canRetry = Array.isArray(retry) && retry.length > 0;
        raised.push({
          incident: id,
          node,
          name: nodeName(model, node),
          code,
          message,
          texts,
          can_retry: canRetry,
          raised_at: raisedAt,
        });
      } else if (event.kind === 'incidentResolved') {
        resolved.push({ incident: event.incident, at: event.at, how: event.how, by: personOf(event) });
      }
    }
    const statements: Statement[] = [];
    if (raised.length > 0) {
      statements.push(statement`
        insert into incident (tenant_id, case_id, incident, node, name, code, message, texts, can_retry, raised_at)
        select ${tenant}, ${caseId}::uuid, incident, node, name, code, message, texts, can_retry, raised_at
        from json_to_recordset(${JSON.stringify(raised)}::json) as given (incident text, node text, name jsonb, code text,
          message text, texts jsonb, can_retry boolean, raised_at timestamptz)`);
    }
    if (resolved.length > 0) {
      statements.push(statement`
        update incident set resolved_at = given.at, how = given.how, resolved_by = given.by
        from json_to_recordset(${JSON.stringify(resolved)}::json) as given (incident text, at timestamptz, how text, by text)
        where incident.case_id = ${caseId}::uuid and incident.incident = given.incident`);
    }
    return statements;
  },
} satisfies Fold;
