import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AddParticipant } from '../../../api/verbs/ad-hoc.ts';
import { organisationQuery } from '../../client/office.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Select } from '../select.tsx';
import { ChoiceList } from './choice-list.tsx';
import { useNeeds } from './use-needs.tsx';
import { useVerb, type VerbDialogProps } from './use-verb.ts';
import { VerbFrame } from './verb-frame.tsx';

const roles: AddParticipant['role'][] = ['assist', 'informed', 'handler'];

/** A unit that takes part in the case from now on, in which role, and why. */
export function AddParticipantDialog(props: VerbDialogProps) {
  const { t, label } = useTexts();
  const organisation = useQuery(organisationQuery);
  const [unit, setUnit] = useState('');
  const [role, setRole] = useState<AddParticipant['role']>('assist');
  const act = useVerb('addParticipant', props);
  const needs = useNeeds(act);
  return (
    <VerbFrame
      act={act}
      send={() => {
        if (unit && needs.isComplete) act.run({ unit, role, ...needs.given, reason: needs.reason });
      }}
    >
      <Select
        label={t('organisation.unit')}
        value={unit}
        onChange={setUnit}
        isRequired
        isMissing={act.isChecked && !unit}
        options={(organisation.data?.units ?? []).map((one) => ({ value: one.unit, text: label(one.name) }))}
      />
      <ChoiceList
        legend={t('verbs.addParticipant.role')}
        value={role}
        onChange={(value) => setRole(value as AddParticipant['role'])}
        options={roles.map((one) => ({
          value: one,
          text: t(`verbs.addParticipant.${one}`),
          hint: t(`verbs.addParticipant.${one}Hint`),
        }))}
      />
      {needs.fields}
    </VerbFrame>
  );
}
