import { useState } from 'react';
import type { ResumePolicy } from '../../../api/resources/work.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Dialog } from '../dialog/dialog.tsx';
import { Notice } from '../notice.tsx';
import { Failure } from '../page-state.tsx';
import { ChoiceList } from './choice-list.tsx';
import { useNeeds } from './use-needs.tsx';
import { useVerb, type VerbDialogProps } from './use-verb.ts';

/** 退回: to which step of those that were done, how the case goes on afterwards, and what must be mended. */
export function ReturnDialog(props: VerbDialogProps) {
  const { t, label, instant } = useTexts();
  const visits = props.offered.choices.visits ?? [];
  const [to, setTo] = useState(visits.length === 1 ? (visits[0]?.visit ?? '') : '');
  const [wanted, setWanted] = useState<ResumePolicy>();
  const [isChecked, setChecked] = useState(false);
  const act = useVerb('return', props);
  const { offered, place } = props;
  const needs = useNeeds({
    offered,
    place,
    isReasonRequired: true,
    isChecked,
    reason: { label: t('verbs.return.reason'), hint: t('verbs.return.reasonHint') },
  });
  const target = visits.find(({ visit }) => visit === to);
  const policies = target?.resume ?? [];
  const resume = wanted && policies.includes(wanted) ? wanted : policies[0];
  return (
    <Dialog
      title={act.name}
      isOpen
      close={props.close}
      send={act.name}
      isRunning={act.isRunning}
      onSend={() => {
        setChecked(true);
        if (!target || !resume || !needs.isComplete) return;
        const { generation } = place;
        act.run({ ...needs.given, generation, to: target.visit, resume, reason: needs.reason });
      }}
    >
      <p className="muted">{t('verbs.hint.return')}</p>
      {act.error ? <Failure error={act.error} /> : null}
      {visits.length === 0 ? <Notice tone="info" title={t('verbs.return.none')} /> : null}
      <ChoiceList
        legend={t('verbs.return.to')}
        value={to}
        onChange={setTo}
        isMissing={isChecked && !target}
        options={visits.map((visit) => ({
          value: visit.visit,
          text: <strong>{label(visit.name)}</strong>,
          hint: [visit.by?.name, visit.at ? instant(visit.at) : undefined].filter(Boolean).join(' · '),
        }))}
      />
      {policies.length > 0 ? (
        <ChoiceList
          legend={t('verbs.return.resume')}
          value={resume ?? ''}
          onChange={(value) => setWanted(value as ResumePolicy)}
          options={policies.map((policy) => ({
            value: policy,
            text: t(`verbs.return.${policy}`),
            hint: t(`verbs.return.${policy}Hint`),
          }))}
        />
      ) : null}
      {needs.fields}
    </Dialog>
  );
}
