import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { openCase } from '../../client/cases.ts';
import { templateQuery } from '../../client/office.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Loaded } from '../../parts/page-state.tsx';
import { StartForm } from './start-form.tsx';

/** Opens one case by hand. */
export default function NewCasePage() {
  const { template = '' } = useParams();
  const { t, label } = useTexts();
  const query = useQuery(templateQuery(template));
  return (
    <div className="page page-form">
      <Loaded query={query}>
        {(detail) => (
          <StartForm
            key={detail.key}
            template={detail}
            values={detail.startValues}
            above={{ to: '/cases', text: t('page.cases') }}
            title={t('cases.newOf', { name: label(detail.name) })}
            hint={label(detail.description)}
            send={openCase}
          />
        )}
      </Loaded>
    </div>
  );
}
