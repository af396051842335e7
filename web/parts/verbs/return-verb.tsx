import { useState } from 'react';
import type { ResumePolicy } from '../../../api/resources/work.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Notice } from '../notice.tsx';
import { ChoiceList } from './choice-list.tsx';
import { useNeeds } from './use-needs.tsx';
import { useVerb, type VerbDialogProps } from './use-verb.ts';
import { VerbFrame } from './verb-frame.tsx';

/** 退回: to which step of those that were done, how the case goes on afterwards, and what must be mended. */
export function ReturnDialog(props: VerbDialogProps) {
  const { t, label, instant } = useTexts();
  const visits = props.offered.choices.visits ?? [];
  const [to, setTo] = useState(visits.length === 1 ? (visits[0]?.visit ?? '') : '');
  const [wanted, setWanted] = useState<ResumePolicy>();
  const act = useVerb('return', props);
  const needs = useNeeds(act, { label: t('verbs.return.reason'), hint: t('verbs.return.reasonHint') });
  const target = visits.find(({ visit }) => visit === to);
  const policies = target?.resume ?? [];
  const resume = wanted && policies.includes(wanted) ? wanted : policies[0];
  return (
    <VerbFrame
      act={act}
      send={() => {
        if (!target || !resume || !needs.isComplete) return;
        const { generation } = props.place;
        act.run({ ...needs.given, generation, to: target.visit, resume, reason: needs.reason });
      }}
    >
      {visits.length === 0 ? <Notice tone="info" title={t('verbs.return.none')} /> : null}
      <ChoiceList
        legend={t('verbs.return.to')}
        value={to}
        onChange={setTo}
        isMissing={act.isChecked && !target}
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
    </VerbFrame>
  );
}
