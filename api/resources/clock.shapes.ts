import { z } from 'zod';
import { DateOnly, InstantText } from './label.shapes.ts';

/** The clock of a demonstration: an input to the cases, never a change of the host's time. */
export const Clock = z
  .strictObject({
    isDemonstration: z.boolean(),
    /** Now by this clock. */
    now: InstantText,
    today: DateOnly,
    /** How far it is ahead of the host's, in milliseconds. */
    offset: z.number().int(),
    /** Cases that are being told of the last move, and those that have been. */
    advance: z.strictObject({
      state: z.enum(['idle', 'running', 'done']),
      total: z.number().int(),
      done: z.number().int(),
      /** Those that could not be told at the last attempt; they are tried again. */
      failed: z.number().int(),
    }),
  })
  .meta({ id: 'Clock' });
export type Clock = z.infer<typeof Clock>;

/** Forward only: to an instant, to the morning of a day (09:00 in Asia/Shanghai), or by days. Exactly one of the three. */
export const MoveClock = z
  .union([
    z.strictObject({ to: InstantText }),
    z.strictObject({ toDate: DateOnly }),
    z.strictObject({ addDays: z.number().int().min(1).max(366) }),
  ])
  .meta({ id: 'MoveClock' });
export type MoveClock = z.infer<typeof MoveClock>;
