import type { CaseDetail } from '../../../api/resources/cases.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { AttachmentList } from '../../parts/attachments/attachment-list.tsx';

export function CaseFiles({ detail }: { detail: CaseDetail }) {
  const { t } = useTexts();
  if (detail.attachments.length === 0) return null;
  return (
    <section className="card stack-tight" aria-labelledby="files">
      <h2 id="files">{t('attachments.title')}</h2>
      <AttachmentList caseId={detail.caseId} files={detail.attachments} />
    </section>
  );
}
