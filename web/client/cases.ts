import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  CaseDetail,
  CaseList,
  CaseOpened,
  OpenCase,
  RecordProgress,
  SendMessage,
} from '../../api/resources/cases.shapes.ts';
import type { ResolveIncident } from '../../api/resources/incidents.shapes.ts';
import type { StartActivity } from '../../api/resources/case-data.shapes.ts';
import type { Diagram, Steps } from '../../api/resources/diagram.shapes.ts';
import type { Acted } from '../../api/resources/tasks.shapes.ts';
import type { Journal, Timeline } from '../../api/resources/timeline.shapes.ts';
import { ApiProblem } from './problem.ts';
import { request, type QueryValue } from './request.ts';

export const caseListQuery = (filter: Record<string, QueryValue>) =>
  infiniteQueryOptions({
    queryKey: ['cases', filter],
    queryFn: ({ signal, pageParam }) =>
      request<CaseList>('GET', '/cases', { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** Milliseconds after which one looks again for a case that is being set up. */
const lookAgainAfter = 2000;

export const caseQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId],
    queryFn: ({ signal }) => request<CaseDetail>('GET', `/cases/${caseId}`, { signal }),
    refetchInterval: ({ state: { error } }) =>
      error instanceof ApiProblem && error.code === 'being-opened' && lookAgainAfter,
  });

export const diagramQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'diagram'],
    queryFn: ({ signal }) => request<Diagram>('GET', `/cases/${caseId}/diagram`, { signal }),
  });

export const stepsQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'steps'],
    queryFn: ({ signal }) => request<Steps>('GET', `/cases/${caseId}/steps`, { signal }),
  });

/** Lines of the record that are shown at once. */
const linesAtOnce = 20;

export const timelineQuery = (caseId: string) =>
  infiniteQueryOptions({
    queryKey: ['case', caseId, 'timeline'],
    queryFn: ({ signal, pageParam }) =>
      request<Timeline>('GET', `/cases/${caseId}/timeline`, {
        query: { cursor: pageParam, limit: linesAtOnce },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const readJournalPage = (caseId: string, cursor: string | null, signal: AbortSignal) =>
  request<Journal>('GET', `/cases/${caseId}/journal`, { query: { cursor, limit: 200 }, signal });

type In<B> = { caseId: string } & B;

export const openCase = (body: OpenCase, key: string) => request<CaseOpened>('POST', '/cases', { body, key });

export const recordProgress = ({ caseId, ...body }: In<RecordProgress>, key: string) =>
  request<Acted>('POST', `/cases/${caseId}/progress`, { body, key });

export const sendMessage = ({ caseId, ...body }: In<SendMessage>, key: string) =>
  request<Acted>('POST', `/cases/${caseId}/messages`, { body, key });

export const startActivity = ({ caseId, ...body }: In<StartActivity>, key: string) =>
  request<Acted>('POST', `/cases/${caseId}/activities`, { body, key });

export const resolveIncident = (input: In<ResolveIncident> & { incident: string }, key: string) =>
  request<Acted>('POST', `/cases/${input.caseId}/incidents/${encodeURIComponent(input.incident)}/resolve`, {
    body: { how: input.how, variables: input.variables },
    key,
  });
