import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  Batch,
  BatchItems,
  BatchList,
  CalendarPreview,
  PlanBatch,
  PlanStaffMove,
  PreviewCalendarYear,
} from '../../api/resources/batches.shapes.ts';
import type { CalendarPart, PartPreview } from '../../api/resources/calendars.shapes.ts';
import type { PartPath } from './office.ts';
import { request, type QueryValue } from './request.ts';

export const batchListQuery = infiniteQueryOptions({
  queryKey: ['batches'],
  queryFn: ({ signal, pageParam }) =>
    request<BatchList>('GET', '/batches', { query: { cursor: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

/** Asks again every second while it runs. */
export const batchQuery = (batch: string) =>
  queryOptions({
    queryKey: ['batch', batch],
    queryFn: ({ signal }) => request<Batch>('GET', `/batches/${encodeURIComponent(batch)}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 1000 : false),
  });

export const batchItemsQuery = (batch: string, filter: Record<string, QueryValue>) =>
  infiniteQueryOptions({
    queryKey: ['batch', batch, 'items', filter],
    queryFn: ({ signal, pageParam }) =>
      request<BatchItems>('GET', `/batches/${encodeURIComponent(batch)}/items`, {
        query: { ...filter, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** Nothing is done yet: the answer says what would be. */
export const planBatch = (body: PlanBatch, key: string) => request<Batch>('POST', '/batches', { body, key });

export const planStaffMove = (body: PlanStaffMove, key: string) =>
  request<Batch>('POST', '/staff-moves', { body, key });

export const planRecount = (_: void, key: string) =>
  request<Batch>('POST', '/calendars/recounts', { body: {}, key });

export const startBatch = ({ batch }: { batch: string }, key: string) =>
  request<Batch>('POST', `/batches/${encodeURIComponent(batch)}/run`, { body: {}, key });

export const stopBatch = ({ batch }: { batch: string }, key: string) =>
  request<Batch>('POST', `/batches/${encodeURIComponent(batch)}/stop`, { body: {}, key });

/** `cursor`: a further page of what moves. */
export const previewCalendarYear = (
  { year, cursor, ...body }: { year: number; cursor?: string } & PreviewCalendarYear,
  key: string,
) => request<CalendarPreview>('POST', `/calendars/${year}/preview`, { query: { cursor }, body, key });

export const previewCalendarPart = (
  { path, cursor, ...body }: { path: PartPath; cursor?: string } & CalendarPart,
  key: string,
) => request<PartPreview>('POST', `/${path}/preview`, { query: { cursor }, body, key });
