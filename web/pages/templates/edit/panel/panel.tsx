import { Button } from 'antd';
import { useTexts } from '../../../../i18n/use-texts.ts';
import { elementWord } from '../element-word.ts';
import { goToSteps, panelTitle } from '../go-to.ts';
import { isActivity, isFlow, isGateway, nameOf, type Drawn } from '../moddle.ts';
import { readLadder, writeLadder } from '../parts.ts';
import { useEditor } from '../use-editor.ts';
import { AddStepSection } from './add-step-form.tsx';
import { DeadlineSection } from './deadline.tsx';
import { FormAndOutcomes } from './form-and-outcomes.tsx';
import { Section } from './inputs.tsx';
import { Ladder } from './ladder.tsx';
import { Instruction, Names } from './names.tsx';
import { People } from './people.tsx';
import { Timer, timerOf } from './timer.tsx';
import { Way, WaysOut } from './way.tsx';

/** What can be set for the selected element; with none selected, for the process as a whole. */
export function Panel() {
  const { t, language } = useTexts();
  const { editor } = useEditor();
  const element = editor.selected();
  const isProcess = !element || element.type === 'bpmn:Process';
  return (
    <aside className="editor-panel" aria-label={t('editor.panel')}>
      <header>
        <div className="row-between">
          <p className="small muted">
            {isProcess ? t('editor.element.process') : t(elementWord(element.businessObject))}
          </p>
          <button type="button" className="text-button" onClick={goToSteps}>
            {t('editor.backToSteps')}
          </button>
        </div>
        <h2 tabIndex={-1} id={panelTitle}>
          {nameOf(isProcess ? editor.process() : element.businessObject, language)}
        </h2>
      </header>
      {isProcess ? <ProcessPanel /> : <ElementPanel key={element.id} element={element} />}
    </aside>
  );
}

function ProcessPanel() {
  const { t } = useTexts();
  const { editor } = useEditor();
  const process = editor.process();
  return (
    <>
      <p className="hint">{t('editor.chooseHint')}</p>
      <Names of={process} />
      <Section title={t('editor.defaultLadder')}>
        <p className="hint">{t('editor.defaultLadderHint')}</p>
        <Ladder
          steps={readLadder(process)}
          onChange={(steps) => editor.setExtension(undefined, 'rf:Ladder', writeLadder(editor.create, steps))}
        />
      </Section>
    </>
  );
}

function ElementPanel({ element }: { element: Drawn }) {
  const { t } = useTexts();
  const { editor } = useEditor();
  const bpmn = element.businessObject;
  const timer = timerOf(element);
  const isTask = element.type === 'bpmn:UserTask';
  return (
    <>
      <Names of={bpmn} element={element} />
      {isTask ? <Instruction element={element} /> : null}
      {isTask ? <People element={element} /> : null}
      {isTask ? <FormAndOutcomes element={element} /> : null}
      {isActivity(bpmn) ? <DeadlineSection element={element} /> : null}
      {timer ? <Timer element={element} timer={timer} /> : null}
      {isFlow(bpmn) ? <Way flow={element} /> : null}
      {isGateway(bpmn) ? <WaysOut gateway={element} /> : null}
      <AddStepSection element={element} />
      <Section title={t('editor.other')}>
        <Button danger block onClick={() => editor.remove(element)}>
          {t('editor.removeElement')}
        </Button>
      </Section>
    </>
  );
}
