import { useState } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { PeoplePicker } from '../people-picker/people-picker.tsx';
import type { PeopleOption } from '../people-picker/people-options.ts';
import { useNeeds } from './use-needs.tsx';
import { useVerb, type VerbDialogProps } from './use-verb.ts';
import { VerbFrame } from './verb-frame.tsx';

type PeopleVerb = 'transfer' | 'delegate' | 'assign' | 'addSignersBefore' | 'addSignersAfter';

/** 转办, 委派, 改派, 加签: to whom, and why. */
export function PeopleVerbDialog({ verb, ...props }: VerbDialogProps & { verb: PeopleVerb }) {
  const { t } = useTexts();
  const { offered, place } = props;
  const [people, setPeople] = useState<PeopleOption[]>([]);
  const act = useVerb(verb, props);
  const needs = useNeeds(act);
  const isOne = verb === 'transfer' || verb === 'delegate';

  const send = () => {
    const [first] = people;
    if (!first || !needs.isComplete) return;
    const { generation } = place;
    const choices = people.map(({ choice }) => choice);
    if (verb === 'transfer' || verb === 'delegate') act.run({ generation, to: first.choice, ...needs.given });
    else if (verb === 'assign') act.run({ generation, to: choices, ...needs.given, reason: needs.reason });
    else
      act.run({
        generation,
        sign: verb === 'addSignersBefore' ? 'before' : 'after',
        people: choices,
        ...needs.given,
      });
  };
  return (
    <VerbFrame act={act} send={send}>
      <PeoplePicker
        label={t(isOne ? 'verbs.to' : 'verbs.toMany')}
        value={people}
        onChange={setPeople}
        caseId={place.caseId}
        among={offered.choices.among}
        most={isOne ? 1 : undefined}
        isMissing={act.isChecked && people.length === 0}
      />
      {needs.fields}
    </VerbFrame>
  );
}
