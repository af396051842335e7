import { useState, type ReactNode } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { AttachmentField } from '../attachments/attachment-field.tsx';
import { TextField } from '../dialog/text-field.tsx';
import { ChoiceList } from './choice-list.tsx';
import type { VerbAct } from './use-verb.ts';

interface Needs {
  fields: ReactNode;
  isComplete: boolean;
  /** Trimmed; always there, for verbs that are never sent without one. */
  reason: string;
  /** What comes beside the reason. */
  beside: { opinion?: string; attachments?: string[] };
  given: { reason?: string } & Needs['beside'];
}

/** Other words for the reason, where what people say with a verb is its reason. */
interface Words {
  label: string;
  hint?: string;
  /** Also where the template does not ask for it. */
  isRequired?: boolean;
  /** Characters at most. */
  most?: number;
}

/**
 * What comes with a verb by the word of the template and of the server: a reason, an opinion, files. The reason can
 * always be given, in words or, where the template names some, as one of them.
 */
export function useNeeds(
  { offered, place, isChecked }: Pick<VerbAct, 'offered' | 'place' | 'isChecked'>,
  words?: Words,
): Needs {
  const { t, label } = useTexts();
  const { reasons } = offered.choices;
  const [reason, setReason] = useState('');
  const [opinion, setOpinion] = useState('');
  const [files, setFiles] = useState<string[]>([]);
  const isReasonRequired = words?.isRequired === true || offered.needs.includes('reason');
  const needsOpinion = offered.needs.includes('opinion');
  const needsFile = offered.needs.includes('attachment');
  const isReasonMissing = isReasonRequired && !reason.trim();
  const isOpinionMissing = needsOpinion && !opinion.trim();
  const isFileMissing = needsFile && files.length === 0;
  const beside = {
    ...(needsOpinion ? { opinion: opinion.trim() } : {}),
    ...(needsFile ? { attachments: files } : {}),
  };
  return {
    fields: (
      <>
        {reasons ? (
          <ChoiceList
            legend={t('task.reason')}
            value={reason}
            onChange={setReason}
            options={reasons.map(({ key, name }) => ({ value: key, text: label(name) }))}
            isMissing={isChecked && isReasonMissing}
          />
        ) : (
          <TextField
            label={words ? words.label : t('task.reason')}
            hint={words ? words.hint : t('task.reasonHint')}
            most={words?.most}
            value={reason}
            onChange={setReason}
            isRequired={isReasonRequired}
            isMissing={isChecked && isReasonMissing}
          />
        )}
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
    beside,
    given: { reason: reason.trim() || undefined, ...beside },
  };
}
