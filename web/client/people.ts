import { queryOptions } from '@tanstack/react-query';
import type { PostName } from '../../api/resources/label.shapes.ts';
import type { PeopleList } from '../../api/resources/people.shapes.ts';
import { request } from './request.ts';

export interface PeopleFilter {
  q: string;
  caseId?: string;
  /** For the start of a case of this template. */
  template?: string;
  /** Only holders of these. */
  among?: PostName[];
}

/** People whom the reader may give work to, each with the posts they hold now. */
export const peopleQuery = ({ q, caseId, template, among }: PeopleFilter) => {
  const posts = among?.map(({ post, unit }) => `${post}@${unit}`).join(',');
  return queryOptions({
    queryKey: ['people', q, caseId, template, posts],
    queryFn: ({ signal }) =>
      request<PeopleList>('GET', '/people', {
        query: { q, caseId, template, among: posts, limit: 30 },
        signal,
      }),
    staleTime: 60_000,
  });
};
