import { z } from 'zod';
import { InstantText, Label, PersonName, PostName, UnitName } from './label.shapes.ts';

/** What a post may do beyond its own tasks and its own unit's cases. */
export const permissions = [
  'case.start',
  'case.cancel',
  'case.seeAll',
  'ledger.import',
  'template.edit',
  'template.publish',
  'calendar.edit',
  'organisation.edit',
  'case.correct',
  'incident.resolve',
  'task.assign',
  'case.move',
  'case.void',
  'case.suspend',
  'deadline.change',
  'staff.manage',
  'batch.run',
  'message.send',
  'clock.advance',
  'platform.operate',
] as const;
export const Permission = z.enum(permissions).meta({ id: 'Permission' });
export type Permission = z.infer<typeof Permission>;

export const Language = z.enum(['zh', 'en']);
export type Language = z.infer<typeof Language>;

export const LogIn = z
  .strictObject({ login: z.string().trim().min(1).max(200), password: z.string().min(1).max(200) })
  .meta({ id: 'LogIn' });
export type LogIn = z.infer<typeof LogIn>;

/** Who is logged in, with the posts held now: the page hides what these do not allow, the server refuses it. */
export const Me = z
  .strictObject({
    person: PersonName,
    login: z.string(),
    tenant: z.strictObject({ id: z.string(), name: Label }),
    language: Language,
    posts: z.array(PostName),
    /** Units of those posts, without repeats. */
    units: z.array(UnitName),
    permissions: z.array(Permission),
    session: z.strictObject({
      createdAt: InstantText,
      /** Without a request until then the session ends; each request moves it, up to `expiresAt`. */
      idleUntil: InstantText,
      expiresAt: InstantText,
    }),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

export const ChangeMe = z.strictObject({ language: Language }).meta({ id: 'ChangeMe' });
export type ChangeMe = z.infer<typeof ChangeMe>;

/** What the log-in page needs before anyone is known. */
export const Session = z
  .strictObject({
    me: Me.nullable(),
    deployment: z.strictObject({
      name: Label,
      /** True: the pages show the clock, the mailbox and the list of accounts to try. */
      isDemonstration: z.boolean(),
      /** Accounts to try; empty unless this is a demonstration. The password is not among them. */
      accounts: z.array(z.strictObject({ login: z.string(), name: z.string(), posts: z.array(PostName) })),
      /** The password of every demonstration account; null elsewhere. */
      demonstrationPassword: z.string().nullable(),
    }),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;
