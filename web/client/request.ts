import i18next from 'i18next';
import { reportConnection } from './connection.ts';
import { ApiProblem, Unreachable } from './problem.ts';
import { reportSessionEnd } from './session-end.ts';

export type QueryValue = string | number | boolean | null | undefined;

export interface RequestOptions {
  query?: Record<string, QueryValue>;
  /** Sent as JSON. */
  body?: unknown;
  /** A file, sent as it is: a workbook, unless `fileType` says otherwise. */
  file?: Blob;
  fileType?: string;
  /** Idempotency-Key of the intended action; every write has one. */
  key?: string;
  signal?: AbortSignal;
}

const prefix = '/api';
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Path below `/api` with its query; empty and absent values are left out. */
export function addressOf(path: string, query: Record<string, QueryValue> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return `${prefix}${path}${text ? `?${text}` : ''}`;
}

/** One request to the API. Throws ApiProblem for a refusal and Unreachable when no answer came. */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': i18next.language ?? 'zh',
  };
  if (options.key) headers['idempotency-key'] = options.key;
  let body: BodyInit | undefined;
  if (options.file) {
    headers['content-type'] = options.fileType ?? workbookType;
    body = options.file;
  } else if (options.body !== undefined) {
    headers['content-type'] = 'application/json';
    body = JSON.stringify(options.body);
  }
  const response = await send(addressOf(path, options.query), {
    method,
    headers,
    body,
    signal: options.signal,
  });
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
  const answer: unknown = isJson ? await response.json() : await response.text();
  // A proxy in front answers 502–504 for a server that is away.
  reportConnection([502, 503, 504].includes(response.status) ? 'outage' : 'ok');
  if (!response.ok) {
    const problem = new ApiProblem(response.status, answer);
    if (problem.code === 'not-logged-in') reportSessionEnd();
    throw problem;
  }
  return answer as T;
}

async function send(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { ...init, credentials: 'same-origin' });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    reportConnection(navigator.onLine === false ? 'offline' : 'outage');
    throw new Unreachable(cause);
  }
}
