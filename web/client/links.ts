import { queryOptions } from '@tanstack/react-query';
import type {
  ActOverLink,
  LinkPage,
  MadeLink,
  OneTimeLinks,
} from '../../api/resources/one-time-links.shapes.ts';
import type { Acted } from '../../api/resources/tasks.shapes.ts';
import { request } from './request.ts';

export const linksQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'links'],
    queryFn: ({ signal }) => request<OneTimeLinks>('GET', `/cases/${caseId}/links`, { signal }),
  });

export const makeLink = ({ taskKey, generation }: { taskKey: string; generation: number }, key: string) =>
  request<MadeLink>('POST', `/tasks/${encodeURIComponent(taskKey)}/link`, { body: { generation }, key });

export const revokeLink = ({ caseId, link }: { caseId: string; link: string }, key: string) =>
  request<Acted>('POST', `/cases/${caseId}/links/${link}/revoke`, { key });

/** The token goes in the body: no address that is logged anywhere has it. */
export const openLink = (token: string, signal?: AbortSignal) =>
  request<LinkPage>('POST', '/one-time-link', { body: { token }, signal });

export const actOverLink = (body: ActOverLink, key: string) =>
  request<LinkPage>('POST', '/one-time-link/acts', { body, key });

/** The address of a link. What stands after `#` is sent to no server. */
export const addressOfLink = (token: string): string => `${globalThis.location.origin}/sign#${token}`;
