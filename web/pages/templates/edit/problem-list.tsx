import { Button } from 'antd';
import type { TemplateProblem } from '../../../../api/resources/templates.shapes.ts';
import { useTexts } from '../../../i18n/use-texts.ts';
import { StatusTag } from '../../../parts/status-tag.tsx';
import { goToPanel } from './go-to.ts';
import { useEditor } from './use-editor.ts';
import type { CheckState } from './use-check.ts';

/** Everything that is wrong, in the reader's language, with the way to the element and the mend. */
export function ProblemList({ check }: { check: CheckState }) {
  const { t } = useTexts();
  const errors = check.problems.filter(({ severity }) => severity === 'error');
  const warnings = check.problems.filter(({ severity }) => severity === 'warning');
  return (
    <section className="editor-problems" aria-labelledby="problems-title">
      <header className="row">
        <h2 id="problems-title">{t('editor.problems')}</h2>
        <span role="status" className="row">
          {check.isChecking ? <span className="small muted">{t('editor.checking')}</span> : null}
          {check.error ? <StatusTag tone="warn">{t('editor.checkFailed')}</StatusTag> : null}
          {!check.isChecking && !check.error && check.problems.length === 0 ? (
            <StatusTag tone="ok">{t('editor.noProblems')}</StatusTag>
          ) : null}
          {errors.length > 0 ? (
            <StatusTag tone="danger">{t('editor.errorCount', { count: errors.length })}</StatusTag>
          ) : null}
          {warnings.length > 0 ? (
            <StatusTag tone="warn">{t('editor.warningCount', { count: warnings.length })}</StatusTag>
          ) : null}
        </span>
      </header>
      {check.problems.length > 0 ? (
        <ul>
          {[...errors, ...warnings].map((problem, index) => (
            <Fault key={index} problem={problem} />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function Fault({ problem }: { problem: TemplateProblem }) {
  const { t, label, language } = useTexts();
  const { editor } = useEditor();
  const { element, elementName } = problem;
  const isDrawn = element !== null && editor.element(element) !== undefined;
  const join = language === 'zh' ? '' : ' ';
  return (
    <li className={problem.severity}>
      <div>
        <strong>
          {elementName ? `${elementName}${t('state.colon')}` : ''}
          {label(problem.message)}
        </strong>
        <p className="small muted">
          {t('editor.mend')}
          {join}
          {label(problem.mend)}
        </p>
      </div>
      {isDrawn ? (
        <Button
          size="small"
          aria-label={t('editor.goToNamed', { name: elementName ?? element })}
          onClick={() => {
            editor.select(element);
            goToPanel();
          }}
        >
          {t('editor.goTo')}
        </Button>
      ) : null}
    </li>
  );
}
