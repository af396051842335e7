import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  ChangeDeadline,
  DeadlineList,
  DecideRequest,
  RequestExtension,
  ResumeClock,
  SuspendClock,
  WhyThisDate,
} from '../../api/resources/deadlines.shapes.ts';
import type { Acted } from '../../api/resources/tasks.shapes.ts';
import { request, type QueryValue } from './request.ts';

/** One clock of one case. */
export interface ClockPlace {
  caseId: string;
  deadline: string;
}

const at = ({ caseId, deadline }: ClockPlace) => `/cases/${caseId}/deadlines/${encodeURIComponent(deadline)}`;

export const whyQuery = (place: ClockPlace) =>
  queryOptions({
    queryKey: ['case', place.caseId, 'why', place.deadline],
    queryFn: ({ signal }) => request<WhyThisDate>('GET', `${at(place)}/why`, { signal }),
  });

export const dueListQuery = (filter: Record<string, QueryValue>) =>
  infiniteQueryOptions({
    queryKey: ['deadlines', filter],
    queryFn: ({ signal, pageParam }) =>
      request<DeadlineList>('GET', '/deadlines', { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** What is sent with each thing that people do to a clock. */
export interface ClockActs {
  extend: RequestExtension;
  suspend: SuspendClock;
  resume: ResumeClock;
  change: ChangeDeadline;
}

const words: Record<keyof ClockActs, string> = {
  extend: 'extension',
  suspend: 'suspension',
  resume: 'resume',
  change: 'change',
};

export interface SentClockAct<A extends keyof ClockActs = keyof ClockActs> {
  act: A;
  place: ClockPlace;
  body: ClockActs[A];
}

export const sendClockAct = ({ act, place, body }: SentClockAct, key: string) =>
  request<Acted>('POST', `${at(place)}/${words[act]}`, { body, key });

export const acknowledgeStep = ({ step, ...place }: ClockPlace & { step: string }, key: string) =>
  request<Acted>('POST', `${at(place)}/acknowledge/${encodeURIComponent(step)}`, { body: {}, key });

export const decideRequest = (
  { caseId, request: id, ...body }: { caseId: string; request: string } & DecideRequest,
  key: string,
) =>
  request<Acted>('POST', `/cases/${caseId}/clock-requests/${encodeURIComponent(id)}/decide`, { body, key });
