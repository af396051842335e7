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

/** Where a case stands in one word: its stage while it runs, else how it ended. */
export function CaseStatusTag({ status, stageName }: { status: CaseStatus; stageName: Label | null }) {
  const { t, label } = useTexts();
  return (
    <StatusTag tone={tones[status]}>
      {status === 'active' && stageName ? label(stageName) : t(`caseStatus.${status}`)}
    </StatusTag>
  );
}
