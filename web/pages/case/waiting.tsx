import { Button } from 'antd';
import type { CaseDetail, WaitingOfCase } from '../../../api/resources/cases.shapes.ts';
import { startActivity } from '../../client/cases.ts';
import { useIntent } from '../../client/intent.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Failure } from '../../parts/page-state.tsx';

/** What the case waits for that is nobody's task, with the steps that people may choose to begin. */
export function WaitingFor({ detail }: { detail: CaseDetail }) {
  const { t, label, end } = useTexts();
  if (detail.waiting.length === 0) return null;
  return (
    <section className="card" aria-labelledby="waiting-for">
      <h2 id="waiting-for">{t('case.waitsFor')}</h2>
      <ul className="case-tasks">
        {detail.waiting.map((waiting, index) => (
          <li key={`${waiting.node} ${index}`}>
            <div>
              {label(waiting.text)}
              {waiting.due ? <p className="small muted">{end(waiting.due)}</p> : null}
            </div>
            {detail.may.startActivities ? <Activities caseId={detail.caseId} waiting={waiting} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Activities({ caseId, waiting }: { caseId: string; waiting: WaitingOfCase }) {
  const { t, label } = useTexts();
  const refresh = useRefresh();
  const start = useIntent(startActivity, { onSuccess: refresh });
  const { scope, activities } = waiting;
  if (activities.length === 0) return null;
  return (
    <div className="stack">
      {start.error ? <Failure error={start.error} /> : null}
      <div className="row">
        {activities.map(({ node, name }) => (
          <Button
            key={node}
            loading={start.isRunning}
            onClick={() => start.run({ caseId, node, scope: scope ?? undefined })}
          >
            {t('case.begin', { name: label(name) })}
          </Button>
        ))}
      </div>
    </div>
  );
}
