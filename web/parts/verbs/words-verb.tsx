import { useState } from 'react';
import type { VerbChoices } from '../../../api/resources/work.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import type { PeopleOption } from '../people-picker/people-options.ts';
import { HandlerList } from '../handler-list.tsx';
import { PeoplePicker } from '../people-picker/people-picker.tsx';
import { useNeeds } from './use-needs.tsx';
import { useVerb, type VerbDialogProps } from './use-verb.ts';
import { VerbFrame } from './verb-frame.tsx';

type WordsVerb = 'comment' | 'ask' | 'urge' | 'copyTo';

/** 批注, 沟通, 催办, 抄送: words, and for some of them to whom. */
export function WordsVerbDialog({ verb, ...props }: VerbDialogProps & { verb: WordsVerb }) {
  const { t } = useTexts();
  const { offered, place } = props;
  const [people, setPeople] = useState<PeopleOption[]>([]);
  const act = useVerb(verb, props);
  const needsPeople = verb === 'ask' || verb === 'copyTo';
  const isTalk = verb === 'ask' || verb === 'comment';
  const needs = useNeeds(act, {
    label: t(`verbs.text.${verb}`),
    isRequired: isTalk,
    most: isTalk ? 4000 : 2000,
  });

  const send = () => {
    if ((needsPeople && people.length === 0) || !needs.isComplete) return;
    const { reason: text, beside } = needs;
    const choices = people.map(({ choice }) => choice);
    const [first] = choices;
    const { taskKey } = place;
    const mentions = choices.length > 0 ? choices : undefined;
    if (verb === 'comment') act.run({ text, taskKey, mentions, ...beside });
    else if (verb === 'urge')
      act.run({ text: text || undefined, tasks: taskKey ? [taskKey] : undefined, ...beside });
    else if (verb === 'copyTo') act.run({ note: text || undefined, taskKey, to: choices, ...beside });
    else if (first) act.run({ text, taskKey, to: first, ...beside });
  };
  return (
    <VerbFrame act={act} send={send}>
      {verb === 'urge' ? (
        <Urged tasks={offered.choices.urges ?? []} />
      ) : (
        <PeoplePicker
          label={t(`verbs.people.${verb}`)}
          value={people}
          onChange={setPeople}
          caseId={place.caseId}
          among={offered.choices.among}
          most={verb === 'ask' ? 1 : undefined}
          isOptional={!needsPeople}
          isMissing={act.isChecked && needsPeople && people.length === 0}
        />
      )}
      {needs.fields}
    </VerbFrame>
  );
}

/** Whom it reaches, and when they were last urged. */
function Urged({ tasks }: { tasks: NonNullable<VerbChoices['urges']> }) {
  const { t, label, instant } = useTexts();
  return (
    <dl className="field">
      <dt>{t('verbs.urge.whom')}</dt>
      {tasks.map(({ taskKey, name, handlers, urgedAt }) => (
        <dd key={taskKey}>
          {label(name)} · <HandlerList handlers={handlers} />
          <span className="small muted choice-hint">
            {urgedAt ? t('verbs.urge.last', { at: instant(urgedAt) }) : t('verbs.urge.never')}
          </span>
        </dd>
      ))}
    </dl>
  );
}
