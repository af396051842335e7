import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { templateQuery } from '../../client/office.ts';
import { resubmit, resubmitQuery } from '../../client/work.ts';
import { Loaded } from '../../parts/page-state.tsx';
import { useTexts } from '../../i18n/use-texts.ts';
import { StartForm } from './start-form.tsx';

/** 重新发起: a new case that begins with what the old one began with. The old one stays as it ended. */
export default function ResubmitPage() {
  const { caseId = '' } = useParams();
  const { t, label } = useTexts();
  const form = useQuery(resubmitQuery(caseId));
  const template = useQuery({
    ...templateQuery(form.data?.template ?? ''),
    enabled: form.data !== undefined,
  });
  return (
    <div className="page page-form">
      <Loaded query={form}>
        {(before) => (
          <Loaded query={template}>
            {(detail) => (
              <StartForm
                template={detail}
                values={before.values}
                above={{ to: `/cases/${caseId}`, text: before.number }}
                title={t('cases.resubmitOf', { name: label(detail.name) })}
                hint={t('cases.resubmitHint', { number: before.number, title: before.title })}
                send={(input, key) => resubmit({ caseId, values: input.values, choices: input.choices }, key)}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </div>
  );
}
