import { Button } from 'antd';
import { useState } from 'react';
import { resolveIncident } from '../../client/cases.ts';
import { useIntent } from '../../client/intent.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Dialog } from '../dialog/dialog.tsx';
import { useNews } from '../news.tsx';
import { Failure } from '../page-state.tsx';

interface ResolveIncidentProps {
  caseId: string;
  incident: string;
  canRetry: boolean;
  /** Of whose case it is, where several stand in one list. */
  number?: string;
}

/** The two ways out of an incident. Passing it over is asked twice: the step does not go on by it. */
export function ResolveIncident({ caseId, incident, canRetry, number }: ResolveIncidentProps) {
  const { t } = useTexts();
  const refresh = useRefresh();
  const { tell } = useNews();
  const [isAsking, setAsking] = useState(false);
  const resolve = useIntent(resolveIncident, {
    onSuccess: async () => {
      setAsking(false);
      tell(t(isAsking ? 'incident.dismissed' : 'incident.retried'));
      await refresh();
    },
  });
  return (
    <div className="stack-tight">
      <div className="row">
        {canRetry ? (
          <Button
            type="primary"
            aria-label={number && t('incidents.retryOf', { number })}
            loading={resolve.isRunning && !isAsking}
            onClick={() => resolve.run({ caseId, incident, how: 'retry' })}
          >
            {t('incident.retry')}
          </Button>
        ) : null}
        <Button
          aria-label={number && t('incidents.dismissOf', { number })}
          disabled={resolve.isRunning}
          onClick={() => setAsking(true)}
        >
          {t('incident.dismiss')}
        </Button>
      </div>
      {resolve.error && !isAsking ? <Failure error={resolve.error} /> : null}
      <Dialog
        title={t('incident.dismiss')}
        isOpen={isAsking}
        close={() => setAsking(false)}
        send={t('incident.dismiss')}
        isRunning={resolve.isRunning}
        isDanger
        onSend={() => resolve.run({ caseId, incident, how: 'dismissed' })}
      >
        <p>{t('incident.dismissHint')}</p>
        {resolve.error ? <Failure error={resolve.error} /> : null}
      </Dialog>
    </div>
  );
}
