import type { z } from 'zod';
import { currentCalendar } from '../../db/calendars.ts';
import type { Label } from '../../engine/json.ts';
import { movesOf, noMoves } from '../calendar-preview.ts';
import { nextCalendar, problemsOf, publishNext } from '../calendar-publishing.ts';
import { calendarView } from '../calendar-view.ts';
import { route, type Route } from '../route.ts';
import { MovesPage } from './batches.shapes.ts';
import {
  Calendars,
  PartPreview,
  PreviewClosures,
  PreviewOfficeHours,
  PreviewTerms,
  SaveClosures,
  SaveOfficeHours,
  SaveTerms,
  type CalendarPart,
} from './calendars.shapes.ts';

interface Part {
  path: string;
  publishes: Label;
  previews: Label;
  /** The part with the `version` of the calendar as last seen. */
  save: z.ZodType<CalendarPart & { version: string }>;
  preview: z.ZodType<CalendarPart>;
}

/** A part of the calendar that is replaced as a whole: publishing it makes a new version, previewing it changes nothing. */
const routesOf = ({ path, publishes, previews, save, preview }: Part): Route[] => [
  route({
    method: 'put',
    path,
    summary: publishes,
    access: { permission: 'calendar.edit' },
    write: 'once',
    body: save,
    reply: Calendars,
    handle: ({ user, body, language, scoped }, { now, log, db }) =>
      scoped(async (tx) => {
        const { tenant, person } = user;
        const { version: seen, ...part } = body;
        const at = now().toISOString();
        const added = await publishNext(tx, part, { tenant, person, at, seen, language });
        log.info({ by: person, part: path.slice(1), version: added.version }, 'calendar published');
        return calendarView(tx, added, { user, db });
      }),
  }),
  route({
    method: 'post',
    path: `${path}/preview`,
    summary: previews,
    access: { permission: 'calendar.edit' },
    write: 'question',
    query: MovesPage,
    body: preview,
    reply: PartPreview,
    async handle({ user, query, body, language, scoped }, dependencies) {
      const found = await scoped((tx) => currentCalendar(tx));
      const calendar = nextCalendar(found, body);
      const problems = problemsOf(calendar, language);
      const moves =
        problems.length > 0
          ? noMoves
          : await movesOf(dependencies, { ...query, tenant: user.tenant, calendar, scoped });
      return { problems, ...moves };
    },
  }),
];

export const calendarParts: Route[] = [
  // Days on which a county differs from the notice: a storm, a regional festival, a local exchange of days.
  ...routesOf({
    path: '/closures',
    publishes: { zh: '发布本县的停工和调班', en: "Publish the county's own closures and working days" },
    previews: {
      zh: '预览本县的停工和调班会改变哪些期限',
      en: "Which deadlines the county's own closures would move",
    },
    save: SaveClosures,
    preview: PreviewClosures,
  }),
  ...routesOf({
    path: '/terms',
    publishes: { zh: '发布学期和假期', en: 'Publish the school terms' },
    previews: { zh: '预览学期和假期会改变哪些期限', en: 'Which deadlines the school terms would move' },
    save: SaveTerms,
    preview: PreviewTerms,
  }),
  ...routesOf({
    path: '/office-hours',
    publishes: { zh: '发布办公时间和分季作息', en: 'Publish the office hours and their seasons' },
    previews: {
      zh: '预览办公时间和分季作息会改变哪些期限',
      en: 'Which deadlines the office hours and their seasons would move',
    },
    save: SaveOfficeHours,
    preview: PreviewOfficeHours,
  }),
];
