import { useState, type MouseEvent } from 'react';
import type { TemplateProblem } from '../../../../api/resources/templates.shapes.ts';
import { useTexts } from '../../../i18n/use-texts.ts';
import { Icon } from '../../../parts/icon.tsx';
import { elementWord } from './element-word.ts';
import { isActivity, nameOf, type Drawn } from './moddle.ts';
import { readAssignments, readDeadline } from './parts.ts';
import { goToPanel } from './go-to.ts';
import { inOrder } from './step-order.ts';
import { useEditor } from './use-editor.ts';
import { narrow } from './use-workspace.ts';
import { useWords } from './words.ts';

const severityOf = (problems: TemplateProblem[] = []) =>
  problems.some(({ severity }) => severity === 'error') ? 'error' : 'warning';

/** The diagram as a list: reads aloud, is worked with keys, and stands in for the picture on a phone. */
export function StepList({ problems }: { problems: TemplateProblem[] }) {
  const { t, language } = useTexts();
  const { editor } = useEditor();
  const words = useWords();
  const [showsAll, setShowsAll] = useState(false);
  const selected = editor.selected();
  const faults = new Map<string | null, TemplateProblem[]>();
  for (const one of problems) faults.set(one.element, [...(faults.get(one.element) ?? []), one]);
  const choose = (id: string | undefined, { detail }: MouseEvent) => {
    editor.select(id);
    // With the keyboard, and where the panel stands below, choosing goes on in the panel.
    if (detail === 0 || matchMedia(narrow).matches) goToPanel();
  };
  const isShown = (element: Drawn) =>
    showsAll || isActivity(element.businessObject) || faults.has(element.id) || element === selected;
  const listed = inOrder(editor.nodes()).filter(({ element }) => isShown(element));
  return (
    <nav className="editor-steps" aria-label={t('editor.steps')}>
      <div className="row-between">
        <h2>{t('editor.steps')}</h2>
        <button
          type="button"
          className="text-button"
          aria-pressed={showsAll}
          onClick={() => setShowsAll(!showsAll)}
        >
          {t(showsAll ? 'editor.stepsOnly' : 'editor.allElements')}
        </button>
      </div>
      <ol>
        <li>
          <button
            type="button"
            aria-current={selected ? undefined : 'true'}
            onClick={(event) => choose(undefined, event)}
          >
            <span>{t('editor.wholeProcess')}</span>
          </button>
        </li>
        {listed.map(({ element, depth }) => {
          const bpmn = element.businessObject;
          const deadline = readDeadline(bpmn);
          const who = readAssignments(bpmn);
          const says = [
            isActivity(bpmn) && bpmn.$type === 'bpmn:UserTask'
              ? who.slice(0, 1).map(words.postAtUnit).join()
              : t(elementWord(bpmn)),
            deadline?.amount ? words.period(deadline.amount, deadline.unit) : '',
          ].filter(Boolean);
          return (
            <li key={element.id} style={{ paddingInlineStart: depth * 14 }}>
              <button
                type="button"
                aria-current={element === selected ? 'true' : undefined}
                onClick={(event) => choose(element.id, event)}
              >
                <span>
                  {nameOf(bpmn, language)}
                  <span className="small muted step-says">{says.join(' · ')}</span>
                </span>
                {faults.has(element.id) ? (
                  <span className={`step-fault ${severityOf(faults.get(element.id))}`}>
                    <Icon name="alert" size={16} />
                    <span className="visually-hidden">
                      {t('editor.problemCount', { count: faults.get(element.id)?.length ?? 0 })}
                    </span>
                  </span>
                ) : null}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
