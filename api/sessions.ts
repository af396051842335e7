import { createHash, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import type { ApiSettings } from './dependencies.ts';
import type { SessionPort } from './route.ts';

/** 256 random bits. The database keeps their hash alone, so that reading it opens no session. */
export const newToken = (): string => randomBytes(32).toString('base64url');

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

export const cookieName = (settings: ApiSettings): string =>
  settings.isSecure ? '__Host-rectiflow' : 'rectiflow';

export function sessionPort(request: Request, response: Response, settings: ApiSettings): SessionPort {
  const name = cookieName(settings);
  const attributes = { httpOnly: true, secure: settings.isSecure, sameSite: 'lax', path: '/' } as const;
  return {
    token: readCookie(request.headers.cookie, name),
    address: request.ip ?? '',
    set: (token, expires) => void response.cookie(name, token, { ...attributes, expires }),
    clear: () => void response.clearCookie(name, attributes),
  };
}

/** Only the shape that `newToken` makes is taken. */
function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value && /^[\w-]{43}$/.test(value)) return value;
  }
  return undefined;
}
