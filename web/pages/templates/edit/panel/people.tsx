import { Button } from 'antd';
import { useTexts } from '../../../../i18n/use-texts.ts';
import type { Drawn } from '../moddle.ts';
import {
  isByOtherRule,
  readAssignments,
  readExcludedUnits,
  writeAssignments,
  writeExcludedUnits,
  type Assignment,
} from '../parts.ts';
import { useEditor } from '../use-editor.ts';
import { useWords } from '../words.ts';
import { Section } from './inputs.tsx';
import { PostAtUnitChoice, UnitChoice } from './organisation-choice.tsx';

/** Who does a step, and which unit must not: the one that is concerned cannot decide on its own matter. */
export function People({ element }: { element: Drawn }) {
  const { t } = useTexts();
  const { editor } = useEditor();
  const words = useWords();
  const who = readAssignments(element.businessObject);
  const excluded = readExcludedUnits(element.businessObject);
  const setWho = (next: Assignment[]) =>
    editor.setExtension(element, 'rf:Assignment', writeAssignments(editor.create, next));
  const setExcluded = (next: string[]) =>
    editor.setExtension(element, 'rf:ExcludedUnit', writeExcludedUnits(editor.create, next));
  return (
    <>
      <Section title={t('editor.who')}>
        {who.length > 1 ? <p className="hint">{t('editor.anyOfThem')}</p> : null}
        <ul className="panel-list">
          {who.map((one, index) => (
            <li key={index}>
              {isByOtherRule(one) ? (
                <span>{t('editor.byOtherRule')}</span>
              ) : (
                <PostAtUnitChoice
                  value={one}
                  onChange={(next) => setWho(who.with(index, { ...one, ...next }))}
                />
              )}
              <Button
                size="small"
                aria-label={t('editor.removeWho', {
                  who: isByOtherRule(one) ? t('editor.byOtherRule') : words.postAtUnit(one),
                })}
                onClick={() => setWho(who.toSpliced(index, 1))}
              >
                {t('editor.remove')}
              </Button>
            </li>
          ))}
        </ul>
        <Button onClick={() => setWho([...who, { post: '', unit: '= responsibleUnit' }])}>
          {t('editor.addWho')}
        </Button>
      </Section>
      <Section title={t('editor.whoNot')}>
        <ul className="panel-list">
          {excluded.map((unit, index) => (
            <li key={index}>
              <UnitChoice
                label={t('editor.excludedUnit')}
                value={unit}
                onChange={(next) => setExcluded(excluded.with(index, next))}
              />
              <Button
                size="small"
                aria-label={t('editor.removeWho', { who: words.unit(unit) })}
                onClick={() => setExcluded(excluded.toSpliced(index, 1))}
              >
                {t('editor.remove')}
              </Button>
            </li>
          ))}
        </ul>
        <Button onClick={() => setExcluded([...excluded, '= responsibleUnit'])}>
          {t('editor.addExcluded')}
        </Button>
      </Section>
    </>
  );
}
