import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { DeadlineList, DeadlineRow } from '../../../api/resources/deadlines.shapes.ts';
import { dueListQuery } from '../../client/deadlines.ts';
import { organisationQuery, templatesQuery } from '../../client/office.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { ColourTag, DueTag, ProvisionalNote, StoppedNote } from '../../parts/due-date.tsx';
import { FilterBar, FilterChoice, useFilters } from '../../parts/filters.tsx';
import { HandlerList } from '../../parts/handler-list.tsx';
import { Icon } from '../../parts/icon.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Empty, Loaded } from '../../parts/page-state.tsx';
import { DayFilter } from './day-filter.tsx';
import '../tasks/tasks.css';

/** 期限一览: what falls due when, for a unit, in the days to come; what is overdue first. */
export default function DueListPage() {
  const { t, label } = useTexts();
  const { values, set, clear, isFiltered } = useFilters(['unit', 'template', 'from', 'to']);
  const query = useInfiniteQuery(dueListQuery(values));
  const organisation = useQuery(organisationQuery);
  const templates = useQuery(templatesQuery);
  return (
    <div className="page">
      <PageHead title={t('page.dueList')} hint={t('dueList.hint')} />
      <FilterBar>
        <FilterChoice
          id="due-unit"
          label={t('filter.unit')}
          value={values.unit}
          onChange={(value) => set('unit', value)}
          all={t('filter.all')}
          options={(organisation.data?.units ?? []).map((one) => ({
            value: one.unit,
            text: label(one.name),
          }))}
        />
        <FilterChoice
          id="due-template"
          label={t('filter.template')}
          value={values.template}
          onChange={(value) => set('template', value)}
          all={t('filter.all')}
          options={(templates.data?.items ?? []).map((one) => ({ value: one.key, text: label(one.name) }))}
        />
        <DayFilter
          id="due-from"
          label={t('dueList.from')}
          value={values.from}
          onChange={(value) => set('from', value)}
        />
        <DayFilter
          id="due-to"
          label={t('dueList.to')}
          value={values.to}
          onChange={(value) => set('to', value)}
        />
        {isFiltered ? <Button onClick={clear}>{t('filter.clear')}</Button> : null}
      </FilterBar>
      <Loaded query={query}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items);
          const [first] = data.pages;
          if (rows.length === 0 || !first) {
            return (
              <div className="card">
                <Empty icon="calendar" title={t('dueList.none')} />
              </div>
            );
          }
          return <Days first={first} rows={rows} />;
        }}
      </Loaded>
      <LoadMore query={query} />
    </div>
  );
}

function Days({ first, rows }: { first: DeadlineList; rows: DeadlineRow[] }) {
  const { t, date } = useTexts();
  const days = [...new Set(rows.map(({ dueDate }) => dueDate))];
  return (
    <div className="stack">
      <p role="status">{t('dueList.total', { count: first.total, to: date(first.to) })}</p>
      {days.map((day) => {
        const own = rows.filter(({ dueDate }) => dueDate === day);
        const isPassed = own.every(({ passed }) => passed);
        const whole = first.days.find((one) => one.date === day);
        return (
          <section key={day} aria-labelledby={`day-${day}`}>
            <h2 id={`day-${day}`} className={isPassed ? 'bucket bucket-overdue' : 'bucket bucket-later'}>
              <Icon name={isPassed ? 'alert' : 'calendar'} />
              {date(day)}
              {isPassed ? t('dueList.passed') : ''}
              <span className="count">{whole?.count ?? own.length}</span>
            </h2>
            <ul className="task-list">
              {own.map((row) => (
                <Line key={`${row.caseId} ${row.deadline}`} row={row} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function Line({ row }: { row: DeadlineRow }) {
  const { t, label, date, end } = useTexts();
  return (
    <li>
      <Link className="task-line" to={`/cases/${row.caseId}`}>
        <span className="task-what">
          <strong>{row.caseTitle}</strong>
          <span>
            {label(row.name)}
            {label(row.nodeName) && label(row.nodeName) !== label(row.name)
              ? ` · ${label(row.nodeName)}`
              : ''}
          </span>
          {row.handlers.length > 0 ? (
            <span className="small">
              <HandlerList handlers={row.handlers} />
            </span>
          ) : null}
          <span className="small muted">
            {row.caseNumber} · {label(row.templateName)}
            {row.unit ? ` · ${label(row.unit.name)}` : ''}
          </span>
        </span>
        <span className="task-when">
          <span className="row">
            {row.stopped ? (
              <StoppedNote stopped={row.stopped} />
            ) : (
              <DueTag
                dueDate={row.dueDate}
                remainingWorkingDays={row.remainingWorkingDays}
                isOverdue={row.passed}
              />
            )}
            <ColourTag colour={row.colour} />
          </span>
          <span className="small muted">{end(row.due, row.dueDate)}</span>
          {row.originalDueDate === row.dueDate ? null : (
            <span className="small muted">{t('case.originally', { date: date(row.originalDueDate) })}</span>
          )}
          {row.provisional ? <ProvisionalNote /> : null}
        </span>
      </Link>
    </li>
  );
}
