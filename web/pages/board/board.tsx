import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Board } from '../../../api/resources/board.shapes.ts';
import { boardQuery, templatesQuery } from '../../client/office.ts';
import { addressOf, type Cell } from './board-links.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { FilterChoice, useFilters } from '../../parts/filters.tsx';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Empty, Loaded } from '../../parts/page-state.tsx';
import type { Tone } from '../../parts/status-tag.tsx';
import { StatusTag } from '../../parts/status-tag.tsx';
import { StrictCounts } from './strict-counts.tsx';
import { UnitTable } from './unit-table.tsx';
import './board.css';

/** 督办看板: how much is open, due soon and overdue, by unit. Every number opens the cases behind it. */
export default function BoardPage() {
  const { t, label, instant } = useTexts();
  const { values, set } = useFilters(['template']);
  const query = useQuery(boardQuery({ template: values.template }));
  const templates = useQuery(templatesQuery);
  return (
    <div className="page page-wide">
      <PageHead
        title={t('page.board')}
        hint={query.data ? t('board.asOf', { at: instant(query.data.asOf) }) : t('board.hint')}
        actions={
          <FilterChoice
            id="template"
            label={t('filter.template')}
            value={values.template}
            onChange={(value) => set('template', value)}
            all={t('filter.all')}
            options={(templates.data?.items ?? []).map((one) => ({ value: one.key, text: label(one.name) }))}
          />
        }
      />
      <Loaded query={query}>{(board) => <BoardView board={board} template={values.template} />}</Loaded>
    </div>
  );
}

function BoardView({ board, template }: { board: Board; template: string }) {
  const { t, label } = useTexts();
  const { totals } = board;
  const link = (cell: Pick<Cell, 'figure' | 'stage'>) =>
    addressOf({ ...cell, template, dueWithin: board.dueWithin });
  const figures: {
    key: 'overdue' | 'dueSoon' | 'open' | 'closed';
    tone: Tone;
    icon: IconName;
  }[] = [
    { key: 'overdue', tone: 'danger', icon: 'alert' },
    { key: 'dueSoon', tone: 'warn', icon: 'clock' },
    { key: 'open', tone: 'info', icon: 'inbox' },
    { key: 'closed', tone: 'ok', icon: 'checkCircle' },
  ];
  return (
    <div className="stack">
      <ul className="figures">
        {figures.map((figure) => (
          <li key={figure.key}>
            <Link to={link({ figure: figure.key })} className={`figure tone-${figure.tone}`}>
              <span className="figure-word">
                <Icon name={figure.icon} />
                {t(`board.${figure.key}`, { days: board.dueWithin })}
              </span>
              <strong>{totals[figure.key]}</strong>
            </Link>
          </li>
        ))}
      </ul>
      {totals.supervised > 0 ? (
        <p>
          <Link className="number-link" to={link({ figure: 'supervised' })}>
            <StatusTag tone="danger">{t('board.supervisedTotal', { count: totals.supervised })}</StatusTag>
          </Link>
        </p>
      ) : null}
      {totals.stopped > 0 ? (
        <p>
          <Link className="number-link" to={link({ figure: 'stopped' })}>
            <StatusTag tone="neutral">{t('board.stoppedTotal', { count: totals.stopped })}</StatusTag>
          </Link>
        </p>
      ) : null}
      {totals.incidents > 0 ? (
        <p>
          <Link className="number-link" to={link({ figure: 'incidents' })}>
            <StatusTag tone="danger">{t('board.incidents', { count: totals.incidents })}</StatusTag>
          </Link>
        </p>
      ) : null}
      {board.units.length === 0 ? (
        <div className="card">
          <Empty icon="board" title={t('board.none')} />
        </div>
      ) : (
        <>
          <section aria-labelledby="by-unit">
            <h2 id="by-unit" className="board-heading">
              {t('board.byUnit')}
            </h2>
            <UnitTable board={board} template={template} />
          </section>
          <section aria-labelledby="by-stage">
            <h2 id="by-stage" className="board-heading">
              {t('board.byStage')}
            </h2>
            <DataTable
              caption={t('board.byStage')}
              rows={board.stages}
              rowKey={(stage) => stage.stage ?? '-'}
              columns={[
                { key: 'stage', title: t('board.stage'), isLead: true, cell: (stage) => label(stage.name) },
                {
                  key: 'open',
                  title: t('board.open'),
                  isNumber: true,
                  cell: (stage) => (
                    <Link className="number-link" to={link({ figure: 'open', stage: stage.stage })}>
                      {stage.open}
                    </Link>
                  ),
                },
                {
                  key: 'overdue',
                  title: t('board.overdue'),
                  isNumber: true,
                  cell: (stage) =>
                    stage.overdue > 0 ? (
                      <Link className="number-link" to={link({ figure: 'overdue', stage: stage.stage })}>
                        <StatusTag tone="danger">
                          {t('board.overdueCount', { count: stage.overdue })}
                        </StatusTag>
                      </Link>
                    ) : (
                      '0'
                    ),
                },
              ]}
            />
          </section>
        </>
      )}
      <StrictCounts counts={board.strict} />
    </div>
  );
}
