import { queryOptions } from '@tanstack/react-query';
import type {
  CheckTemplate,
  NewTemplate,
  PublishTemplate,
  SaveTemplateDraft,
  TemplateDraft,
  TemplateProblems,
  TemplatePublished,
  TemplateVersion,
} from '../../api/resources/templates.shapes.ts';
import { request } from './request.ts';

const addressOf = (key: string) => `/templates/${encodeURIComponent(key)}`;

export const readVersion = (key: string, version: number, signal?: AbortSignal) =>
  request<TemplateVersion>('GET', `${addressOf(key)}/versions/${version}`, { signal });

export const versionQuery = (key: string, version: number) =>
  queryOptions({
    queryKey: ['template', key, 'version', version],
    queryFn: ({ signal }) => readVersion(key, version, signal),
    // What is published never changes; how many cases run on it does, but not in what we read it for.
    staleTime: Infinity,
  });

/** The draft of a template; where nobody has begun one, what the next would start from, at revision 0. */
export const readDraft = (key: string, signal?: AbortSignal) =>
  request<TemplateDraft>('GET', `${addressOf(key)}/draft`, { signal });

export const saveDraft = ({ key, ...body }: { key: string } & SaveTemplateDraft, idempotencyKey: string) =>
  request<TemplateDraft>('PUT', `${addressOf(key)}/draft`, { body, key: idempotencyKey });

export const checkTemplate = (body: CheckTemplate, signal?: AbortSignal) =>
  request<TemplateProblems>('POST', '/templates/check', { body, signal });

export const createTemplate = (body: NewTemplate, key: string) =>
  request<TemplateDraft>('POST', '/templates', { body, key });

export const publishTemplate = (
  { key, ...body }: { key: string } & PublishTemplate,
  idempotencyKey: string,
) => request<TemplatePublished>('POST', `${addressOf(key)}/versions`, { body, key: idempotencyKey });
