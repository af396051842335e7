import { Link } from 'react-router';
import type { Step } from '../../../api/resources/diagram.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DataTable } from '../data-table.tsx';
import { HandlerList } from '../handler-list.tsx';
import { StatusTag, type Tone } from '../status-tag.tsx';
import { addressOf } from './marks.ts';

const tones: Record<Step['state'], Tone> = {
  done: 'ok',
  active: 'info',
  incident: 'danger',
  notYet: 'neutral',
  waiting: 'neutral',
  ended: 'neutral',
};

/** The same as the diagram in words: who, what, by when, and what follows on each answer. */
export function StepTable({ steps }: { steps: Step[] }) {
  const { t, label, end, instant } = useTexts();
  const addedWords = ({ from, by }: NonNullable<Step['added']>) => {
    const name = by?.name ?? t('state.system');
    return from ? t('steps.addedAt', { by: name, step: label(from) }) : t('steps.addedBy', { by: name });
  };
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
              <StepName step={step} />
              {step.parentName ? <span className="small muted"> · {label(step.parentName)}</span> : null}
              {step.added ? <span className="small muted"> · {addedWords(step.added)}</span> : null}
            </span>
          ),
        },
        {
          key: 'state',
          title: t('steps.state'),
          cell: (step) => (
            <StatusTag
              tone={step.overdue ? 'danger' : tones[step.state]}
              icon={step.state === 'notYet' ? 'dot' : undefined}
            >
              {step.overdue ? t('steps.overdue') : t(`steps.stateName.${step.state}`)}
              {step.timesDone > 1 ? ` × ${step.timesDone}` : ''}
            </StatusTag>
          ),
        },
        {
          key: 'who',
          title: t('steps.who'),
          cell: (step) => (step.who.length > 0 ? <HandlerList handlers={step.who} /> : ''),
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

/** Opens what the diagram opens: for those who read the table in its place. */
function StepName({ step }: { step: Step }) {
  const { label } = useTexts();
  const address = addressOf(step);
  if (address === undefined) return <strong>{label(step.name)}</strong>;
  return (
    <Link className="plain-link" to={address}>
      <strong>{label(step.name)}</strong>
    </Link>
  );
}
