import { ApiProblem } from '../../client/problem.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Notice } from '../../parts/notice.tsx';
import { Failure } from '../../parts/page-state.tsx';
import { faultsFrom } from '../../parts/schema-form/check.ts';

/** Why an answer was not taken; where somebody was first, who and when. */
export function ActFailure({ error }: { error: Error }) {
  const { t, instant } = useTexts();
  if (error instanceof ApiProblem && error.code === 'task-not-open') {
    const by = nameIn(error.data['completedBy']);
    const at = error.data['completedAt'];
    return (
      <Notice tone="warn" role="alert" title={t('task.notTaken')}>
        <p>
          {by && typeof at === 'string' ? t('task.wasFirst', { name: by, at: instant(at) }) : error.message}
        </p>
        <p>{t('task.typedStays')}</p>
      </Notice>
    );
  }
  const rest = error instanceof ApiProblem ? faultsFrom(error.details).rest : [];
  return (
    <>
      <Failure error={error} />
      {rest.length > 0 ? (
        <ul>
          {rest.map((detail) => (
            <li key={`${detail.at} ${detail.message}`}>{detail.message}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** The name in `completedBy`, which is a person's name or { person, name }. */
function nameIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null && 'name' in value) return String(value.name);
  return undefined;
}
