import { useState } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { useHandlerText } from '../handler-list.tsx';
import { ChoiceList } from './choice-list.tsx';
import { useNeeds } from './use-needs.tsx';
import { useVerb, type VerbDialogProps } from './use-verb.ts';
import { VerbFrame } from './verb-frame.tsx';

/** 减签: which of those who were added, and why. The command goes to the signer's own task. */
export function RemoveSignerDialog(props: VerbDialogProps) {
  const { t } = useTexts();
  const handlers = useHandlerText();
  const signers = props.offered.choices.signers ?? [];
  const [signer, setSigner] = useState(signers.length === 1 ? (signers[0]?.taskKey ?? '') : '');
  const act = useVerb('removeSigner', { ...props, place: { caseId: props.place.caseId, taskKey: signer } });
  const needs = useNeeds({ ...act, place: props.place });
  return (
    <VerbFrame
      act={act}
      send={() => {
        if (signer && needs.isComplete) act.run({ ...needs.given, reason: needs.reason });
      }}
    >
      <ChoiceList
        legend={t('verbs.removeSigner.who')}
        value={signer}
        onChange={setSigner}
        isMissing={act.isChecked && !signer}
        options={signers.map((one) => ({ value: one.taskKey, text: handlers.many(one.handlers) }))}
      />
      {needs.fields}
    </VerbFrame>
  );
}
