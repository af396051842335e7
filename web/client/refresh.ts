import { useQueryClient } from '@tanstack/react-query';

/** A command may change every list: after its answer all that stands on the page is asked again. */
export function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
}
