import { Button } from 'antd';
import type { LinkPage } from '../../api/resources/one-time-links.shapes.ts';
import { useTexts } from '../i18n/use-texts.ts';

/** What stands on the cover of the paper, and what was done so far. */
export function Cover({ page }: { page: LinkPage }) {
  const { t, label, instant, end } = useTexts();
  const rows: [string, string][] = [
    ...(page.title === null ? [] : [[t('agency.caseTitle'), page.title] as [string, string]]),
    [t('agency.toUnit'), label(page.unit.name)],
    ...page.facts.map(({ name, text }): [string, string] => [label(name), label(text)]),
    [t('agency.until'), end(page.expiresAt)],
  ];
  return (
    <section className="card stack-tight" aria-labelledby="cover">
      <h1 id="cover">{page.number}</h1>
      <p className="muted">{t('agency.lead')}</p>
      <dl className="agency-facts">
        {rows.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {page.done.length > 0 ? (
        <>
          <h2>{t('agency.done')}</h2>
          <ul className="agency-done">
            {page.done.map((act) => (
              <li key={act.at + act.name.zh}>
                <strong>
                  {act.outcome
                    ? t('agency.doneAs', { name: label(act.name), outcome: label(act.outcome) })
                    : label(act.name)}
                </strong>
                <span className="small muted">
                  {instant(act.at)} · {t(act.isOverLink ? 'agency.overLink' : 'agency.onPaper')}
                </span>
              </li>
            ))}
          </ul>
          <div className="no-print">
            <Button onClick={() => window.print()}>{t('agency.print')}</Button>
          </div>
        </>
      ) : null}
    </section>
  );
}
