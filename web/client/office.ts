import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Board } from '../../api/resources/board.shapes.ts';
import type { CalendarPart, Calendars, SaveCalendarYear } from '../../api/resources/calendars.shapes.ts';
import type { Clock, MoveClock } from '../../api/resources/clock.shapes.ts';
import type {
  DeliveriesRetried,
  RetryDeliveries,
  UndeliveredList,
} from '../../api/resources/deliveries.shapes.ts';
import type { OpenIncidents } from '../../api/resources/incidents.shapes.ts';
import type { Mail, MailList } from '../../api/resources/mailbox.shapes.ts';
import type { AddHolding, EndHolding, Organisation } from '../../api/resources/organisation.shapes.ts';
import type { TemplateDetail, TemplateList } from '../../api/resources/templates.shapes.ts';
import { request, type QueryValue } from './request.ts';

export const boardQuery = (filter: Record<string, QueryValue>) =>
  queryOptions({
    queryKey: ['board', filter],
    queryFn: ({ signal }) => request<Board>('GET', '/board', { query: filter, signal }),
  });

export const organisationQuery = queryOptions({
  queryKey: ['organisation'],
  queryFn: ({ signal }) => request<Organisation>('GET', '/organisation', { signal }),
  staleTime: 300_000,
});

export const addHolding = (body: AddHolding, key: string) =>
  request<unknown>('POST', '/organisation/holdings', { body, key });

export const endHolding = ({ holding, ...body }: { holding: string } & EndHolding, key: string) =>
  request<unknown>('POST', `/organisation/holdings/${encodeURIComponent(holding)}/end`, { body, key });

export const calendarsQuery = queryOptions({
  queryKey: ['calendars'],
  queryFn: ({ signal }) => request<Calendars>('GET', '/calendars', { signal }),
});

export const saveCalendarYear = ({ year, ...body }: { year: number } & SaveCalendarYear, key: string) =>
  request<unknown>('PUT', `/calendars/${year}`, { body, key });

/** Where a part of the calendar that is published as a whole is kept. */
export type PartPath = 'closures' | 'terms' | 'office-hours';

export const saveCalendarPart = (
  { path, ...body }: { path: PartPath; version: string } & CalendarPart,
  key: string,
) => request<unknown>('PUT', `/${path}`, { body, key });

/** While a move is being told to the cases the page follows it. */
export const clockQuery = queryOptions({
  queryKey: ['clock'],
  queryFn: ({ signal }) => request<Clock>('GET', '/clock', { signal }),
  refetchInterval: ({ state }) => (state.data?.advance.state === 'running' ? 1000 : 60_000),
});

export const moveClock = (body: MoveClock, key: string) => request<Clock>('POST', '/clock', { body, key });

export const mailListQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['mailbox', q],
    queryFn: ({ signal, pageParam }) =>
      request<MailList>('GET', '/mailbox', { query: { q, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const mailQuery = (id: string) =>
  queryOptions({
    queryKey: ['mail', id],
    queryFn: ({ signal }) => request<Mail>('GET', `/mailbox/${encodeURIComponent(id)}`, { signal }),
  });

export const undeliveredQuery = infiniteQueryOptions({
  queryKey: ['undelivered'],
  queryFn: ({ signal, pageParam }) =>
    request<UndeliveredList>('GET', '/deliveries/failed', { query: { cursor: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

export const retryDeliveries = (body: RetryDeliveries, key: string) =>
  request<DeliveriesRetried>('POST', '/deliveries/retries', { body, key });

export const incidentsQuery = queryOptions({
  queryKey: ['incidents'],
  queryFn: ({ signal }) => request<OpenIncidents>('GET', '/incidents', { signal }),
});

export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: ({ signal }) => request<TemplateList>('GET', '/templates', { signal }),
  staleTime: 60_000,
});

export const templateQuery = (key: string) =>
  queryOptions({
    queryKey: ['template', key],
    queryFn: ({ signal }) =>
      request<TemplateDetail>('GET', `/templates/${encodeURIComponent(key)}`, { signal }),
  });
