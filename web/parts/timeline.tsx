import type { TimelineEntry } from '../../api/resources/timeline.shapes.ts';
import type { Attachment } from '../../api/resources/work.shapes.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { AttachmentList } from './attachments/attachment-list.tsx';
import { HandlerList } from './handler-list.tsx';
import { Icon, type IconName } from './icon.tsx';

const marks: Record<TimelineEntry['tone'], { icon: IconName; className: string }> = {
  normal: { icon: 'dot', className: '' },
  good: { icon: 'check', className: 'ok' },
  warning: { icon: 'clock', className: 'warn' },
  bad: { icon: 'close', className: 'danger' },
};

/** What happened, one line each: who, when, what, why, and who was told. */
export function TimelineList({
  entries,
  caseId,
  files = [],
}: {
  entries: TimelineEntry[];
  caseId: string;
  /** Files of the case, of which lines name those that came with them. */
  files?: Attachment[];
}) {
  return (
    <ol className="timeline">
      {entries.map((entry) => (
        <TimelineLine
          key={entry.seq}
          entry={entry}
          caseId={caseId}
          files={files.filter(({ attachment }) => entry.attachments.includes(attachment))}
        />
      ))}
    </ol>
  );
}

function TimelineLine({
  entry,
  caseId,
  files,
}: {
  entry: TimelineEntry;
  caseId: string;
  files: Attachment[];
}) {
  const { t, label, date, instant } = useTexts();
  const mark = marks[entry.tone];
  return (
    <li>
      <span
        className={`mark ${entry.who.kind === 'system' && entry.tone === 'normal' ? 'neutral' : mark.className}`}
      >
        <Icon name={mark.icon} size={14} />
      </span>
      <p>
        <strong>{label(entry.text)}</strong>
      </p>
      <p className="small muted">
        {label(entry.who.name)}
        {entry.who.post ? ` · ${label(entry.who.post.unitName)} ${label(entry.who.post.postName)}` : ''}
        {' · '}
        <time dateTime={entry.at}>{instant(entry.at)}</time>
      </p>
      {entry.reason ? <blockquote>{entry.reason}</blockquote> : null}
      {entry.opinion ? <blockquote>{t('task.opinionGiven', { opinion: entry.opinion })}</blockquote> : null}
      <AttachmentList caseId={caseId} files={files} />
      {entry.told.length > 0 ? (
        <p className="small">
          {t('timeline.told')} <HandlerList handlers={entry.told} />
        </p>
      ) : null}
      {entry.values.length > 0 ? (
        <details className="small disclosure">
          <summary>
            {t(entry.values.some(({ before }) => before) ? 'timeline.changes' : 'timeline.values', {
              count: entry.values.length,
            })}
          </summary>
          <dl className="facts">
            {entry.values.map((value) => (
              <div key={value.key}>
                <dt>{label(value.name)}</dt>
                <dd>
                  {value.before ? (
                    <>
                      <del>{date(label(value.before))}</del>
                      <span aria-hidden="true"> → </span>
                      <span className="visually-hidden">{t('timeline.nowReads')}</span>
                    </>
                  ) : null}
                  {date(label(value.text))}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      ) : null}
    </li>
  );
}
