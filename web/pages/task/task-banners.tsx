import type { TaskDetail } from '../../../api/resources/tasks.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { HandlerList, useHandlerText } from '../../parts/handler-list.tsx';
import { Notice } from '../../parts/notice.tsx';

/** Why this task is not an ordinary one: returned, delegated, waiting for others, or not the reader's first. */
export function TaskBanners({ task }: { task: TaskDetail }) {
  const { t, label, instant } = useTexts();
  const handlers = useHandlerText();
  const delegation = task.delegatedBy.at(-1);
  const isAsked = task.verbs.some(({ verb, allowed }) => verb === 'answerDelegation' && allowed);
  const isWithFirst = JSON.stringify(task.owner) === JSON.stringify(task.candidates);
  // Newest first. Opinions of signers stand in their own list.
  const advice = task.timeline.filter(
    ({ kind, node, opinion }) => kind === 'taskChanged' && node === task.node && opinion,
  );
  return (
    <>
      {task.returned ? (
        <Notice
          tone="warn"
          title={t('task.returned', { name: task.returned.by.name, step: label(task.returned.fromName) })}
        >
          <p className="quote">{task.returned.reason}</p>
          <p className="small">
            {t('task.returnedMend')}
            {task.revision
              ? t(`task.revisionThen.${task.revision.resume}`, { step: label(task.returned.fromName) })
              : null}
          </p>
        </Notice>
      ) : null}
      {delegation ? (
        <Notice
          tone="info"
          title={
            isAsked
              ? t('task.delegated', { name: delegation.by.name })
              : t('task.delegatedTo', { name: delegation.by.name, to: handlers.many(task.candidates) })
          }
        >
          {delegation.reason ? <p className="quote">{delegation.reason}</p> : null}
          <p className="small">
            {t(isAsked ? 'task.delegatedBack' : 'task.delegatedWaits')}
            <HandlerList handlers={delegation.from} />
          </p>
        </Notice>
      ) : null}
      {advice.map((one) => (
        <Notice key={one.seq} tone="info" title={t('task.advice', { name: label(one.who.name) })}>
          <p className="quote">{one.opinion}</p>
          <p className="small muted">{instant(one.at)}</p>
        </Notice>
      ))}
      {task.waits ? (
        <Notice tone="neutral" title={t(`task.waits.${task.waits}`)}>
          <p>{t(`task.waitsHint.${task.waits}`)}</p>
        </Notice>
      ) : null}
      {task.owner.length > 0 && !delegation && !isWithFirst ? (
        <Notice tone="info">
          <p>
            {t('task.firstGivenTo')}
            <HandlerList handlers={task.owner} />
          </p>
        </Notice>
      ) : null}
    </>
  );
}
