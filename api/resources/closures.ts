import { currentCalendar } from '../../db/calendars.ts';
import { movesOf, noMoves } from '../calendar-preview.ts';
import { nextCalendar, problemsOf, publishNext } from '../calendar-publishing.ts';
import { calendarView } from '../calendar-view.ts';
import { route } from '../route.ts';
import { MovesPage } from './batches.shapes.ts';
import { Calendars, ClosuresPreview, PreviewClosures, SaveClosures } from './calendars.shapes.ts';

/** Days on which a county differs from the notice: a storm, a regional festival, a local exchange of days. */
export const closures = [
  route({
    method: 'put',
    path: '/closures',
    summary: { zh: '发布本县的停工和调班', en: "Publish the county's own closures and working days" },
    access: { permission: 'calendar.edit' },
    write: 'once',
    body: SaveClosures,
    reply: Calendars,
    handle: ({ user, body, language, scoped }, { now, log, db }) =>
      scoped(async (tx) => {
        const { tenant, person } = user;
        const at = now().toISOString();
        const added = await publishNext(
          tx,
          { closures: body.closures },
          { tenant, person, at, seen: body.version, language },
        );
        log.info({ by: person, version: added.version }, 'closures published');
        return calendarView(tx, added, { user, db });
      }),
  }),
  route({
    method: 'post',
    path: '/closures/preview',
    summary: {
      zh: '预览本县的停工和调班会改变哪些期限',
      en: "Which deadlines the county's own closures would move",
    },
    access: { permission: 'calendar.edit' },
    write: 'question',
    query: MovesPage,
    body: PreviewClosures,
    reply: ClosuresPreview,
    async handle({ user, query, body, language, scoped }, dependencies) {
      const found = await scoped((tx) => currentCalendar(tx));
      const calendar = nextCalendar(found, { closures: body.closures });
      const problems = problemsOf(calendar, language);
      const moves =
        problems.length > 0
          ? noMoves
          : await movesOf(dependencies, { ...query, tenant: user.tenant, calendar, scoped });
      return { problems, ...moves };
    },
  }),
];
