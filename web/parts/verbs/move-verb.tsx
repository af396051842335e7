import { useState } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { HandlerList } from '../handler-list.tsx';
import { Notice } from '../notice.tsx';
import { ChoiceList } from './choice-list.tsx';
import { useNeeds } from './use-needs.tsx';
import { useVerb, type VerbDialogProps } from './use-verb.ts';
import { VerbFrame } from './verb-frame.tsx';

/** 跳转: to which step, and which open tasks end by it. */
export function MoveDialog(props: VerbDialogProps) {
  const { t, label } = useTexts();
  const targets = props.offered.choices.targets ?? [];
  const [to, setTo] = useState('');
  const act = useVerb('move', props);
  const needs = useNeeds(act);
  const target = targets.find(({ node }) => node === to);
  return (
    <VerbFrame
      act={act}
      isDanger
      send={() => {
        if (!target || !needs.isComplete) return;
        act.run({ ...needs.given, generation: props.place.generation, to, reason: needs.reason });
      }}
    >
      <ChoiceList
        legend={t('verbs.move.to')}
        value={to}
        onChange={setTo}
        isMissing={act.isChecked && !target}
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
    </VerbFrame>
  );
}
