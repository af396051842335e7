import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { OneTimeLink } from '../../../api/resources/one-time-links.shapes.ts';
import type { TaskDetail } from '../../../api/resources/tasks.shapes.ts';
import { useIntent } from '../../client/intent.ts';
import { addressOfLink, linksQuery, makeLink, revokeLink } from '../../client/links.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Notice } from '../../parts/notice.tsx';
import { Failure } from '../../parts/page-state.tsx';
import { LinkSheet } from './link-sheet.tsx';
import './one-time-link.css';

/** The step is for an agency without an account: a link for it, beside the paper that is registered below. */
export function OneTimeLinkCard({ task }: { task: TaskDetail }) {
  const { t, label } = useTexts();
  const refresh = useRefresh();
  const { data } = useQuery(linksQuery(task.caseId));
  const make = useIntent(makeLink, { onSuccess: refresh });
  const revoke = useIntent(revokeLink, {
    onSuccess: async () => {
      make.reset();
      await refresh();
    },
  });
  const offer = data?.offers.find(({ taskKey }) => taskKey === task.taskKey);
  if (!offer) return null;
  const current = data?.items.find(({ unit, state }) => unit.unit === offer.unit.unit && state === 'valid');
  const token = make.result?.token;
  const isShown = make.result !== undefined && current !== undefined;
  return (
    <section className="card stack-tight" aria-labelledby="one-time-link">
      <h2 id="one-time-link">{t('links.title')}</h2>
      <p>{t('links.lead', { unit: label(offer.unit.name), name: label(offer.name) })}</p>
      {make.error ? <Failure error={make.error} /> : null}
      {revoke.error ? <Failure error={revoke.error} /> : null}
      {isShown && token !== undefined ? (
        <LinkSheet
          address={addressOfLink(token)}
          {...{ number: task.caseNumber, unit: label(offer.unit.name) }}
          {...{ name: label(offer.name), expiresAt: current.expiresAt }}
        />
      ) : isShown ? (
        <Notice tone="warn" role="alert">
          <p>{t('links.lost')}</p>
        </Notice>
      ) : null}
      {current ? <Made link={current} /> : null}
      {offer.because ? <p className="muted">{t('links.notNow', { because: label(offer.because) })}</p> : null}
      <div className="row">
        {offer.because ? null : (
          <Button
            loading={make.isRunning}
            onClick={() => make.run({ taskKey: task.taskKey, generation: task.generation })}
          >
            {t(current ? 'links.makeAnother' : 'links.make')}
          </Button>
        )}
        {current?.mayRevoke ? (
          <Button
            danger
            loading={revoke.isRunning}
            title={t('links.revokeAsk')}
            onClick={() => revoke.run({ caseId: task.caseId, link: current.link })}
          >
            {t('links.revoke')}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

function Made({ link }: { link: OneTimeLink }) {
  const { t, label, instant, end } = useTexts();
  return (
    <ul className="small muted">
      <li>
        {t('links.madeBy', { name: link.madeBy.name, at: instant(link.madeAt) })} ·{' '}
        {t('links.validUntil', { until: end(link.expiresAt) })}
      </li>
      {link.uses.length === 0 ? <li>{t('links.unused')}</li> : null}
      {link.uses.map((use) => (
        <li key={use.at + use.name.zh}>
          {use.outcome
            ? t('links.used', { at: instant(use.at), name: label(use.name), outcome: label(use.outcome) })
            : t('links.usedPlain', { at: instant(use.at), name: label(use.name) })}
        </li>
      ))}
    </ul>
  );
}
