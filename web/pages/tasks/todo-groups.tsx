import type { Bucket, TaskCounts, TaskRow } from '../../../api/resources/work-list.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Icon } from '../../parts/icon.tsx';
import { TaskLine } from './task-line.tsx';

const buckets: Bucket[] = ['overdue', 'dueToday', 'later'];
const icons = { overdue: 'alert', dueToday: 'clock', later: 'calendar' } as const;

interface TodoGroupsProps {
  rows: TaskRow[];
  counts?: TaskCounts;
  /** Which are ticked for a batch; absent: nothing can be ticked. */
  selection?: { selected: ReadonlySet<string>; change: (selected: ReadonlySet<string>) => void };
}

/** Overdue, due today, later: each group with its count over the whole list. */
export function TodoGroups({ rows, counts, selection }: TodoGroupsProps) {
  const { t } = useTexts();
  const toggle = (taskKey: string) => {
    if (!selection) return;
    const next = new Set(selection.selected);
    if (!next.delete(taskKey)) next.add(taskKey);
    selection.change(next);
  };
  return (
    <div className="stack">
      {buckets.map((bucket) => {
        const own = rows.filter((row) => row.bucket === bucket);
        if (own.length === 0) return null;
        return (
          <section key={bucket} aria-labelledby={`bucket-${bucket}`}>
            <h2 id={`bucket-${bucket}`} className={`bucket bucket-${bucket}`}>
              <Icon name={icons[bucket]} />
              {t(`tasks.bucket.${bucket}`)}
              <span className="count">{counts?.[bucket] ?? own.length}</span>
            </h2>
            <ul className="task-list">
              {own.map((row) => (
                <TaskLine
                  key={row.taskKey}
                  row={row}
                  tick={
                    selection
                      ? {
                          isTicked: selection.selected.has(row.taskKey),
                          toggle: () => toggle(row.taskKey),
                        }
                      : undefined
                  }
                />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
