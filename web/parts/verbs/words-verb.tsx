import { useState } from 'react';
import type { VerbChoices } from '../../../api/resources/work.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { TextField } from '../dialog/text-field.tsx';
import type { PeopleOption } from '../people-picker/people-options.ts';
import { HandlerList } from '../handler-list.tsx';
import { PeoplePicker } from '../people-picker/people-picker.tsx';
import { useVerb, wordsOf, type VerbDialogProps } from './use-verb.ts';
import { VerbFrame } from './verb-frame.tsx';

type WordsVerb = 'comment' | 'ask' | 'urge' | 'copyTo';

/** 批注, 沟通, 催办, 抄送: words, and for some of them to whom. */
export function WordsVerbDialog({ verb, ...props }: VerbDialogProps & { verb: WordsVerb }) {
  const { t } = useTexts();
  const { offered, place } = props;
  const [people, setPeople] = useState<PeopleOption[]>([]);
  const [text, setText] = useState('');
  const act = useVerb(verb, props);
  const needsPeople = verb === 'ask' || verb === 'copyTo';
  const needsText = verb === 'ask' || verb === 'comment' || offered.needs.includes('reason');

  const send = () => {
    if ((needsPeople && people.length === 0) || (needsText && !text.trim())) return;
    const choices = people.map(({ choice }) => choice);
    const [first] = choices;
    const { taskKey } = place;
    const mentions = choices.length > 0 ? choices : undefined;
    if (verb === 'comment') act.run({ text: text.trim(), taskKey, mentions });
    else if (verb === 'urge') act.run({ text: wordsOf(text), tasks: taskKey ? [taskKey] : undefined });
    else if (verb === 'copyTo') act.run({ note: wordsOf(text), taskKey, to: choices });
    else if (first) act.run({ text: text.trim(), taskKey, to: first });
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
      <TextField
        label={t(`verbs.text.${verb}`)}
        value={text}
        onChange={setText}
        isRequired={needsText}
        isMissing={act.isChecked && needsText && !text.trim()}
      />
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
