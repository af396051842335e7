import { z } from 'zod';
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

export const Calendars = z
  .strictObject({
    version: z.string(),
    publishedAt: InstantText,
    publishedBy: PersonName.nullable(),
    officeHours: z.strictObject({ open: z.string(), close: z.string() }),
    years: z.array(CalendarYear),
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
