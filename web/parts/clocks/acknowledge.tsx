import { Button } from 'antd';
import type { Due } from '../../../api/resources/due.shapes.ts';
import { acknowledgeStep } from '../../client/deadlines.ts';
import { useIntent } from '../../client/intent.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Failure } from '../page-state.tsx';

/** Escalations that somebody has to say they have seen: until then they go on. */
export function Acknowledge({ caseId, due }: { caseId: string; due: Due }) {
  const { t, label, instant } = useTexts();
  const refresh = useRefresh();
  const acknowledge = useIntent(acknowledgeStep, { onSuccess: refresh });
  if (due.may.acknowledge.length === 0) return null;
  return (
    <div className="stack-tight">
      {acknowledge.error ? <Failure error={acknowledge.error} /> : null}
      {due.may.acknowledge.map(({ step, name, until }) => (
        <div key={step} className="stack-tight">
          <div className="row">
            <Button
              type="primary"
              className="says-much"
              loading={acknowledge.isRunning}
              onClick={() => acknowledge.run({ caseId, deadline: due.deadline, step })}
            >
              {t('clocks.acknowledge', { name: label(name) })}
            </Button>
          </div>
          {until ? <p className="small">{t('clocks.restsUntil', { at: instant(until) })}</p> : null}
        </div>
      ))}
    </div>
  );
}
