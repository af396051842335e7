import { queryOptions } from '@tanstack/react-query';
import type { AddSubstitution, SubstitutionList } from '../../api/resources/substitutions.shapes.ts';
import { request } from './request.ts';

export const substitutionsQuery = (all: boolean) =>
  queryOptions({
    queryKey: ['substitutions', all],
    queryFn: ({ signal }) =>
      request<SubstitutionList>('GET', '/substitutions', { query: { all: String(all) }, signal }),
  });

export const addSubstitution = (body: AddSubstitution, key: string) =>
  request<unknown>('POST', '/substitutions', { body, key });

export const endSubstitution = ({ substitution }: { substitution: string }, key: string) =>
  request<unknown>('DELETE', `/substitutions/${encodeURIComponent(substitution)}`, { key });
