import { useState } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { AttachmentField } from '../attachments/attachment-field.tsx';
import { TextField } from '../dialog/text-field.tsx';
import { useVerb, type VerbDialogProps } from './use-verb.ts';
import { VerbFrame } from './verb-frame.tsx';

/** 归还: the opinion that was asked for; whoever asked decides. */
export function AnswerDelegationDialog(props: VerbDialogProps) {
  const { t } = useTexts();
  const [opinion, setOpinion] = useState('');
  const [attachments, setAttachments] = useState<string[]>([]);
  const act = useVerb('answerDelegation', props);
  return (
    <VerbFrame
      act={act}
      send={() => {
        if (opinion.trim())
          act.run({ generation: props.place.generation, opinion: opinion.trim(), attachments });
      }}
    >
      <TextField
        label={t('task.opinion')}
        value={opinion}
        onChange={setOpinion}
        most={4000}
        isRequired
        isMissing={act.isChecked && !opinion.trim()}
        takesFocus
      />
      <AttachmentField caseId={props.place.caseId} value={attachments} onChange={setAttachments} />
    </VerbFrame>
  );
}
