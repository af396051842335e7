/**
 * Every refusal that a caller can meet, with the HTTP status it is answered with (RFC 9457 problem details).
 * Add a code here before you throw it: the union is closed, so that each page and client can know all of them.
 */
export const problemStatus = {
  'bad-input': 400,
  'key-missing': 400,
  'not-logged-in': 401,
  'wrong-credentials': 401,
  'not-allowed': 403,
  'foreign-origin': 403,
  'not-found': 404,
  'being-opened': 404,
  'method-not-known': 405,
  'task-not-open': 409,
  'task-changed': 409,
  'case-closed': 409,
  'version-conflict': 409,
  'idempotency-conflict': 409,
  'already-exists': 409,
  'start-indeterminate': 503,
  'precondition-required': 428,
  'too-large': 413,
  'wrong-content-type': 415,
  unprocessable: 422,
  'locked-out': 429,
  'too-many-requests': 429,
  internal: 500,
  'temporarily-unavailable': 503,
} as const;

export type ProblemCode = keyof typeof problemStatus;

/** One place in the caller's input that is wrong: a JSON pointer, a cell (`Sheet1!C7`) or an element id, and the mend. */
export interface ProblemDetail {
  at: string;
  message: string;
}

/**
 * A refusal that retrying cannot cure: the caller asked for something that we do not do.
 * The message says what was expected and what was found, never with personal data of a case.
 */
export class AppError extends Error {
  readonly code: ProblemCode;
  readonly details: ProblemDetail[];
  /** What the page can say more, e.g. who completed a task and when. Only what this caller may see. */
  readonly data: Record<string, unknown>;
  /** The refusal in the words of those who read it. Absent: the general words for the code are shown. */
  readonly texts?: { zh: string; en: string };
  /** The one place that these words are about, where `details` names none. */
  readonly at?: string;

  constructor(code: ProblemCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details ?? [];
    this.data = options.data ?? {};
    this.texts = options.texts;
    this.at = options.at;
  }
}

export interface AppErrorOptions {
  details?: ProblemDetail[];
  data?: Record<string, unknown>;
  texts?: { zh: string; en: string };
  at?: string;
  cause?: unknown;
}

/** States what our own code relies on: a failure is a bug of ours, never the caller's. */
export function invariant(ok: unknown, message: string): asserts ok {
  if (!ok) throw new Error(`Invariant broken: ${message}`);
}
