import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Button } from 'antd';
import { diagramQuery, stepsQuery } from '../../client/cases.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { StepTable } from '../../parts/diagram/step-table.tsx';
import { Loaded, Loading } from '../../parts/page-state.tsx';

const Diagram = lazy(async () => ({ default: (await import('../../parts/diagram/diagram.tsx')).Diagram }));

/** Below this width the table comes first and the diagram on request: it cannot be read at a glance there. */
const narrow = '(max-width: 720px)';

/** The diagram with where the case stands, and the same as a table for screen readers, keyboards and phones. */
export function CaseDiagram({ caseId }: { caseId: string }) {
  const { t } = useTexts();
  const [isDrawn, setDrawn] = useState(() => !window.matchMedia(narrow).matches);
  const steps = useQuery(stepsQuery(caseId));
  return (
    <section className="card stack case-diagram" aria-labelledby="steps">
      <header className="row-between">
        <h2 id="steps">{t('steps.title')}</h2>
        <Button aria-expanded={isDrawn} onClick={() => setDrawn(!isDrawn)}>
          {t(isDrawn ? 'diagram.hide' : 'diagram.show')}
        </Button>
      </header>
      {isDrawn ? (
        <Suspense fallback={<Loading />}>
          <Drawn caseId={caseId} />
        </Suspense>
      ) : null}
      <h3>{t('steps.caption')}</h3>
      <Loaded query={steps}>{(data) => <StepTable steps={data.items} />}</Loaded>
    </section>
  );
}

function Drawn({ caseId }: { caseId: string }) {
  const query = useQuery(diagramQuery(caseId));
  return <Loaded query={query}>{(diagram) => <Diagram diagram={diagram} />}</Loaded>;
}
