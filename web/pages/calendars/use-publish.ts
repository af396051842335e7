import { useNavigate } from 'react-router';
import { planRecount, startBatch } from '../../client/batches.ts';
import { useIntent } from '../../client/intent.ts';
import { useRefresh } from '../../client/refresh.ts';

/** Publishes a version of the calendar, then counts every open deadline again and shows how far that is. */
export function usePublish<I>(publish: (input: I, key: string) => Promise<unknown>, close: () => void) {
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
  const save = useIntent(publish, { onSuccess: () => plan.run() });
  return {
    // Published already, and only the recount failed: it is not sent twice.
    run: (input: I) => (save.result ? plan.run() : save.run(input)),
    isRunning: save.isRunning || plan.isRunning || start.isRunning,
    error: save.error ?? plan.error ?? start.error,
  };
}
