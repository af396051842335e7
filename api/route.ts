import type { z } from 'zod';
import type { Label } from './resources/label.shapes.ts';
import type { Permission } from './resources/session.shapes.ts';
import type { Tx } from '../db/connection.ts';
import type { Dependencies } from './dependencies.ts';
import type { User } from './policy.ts';

/**
 * A route is data plus a function that returns; it never touches the response object. Validation, the OpenAPI page,
 * the access matrix and the web client's types all come from this declaration.
 */
export interface Route {
  method: 'get' | 'post' | 'put' | 'delete';
  /** Below /api, Express style: `/tasks/:taskKey/complete`. */
  path: string;
  summary: Label;
  access: Access;
  /** How a repeat of a write is recognised; absent on reads. */
  write?: Write;
  params?: z.ZodType;
  query?: z.ZodType;
  /** A JSON body by its schema, or the bytes of a file. */
  body?: z.ZodType | FileBody;
  /** Bytes of JSON that are read at most; default 256 KiB. */
  bodyLimit?: number;
  /** Absent: 204 without content. */
  reply?: z.ZodType | FileReply;
  /** Status of success; default 200. */
  status?: 200 | 201 | 202;
  /** Version of what was read, sent as ETag and compared with If-None-Match. */
  etag?(reply: never): string;
  /**
   * Of a `case` write: what the handler needs to know, read (with `scoped`) in the transaction that records the key.
   * The handler gets it as `found`.
   */
  look?(request: never, dependencies: Dependencies): Promise<unknown>;
  handle(request: never, dependencies: Dependencies): Promise<unknown>;
}

/**
 * Who may call it at all. Whose object it is, is decided in the handler by the functions of `policy.ts`,
 * and by row-level security under it.
 */
export type Access = 'anyone' | 'loggedIn' | { permission: Permission };

/**
 * `once`: the whole handler is one database transaction together with the record of its Idempotency-Key.
 * `case`: the handler sends a command to a case with the key as its update id, so a repeat gets the case's first answer.
 *   Also for what takes long: no transaction is open in `handle`, and only a repeat after a crash does it again.
 * `command`: as `case`, and all that it does is one command, answered with `Acted`: the commit of the command records the
 *   answer (db/command-answers.ts), so that nothing is left to do after it. Where the path names a task, the handler gets it as
 *   `found` (undefined where the caller does not see it): staff wait for nothing more often.
 * `link`: as `case`, by whoever has a one-time link and no login: no person owns the key, and nothing is recorded beside the case.
 * `repeatable`: doing it again changes nothing, so the key is asked for (one rule for all writes) but not recorded.
 * `session`: log-in and log-out, where no person can own a key yet. No key.
 * `question`: a POST only for its large body; changes nothing. No key.
 */
export type Write = 'once' | 'case' | 'command' | 'link' | 'repeatable' | 'session' | 'question';

/** Whether callers must send an Idempotency-Key. */
export const needsKey = ({ write }: Pick<Route, 'write'>): boolean =>
  write === 'once' || write === 'case' || write === 'command' || write === 'link' || write === 'repeatable';

export interface FileBody {
  file: { contentTypes: string[]; maxBytes: number };
}

export interface FileReply {
  fileOf: string;
}

/** What a handler with a `FileReply` returns. */
export interface FileAnswer {
  name: string;
  bytes: Uint8Array;
  /** Media type, where it is another than the declared one. */
  type?: string;
}

/** What every handler is given. Routes that anyone may call see `user` undefined; all others can rely on it. */
export interface RouteRequest<Params, Query, Body, Known extends User | undefined = User, Found = unknown> {
  params: Params;
  query: Query;
  body: Body;
  user: Known;
  /** Idempotency-Key of a write; a fresh UUID where none is asked for. */
  key: string;
  /** True when this key was begun before and has no recorded answer: a process died midway, or a twin is under way. */
  isRetry: boolean;
  language: 'zh' | 'en';
  /**
   * Runs in a database transaction that sees what the caller may see. In a `once` write every call joins the one
   * transaction that also records the answer; elsewhere each call is its own.
   */
  scoped<T>(run: (tx: Tx) => Promise<T>): Promise<T>;
  /** What `look` returned, or the task of a `command`; undefined in `look` itself and where the route has neither. */
  found: Found;
  /** Begins work after the answer is committed (and not when an earlier answer is given again). */
  afterwards(begin: () => void): void;
  /** Cookie and origin matters of log-in and log-out alone. */
  session: SessionPort;
}

/** The session of a request as handlers may use it. */
export interface SessionPort {
  token: string | undefined;
  /** Address of the caller as the proxy setting allows to know it: for rate limits, never stored with a case. */
  address: string;
  set(token: string, expires: Date): void;
  clear(): void;
}

type BodyOf<B> = B extends FileBody ? Uint8Array : B extends z.ZodType ? z.infer<B> : undefined;
type ReplyOf<R> = R extends FileReply ? FileAnswer : R extends z.ZodType ? z.input<R> : void;

interface Declaration<A extends Access, P, Q, B, R, F> {
  method: Route['method'];
  path: string;
  summary: Label;
  access: A;
  write?: Write;
  params?: P;
  query?: Q;
  body?: B;
  bodyLimit?: number;
  reply?: R;
  status?: Route['status'];
  etag?(reply: ReplyOf<R>): string;
  look?(request: RequestOf<A, P, Q, B, undefined>, dependencies: Dependencies): Promise<F>;
  handle(request: RequestOf<A, P, Q, B, F>, dependencies: Dependencies): Promise<ReplyOf<R>>;
}

type RequestOf<A extends Access, P, Q, B, F> = RouteRequest<
  P extends z.ZodType ? z.infer<P> : undefined,
  Q extends z.ZodType ? z.infer<Q> : undefined,
  BodyOf<B>,
  A extends 'anyone' ? User | undefined : User,
  F
>;

export function route<
  const A extends Access,
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | FileBody | undefined = undefined,
  R extends z.ZodType | FileReply | undefined = undefined,
  F = undefined,
>(declaration: Declaration<A, P, Q, B, R, F>): Route {
  return declaration as Route;
}

export const isFileBody = (body: Route['body']): body is FileBody => body !== undefined && 'file' in body;
export const isFileReply = (reply: Route['reply']): reply is FileReply =>
  reply !== undefined && 'fileOf' in reply;
