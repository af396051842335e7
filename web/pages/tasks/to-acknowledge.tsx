import { Button } from 'antd';
import { Link } from 'react-router';
import type { ToAcknowledge } from '../../../api/resources/due.shapes.ts';
import { acknowledgeStep } from '../../client/deadlines.ts';
import { useIntent } from '../../client/intent.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Failure } from '../../parts/page-state.tsx';
import '../../parts/clocks/clocks.css';

/** 待确认知悉的督办: escalations of which the reader was told; whoever says first that they have seen one lets it rest for a while. */
export function ToAcknowledgeList({ rows }: { rows: ToAcknowledge[] }) {
  const { t } = useTexts();
  if (rows.length === 0) return null;
  return (
    <section className="card stack-tight" aria-labelledby="to-acknowledge">
      <h2 id="to-acknowledge">
        {t('clocks.toAcknowledge')} <span className="count">{rows.length}</span>
      </h2>
      <ul className="clock-requests">
        {rows.map((row) => (
          <Row key={`${row.caseId} ${row.deadline} ${row.step}`} row={row} />
        ))}
      </ul>
    </section>
  );
}

function Row({ row }: { row: ToAcknowledge }) {
  const { t, label, end, instant } = useTexts();
  const refresh = useRefresh();
  const acknowledge = useIntent(acknowledgeStep, { onSuccess: refresh });
  const { caseId, deadline, step } = row;
  return (
    <li className="stack-tight">
      <p>
        <strong>{label(row.stepName)}</strong>
      </p>
      <p>
        <Link className="plain-link" to={`/cases/${caseId}`}>
          {row.number} {row.title}
        </Link>
      </p>
      <p className="small muted">
        {t('clocks.escalatedAt', {
          name: label(row.deadlineName),
          due: end(row.due, row.dueDate),
          at: instant(row.at),
        })}
      </p>
      <p className="small">
        {row.until ? t('clocks.restsUntil', { at: instant(row.until) }) : t('clocks.restsForGood')}
        {row.again ? t('clocks.elseAgain', { at: instant(row.again) }) : null}
      </p>
      {acknowledge.error ? <Failure error={acknowledge.error} /> : null}
      <div className="row">
        <Button
          type="primary"
          className="says-much"
          loading={acknowledge.isRunning}
          onClick={() => acknowledge.run({ caseId, deadline, step })}
        >
          {t('clocks.acknowledge', { name: label(row.stepName) })}
        </Button>
      </div>
    </li>
  );
}
