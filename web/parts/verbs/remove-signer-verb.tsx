import { useState } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { TextField } from '../dialog/text-field.tsx';
import { useHandlerText } from '../handler-list.tsx';
import { ChoiceList } from './choice-list.tsx';
import { useVerb, type VerbDialogProps } from './use-verb.ts';
import { VerbFrame } from './verb-frame.tsx';

/** 减签: which of those who were added, and why. The command goes to the signer's own task. */
export function RemoveSignerDialog(props: VerbDialogProps) {
  const { t } = useTexts();
  const handlers = useHandlerText();
  const signers = props.offered.choices.signers ?? [];
  const [signer, setSigner] = useState(signers.length === 1 ? (signers[0]?.taskKey ?? '') : '');
  const [reason, setReason] = useState('');
  const act = useVerb('removeSigner', { ...props, place: { caseId: props.place.caseId, taskKey: signer } });
  return (
    <VerbFrame
      act={act}
      send={() => {
        if (signer && reason.trim()) act.run({ reason: reason.trim() });
      }}
    >
      <ChoiceList
        legend={t('verbs.removeSigner.who')}
        value={signer}
        onChange={setSigner}
        isMissing={act.isChecked && !signer}
        options={signers.map((one) => ({ value: one.taskKey, text: handlers.many(one.handlers) }))}
      />
      <TextField
        label={t('task.reason')}
        hint={t('task.reasonHint')}
        value={reason}
        onChange={setReason}
        isRequired
        isMissing={act.isChecked && !reason.trim()}
      />
    </VerbFrame>
  );
}
