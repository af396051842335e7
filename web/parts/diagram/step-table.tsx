import type { Step } from '../../../api/resources/diagram.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DataTable } from '../data-table.tsx';
import { PostList } from '../post-list.tsx';
import { StatusTag, type Tone } from '../status-tag.tsx';

const tones: Record<Step['state'], Tone> = {
  done: 'ok',
  active: 'info',
  incident: 'danger',
  notYet: 'neutral',
};

/** The same as the diagram in words: who, what, by when, and what follows on each answer. */
export function StepTable({ steps }: { steps: Step[] }) {
  const { t, label, end, instant } = useTexts();
  return (
    <DataTable
      caption={t('steps.caption')}
      rows={steps}
      rowKey={(step) => step.node}
      columns={[
        {
          key: 'name',
          title: t('steps.step'),
          isLead: true,
          cell: (step) => (
            <span style={{ paddingInlineStart: (step.depth - 1) * 16, display: 'block' }}>
              <strong>{label(step.name)}</strong>
              {step.parentName ? <span className="small muted"> · {label(step.parentName)}</span> : null}
            </span>
          ),
        },
        {
          key: 'state',
          title: t('steps.state'),
          cell: (step) => (
            <StatusTag tone={tones[step.state]} icon={step.state === 'notYet' ? 'dot' : undefined}>
              {t(`steps.stateName.${step.state}`)}
              {step.timesDone > 1 ? ` × ${step.timesDone}` : ''}
            </StatusTag>
          ),
        },
        {
          key: 'who',
          title: t('steps.who'),
          cell: (step) => (step.who.length > 0 ? <PostList posts={step.who} /> : ''),
        },
        {
          key: 'when',
          title: t('steps.deadline'),
          cell: (step) =>
            step.completedAt ? (
              <span className="small">
                {t('steps.doneBy', {
                  at: instant(step.completedAt),
                  by: step.completedBy?.name ?? t('state.system'),
                })}
              </span>
            ) : step.due ? (
              end(step.due)
            ) : step.deadlineRule ? (
              label(step.deadlineRule)
            ) : (
              ''
            ),
        },
        {
          key: 'next',
          title: t('steps.next'),
          cell: (step) =>
            step.next.length === 0 ? (
              ''
            ) : (
              <ul className="small">
                {step.next.map((next) => (
                  <li key={`${next.node} ${next.when?.zh ?? ''}`}>
                    {next.when ? `${label(next.when)} → ` : ''}
                    {label(next.name)}
                  </li>
                ))}
              </ul>
            ),
        },
      ]}
    />
  );
}
