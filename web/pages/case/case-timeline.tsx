import { useInfiniteQuery } from '@tanstack/react-query';
import type { CaseDetail } from '../../../api/resources/cases.shapes.ts';
import { timelineQuery } from '../../client/cases.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { LoadMore } from '../../parts/load-more.tsx';
import { Loaded } from '../../parts/page-state.tsx';
import { TimelineList } from '../../parts/timeline.tsx';

/** What happened, newest first. */
export function CaseTimeline({ detail: { caseId, attachments } }: { detail: CaseDetail }) {
  const { t } = useTexts();
  const query = useInfiniteQuery(timelineQuery(caseId));
  return (
    <section className="card" aria-labelledby="timeline">
      <h2 id="timeline">{t('timeline.title')}</h2>
      <Loaded query={query}>
        {(data) => (
          <TimelineList
            entries={data.pages.flatMap((page) => page.items)}
            caseId={caseId}
            files={attachments}
          />
        )}
      </Loaded>
      <LoadMore query={query} text={t('timeline.older')} />
    </section>
  );
}
