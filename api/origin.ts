import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../errors.ts';

/**
 * Refuses a write that another site's page makes with our cookie (CSRF). Browsers say where a request comes from in
 * Sec-Fetch-Site and, on every write, in Origin; a page cannot forge either. Programs send neither, and have no cookie
 * of a victim to ride on. The cookie is SameSite=Lax besides, and JSON bodies cannot be sent by a plain form.
 */
export function refuseForeignOrigin(headers: IncomingHttpHeaders, ownOrigins: string[]): void {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new AppError(
      'foreign-origin',
      `Expected a write from our own pages, but Sec-Fetch-Site is '${String(site).slice(0, 20)}'`,
    );
  }
  const origin = headers.origin;
  if (origin !== undefined && !ownOrigins.includes(origin)) {
    throw new AppError(
      'foreign-origin',
      'Expected a write from our own pages, but Origin names another site',
    );
  }
}
