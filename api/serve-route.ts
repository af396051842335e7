import { randomUUID } from 'node:crypto';
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { z } from 'zod';
import { AppError, invariant } from '../errors.ts';
import { beginCommand } from '../db/commands.ts';
import { inScope } from '../db/connection.ts';
import { admit, callerOf, languageFor } from './caller.ts';
import type { Dependencies } from './dependencies.ts';
import { answerCaseCommand, answerOnce, beginLooking, type Answer } from './idempotency.ts';
import { unkeptTexts } from './kept-text.ts';
import { refuseForeignOrigin } from './origin.ts';
import { scopeOf } from './policy.ts';
import { badInput, badText, type Part } from './problem.ts';
import type { RateLimits } from './rate-limits.ts';
import { requestDigest } from './request-digest.ts';
import {
  isFileBody,
  isFileReply,
  needsKey,
  type FileAnswer,
  type Route,
  type RouteRequest,
} from './route.ts';
import { sessionPort } from './sessions.ts';
import { refusalWithoutReporters, withoutReporters } from './without-reporters.ts';

const defaultBodyLimit = 256 * 1024;

/** Puts one declared route into the router: everything between the wire and its handler, in one place. */
export function serveRoute(
  router: Router,
  route: Route,
  dependencies: Dependencies,
  limits: RateLimits,
): void {
  const handlers: RequestHandler[] = [admit(route.access, dependencies)];
  if (route.write) {
    handlers.push((request, _response, next) => {
      refuseForeignOrigin(request.headers, dependencies.settings.origins);
      next();
    });
    handlers.push(
      limits[route.access !== 'anyone' ? 'writes' : route.write === 'session' ? 'logIn' : 'links'],
    );
  }
  if (route.body) handlers.push(...bodyReaders(route));
  handlers.push(async (request, response) => {
    const answer = await answerTo(route, request, response, dependencies);
    send(route, answer, request, response);
  });
  router[route.method](route.path, ...handlers);
}

async function answerTo(
  route: Route,
  request: Request,
  response: Response,
  dependencies: Dependencies,
): Promise<Answer> {
  const language = languageFor(response);
  const user = callerOf(response);
  const key = needsKey(route) ? keyOf(request) : randomUUID();
  const params = parse(route.params, request.params, 'path', language);
  const query = parse(route.query ?? z.strictObject({}), request.query, 'query', language);
  const body = isFileBody(route.body) ? bytesOf(request) : parse(route.body, request.body, 'body', language);

  const begins: (() => void)[] = [];
  const basics = {
    params,
    query,
    body,
    user,
    key,
    language,
    session: sessionPort(request, response, dependencies.settings),
    afterwards: (begin: () => void) => void begins.push(begin),
  };
  const handle = route.handle as (
    request: RouteRequest<unknown, unknown, unknown, never>,
    d: Dependencies,
  ) => Promise<unknown>;
  const run = async (
    isRetry: boolean,
    scoped: RouteRequest<unknown, unknown, unknown>['scoped'],
    found?: unknown,
  ): Promise<Answer> => {
    const reply = await handle({ ...basics, user: user as never, isRetry, scoped, found }, dependencies);
    const answer = { status: route.reply ? (route.status ?? 200) : 204, reply: checked(route, reply) };
    // A command is answered with the version it came to, which tells of nobody.
    if (!user || !route.reply || isFileReply(route.reply) || route.write === 'command') return answer;
    const about = { ...basics, user, read: scoped };
    return { ...answer, reply: await withoutReporters(answer.reply, about) };
  };

  const ownTransactions: RouteRequest<unknown, unknown, unknown>['scoped'] = (work) => {
    invariant(user, 'a route for anyone reads through functions of its own');
    return inScope(dependencies.db, scopeOf(user), work);
  };
  const answer = await answered().catch(async (error: unknown) => {
    throw user
      ? await refusalWithoutReporters(error, { user, params, language, read: ownTransactions })
      : error;
  });
  for (const begin of begins) begin();
  return answer;

  async function answered(): Promise<Answer> {
    if (route.write !== 'once' && route.write !== 'case' && route.write !== 'command')
      return run(false, ownTransactions);
    invariant(user, `a ${route.write} write needs a person who owns its key`);
    const digest = requestDigest({ method: route.method, path: request.path, query, body });
    const intent = { user, key, digest, at: dependencies.now() };
    switch (route.write) {
      case 'once':
        return answerOnce(dependencies.db, intent, (tx) => run(false, (work) => work(tx)));
      case 'case':
        return answerCaseCommand(dependencies.db, intent, {
          begin: beginLooking(dependencies.db, intent, async (tx, isRetry) => {
            const scoped: typeof ownTransactions = (work) => work(tx);
            return route.look?.(
              { ...basics, user, isRetry, scoped, found: undefined } as never,
              dependencies,
            );
          }),
          act: (found, isRetry) => run(isRetry, ownTransactions, found),
          recordsItself: false,
        });
      case 'command':
        return answerCaseCommand(dependencies.db, intent, {
          async begin(row) {
            const { known, task } = await beginCommand(dependencies.db, scopeOf(user), {
              row,
              at: taskIn(params),
            });
            return { known, found: task };
          },
          act: (found, isRetry) => run(isRetry, ownTransactions, found),
          recordsItself: true,
        });
    }
  }
}

