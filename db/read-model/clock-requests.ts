/** Requests for an extension or a suspension, and what was decided. */
import { statement, type Statement } from '../statement.ts';
import { personOf, type Fold } from './fold.ts';

export const clockRequests = {
  tables: ['clock_request'],
  statements(events, { tenant, caseId }) {
    const asked = [];
    const decided = [];
    for (const event of events) {
      if (event.kind === 'clockRequested') {
        const { id, deadline, what, date = null, why = null, by, approvers } = event.request;
        const row = { request: id, deadline, node: event.node, what, date, why, by, at: event.at, approvers };
        asked.push(row);
      } else if (event.kind === 'clockRequestDecided') {
        const { request, approved, at } = event;
        decided.push({ request, approved, at, by: personOf(event) });
      }
    }
    const statements: Statement[] = [];
    if (asked.length > 0) {
      statements.push(statement`
        insert into clock_request (tenant_id, case_id, request, deadline, node, what, date, why, asked_by, asked_at, approvers)
        select ${tenant}, ${caseId}::uuid, request, deadline, node, what, date, why, by, at, approvers
        from json_to_recordset(${JSON.stringify(asked)}::json) as given (request text, deadline text, node text, what text,
          date date, why text, by text, at timestamptz, approvers jsonb)`);
    }
    if (decided.length > 0) {
      statements.push(statement`
        update clock_request set approved = given.approved, decided_at = given.at, decided_by = given.by
        from json_to_recordset(${JSON.stringify(decided)}::json)
          as given (request text, approved boolean, at timestamptz, by text)
        where clock_request.case_id = ${caseId}::uuid and clock_request.request = given.request`);
    }
    return statements;
  },
} satisfies Fold;
