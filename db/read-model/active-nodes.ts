/** Where the tokens of a case are, for its diagram. */
import { statement } from '../statement.ts';
import type { Fold } from './fold.ts';

interface Row {
  token: string;
  node: string;
  is_active: boolean;
  since: string;
  /** Null: as it is. `inner_scope` is empty where the token waits for no scope. */
  scope: string | null;
  inner_scope: string | null;
}

export const activeNodes = {
  tables: ['active_node'],
  statements(events, { tenant, caseId }) {
    const there = new Map<string, Row>();
    const gone = new Set<string>();
    /** Scopes that tokens wait for which are there from before, and go nowhere. */
    const opened = new Map<string, string>();
    const leave = (token: string) => {
      there.delete(token);
      opened.delete(token);
      gone.add(token);
    };
    for (const event of events) {
      if (event.kind === 'flowTaken' || event.kind === 'tokenPlaced' || event.kind === 'tokenRestored') {
        const { id, node, active, scope } = event.token;
        gone.delete(id);
        there.set(id, { token: id, node, is_active: active, since: event.at, scope, inner_scope: '' });
      } else if (event.kind === 'elementStarted') {
        const { scope, inner_scope } = there.get(event.token) ?? { scope: null, inner_scope: null };
        const { token, node, at: since } = event;
        there.set(token, { token, node, is_active: true, since, scope, inner_scope });
      } else if (event.kind === 'scopeOpened' || event.kind === 'scopeReopened') {
        const { id, token } = event.scope;
        const owner = token === undefined ? undefined : there.get(token);
        if (owner) owner.inner_scope = id;
        else if (token !== undefined) opened.set(token, id);
      } else if (event.kind === 'elementCompleted' || event.kind === 'tokensConsumed')
        event.tokens.forEach(leave);
      else if (event.kind === 'elementCancelled') leave(event.token);
    }
    if (there.size + gone.size + opened.size === 0) return [];
    // A token that moves as well has its scope in its own row.
    for (const [token, scope] of opened) {
      const row = there.get(token);
      if (!row) continue;
      row.inner_scope ??= scope;
      opened.delete(token);
    }
    return [
      statement`
        with gone as (
          delete from active_node where case_id = ${caseId}::uuid
            and token in (select json_array_elements_text(${JSON.stringify([...gone])}::json))
        ), owning as (
          update active_node set inner_scope = given.scope
          from json_each_text(${JSON.stringify(Object.fromEntries(opened))}::json) as given (token, scope)
          where case_id = ${caseId}::uuid and active_node.token = given.token
        )
        insert into active_node (tenant_id, case_id, token, node, is_active, since, scope, inner_scope)
        select ${tenant}, ${caseId}::uuid, token, node, is_active, since, scope, inner_scope
        from json_to_recordset(${JSON.stringify([...there.values()])}::json)
          as given (token text, node text, is_active boolean, since timestamptz, scope text, inner_scope text)
        on conflict (case_id, token) do update
          set node = excluded.node, is_active = excluded.is_active, since = excluded.since,
            scope = coalesce(excluded.scope, active_node.scope),
            inner_scope = coalesce(excluded.inner_scope, active_node.inner_scope)`,
    ];
  },
} satisfies Fold;
