import type { CaseDetail, IncidentOfCase } from '../../../api/resources/cases.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { ResolveIncident } from '../../parts/incidents/resolve-incident.tsx';
import { Notice } from '../../parts/notice.tsx';

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
              <code>{incident.code}</code> {label(incident.explanation)}
            </p>
          </details>
          <ResolveIncident caseId={caseId} {...incident} />
        </>
      ) : (
        <p className="small">{t('incident.others')}</p>
      )}
    </Notice>
  );
}
