import { useState } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Dialog } from '../dialog/dialog.tsx';
import { Failure } from '../page-state.tsx';
import { useNeeds } from './use-needs.tsx';
import { useVerb, type VerbDialogProps } from './use-verb.ts';

type ReasonVerb = 'recuse' | 'suspend' | 'resume' | 'withdraw' | 'recall' | 'void';

const dangerous = new Set<ReasonVerb>(['recall', 'void']);

/** 回避, 暂停, 恢复, 撤回, 撤销, 作废: what it does, and why. */
export function ReasonVerbDialog({ verb, ...props }: VerbDialogProps & { verb: ReasonVerb }) {
  const { t } = useTexts();
  const [isChecked, setChecked] = useState(false);
  const act = useVerb(verb, props);
  const { offered, place } = props;
  const needs = useNeeds({ offered, place, isReasonRequired: act.isReasonRequired, isChecked });
  return (
    <Dialog
      title={act.name}
      isOpen
      close={props.close}
      send={act.name}
      isRunning={act.isRunning}
      isDanger={dangerous.has(verb)}
      onSend={() => {
        setChecked(true);
        if (!needs.isComplete) return;
        const { reason, given } = needs;
        // A case, and a task that is done, have no version that the page must have seen.
        if (!place.taskKey || verb === 'withdraw') act.run({ reason: reason || undefined });
        else act.run({ generation: place.generation, ...given });
      }}
    >
      <p className="muted">{t(`verbs.hint.${verb}`)}</p>
      {act.error ? <Failure error={act.error} /> : null}
      {needs.fields}
    </Dialog>
  );
}
