import { z } from 'zod';
import { CalendarPreview } from './batches.shapes.ts';
import { DateOnly, InstantText, PersonName } from './label.shapes.ts';

/** One year of the working calendar: what the State Council's notice says. */
export const CalendarYear = z
  .strictObject({
    year: z.number().int(),
    /** False while the notice is not out: deadlines that cross the year are provisional. */
    published: z.boolean(),
    off: z.array(DateOnly),
    /** Weekend days worked in exchange. */
    work: z.array(DateOnly),
    basis: z.string().nullable(),
    workingDays: z.number().int(),
  })
  .meta({ id: 'CalendarYear' });
export type CalendarYear = z.infer<typeof CalendarYear>;

/** Days on which the county differs from the notice, both ends included. */
export const Closure = z
  .strictObject({
    from: DateOnly,
    to: DateOnly,
    day: z.enum(['off', 'work']),
    reason: z.string().trim().min(1).max(100),
  })
  .meta({ id: 'Closure' });
export type Closure = z.infer<typeof Closure>;

export const Calendars = z
  .strictObject({
    version: z.string(),
    publishedAt: InstantText,
    publishedBy: PersonName.nullable(),
    officeHours: z.strictObject({ open: z.string(), close: z.string() }),
    years: z.array(CalendarYear),
    closures: z.array(Closure),
    /** Today by the clock of this deployment. */
    today: DateOnly,
    /** Years that open deadlines cross without a notice. */
    awaited: z.array(z.number().int()),
    provisionalDeadlines: z.number().int(),
  })
  .meta({ id: 'Calendars' });
export type Calendars = z.infer<typeof Calendars>;

/** Replaces one year and makes a new version of the calendar; new cases count by it. `version` as last seen. */
export const SaveCalendarYear = z
  .strictObject({
    version: z.string(),
    published: z.boolean(),
    off: z.array(DateOnly).max(366),
    work: z.array(DateOnly).max(366),
    basis: z.string().trim().max(500).optional(),
  })
  .meta({ id: 'SaveCalendarYear' });
export type SaveCalendarYear = z.infer<typeof SaveCalendarYear>;

/** All of the county's own closures; a new version of the calendar, as with a year. */
export const SaveClosures = z
  .strictObject({ version: z.string(), closures: z.array(Closure).max(200) })
  .meta({ id: 'SaveClosures' });
export type SaveClosures = z.infer<typeof SaveClosures>;

export const PreviewClosures = z
  .strictObject({ closures: z.array(Closure).max(200) })
  .meta({ id: 'PreviewClosures' });
export type PreviewClosures = z.infer<typeof PreviewClosures>;

/** What they would move; `problems`: they can not be published so. */
export const ClosuresPreview = CalendarPreview.pick({
  problems: true,
  counts: true,
  moves: true,
  next: true,
}).meta({
  id: 'ClosuresPreview',
});
export type ClosuresPreview = z.infer<typeof ClosuresPreview>;
