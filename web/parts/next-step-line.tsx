import type { NextStep } from '../../api/resources/due.shapes.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { PostList } from './post-list.tsx';

/** Who is told next if nothing happens, and when. */
export function NextStepLine({ step }: { step: NextStep | null }) {
  const { t, label, end } = useTexts();
  if (!step) return <>{t('due.noNext')}</>;
  return (
    <>
      <strong>{end(step.at)}</strong>
      {t('state.colon')}
      {label(step.name)}
      {t('due.tells')}
      {step.handlers ? t('due.handlers') : null}
      {step.handlers && step.tell.length > 0 ? t('state.listComma') : null}
      {step.tell.length > 0 ? <PostList posts={step.tell} /> : null}
    </>
  );
}
