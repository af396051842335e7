import { useState } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Dialog } from '../dialog/dialog.tsx';
import { HandlerList } from '../handler-list.tsx';
import { Notice } from '../notice.tsx';
import { Failure } from '../page-state.tsx';
import { ChoiceList } from './choice-list.tsx';
import { useNeeds } from './use-needs.tsx';
import { useVerb, type VerbDialogProps } from './use-verb.ts';

/** 跳转: to which step, and which open tasks end by it. */
export function MoveDialog(props: VerbDialogProps) {
  const { t, label } = useTexts();
  const targets = props.offered.choices.targets ?? [];
  const [to, setTo] = useState('');
  const [isChecked, setChecked] = useState(false);
  const act = useVerb('move', props);
  const { offered, place } = props;
  const needs = useNeeds({ offered, place, isReasonRequired: true, isChecked });
  const target = targets.find(({ node }) => node === to);
  return (
    <Dialog
      title={act.name}
      isOpen
      close={props.close}
      send={act.name}
      isRunning={act.isRunning}
      isDanger
      onSend={() => {
        setChecked(true);
        if (!target || !needs.isComplete) return;
        act.run({ ...needs.given, generation: place.generation, to, reason: needs.reason });
      }}
    >
      <p className="muted">{t('verbs.hint.move')}</p>
      {act.error ? <Failure error={act.error} /> : null}
      <ChoiceList
        legend={t('verbs.move.to')}
        value={to}
        onChange={setTo}
        isMissing={isChecked && !target}
        options={targets.map((one) => ({ value: one.node, text: <strong>{label(one.name)}</strong> }))}
      />
      {target && target.ends.length > 0 ? (
        <Notice tone="warn" role="status" title={t('verbs.move.ends', { count: target.ends.length })}>
          <ul>
            {target.ends.map((one) => (
              <li key={one.taskKey}>
                {label(one.name)}
                {t('state.colon')}
                <HandlerList handlers={one.handlers} />
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {needs.fields}
    </Dialog>
  );
}
