/** Messages and signals that open cases wait for. Whatever waits for such a receiver is looked at again at once. */
import { statement } from '../statement.ts';
import type { Fold } from './fold.ts';

interface Row {
  subscription: string;
  node: string;
  kind: 'message' | 'signal';
  name: string;
  correlation: string | null;
  opened_at: string;
}

export const subscriptions = {
  tables: ['subscription'],
  statements(events, { tenant, caseId }) {
    const opened = new Map<string, Row>();
    const closed: string[] = [];
    for (const event of events) {
      if (event.kind === 'subscriptionClosed') {
        if (!opened.delete(event.subscription)) closed.push(event.subscription);
      } else if (event.kind === 'subscriptionOpened') {
        const { id, node, awaits } = event.subscription;
        // Opened a second time it is the one that was closed: what closed it was taken back.
        if (closed.includes(id)) closed.splice(closed.indexOf(id), 1);
        const at = { subscription: id, node, opened_at: event.at };
        if (awaits.kind === 'signal')
          opened.set(id, { ...at, kind: 'signal', name: awaits.signal, correlation: null });
        if (awaits.kind === 'message') {
          const { message: name, correlation = null } = awaits;
          opened.set(id, { ...at, kind: 'message', name, correlation });
        }
      }
    }
    if (opened.size === 0 && closed.length === 0) return [];
    // Rows that another holds are left out: whoever holds them looks at them now, and everything that waits is looked at
    // again after a minute in any case.
    return [
      statement`
        with gone as (
          delete from subscription where case_id = ${caseId}::uuid
            and subscription in (select json_array_elements_text(${JSON.stringify(closed)}::json))
        ), given as (
          select * from json_to_recordset(${JSON.stringify([...opened.values()])}::json) as given (subscription text, node text,
            kind text, name text, correlation text, opened_at timestamptz)
        ), woken as (
          update message set next_at = 'epoch' where tenant_id = ${tenant} and id in (
            select message.id from given join message on message.tenant_id = ${tenant} and message.name = given.name
            where given.kind = 'message' and message.state = 'waiting'
              and (given.correlation is null or given.correlation = message.correlation)
            for update of message skip locked)
        )
        insert into subscription (tenant_id, case_id, subscription, node, kind, name, correlation, opened_at)
        select ${tenant}, ${caseId}::uuid, subscription, node, kind, name, correlation, opened_at from given
        on conflict (case_id, subscription) do update set opened_at = excluded.opened_at`,
    ];
  },
} satisfies Fold;
