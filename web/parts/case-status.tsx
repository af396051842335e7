import type { CaseStatus } from '../../api/resources/cases.shapes.ts';
import type { Label } from '../../engine/json.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { StatusTag, type Tone } from './status-tag.tsx';

const tones: Record<CaseStatus, Tone> = {
  active: 'info',
  completed: 'ok',
  failed: 'danger',
  cancelled: 'neutral',
  voided: 'neutral',
};

interface CaseStanding {
  status: CaseStatus;
  stageName: Label | null;
  /** With which end it ended, where a template tells its ends apart. */
  outcomeName?: Label | null;
}

/** Where a case stands: its stage while it runs, else how it ended. */
export function CaseStatusTag({ status, stageName, outcomeName }: CaseStanding) {
  const { t, label } = useTexts();
  return (
    <StatusTag tone={tones[status]}>
      {status === 'active' && stageName ? label(stageName) : t(`caseStatus.${status}`)}
      {status !== 'active' && outcomeName ? ` · ${label(outcomeName)}` : null}
    </StatusTag>
  );
}
