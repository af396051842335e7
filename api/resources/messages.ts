import { listUndeliveredMessages, type MessageRow } from '../../db/message-delivery.ts';
import type { JsonObject, Label } from '../../engine/json.ts';
import { invariant } from '../../errors.ts';
import { deliverSoon } from '../courier.ts';
import { sendFromOutside } from '../message-intake.ts';
import { route } from '../route.ts';
import {
  MessageQuery,
  MessageTaken,
  SendMessageOutside,
  SendSignal,
  SignalTaken,
  WaitingMessageList,
  type WaitingMessage,
} from './messages.shapes.ts';

/** Messages and signals from outside, for supervisors and other systems; and those that have not arrived. */
export const messages = [
  route({
    method: 'get',
    path: '/messages',
    summary: { zh: '等待送达或已过期的消息', en: 'Messages that wait for their receiver, or have expired' },
    access: { permission: 'platform.operate' },
    query: MessageQuery,
    reply: WaitingMessageList,
    handle: ({ query, scoped }) =>
      scoped(async (tx) => {
        const page = await listUndeliveredMessages(tx, query);
        return { items: page.rows.map(shown), next: page.next };
      }),
  }),
  route({
    method: 'post',
    path: '/messages',
    summary: {
      zh: '发送消息：由一个等待它的事项接收，或由它启动新事项',
      en: 'Send a message: one case that waits for it takes it, or it begins one',
    },
    access: { permission: 'message.send' },
    write: 'case',
    body: SendMessageOutside,
    reply: MessageTaken,
    status: 202,
    async handle({ user, body, key, isRetry, afterwards }, dependencies) {
      const { name, correlation = null, timeToLive = null } = body;
      const sent = { kind: 'message' as const, name, correlation, timeToLive };
      await sendFromOutside(dependencies, user, {
        ...sent,
        id: key,
        isRetry,
        variables: body.variables as JsonObject,
      });
      afterwards(() => deliverSoon(dependencies));
      return { messageId: key };
    },
  }),
  route({
    method: 'post',
    path: '/signals',
    summary: {
      zh: '发出信号：所有正在等待它的事项都会收到',
      en: 'Send a signal: every case that listens to it hears it',
    },
    access: { permission: 'message.send' },
    write: 'case',
    body: SendSignal,
    reply: SignalTaken,
    status: 202,
    async handle({ user, body, key, isRetry, afterwards }, dependencies) {
      const sent = { kind: 'signal' as const, name: body.name, correlation: null, timeToLive: null };
      const receivers = await sendFromOutside(dependencies, user, {
        ...sent,
        id: key,
        isRetry,
        variables: body.variables as JsonObject,
      });
      afterwards(() => deliverSoon(dependencies));
      return { signalId: key, receivers };
    },
  }),
];

function shown(row: MessageRow & { lastError: string | null }): WaitingMessage {
  const { id, kind, name, correlation, sender, sentAt, expiresAt, state, lastError } = row;
  invariant(state !== 'delivered', `Expected message ${id} in a list of what has not arrived`);
  const text = lastError !== null && state !== 'expired' ? asked : texts[state];
  return { messageId: id, kind, name, correlation, sender, sentAt, expiresAt, state, text, lastError };
}

const texts: Record<WaitingMessage['state'], Label> = {
  waiting: {
    zh: '还没有事项等待它，将等到期满',
    en: 'No case waits for it yet: it waits until its time is over',
  },
  matched: { zh: '正在送达', en: 'On its way' },
  expired: {
    zh: '期满无人接收；如仍需要，请重新发送',
    en: 'Nobody came for it in time: send it anew if it still matters',
  },
};
const asked: Label = {
  zh: '接收方没有接收，将再次尝试',
  en: 'The receiver did not take it: it is tried again',
};