/** The task that a path names. */
function taskIn(params: unknown): { caseId: string; task: string } | undefined {
  const { taskKey } = (params ?? {}) as { taskKey?: string };
  const [caseId = '', task = ''] = taskKey?.split(':') ?? [];
  return taskKey === undefined ? undefined : { caseId, task };
}

const Uuid = z.uuid();

function keyOf(request: Request): string {
  const given = Uuid.safeParse(request.headers['idempotency-key']);
  if (!given.success) throw new AppError('key-missing', 'Expected a UUID in the header Idempotency-Key');
  return given.data.toLowerCase();
}

function parse(schema: z.ZodType | undefined, value: unknown, part: Part, language: 'zh' | 'en'): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (!result.success) throw badInput(result.error, part, language);
  const unkept = unkeptTexts(result.data);
  if (unkept.length > 0) throw badText(unkept, part, language);
  return result.data;
}

/** A reply that does not fit its declaration would show more, or less, than was promised: a bug of ours. */
function checked(route: Route, reply: unknown): unknown {
  if (!route.reply || isFileReply(route.reply)) return reply;
  const result = route.reply.safeParse(reply);
  invariant(
    result.success,
    `${route.method} ${route.path} must answer as declared: ${result.error?.message.slice(0, 2000)}`,
  );
  return result.data;
}

function bodyReaders(route: Route): RequestHandler[] {
  if (isFileBody(route.body)) {
    const { contentTypes, maxBytes } = route.body.file;
    return [
      contentTypeIs(contentTypes),
      // Whatever the type is said to be, or when none is.
      express.raw({ type: contentTypes.includes('*/*') ? () => true : contentTypes, limit: maxBytes }),
    ];
  }
  return [
    contentTypeIs(['application/json']),
    express.json({
      limit: route.bodyLimit ?? defaultBodyLimit,
      strict: true,
      type: 'application/json',
      reviver: noPrototype,
    }),
  ];
}

const contentTypeIs =
  (types: string[]): RequestHandler =>
  (request, _response, next) => {
    if (!types.includes('*/*') && !request.is(types)) {
      throw new AppError('wrong-content-type', `Expected a body of ${types.join(' or ')}`);
    }
    next();
  };

/** No field of ours has this name: it could only be meant to reach into objects. */
function noPrototype(key: string, value: unknown): unknown {
  // A SyntaxError, because the body reader strips whatever else it meets of what makes it itself.
  if (key === '__proto__') throw new SyntaxError('Expected no field named __proto__');
  return value;
}

function bytesOf(request: Request): Uint8Array {
  const body: unknown = request.body;
  if (!(body instanceof Uint8Array) || body.length === 0)
    throw new AppError('bad-input', 'Expected a file, but found an empty body');
  return body;
}

function send(route: Route, answer: Answer, request: Request, response: Response): void {
  response.status(answer.status);
  if (answer.status === 204) return void response.end();
  if (isFileReply(route.reply)) {
    const file = answer.reply as FileAnswer;
    response.type(file.type ?? route.reply.fileOf);
    // Whatever a file holds, a browser neither guesses at it nor runs it as a page of ours.
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    response.setHeader(
      'Content-Disposition',
      `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    );
    return void response.end(file.bytes);
  }
  if (route.etag && request.method === 'GET')
    response.setHeader('ETag', `"${route.etag(answer.reply as never)}"`);
  response.json(answer.reply);
}
