import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import type { WhyThisDate } from '../../../api/resources/deadlines.shapes.ts';
import { whyQuery } from '../../client/deadlines.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { ProvisionalNote } from '../due-date.tsx';
import { Loaded } from '../page-state.tsx';

interface WhyDialogProps {
  caseId: string;
  deadline: string;
  close: () => void;
}

/** 为什么是这一天: the arithmetic step by step in words, and everything that moved the date since. */
export function WhyDialog({ caseId, deadline, close }: WhyDialogProps) {
  const { t } = useTexts();
  const query = useQuery(whyQuery({ caseId, deadline }));
  return (
    <Modal open onCancel={close} title={t('clocks.why')} footer={null} width={640} destroyOnHidden>
      <Loaded query={query}>{(why) => <Why why={why} />}</Loaded>
    </Modal>
  );
}

function Why({ why }: { why: WhyThisDate }) {
  const { t, label, date, shortDate, instant } = useTexts();
  return (
    <div className="stack">
      <p>
        {label(why.name)}
        {t('state.colon')}
        <strong>{date(why.dueDate)}</strong>
        {why.provisional ? (
          <>
            {' '}
            <ProvisionalNote />
          </>
        ) : null}
      </p>
      <ol className="why-steps">
        {why.steps.map((step, index) => (
          <li key={index}>
            <p>{label(step.text)}</p>
            {step.days.length > 0 ? (
              <p className="small muted">{step.days.map(shortDate).join(t('state.listComma'))}</p>
            ) : null}
          </li>
        ))}
      </ol>
      {why.history.length > 0 ? (
        <section aria-labelledby="why-history">
          <h3 id="why-history">{t('clocks.history')}</h3>
          <ol className="why-history">
            {why.history.map((one, index) => (
              <li key={index}>
                <p>{label(one.text)}</p>
                {one.from && one.to ? (
                  <p>{t('clocks.moved', { from: date(one.from), to: date(one.to) })}</p>
                ) : null}
                {one.reason ? <p className="quote">{one.reason}</p> : null}
                <p className="small muted">
                  {one.by?.name ?? t('state.system')} · {instant(one.at)}
                </p>
              </li>
            ))}
          </ol>
        </section>
      ) : null}
      <p className="small muted">
        {why.basis ? `${t('due.basis')}${t('state.colon')}${why.basis} · ` : ''}
        {t('due.calendarVersion', { version: why.calendar })}
      </p>
    </div>
  );
}
