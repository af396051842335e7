import type { Attachment } from '../../api/resources/work.shapes.ts';
import { addressOf, request } from './request.ts';

export interface Upload {
  caseId: string;
  file: File;
  name: string;
  /** Bytes and instant of the last change: they tell one file from another when an upload is repeated. */
  size: number;
  lastModified: number;
}

/** A file of a case; `type` says which kinds are taken, the server looks at the first bytes itself. */
export const uploadAttachment = ({ caseId, file, name }: Upload, key: string) =>
  request<Attachment>('POST', `/cases/${caseId}/attachments`, {
    query: { name },
    file,
    fileType: 'application/octet-stream',
    key,
  });

/** A plain link: the browser saves it; the server sends no file as a page. */
export const attachmentAddress = (caseId: string, attachment: string) =>
  addressOf(`/cases/${caseId}/attachments/${encodeURIComponent(attachment)}`);
