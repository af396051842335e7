import { queryOptions } from '@tanstack/react-query';
import type { ChangeMe, LogIn, Session } from '../../api/resources/session.shapes.ts';
import { request } from './request.ts';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => request<Session>('GET', '/session', { signal }),
  staleTime: 60_000,
});

export const logIn = (body: LogIn, key: string) => request<unknown>('POST', '/session', { body, key });

export const logOut = (_: void, key: string) => request<unknown>('DELETE', '/session', { key });

export const changeMe = (body: ChangeMe, key: string) => request<unknown>('PUT', '/me', { body, key });
