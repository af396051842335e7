import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTexts } from '../../../../i18n/use-texts.ts';
import { Icon } from '../../../../parts/icon.tsx';
import { goToPanel } from '../go-to.ts';
import { nameOf, textOf, type Drawn } from '../moddle.ts';
import { likelyReturn, likelyWay, planStep, stepsToReturnTo, waysAfter, type StepKind } from '../new-step.ts';
import { useEditor } from '../use-editor.ts';
import { Choice, Section, TextInput, Tick } from './inputs.tsx';

/** Puts a step after the selected element by buttons and keys alone (WCAG 2.5.7): no dragging, and the drawing makes room. */
export function AddStepSection({ element }: { element: Drawn }) {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const isFollowed = waysAfter(element).length > 0;
  const canFollow =
    isFollowed || /Task|SubProcess|CallActivity|StartEvent|Catch|Throw|Boundary/.test(element.type);
  if (!canFollow) return null;
  return (
    <Section title={t('editor.addStep')}>
      {isOpen ? (
        <AddStepForm element={element} onClose={() => setOpen(false)} />
      ) : (
        <Button block icon={<Icon name="forward" />} onClick={() => setOpen(true)}>
          {t('editor.addStepAfter')}
        </Button>
      )}
    </Section>
  );
}

function AddStepForm({ element, onClose }: { element: Drawn; onClose(): void }) {
  const { t, language } = useTexts();
  const { editor } = useEditor();
  const kindName = useId();
  const ways = waysAfter(element);
  const isTask = element.type === 'bpmn:UserTask';
  const looksLikeReview = isTask && element.outgoing[0]?.target?.type === 'bpmn:ExclusiveGateway';
  const [kind, setKind] = useState<StepKind>(looksLikeReview ? 'review' : 'task');
  const [wayId, setWayId] = useState(likelyWay(element)?.id ?? '');
  const [takesOver, setTakesOver] = useState(looksLikeReview);
  const [name, setName] = useState(t(looksLikeReview ? 'editor.newReviewName' : 'editor.newStepName'));
  const way = ways.find(({ id }) => id === wayId) ?? ways[0];
  const returns = way ? stepsToReturnTo(editor, way) : [];
  const [backId, setBackId] = useState(likelyReturn(element).id);
  const backTo = returns.find(({ id }) => id === backId) ?? returns[0];
  const add = () => {
    editor.addStep(
      planStep(editor, {
        after: element,
        flow: way,
        kind,
        // The panel names it in both languages afterwards; Chinese is the one that may not be missing.
        name: name.trim() || t('editor.newStepName'),
        nameEn: '',
        takesOver,
        backTo,
      }),
    );
    onClose();
    goToPanel();
  };
  const textOfWay = (flow: Drawn) => {
    const from = flow.source ? nameOf(flow.source.businessObject, language) : '';
    const to = flow.target ? nameOf(flow.target.businessObject, language) : '';
    const label = textOf(flow.businessObject, 'name') ? nameOf(flow.businessObject, language) : '';
    return label ? t('editor.wayNamed', { from, to, label }) : t('editor.wayPlain', { from, to });
  };
  return (
    <div className="add-step">
      <TextInput label={t('editor.newStepNamed')} value={name} onCommit={setName} />
      <fieldset className="field">
        <legend>{t('editor.newStepKind')}</legend>
        {(['task', 'review'] as const).map((one) => (
          <label key={one} className="tick">
            <input
              type="radio"
              name={kindName}
              checked={kind === one}
              disabled={one === 'review' && !way}
              onChange={() => setKind(one)}
            />
            {t(`editor.newStepKindName.${one}`)}
          </label>
        ))}
      </fieldset>
      {ways.length > 1 ? (
        <Choice
          label={t('editor.where')}
          value={way?.id ?? ''}
          options={ways.map((flow) => ({ value: flow.id, text: textOfWay(flow) }))}
          onChange={setWayId}
        />
      ) : null}
      {kind === 'review' && returns.length > 0 ? (
        <Choice
          label={t('editor.returnTo')}
          value={backTo?.id ?? ''}
          options={returns.map(({ id, businessObject }) => ({
            value: id,
            text: nameOf(businessObject, language),
          }))}
          onChange={setBackId}
        />
      ) : null}
      {isTask ? (
        <Tick
          label={t('editor.takesOver', { step: nameOf(element.businessObject, language) })}
          isOn={takesOver}
          onChange={setTakesOver}
        />
      ) : null}
      <div className="row">
        <Button type="primary" onClick={add}>
          {t('editor.add')}
        </Button>
        <Button onClick={onClose}>{t('state.cancel')}</Button>
      </div>
    </div>
  );
}
