import { useState, type ReactNode } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { AttachmentField } from '../attachments/attachment-field.tsx';
import { TextField } from '../dialog/text-field.tsx';
import type { VerbAct } from './use-verb.ts';

interface Needs {
  fields: ReactNode;
  isComplete: boolean;
  /** Trimmed; always there, for verbs that are never sent without one. */
  reason: string;
  given: { reason?: string; opinion?: string; attachments?: string[] };
}

/**
 * What comes with a verb by the word of the template and of the server: a reason, an opinion, files. The reason can
 * always be given; `words` are other words for it.
 */
export function useNeeds(
  { offered, place, isChecked }: Pick<VerbAct, 'offered' | 'place' | 'isChecked'>,
  words?: { label: string; hint: string },
): Needs {
  const { t } = useTexts();
  const [reason, setReason] = useState('');
  const [opinion, setOpinion] = useState('');
  const [files, setFiles] = useState<string[]>([]);
  const isReasonRequired = offered.needs.includes('reason');
  const needsOpinion = offered.needs.includes('opinion');
  const needsFile = offered.needs.includes('attachment');
  const isReasonMissing = isReasonRequired && !reason.trim();
  const isOpinionMissing = needsOpinion && !opinion.trim();
  const isFileMissing = needsFile && files.length === 0;
  return {
    fields: (
      <>
        <TextField
          label={words?.label ?? t('task.reason')}
          hint={words?.hint ?? t('task.reasonHint')}
          value={reason}
          onChange={setReason}
          isRequired={isReasonRequired}
          isMissing={isChecked && isReasonMissing}
        />
        {needsOpinion ? (
          <TextField
            label={t('task.opinion')}
            hint={t('task.opinionHint')}
            value={opinion}
            onChange={setOpinion}
            most={4000}
            isRequired
            isMissing={isChecked && isOpinionMissing}
          />
        ) : null}
        {needsFile ? (
          <AttachmentField
            caseId={place.caseId}
            value={files}
            onChange={setFiles}
            isRequired
            isMissing={isChecked && isFileMissing}
          />
        ) : null}
      </>
    ),
    isComplete: !isReasonMissing && !isOpinionMissing && !isFileMissing,
    reason: reason.trim(),
    given: {
      reason: reason.trim() || undefined,
      ...(needsOpinion ? { opinion: opinion.trim() } : {}),
      ...(needsFile ? { attachments: files } : {}),
    },
  };
}
