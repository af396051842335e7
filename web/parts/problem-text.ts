import { ApiProblem, Unreachable } from '../client/problem.ts';
import { useTexts } from '../i18n/use-texts.ts';

/** Says a failure: what happened, and what to do now. The server tells its refusals itself, in the reader's language. */
export function useProblemText() {
  const { t } = useTexts();
  return (error: Error): { title: string; mend: string } => {
    if (error instanceof ApiProblem && error.title) return { title: error.title, mend: error.message };
    const key = error instanceof Unreachable ? 'unreachable' : 'unknown';
    return { title: t(`problem.${key}.title`), mend: t(`problem.${key}.mend`) };
  };
}
