import { useTexts } from '../../i18n/use-texts.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { StatusTag } from '../../parts/status-tag.tsx';

const topics = [
  'todo',
  'complete',
  'draft',
  'late',
  'provisional',
  'extension',
  'ledger',
  'conflict',
  'outage',
  'contact',
] as const;

/** Short answers to what staff ask first. */
export default function HelpPage() {
  const { t } = useTexts();
  return (
    <div className="page" style={{ maxWidth: 860 }}>
      <PageHead title={t('page.help')} hint={t('help.hint')} />
      <div className="stack">
        {topics.map((topic) => (
          <section key={topic} className="card" aria-labelledby={`help-${topic}`}>
            <h2 id={`help-${topic}`}>{t(`help.${topic}.title`)}</h2>
            <p style={{ whiteSpace: 'pre-wrap' }}>{t(`help.${topic}.text`)}</p>
          </section>
        ))}
        <section className="card stack-tight" aria-labelledby="help-signs">
          <h2 id="help-signs">{t('help.signs')}</h2>
          <p className="row">
            <StatusTag tone="danger">{t('board.red')}</StatusTag> {t('help.red')}
          </p>
          <p className="row">
            <StatusTag tone="warn">{t('board.yellow')}</StatusTag> {t('help.yellow')}
          </p>
          <p className="row">
            <StatusTag tone="ok">{t('board.green')}</StatusTag> {t('help.green')}
          </p>
        </section>
      </div>
    </div>
  );
}
