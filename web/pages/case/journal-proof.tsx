import { useQuery } from '@tanstack/react-query';
import type { JournalEntry } from '../../../api/resources/timeline.shapes.ts';
import { readJournalPage } from '../../client/cases.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { StatusTag } from '../../parts/status-tag.tsx';
import { Loaded } from '../../parts/page-state.tsx';
import { firstBreak } from './chain.ts';

/** Reads the whole record and says whether its chain of hashes holds from the first entry to the last. */
export function JournalProof({ caseId }: { caseId: string }) {
  const { t, instant } = useTexts();
  const query = useQuery({
    queryKey: ['case', caseId, 'journal'],
    queryFn: async ({ signal }) => {
      const entries: JournalEntry[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof readJournalPage>> = await readJournalPage(
          caseId,
          cursor,
          signal,
        );
        entries.push(...page.items);
        cursor = page.next;
      } while (cursor);
      return entries;
    },
  });
  return (
    <section className="card stack-tight" aria-labelledby="proof">
      <h2 id="proof">{t('proof.title')}</h2>
      <Loaded query={query}>
        {(entries) => {
          const broken = firstBreak(entries);
          const last = entries.at(-1);
          return (
            <>
              <p>
                {broken === undefined ? (
                  <StatusTag tone="ok" icon="shield">
                    {t('proof.holds', { count: entries.length })}
                  </StatusTag>
                ) : (
                  <StatusTag tone="danger">{t('proof.broken', { seq: broken })}</StatusTag>
                )}
              </p>
              <p className="small muted">{t('proof.explain')}</p>
              {last ? (
                <details className="disclosure small">
                  <summary>{t('proof.entries')}</summary>
                  <p>
                    {t('proof.last')} <code className="hash">{last.hash}</code>
                  </p>
                  <ol className="journal">
                    {entries.map((entry) => (
                      <li key={entry.seq}>
                        <code>{entry.seq}</code> {entry.kind} · {instant(entry.at)}
                        <code className="hash muted">{entry.hash.slice(0, 16)}…</code>
                      </li>
                    ))}
                  </ol>
                </details>
              ) : null}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
