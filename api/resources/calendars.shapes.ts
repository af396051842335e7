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

/** A school term, both ends included; what lies between two is holidays. */
export const SchoolTerm = z
  .strictObject({ from: DateOnly, to: DateOnly, name: z.string().trim().max(100) })
  .meta({ id: 'SchoolTerm' });
export type SchoolTerm = z.infer<typeof SchoolTerm>;

// What is no time of day or no day of the year is a problem of the calendar, said in the reader's language at its field.
const timeOfDay = z
  .string()
  .trim()
  .max(10)
  .meta({ examples: ['08:30'] });
const dayOfYear = z
  .string()
  .trim()
  .max(10)
  .meta({ examples: ['06-01'] });

/** By the clock in China, HH:mm. */
export const OfficeHours = z.strictObject({ open: timeOfDay, close: timeOfDay }).meta({ id: 'OfficeHours' });

/** Other office hours in a part of every year, MM-DD to MM-DD, both ends included; it may run over the year's end. */
export const OfficeSeason = z
  .strictObject({ from: dayOfYear, to: dayOfYear, open: timeOfDay, close: timeOfDay })
  .meta({ id: 'OfficeSeason' });
export type OfficeSeason = z.infer<typeof OfficeSeason>;

export const Calendars = z
  .strictObject({
    version: z.string(),
    publishedAt: InstantText,
    publishedBy: PersonName.nullable(),
    officeHours: OfficeHours,
    /** The first that holds on a day wins; on other days `officeHours` hold. */
    officeSeasons: z.array(OfficeSeason),
    years: z.array(CalendarYear),
    closures: z.array(Closure),
    terms: z.array(SchoolTerm),
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

const ofClosures = { closures: z.array(Closure).max(200) };
const ofTerms = { terms: z.array(SchoolTerm).max(200) };
const ofOfficeHours = { officeHours: OfficeHours, officeSeasons: z.array(OfficeSeason).max(20) };
const version = z.string();

/** All of the county's own closures; a new version of the calendar, as with a year. */
export const SaveClosures = z.strictObject({ version, ...ofClosures }).meta({ id: 'SaveClosures' });
export const PreviewClosures = z.strictObject(ofClosures).meta({ id: 'PreviewClosures' });
export type PreviewClosures = z.infer<typeof PreviewClosures>;

/** All school terms. */
export const SaveTerms = z.strictObject({ version, ...ofTerms }).meta({ id: 'SaveTerms' });
export const PreviewTerms = z.strictObject(ofTerms).meta({ id: 'PreviewTerms' });
export type PreviewTerms = z.infer<typeof PreviewTerms>;

/** The office hours with all of their seasons. */
export const SaveOfficeHours = z.strictObject({ version, ...ofOfficeHours }).meta({ id: 'SaveOfficeHours' });
export const PreviewOfficeHours = z.strictObject(ofOfficeHours).meta({ id: 'PreviewOfficeHours' });
export type PreviewOfficeHours = z.infer<typeof PreviewOfficeHours>;

/** A part of the calendar that is published as a whole. */
export type CalendarPart = PreviewClosures | PreviewTerms | PreviewOfficeHours;

/** What it would move; `problems`: it can not be published so. */
export const PartPreview = CalendarPreview.pick({
  problems: true,
  counts: true,
  moves: true,
  next: true,
}).meta({
  id: 'PartPreview',
});
export type PartPreview = z.infer<typeof PartPreview>;
