import type { CaseDetail } from '../../../api/resources/cases.shapes.ts';
import type { VerbKey } from '../../../api/resources/work.shapes.ts';
import { VerbBar } from '../../parts/verbs/verb-bar.tsx';

const usual: VerbKey[] = ['resume', 'resubmit', 'urge', 'copyTo', 'comment'];

/** What can be done with the case as a whole. */
export function CaseVerbs({ detail }: { detail: CaseDetail }) {
  return <VerbBar verbs={detail.verbs} place={{ caseId: detail.caseId }} usual={usual} />;
}
