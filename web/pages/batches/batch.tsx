import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { batchQuery } from '../../client/batches.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Loaded } from '../../parts/page-state.tsx';
import { BatchItems } from './batch-items.tsx';
import { BatchProgress } from './batch-progress.tsx';
import './batches.css';

/** One batch: first the preview, then its progress, at the end what became of each. */
export default function BatchPage() {
  const { batchId = '' } = useParams();
  const { t, label } = useTexts();
  const query = useQuery(batchQuery(batchId));
  return (
    <div className="page">
      <Loaded query={query}>
        {(batch) => (
          <>
            <PageHead
              above={{ to: '/batches', text: t('page.batches') }}
              title={t(`batch.kind.${batch.kind}`)}
              hint={label(batch.what) === t(`batch.kind.${batch.kind}`) ? undefined : label(batch.what)}
            />
            <div className="stack">
              <BatchProgress batch={batch} />
              <BatchItems batch={batch} />
            </div>
          </>
        )}
      </Loaded>
    </div>
  );
}
