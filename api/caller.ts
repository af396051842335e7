import type { RequestHandler, Response } from 'express';
import { AppError } from '../errors.ts';
import { findUser } from './user.ts';
import type { Dependencies } from './dependencies.ts';
import { languageOf } from './language.ts';
import { may, type User } from './policy.ts';
import type { Language } from './resources/session.shapes.ts';
import type { Access } from './route.ts';
import { hashToken, sessionPort } from './sessions.ts';

/** Who calls, and in which language the answer is wanted, as kept with the response while it is worked on. */
export const callerOf = (response: Response): User | undefined => response.locals['user'] as User | undefined;
export const languageFor = (response: Response): Language => response.locals['language'] as Language;

/** Finds the caller by the session's cookie: posts and permissions are read anew each time. */
export function identify(dependencies: Dependencies): RequestHandler {
  return async (request, response, next) => {
    response.locals['language'] = languageOf(request.headers['accept-language']);
    const { token } = sessionPort(request, response, dependencies.settings);
    if (token !== undefined) {
      const user = await findUser(dependencies.db, {
        idHash: hashToken(token),
        now: dependencies.now(),
        idleMinutes: dependencies.settings.sessionIdleMinutes,
      });
      if (user) {
        response.locals['user'] = user;
        // The page sends its own language; without one the person's counts.
        if (!request.headers['accept-language']) response.locals['language'] = user.language;
      }
    }
    next();
  };
}

/** Whether the caller may call this route at all. Refusals are logged: they are what an attack looks like. */
export function admit(access: Access, { log }: Dependencies): RequestHandler {
  return (request, response, next) => {
    const user = callerOf(response);
    if (access === 'anyone') return next();
    if (!user) throw new AppError('not-logged-in', 'Expected a session, but found none that is valid');
    if (access !== 'loggedIn' && !may(user, access.permission)) {
      log.warn({ person: user.person, route: request.path, permission: access.permission }, 'access denied');
      throw new AppError(
        'not-allowed',
        `Expected a post with '${access.permission}', but ${user.person} holds none`,
      );
    }
    next();
  };
}
