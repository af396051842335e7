import type { ProblemCode, ProblemDetail } from '../../errors.ts';

/** An answer of the API that refuses (RFC 9457 problem details). Its title and message are in the reader's language. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: ProblemCode | 'unknown';
  readonly title: string | undefined;
  readonly details: ProblemDetail[];
  /** What else the answer tells: for a task that is not open any more, who completed it and when. */
  readonly data: Record<string, unknown>;

  constructor(status: number, body: unknown) {
    const answer = isRecord(body) ? body : {};
    super(typeof answer['detail'] === 'string' ? answer['detail'] : `HTTP ${status}`);
    this.name = 'ApiProblem';
    this.status = status;
    this.title = typeof answer['title'] === 'string' ? answer['title'] : undefined;
    this.code = (typeof answer['code'] === 'string' ? answer['code'] : 'unknown') as ProblemCode | 'unknown';
    this.details = Array.isArray(answer['errors']) ? (answer['errors'] as ProblemDetail[]) : [];
    this.data = isRecord(answer['data']) ? answer['data'] : {};
  }
}

/** No answer came: the network is down or the server is starting. Whether a write arrived is not known. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('No answer from the server', { cause });
    this.name = 'Unreachable';
  }
}

/** Errors after which the very same request, with the same key, may be sent again. */
export function isWorthRetrying(error: unknown): boolean {
  if (error instanceof Unreachable) return true;
  return (
    error instanceof ApiProblem && (error.status === 502 || error.status === 503 || error.status === 504)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
