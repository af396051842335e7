import type { Batch } from '../../../api/resources/batches.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { StatusTag, type Tone } from '../../parts/status-tag.tsx';

const tones: Record<Batch['state'], Tone> = {
  planned: 'info',
  running: 'warn',
  done: 'ok',
  stopped: 'neutral',
};

/** Whether it waits to be begun, runs, or is done; what failed is said too. */
export function BatchStateTag({ batch }: { batch: Batch }) {
  const { t } = useTexts();
  const hasFailed = batch.state === 'done' && batch.counts.failed > 0;
  return (
    <StatusTag tone={hasFailed ? 'danger' : tones[batch.state]}>
      {t(hasFailed ? 'batch.stateName.failed' : `batch.stateName.${batch.state}`)}
    </StatusTag>
  );
}
