import { useState } from 'react';
import type { Attachment } from '../../../api/resources/work.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { FieldError } from '../field-error.tsx';
import { AttachmentList } from './attachment-list.tsx';
import { UploadButton } from './upload-button.tsx';

interface AttachmentFieldProps {
  caseId: string;
  /** Ids of the files that go with this answer. */
  value: string[];
  onChange: (value: string[]) => void;
  isRequired?: boolean;
  isMissing?: boolean;
}

/** Files that go with an answer: each is uploaded when it is chosen, and belongs to the case from then on. */
export function AttachmentField({ caseId, value, onChange, isRequired, isMissing }: AttachmentFieldProps) {
  const { t } = useTexts();
  const [files, setFiles] = useState<Attachment[]>([]);
  return (
    <div className="field" role="group" aria-label={t('attachments.title')}>
      <span className="field-name">
        {t('attachments.title')}
        {isRequired ? <span className="required">{t('form.required')}</span> : null}
      </span>
      <AttachmentList
        caseId={caseId}
        files={files.filter(({ attachment }) => value.includes(attachment))}
        remove={({ attachment }) => onChange(value.filter((one) => one !== attachment))}
      />
      <UploadButton
        caseId={caseId}
        onUploaded={(file) => {
          setFiles((old) => [...old, file]);
          onChange([...value, file.attachment]);
        }}
      />
      <FieldError id="attachments-error" text={isMissing ? t('attachments.missing') : undefined} />
    </div>
  );
}
