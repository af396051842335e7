import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { Calendars, CalendarYear } from '../../../api/resources/calendars.shapes.ts';
import { useWho } from '../../app/who.tsx';
import { calendarsQuery } from '../../client/office.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Loaded } from '../../parts/page-state.tsx';
import { StatusTag } from '../../parts/status-tag.tsx';
import { Closures } from './closures.tsx';
import { EditYear } from './edit-year.tsx';
import { OfficeHours } from './office-hours.tsx';
import { Terms } from './terms.tsx';
import { YearDays } from './year-days.tsx';
import './calendars.css';

/** Working calendars: each year as the State Council's notice gives it, or plainly not published yet. */
export default function CalendarsPage() {
  const { t } = useTexts();
  const query = useQuery(calendarsQuery);
  return (
    <div className="page">
      <PageHead title={t('page.calendars')} hint={t('calendars.hint')} />
      <Loaded query={query}>{(calendars) => <CalendarsView calendars={calendars} />}</Loaded>
    </div>
  );
}

function CalendarsView({ calendars }: { calendars: Calendars }) {
  const { t, instant } = useTexts();
  const { may } = useWho();
  const { officeHours, officeSeasons } = calendars;
  const thisYear = Number(calendars.today.slice(0, 4));
  const years = [...calendars.years].sort((a, b) => b.year - a.year);
  const missing = [thisYear, thisYear + 1].filter((year) => !years.some((one) => one.year === year));
  const past = years.filter(({ year }) => year < thisYear);
  const cards = (of: CalendarYear[]) =>
    of.map((year) => (
      <YearCard key={year.year} year={year} version={calendars.version} mayEdit={may('calendar.edit')} />
    ));
  return (
    <div className="stack">
      {calendars.awaited.length > 0 ? (
        <Notice
          tone="warn"
          title={t('calendars.awaited', { years: calendars.awaited.join(t('state.listComma')) })}
        >
          <p>{t('calendars.awaitedHint', { count: calendars.provisionalDeadlines })}</p>
        </Notice>
      ) : null}
      <p className="small muted">
        {t('calendars.version', { version: calendars.version, at: instant(calendars.publishedAt) })}
      </p>
      {missing.map((year) => (
        <YearCard
          key={year}
          version={calendars.version}
          year={{ year, published: false, off: [], work: [], basis: null, workingDays: 0 }}
          mayEdit={may('calendar.edit')}
        />
      ))}
      {cards(years.filter(({ year }) => year >= thisYear))}
      <Closures closures={calendars.closures} version={calendars.version} />
      <Terms terms={calendars.terms} version={calendars.version} />
      <OfficeHours hours={{ officeHours, officeSeasons }} version={calendars.version} />
      {past.length > 0 ? (
        <details className="past-years">
          <summary>{t('calendars.pastYears', { from: past.at(-1)!.year, to: past[0]!.year })}</summary>
          <div className="stack">{cards(past)}</div>
        </details>
      ) : null}
    </div>
  );
}

function YearCard({ year, version, mayEdit }: { year: CalendarYear; version: string; mayEdit: boolean }) {
  const { t } = useTexts();
  const [isEditing, setEditing] = useState(false);
  const title = `year-${year.year}`;
  return (
    <section className="card" aria-labelledby={title}>
      <header className="row-between">
        <div className="row">
          <h2 id={title}>{t('calendars.year', { year: year.year })}</h2>
          <StatusTag tone={year.published ? 'ok' : 'warn'}>
            {t(year.published ? 'calendars.published' : 'calendars.notPublished')}
          </StatusTag>
          {year.published ? (
            <span className="muted small">{t('calendars.workingDays', { count: year.workingDays })}</span>
          ) : null}
        </div>
        {mayEdit && !isEditing ? (
          <Button onClick={() => setEditing(true)}>
            {t(year.published ? 'calendars.correct' : 'calendars.enter')}
          </Button>
        ) : null}
      </header>
      {isEditing ? (
        <EditYear year={year} version={version} close={() => setEditing(false)} />
      ) : year.published ? (
        <YearDays off={year.off} work={year.work} basis={year.basis} />
      ) : (
        <p className="muted">{t('calendars.notPublishedHint')}</p>
      )}
    </section>
  );
}
