import { useNavigate } from 'react-router';
import { planRecount, startBatch } from '../../client/batches.ts';
import { useIntent } from '../../client/intent.ts';
import { saveCalendarYear } from '../../client/office.ts';
import { useRefresh } from '../../client/refresh.ts';

/** Publishes a year, then counts every open deadline again and shows how far that is. */
export function usePublishYear(close: () => void) {
  const navigate = useNavigate();
  const refresh = useRefresh();
  const start = useIntent(startBatch, {
    onSuccess: async (batch) => {
      close();
      await refresh();
      await navigate(`/batches/${batch.batch}`);
    },
  });
  const plan = useIntent(planRecount, { onSuccess: ({ batch }) => start.run({ batch }) });
  const save = useIntent(saveCalendarYear, { onSuccess: () => plan.run() });
  return {
    // Published already, and only the recount failed: the year is not sent twice.
    run: (year: Parameters<typeof save.run>[0]) => (save.result ? plan.run() : save.run(year)),
    isRunning: save.isRunning || plan.isRunning || start.isRunning,
    error: save.error ?? plan.error ?? start.error,
  };
}
