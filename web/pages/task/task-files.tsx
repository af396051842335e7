import type { TaskDetail } from '../../../api/resources/tasks.shapes.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { AttachmentList } from '../../parts/attachments/attachment-list.tsx';
import { UploadButton } from '../../parts/attachments/upload-button.tsx';

/** Files of the case; whoever handles the task adds to them. */
export function TaskFiles({ task }: { task: TaskDetail }) {
  const { t } = useTexts();
  const refresh = useRefresh();
  const mayAdd = task.status === 'open' && task.may.complete;
  if (task.attachments.length === 0 && !mayAdd) return null;
  return (
    <section className="card stack-tight" aria-labelledby="files">
      <h2 id="files">{t('attachments.title')}</h2>
      {task.attachments.length === 0 ? <p className="muted">{t('attachments.none')}</p> : null}
      <AttachmentList caseId={task.caseId} files={task.attachments} />
      {mayAdd ? <UploadButton caseId={task.caseId} onUploaded={() => void refresh()} /> : null}
    </section>
  );
}
