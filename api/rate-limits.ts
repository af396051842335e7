import { rateLimit, ipKeyGenerator, type RateLimitRequestHandler } from 'express-rate-limit';
import type { Request, Response } from 'express';
import { AppError } from '../errors.ts';
import { callerOf } from './caller.ts';
import type { ApiSettings } from './dependencies.ts';

/**
 * Counters in this process's memory: with n API processes the limits are n times as high. They guard against a runaway
 * page and against guessing; lock-out, which is in the database, guards the accounts.
 */
export interface RateLimits {
  logIn: RateLimitRequestHandler;
  /** Of those who come with a one-time link. */
  links: RateLimitRequestHandler;
  writes: RateLimitRequestHandler;
}

export function createRateLimits(settings: ApiSettings): RateLimits {
  const limit = (perMinute: number, keyGenerator: (request: Request, response: Response) => string) =>
    rateLimit({
      windowMs: 60_000,
      limit: perMinute,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      keyGenerator,
      handler: (_request, _response, next) => {
        next(
          new AppError('too-many-requests', `Expected at most ${perMinute} requests a minute`, {
            data: { retryAfterSeconds: 60 },
          }),
        );
      },
    });
  const byAddress = (request: Request) => ipKeyGenerator(request.ip ?? '');
  return {
    logIn: limit(settings.logInsPerMinute, byAddress),
    links: limit(settings.logInsPerMinute, byAddress),
    writes: limit(
      settings.writesPerMinute,
      (request, response) => callerOf(response)?.person ?? byAddress(request),
    ),
  };
}
