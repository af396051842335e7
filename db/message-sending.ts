/**
 * Hands messages and signals over, in the transaction of what sends them: the commit of a case, or a request from outside.
 * Once for each id, however often it is asked. Who gets them is `message-delivery.ts`.
 */
import { canonicalJson } from '../engine/canonical-json.ts';
import type { EngineEvent } from '../engine/event.ts';
import type { JsonObject } from '../engine/json.ts';
import { open, seal, type CaseKey } from './crypto.ts';
import { statement, type Statement } from './statement.ts';

export interface NewMessage {
  id: string;
  name: string;
  correlation: string | null;
  /** The case that sends it, or the person. */
  sender: string | null;
  sentBy: string | null;
  /** The id under which the key of the content is kept. */
  keyOf: string;
  content: Uint8Array;
  sentAt: string;
  /** Null: the time that the deployment gives to every message. */
  expiresAt: string | null;
}

export const sealMessage = (key: CaseKey, tenant: string, id: string, variables: JsonObject): Uint8Array =>
  seal(key, Buffer.from(canonicalJson(variables)), placeOf(tenant, id));

export const openMessage = (key: CaseKey, tenant: string, id: string, content: Uint8Array): JsonObject =>
  JSON.parse(Buffer.from(open(key, content, placeOf(tenant, id))).toString()) as JsonObject;

const placeOf = (tenant: string, id: string) => `message|${tenant}|${id}`;

/** What a commit writes for the messages and signals that its case has sent and received; nothing where there are none. */
export function messageStatements(
  at: { tenant: string; caseId: string },
  key: CaseKey,
  events: readonly EngineEvent[],
): Statement[] {
  const messages: NewMessage[] = [];
  const signals: NewMessage[] = [];
  const received: string[] = [];
  for (const event of events) {
    if (event.kind === 'messageSent')
      messages.push(newMessage(at, key, { ...event, id: event.messageId, name: event.message }));
    else if (event.kind === 'signalThrown')
      signals.push(newMessage(at, key, { ...event, id: event.signalId, name: event.signal }));
    else if (event.kind === 'messageReceived') received.push(event.messageId);
    else if (event.kind === 'signalReceived') received.push(event.signalId);
  }
  return [
    ...(messages.length > 0 ? [insertMessages(at.tenant, messages)] : []),
    ...(signals.length > 0 ? [spreadSignals(at.tenant, signals)] : []),
    ...(received.length > 0 ? [noteReceived(at, received, events.at(-1)!.at)] : []),
  ];
}

function newMessage(
  { tenant, caseId }: { tenant: string; caseId: string },
  key: CaseKey,
  sent: { id: string; name: string; at: string; correlation?: string; variables?: JsonObject },
): NewMessage {
  return {
    id: sent.id,
    name: sent.name,
    correlation: sent.correlation ?? null,
    sender: caseId,
    sentBy: null,
    keyOf: caseId,
    content: sealMessage(key, tenant, sent.id, sent.variables ?? {}),
    sentAt: sent.at,
    expiresAt: null,
  };
}

/** They look for their one receiver from now on. */
export const insertMessages = (tenant: string, messages: readonly NewMessage[]) => statement`
  insert into message (tenant_id, id, kind, name, correlation, sender, sent_by, key_of, content, sent_at, expires_at, state, next_at)
  select ${tenant}, id, 'message', name, correlation, sender, sent_by, key_of, decode(content, 'base64'), sent_at, expires_at,
    'waiting', 'epoch'
  from json_to_recordset(${asJson(messages)}::json) as given (id text, name text, correlation text, sender uuid, sent_by text,
    key_of uuid, content text, sent_at timestamptz, expires_at timestamptz)
  on conflict do nothing`;

/**
 * One delivery for each case that listens at this moment and each template that begins with it: whoever listens later does not
 * hear it. The case that throws a signal has heard it already.
 */
export const spreadSignals = (tenant: string, signals: readonly NewMessage[]) => statement`
  with given as (
    select * from json_to_recordset(${asJson(signals)}::json) as given (id text, name text, sender uuid, sent_by text, key_of uuid,
      content text, sent_at timestamptz)
  ), receiver as (
    select distinct given.id, 'case:' || subscription.case_id as target from given
    join subscription on subscription.tenant_id = ${tenant} and subscription.kind = 'signal' and subscription.name = given.name
      and subscription.case_id is distinct from given.sender
    union all
    select given.id, 'template:' || template_trigger.template from given
    join template_trigger on template_trigger.tenant_id = ${tenant} and template_trigger.kind = 'signal'
      and template_trigger.name = given.name
  ), sent as (
    insert into message (tenant_id, id, kind, name, sender, sent_by, key_of, content, sent_at, state, next_at, ended_at)
    select ${tenant}, id, 'signal', name, sender, sent_by, key_of, case when is_heard then decode(content, 'base64') end, sent_at,
      case when is_heard then 'matched' else 'delivered' end, 'epoch', case when not is_heard then sent_at end
    from given cross join lateral (select exists (select from receiver where receiver.id = given.id) as is_heard) heard
    on conflict do nothing returning id
  )
  insert into message_delivery (tenant_id, message_id, target, state, round, attempts, next_at)
  select ${tenant}, receiver.id, receiver.target, 'queued', 1, 0, 'epoch' from receiver join sent on sent.id = receiver.id`;

/** In the commit that takes it: from here on nobody sends it again, whatever dies. */
const noteReceived = ({ tenant, caseId }: { tenant: string; caseId: string }, ids: string[], at: string) =>
  statement`
  with arrived as (
    update message_delivery set state = 'delivered', last_error = null
    where tenant_id = ${tenant} and message_id in (select json_array_elements_text(${JSON.stringify(ids)}::json))
      and target = ${`case:${caseId}`}
  )
  update message set state = 'delivered', content = null, receiver = ${caseId}::uuid, ended_at = ${at}::timestamptz
  where tenant_id = ${tenant} and kind = 'message' and state <> 'delivered'
    and id in (select json_array_elements_text(${JSON.stringify(ids)}::json))`;

const asJson = (messages: readonly NewMessage[]): string =>
  JSON.stringify(
    messages.map((each) => ({
      id: each.id,
      name: each.name,
      correlation: each.correlation,
      sender: each.sender,
      sent_by: each.sentBy,
      key_of: each.keyOf,
      content: Buffer.from(each.content).toString('base64'),
      sent_at: each.sentAt,
      expires_at: each.expiresAt,
    })),
  );
