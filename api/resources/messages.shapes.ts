import { z } from 'zod';
import { parseDuration } from '../../engine/time/index.ts';
import { CaseId, InstantText, Label, Values, pageOf, pageQuery } from './label.shapes.ts';

/** The name as the diagrams have it. Never personal data: it stands in the clear. */
const Name = z.string().trim().min(1).max(200);

const TimeToLive = z
  .string()
  .max(60)
  .refine((text) => parseDuration(text).ok, {
    message: 'ISO 8601 时长，例如 P30D 或 PT12H / an ISO 8601 duration such as P30D or PT12H',
  });

export const SendMessageOutside = z
  .strictObject({
    name: Name,
    /** Only a receiver that waits for this key, or for any, takes it. */
    correlation: z.string().min(1).max(200).optional(),
    variables: Values.default({}),
    /** How long it waits for a receiver; absent: as the deployment says. */
    timeToLive: TimeToLive.optional(),
  })
  .meta({ id: 'SendMessageOutside' });
export type SendMessageOutside = z.infer<typeof SendMessageOutside>;

/** `messageId` is the Idempotency-Key: sent again under it, the message counts once. */
export const MessageTaken = z.strictObject({ messageId: z.uuid() }).meta({ id: 'MessageTaken' });
export type MessageTaken = z.infer<typeof MessageTaken>;

export const SendSignal = z
  .strictObject({ name: Name, variables: Values.default({}) })
  .meta({ id: 'SendSignal' });
export type SendSignal = z.infer<typeof SendSignal>;

/** `receivers`: cases that listen at this moment and templates that begin with it. */
export const SignalTaken = z
  .strictObject({ signalId: z.uuid(), receivers: z.number().int() })
  .meta({ id: 'SignalTaken' });
export type SignalTaken = z.infer<typeof SignalTaken>;

export const MessageState = z.enum(['waiting', 'matched', 'expired']).meta({ id: 'MessageState' });
export type MessageState = z.infer<typeof MessageState>;

export const MessageQuery = z.strictObject({ ...pageQuery, state: MessageState.optional() });

/** A message or signal that has not arrived. What it carries is for its receiver alone. */
export const WaitingMessage = z
  .strictObject({
    messageId: z.string(),
    kind: z.enum(['message', 'signal']),
    name: z.string(),
    correlation: z.string().nullable(),
    /** The case that sent it; null: it came from outside. */
    sender: CaseId.nullable(),
    sentAt: InstantText,
    /** Null: not known before it is looked at. */
    expiresAt: InstantText.nullable(),
    /** `matched`: it is on its way to a receiver. */
    state: MessageState,
    text: Label,
    /** Code of why the last receiver that was asked does not have it. */
    lastError: z.string().nullable(),
  })
  .meta({ id: 'WaitingMessage' });
export type WaitingMessage = z.infer<typeof WaitingMessage>;

export const WaitingMessageList = pageOf(WaitingMessage).meta({ id: 'WaitingMessageList' });
export type WaitingMessageList = z.infer<typeof WaitingMessageList>;
