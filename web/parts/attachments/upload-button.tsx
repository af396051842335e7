import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { Attachment } from '../../../api/resources/work.shapes.ts';
import { uploadAttachment } from '../../client/attachments.ts';
import { useIntent } from '../../client/intent.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Icon } from '../icon.tsx';
import { Notice } from '../notice.tsx';
import { Failure } from '../page-state.tsx';

const kinds = '.jpg,.jpeg,.png,.pdf,.docx,.xlsx,.mp4';
/** Bytes; the server's own limit is the same. */
const largest = 10 * 1024 * 1024;

/** Chooses a file and uploads it at once. */
export function UploadButton({
  caseId,
  onUploaded,
}: {
  caseId: string;
  onUploaded: (file: Attachment) => void;
}) {
  const { t } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const [isTooLarge, setTooLarge] = useState(false);
  const upload = useIntent(uploadAttachment, { onSuccess: onUploaded });
  return (
    <div className="stack-tight">
      {upload.error ? <Failure error={upload.error} /> : null}
      {isTooLarge ? <Notice tone="danger" role="alert" title={t('attachments.tooLarge')} /> : null}
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        accept={kinds}
        aria-label={t('attachments.choose')}
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          setTooLarge(file !== undefined && file.size > largest);
          if (file && file.size <= largest)
            upload.run({ caseId, file, name: file.name, size: file.size, lastModified: file.lastModified });
          event.target.value = '';
        }}
      />
      <div className="row">
        <Button
          icon={<Icon name="upload" size={18} />}
          loading={upload.isRunning}
          onClick={() => input.current?.click()}
        >
          {t(upload.isRunning ? 'attachments.uploading' : 'attachments.choose')}
        </Button>
        <span className="small muted">{t('attachments.hint')}</span>
      </div>
    </div>
  );
}
