import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  Acted,
  ClaimTask,
  CompleteTask,
  DraftSaved,
  TaskDetail,
} from '../../api/resources/tasks.shapes.ts';
import type { TaskList, TaskQuery } from '../../api/resources/work-list.shapes.ts';
import type { Values } from '../../api/resources/label.shapes.ts';
import { request } from './request.ts';

const at = (taskKey: string) => `/tasks/${encodeURIComponent(taskKey)}`;

export const taskListQuery = (filter: Pick<TaskQuery, 'view'> & Partial<TaskQuery>) =>
  infiniteQueryOptions({
    queryKey: ['tasks', filter],
    queryFn: ({ signal, pageParam }) =>
      request<TaskList>('GET', '/tasks', { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const taskQuery = (taskKey: string) =>
  queryOptions({
    queryKey: ['task', taskKey],
    queryFn: ({ signal }) => request<TaskDetail>('GET', at(taskKey), { signal }),
  });

export const saveDraft = (input: { taskKey: string; values: Values }, key: string) =>
  request<DraftSaved>('PUT', `${at(input.taskKey)}/draft`, { body: { values: input.values }, key });

export const claimTask = (input: { taskKey: string } & ClaimTask, key: string) =>
  request<Acted>('POST', `${at(input.taskKey)}/claim`, { body: { generation: input.generation }, key });

export const releaseTask = (input: { taskKey: string } & ClaimTask, key: string) =>
  request<Acted>('POST', `${at(input.taskKey)}/release`, { body: { generation: input.generation }, key });

export const completeTask = ({ taskKey, ...body }: { taskKey: string } & CompleteTask, key: string) =>
  request<Acted>('POST', `${at(taskKey)}/complete`, { body, key });
