import { Button } from 'antd';
import { useState } from 'react';
import type { CaseDetail } from '../../../api/resources/cases.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { FactList } from '../../parts/fact-list.tsx';

/** More than these are shown on request: a case of many steps knows dozens. */
const atFirst = 8;

/** What the case is about. */
export function CaseFacts({ detail }: { detail: CaseDetail }) {
  const { t, label } = useTexts();
  const [isWhole, setWhole] = useState(false);
  const facts = detail.facts.filter((fact) => label(fact.text) !== '');
  return (
    <section className="card stack" aria-labelledby="facts">
      <h2 id="facts">{t('case.facts')}</h2>
      <FactList facts={isWhole ? facts : facts.slice(0, atFirst)} />
      {facts.length > atFirst ? (
        <div>
          <Button aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? t('case.fewerFacts') : t('case.allFacts', { count: facts.length })}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
