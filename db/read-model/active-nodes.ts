/** Where the tokens of a case are, for its diagram. */
import { statement } from '../statement.ts';
import type { Fold } from './fold.ts';

interface Row {
  token: string;
  node: string;
  is_active: boolean;
  since: string;
}

export const activeNodes = {
  tables: ['active_node'],
  statements(events, { tenant, caseId }) {
    const there = new Map<string, Row>();
    const gone = new Set<string>();
    const leave = (token: string) => {
      there.delete(token);
      gone.add(token);
    };
    for (const event of events) {
      if (event.kind === 'flowTaken' || event.kind === 'tokenPlaced' || event.kind === 'tokenRestored') {
        const { id, node, active } = event.token;
        gone.delete(id);
        there.set(id, { token: id, node, is_active: active, since: event.at });
      } else if (event.kind === 'elementStarted') {
        there.set(event.token, { token: event.token, node: event.node, is_active: true, since: event.at });
      } else if (event.kind === 'elementCompleted' || event.kind === 'tokensConsumed')
        event.tokens.forEach(leave);
      else if (event.kind === 'elementCancelled') leave(event.token);
    }
    if (there.size === 0 && gone.size === 0) return [];
    return [
      statement`
        with gone as (
          delete from active_node where case_id = ${caseId}::uuid
            and token in (select json_array_elements_text(${JSON.stringify([...gone])}::json))
        )
        insert into active_node (tenant_id, case_id, token, node, is_active, since)
        select ${tenant}, ${caseId}::uuid, token, node, is_active, since
        from json_to_recordset(${JSON.stringify([...there.values()])}::json)
          as given (token text, node text, is_active boolean, since timestamptz)
        on conflict (case_id, token) do update
          set node = excluded.node, is_active = excluded.is_active, since = excluded.since`,
    ];
  },
} satisfies Fold;
