import { useSearchParams } from 'react-router';
import type { CaseDetail } from '../../../api/resources/cases.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Views } from '../../parts/views.tsx';
import { CaseDiagram } from './case-diagram.tsx';
import { CaseFiles } from './case-files.tsx';
import { CaseTimeline } from './case-timeline.tsx';
import { Copies } from './copies.tsx';
import { JournalProof } from './journal-proof.tsx';
import { Progress } from './progress.tsx';
import { Related } from './related.tsx';
import { Thread } from './thread.tsx';

interface Section {
  key: 'record' | 'progress' | 'files' | 'steps' | 'people' | 'proof';
  isThere: (detail: CaseDetail) => boolean;
  count?: (detail: CaseDetail) => number;
  Content: (props: { detail: CaseDetail }) => React.JSX.Element | null;
}

/** What a case holds beside what waits now, one section at a time; the first is shown at once. */
const sections: Section[] = [
  {
    key: 'record',
    isThere: () => true,
    Content: ({ detail }) => <CaseTimeline detail={detail} />,
  },
  {
    key: 'progress',
    isThere: ({ progress, thread, may }) => progress.length + thread.length > 0 || may.recordProgress,
    count: ({ progress, thread }) => progress.length + thread.length,
    Content: ({ detail }) => (
      <div className="stack">
        <Thread detail={detail} />
        <Progress detail={detail} />
      </div>
    ),
  },
  {
    key: 'files',
    isThere: ({ attachments }) => attachments.length > 0,
    count: ({ attachments }) => attachments.length,
    Content: CaseFiles,
  },
  {
    key: 'steps',
    isThere: () => true,
    Content: ({ detail }) => <CaseDiagram caseId={detail.caseId} />,
  },
  {
    key: 'people',
    isThere: () => true,
    Content: ({ detail }) => (
      <div className="stack">
        <Related detail={detail} />
        <Copies detail={detail} />
      </div>
    ),
  },
  {
    key: 'proof',
    isThere: ({ may }) => may.readJournal,
    Content: ({ detail }) => <JournalProof caseId={detail.caseId} />,
  },
];

/** Which section is shown stands in the address (`?show=steps`); an unknown one is the first. */
export function CaseSections({ detail }: { detail: CaseDetail }) {
  const { t } = useTexts();
  const [search] = useSearchParams();
  const there = sections.filter(({ isThere }) => isThere(detail));
  const [first] = there;
  const shown = there.find(({ key }) => key === search.get('show')) ?? first;
  if (!first || !shown) return null;
  return (
    <div className="stack case-sections">
      <Views
        label={t('case.sections')}
        current={shown.key}
        links={there.map(({ key, count }) => ({
          key,
          to: key === first.key ? `/cases/${detail.caseId}` : `/cases/${detail.caseId}?show=${key}`,
          text: t(`case.section.${key}`),
          count: count?.(detail) || undefined,
        }))}
      />
      <shown.Content detail={detail} />
    </div>
  );
}
