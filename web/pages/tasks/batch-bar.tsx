import { Button } from 'antd';
import { useState } from 'react';
import type { PlanBatch } from '../../../api/resources/batches.shapes.ts';
import type { TaskRow } from '../../../api/resources/work-list.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { PlanBatchDialog } from './plan-batch.tsx';

interface BatchBarProps {
  rows: TaskRow[];
  /** Keys of the ticked tasks; absent: not choosing. */
  selected: ReadonlySet<string> | undefined;
  change: (selected: ReadonlySet<string> | undefined) => void;
}

const kinds: PlanBatch['kind'][] = ['complete', 'transfer', 'assign', 'urge', 'comment'];

/** 批量办理: tick tasks, choose what to do; nothing happens before a preview was seen. */
export function BatchBar({ rows, selected, change }: BatchBarProps) {
  const { t } = useTexts();
  const [kind, setKind] = useState<PlanBatch['kind']>();
  if (rows.length === 0) return null;
  if (!selected) {
    return (
      <div className="row batch-bar">
        <Button onClick={() => change(new Set())}>{t('batch.choose')}</Button>
      </div>
    );
  }
  const ticked = rows.filter((row) => selected.has(row.taskKey));
  const isAll = ticked.length === rows.length;
  return (
    <section className="card stack-tight batch-bar batch-choosing" aria-label={t('batch.title')}>
      <div className="row-between">
        <strong role="status">{t('batch.chosen', { count: ticked.length })}</strong>
        <span className="row">
          <Button onClick={() => change(new Set(isAll ? [] : rows.map(({ taskKey }) => taskKey)))}>
            {t(isAll ? 'batch.noneTicked' : 'batch.allTicked')}
          </Button>
          <Button onClick={() => change(undefined)}>{t('batch.leave')}</Button>
        </span>
      </div>
      <div className="row batch-verbs">
        {kinds.map((one) => (
          <Button key={one} disabled={ticked.length === 0} onClick={() => setKind(one)}>
            {t(`batch.kind.${one}`)}
          </Button>
        ))}
      </div>
      {ticked.length === 0 ? <p className="small muted">{t('batch.tickFirst')}</p> : null}
      {kind ? <PlanBatchDialog kind={kind} tasks={ticked} close={() => setKind(undefined)} /> : null}
    </section>
  );
}
