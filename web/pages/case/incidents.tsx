import { Button } from 'antd';
import type { CaseDetail, IncidentOfCase } from '../../../api/resources/cases.shapes.ts';
import { resolveIncident } from '../../client/cases.ts';
import { useIntent } from '../../client/intent.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Notice } from '../../parts/notice.tsx';
import { Failure } from '../../parts/page-state.tsx';

/** Where the case cannot go on by itself: said to everyone, resolved by those whose post allows it. */
export function Incidents({ detail }: { detail: CaseDetail }) {
  const { t } = useTexts();
  if (detail.openIncidents.length === 0) return null;
  return (
    <section className="stack-tight case-incidents" aria-label={t('incident.title')}>
      {detail.openIncidents.map((incident) => (
        <IncidentNotice
          key={incident.incident}
          caseId={detail.caseId}
          incident={incident}
          mayResolve={detail.may.resolveIncidents}
        />
      ))}
    </section>
  );
}

interface IncidentNoticeProps {
  caseId: string;
  incident: IncidentOfCase;
  mayResolve: boolean;
}

function IncidentNotice({ caseId, incident, mayResolve }: IncidentNoticeProps) {
  const { t, label, instant } = useTexts();
  const refresh = useRefresh();
  const resolve = useIntent(resolveIncident, { onSuccess: refresh });
  const where = label(incident.nodeName);
  return (
    <Notice tone="danger" title={where ? t('incident.at', { step: where }) : t('incident.title')}>
      <p>{label(incident.text)}</p>
      <p className="small muted">{t('incident.since', { at: instant(incident.raisedAt) })}</p>
      {mayResolve ? (
        <>
          <details className="disclosure small">
            <summary>{t('incident.details')}</summary>
            <p>
              <code>{incident.code}</code> {incident.message}
            </p>
          </details>
          <div className="row">
            {incident.canRetry ? (
              <Button
                type="primary"
                loading={resolve.isRunning}
                onClick={() => resolve.run({ caseId, incident: incident.incident, how: 'retry' })}
              >
                {t('incident.retry')}
              </Button>
            ) : null}
            <Button
              disabled={resolve.isRunning}
              onClick={() => resolve.run({ caseId, incident: incident.incident, how: 'dismissed' })}
            >
              {t('incident.dismiss')}
            </Button>
          </div>
          {resolve.error ? <Failure error={resolve.error} /> : null}
        </>
      ) : (
        <p className="small">{t('incident.others')}</p>
      )}
    </Notice>
  );
}
