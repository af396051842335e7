import { z } from 'zod';
import { Handler } from './work.shapes.ts';
import { InstantText, Label, PersonName, PostName, Json } from './label.shapes.ts';

/** Who did it: a person with the post they acted from, or the system (timers, jobs, other cases). */
export const TimelineActor = z
  .strictObject({
    kind: z.enum(['person', 'system']),
    person: PersonName.nullable(),
    /** The post that allowed it, as far as one did. */
    post: PostName.nullable(),
    /** The principal for whom a substitute acted (代). */
    for: PersonName.nullable(),
    name: Label,
  })
  .meta({ id: 'TimelineActor' });
export type TimelineActor = z.infer<typeof TimelineActor>;

/** One readable line: who, when, what, why. */
export const TimelineEntry = z
  .strictObject({
    seq: z.number().int(),
    at: InstantText,
    kind: z.string(),
    /** For a mark beside the line. */
    tone: z.enum(['normal', 'good', 'warning', 'bad']),
    who: TimelineActor,
    text: Label,
    node: z.string().nullable(),
    nodeName: Label.nullable(),
    /** The handler's reason, or the words of a progress entry. */
    reason: z.string().nullable(),
    /** The signer's view (意见). */
    opinion: z.string().nullable(),
    /** Ids of the files that came with it. */
    attachments: z.array(z.string()),
    /** Who was told by this line (reminders, escalations): a post, or one person by name. */
    told: z.array(Handler),
    /** Fields given with it (a completed form), named as on the form; of a revision those that it changed, with what stood there `before`. */
    values: z.array(z.strictObject({ key: z.string(), name: Label, text: Label, before: Label.nullable() })),
  })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const Timeline = z
  .strictObject({ items: z.array(TimelineEntry), next: z.string().nullable(), version: z.number().int() })
  .meta({ id: 'Timeline' });
export type Timeline = z.infer<typeof Timeline>;

/** The record as it is kept, for auditors: every event, with the chain of hashes over the encrypted payloads. */
export const JournalEntry = z
  .strictObject({
    seq: z.number().int(),
    at: InstantText,
    kind: z.string(),
    actor: z.string().nullable(),
    event: z.record(z.string(), Json),
    prevHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'JournalEntry' });
export type JournalEntry = z.infer<typeof JournalEntry>;

export const Journal = z
  .strictObject({ items: z.array(JournalEntry), next: z.string().nullable(), version: z.number().int() })
  .meta({ id: 'Journal' });
export type Journal = z.infer<typeof Journal>;
