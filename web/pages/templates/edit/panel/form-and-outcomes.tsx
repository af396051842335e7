import { Button } from 'antd';
import { useTexts } from '../../../../i18n/use-texts.ts';
import type { Drawn } from '../moddle.ts';
import { freeKey, outcomeVariableOf, readForm, readOutcomes, writeOutcomes, type Outcome } from '../parts.ts';
import { useEditor } from '../use-editor.ts';
import { Choice, Section, TextInput, Tick } from './inputs.tsx';

/** What the handler fills in, and how the step can come out. */
export function FormAndOutcomes({ element }: { element: Drawn }) {
  const { t, label } = useTexts();
  const { editor, forms } = useEditor();
  const outcomes = readOutcomes(element.businessObject);
  const set = (next: Outcome[]) => {
    if (editor.element(element.id))
      editor.setExtension(element, 'rf:Outcome', writeOutcomes(editor.create, next));
  };
  const change = (index: number, part: Partial<Outcome>) => {
    const outcome = outcomes[index];
    if (outcome) set(outcomes.with(index, { ...outcome, ...part }));
  };
  return (
    <>
      <Section title={t('editor.form')}>
        <Choice
          label={t('editor.form')}
          isLabelHidden
          value={readForm(element.businessObject)}
          options={[
            { value: '', text: t('editor.noForm') },
            ...forms.map(({ key, title }) => ({ value: key, text: label(title) })),
          ]}
          onChange={(key) =>
            editor.setExtension(element, 'rf:Form', key === '' ? [] : [editor.create('rf:Form', { key })])
          }
        />
      </Section>
      <Section title={t('editor.outcomes')}>
        <p className="hint">
          {t('editor.outcomesHint', { variable: outcomeVariableOf(element.businessObject) })}
        </p>
        <ol className="panel-list">
          {outcomes.map((outcome, index) => (
            <li key={index}>
              <div className="pair">
                <TextInput
                  label={t('editor.nameZh')}
                  value={outcome.name}
                  onCommit={(name) => change(index, { name })}
                />
                <TextInput
                  label={t('editor.nameEn')}
                  lang="en"
                  value={outcome.nameEn}
                  onCommit={(nameEn) => change(index, { nameEn })}
                />
              </div>
              <TextInput
                label={t('editor.outcomeKey')}
                value={outcome.key}
                onCommit={(key) => change(index, { key })}
              />
              <div className="row-between">
                <Tick
                  label={t('editor.needsReason')}
                  isOn={outcome.needsReason}
                  onChange={(needsReason) => change(index, { needsReason })}
                />
                <Button
                  size="small"
                  aria-label={t('editor.removeWho', { who: outcome.name || outcome.key })}
                  onClick={() => set(outcomes.toSpliced(index, 1))}
                >
                  {t('editor.remove')}
                </Button>
              </div>
            </li>
          ))}
        </ol>
        <Button
          onClick={() =>
            set([
              ...outcomes,
              {
                key: freeKey(
                  'outcome',
                  outcomes.map(({ key }) => key),
                ),
                name: t('editor.newOutcome'),
                nameEn: '',
                needsReason: false,
              },
            ])
          }
        >
          {t('editor.addOutcome')}
        </Button>
      </Section>
    </>
  );
}
