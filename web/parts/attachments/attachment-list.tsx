import type { Attachment } from '../../../api/resources/work.shapes.ts';
import { attachmentAddress } from '../../client/attachments.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Icon } from '../icon.tsx';
import './attachments.css';

interface AttachmentListProps {
  caseId: string;
  files: Attachment[];
  /** Takes it out of an answer; the file itself stays with the case. */
  remove?: (file: Attachment) => void;
}

/** Files by name, size, who and when; a press saves one. */
export function AttachmentList({ caseId, files, remove }: AttachmentListProps) {
  const { t, instant } = useTexts();
  if (files.length === 0) return null;
  return (
    <ul className="attachments">
      {files.map((file) => (
        <li key={file.attachment}>
          <a className="plain-link" href={attachmentAddress(caseId, file.attachment)} download={file.name}>
            <Icon name="download" size={18} />
            {file.name}
          </a>
          <span className="small muted">
            {sizeText(file.bytes)} · {file.by.name} · {instant(file.at)}
          </span>
          {remove ? (
            <button
              type="button"
              className="icon-button"
              aria-label={t('attachments.remove', { name: file.name })}
              onClick={() => remove(file)}
            >
              <Icon name="close" size={18} />
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

const kilobyte = 1024;

/** `820 KB`, `3.4 MB`: the same in both languages. */
export function sizeText(bytes: number): string {
  if (bytes < kilobyte * kilobyte) return `${Math.max(1, Math.round(bytes / kilobyte))} KB`;
  return `${(bytes / kilobyte / kilobyte).toFixed(1)} MB`;
}
