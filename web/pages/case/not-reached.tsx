import { Link } from 'react-router';
import type { CaseDetail } from '../../../api/resources/cases.shapes.ts';
import { useWho } from '../../app/who.tsx';
import { useTexts } from '../../i18n/use-texts.ts';
import { Notice } from '../../parts/notice.tsx';

/** 邮件未送达: someone does not know what they were to be told. Shown to those who can do something about it. */
export function NotReached({ detail }: { detail: CaseDetail }) {
  const { t, label, instant } = useTexts();
  const { may } = useWho();
  if (detail.undelivered.length === 0) return null;
  return (
    <section aria-label={t('notReached.title')}>
      <Notice tone="warn" title={t('notReached.title')}>
        <ul className="small">
          {detail.undelivered.map((one) => (
            <li key={`${one.at} ${one.recipient.person} ${one.what.zh}`}>
              {t('notReached.line', {
                at: instant(one.at),
                name: one.recipient.name,
                what: label(one.what),
                reason: label(one.reason),
              })}
            </li>
          ))}
        </ul>
        {may('platform.operate') ? (
          <Link to="/undelivered" className="plain-link">
            {t('notReached.toAll')}
          </Link>
        ) : null}
      </Notice>
    </section>
  );
}
