import { useState } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { AttachmentField } from '../attachments/attachment-field.tsx';
import { Dialog } from '../dialog/dialog.tsx';
import { TextField } from '../dialog/text-field.tsx';
import { Failure } from '../page-state.tsx';
import { useVerb, type VerbDialogProps } from './use-verb.ts';

/** 归还: the opinion that was asked for; whoever asked decides. */
export function AnswerDelegationDialog(props: VerbDialogProps) {
  const { t } = useTexts();
  const [opinion, setOpinion] = useState('');
  const [attachments, setAttachments] = useState<string[]>([]);
  const [isChecked, setChecked] = useState(false);
  const act = useVerb('answerDelegation', props);
  return (
    <Dialog
      title={act.name}
      isOpen
      close={props.close}
      send={act.name}
      isRunning={act.isRunning}
      onSend={() => {
        setChecked(true);
        if (opinion.trim())
          act.run({ generation: props.place.generation, opinion: opinion.trim(), attachments });
      }}
    >
      <p className="muted">{t('verbs.hint.answerDelegation')}</p>
      {act.error ? <Failure error={act.error} /> : null}
      <TextField
        label={t('task.opinion')}
        value={opinion}
        onChange={setOpinion}
        most={4000}
        isRequired
        isMissing={isChecked && !opinion.trim()}
        takesFocus
      />
      <AttachmentField caseId={props.place.caseId} value={attachments} onChange={setAttachments} />
    </Dialog>
  );
}
