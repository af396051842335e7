import { Link } from 'react-router';
import type { Board } from '../../../api/resources/board.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { StatusTag } from '../../parts/status-tag.tsx';
import { addressOf, type Figure } from './board-links.ts';

type Row = Board['units'][number];

/** One line for each unit: its light in words, the numbers, and a bar that only repeats them. */
export function UnitTable({ board, template }: { board: Board; template: string }) {
  const { t, label } = useTexts();
  const most = Math.max(1, ...board.units.map((unit) => unit.open));
  const number = (row: Row, figure: Exclude<Figure, 'incidents' | 'supervised'>) => {
    const count = row[figure];
    const word = t(`board.${figure}`, { days: board.dueWithin });
    return count === 0 ? (
      '0'
    ) : (
      <Link
        className="number-link"
        to={addressOf({ figure, unit: row.unit.unit, template, dueWithin: board.dueWithin })}
        aria-label={`${label(row.unit.name)} ${word} ${count}`}
      >
        {count}
      </Link>
    );
  };
  return (
    <DataTable
      caption={t('board.byUnit')}
      rows={board.units}
      rowKey={(row) => row.unit.unit}
      columns={[
        {
          key: 'unit',
          title: t('board.unit'),
          isLead: true,
          cell: (row) => <strong>{label(row.unit.name)}</strong>,
        },
        { key: 'light', title: t('board.light'), cell: (row) => <Light row={row} /> },
        {
          key: 'overdue',
          title: t('board.overdue'),
          isNumber: true,
          cell: (row) => number(row, 'overdue'),
        },
        {
          key: 'dueSoon',
          title: t('board.dueSoon', { days: board.dueWithin }),
          isNumber: true,
          cell: (row) => number(row, 'dueSoon'),
        },
        {
          key: 'stopped',
          title: t('board.stopped'),
          isNumber: true,
          cell: (row) => number(row, 'stopped'),
        },
        {
          key: 'open',
          title: t('board.open'),
          isNumber: true,
          cell: (row) => number(row, 'open'),
        },
        {
          key: 'closed',
          title: t('board.closed'),
          isNumber: true,
          cell: (row) => number(row, 'closed'),
        },
        {
          key: 'bar',
          title: t('board.share'),
          width: '24%',
          cell: (row) => (
            <span className="bar" aria-hidden="true" style={{ width: `${(100 * row.open) / most}%` }}>
              <span className="bar-overdue" style={{ flexGrow: row.overdue }} />
              <span className="bar-soon" style={{ flexGrow: row.dueSoon }} />
              <span
                className="bar-rest"
                style={{ flexGrow: Math.max(0, row.open - row.overdue - row.dueSoon) }}
              />
            </span>
          ),
        },
      ]}
    />
  );
}

/** 红黄绿灯: always with its word. A clock that stands still is neither on track nor late, so that none of them speaks for it. */
function Light({ row }: { row: Row }) {
  const { t } = useTexts();
  if (row.stopped > 0 && row.stopped === row.open && row.supervised === 0)
    return <StatusTag tone="neutral">{t('board.allStopped')}</StatusTag>;
  return (
    <span className="row">
      <RunningLight row={row} />
      {row.stopped > 0 ? (
        <StatusTag tone="neutral">{t('board.someStopped', { count: row.stopped })}</StatusTag>
      ) : null}
    </span>
  );
}

function RunningLight({ row }: { row: Row }) {
  const { t } = useTexts();
  if (row.overdue > 0) return <StatusTag tone="danger">{t('board.red')}</StatusTag>;
  if (row.supervised > 0) return <StatusTag tone="danger">{t('board.supervised')}</StatusTag>;
  if (row.dueSoon > 0) return <StatusTag tone="warn">{t('board.yellow')}</StatusTag>;
  return <StatusTag tone="ok">{t('board.green')}</StatusTag>;
}
