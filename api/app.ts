import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import express, { type ErrorRequestHandler, type Express } from 'express';
import helmet from 'helmet';
import { AppError, problemStatus } from '../errors.ts';
import { identify, languageFor, callerOf } from './caller.ts';
import type { ApiSettings, Dependencies } from './dependencies.ts';
import { docsPage } from './docs-page.ts';
import { openApiDocument } from './openapi.ts';
import { problemOf } from './problem.ts';
import { createRateLimits } from './rate-limits.ts';
import { routes } from './resources/index.ts';
import { languageOf } from './language.ts';
import { serveRoute } from './serve-route.ts';

/** The whole HTTP side over what the composition root opened. It opens nothing itself, so tests give it what they like. */
export function createApp(dependencies: Dependencies, health: { isReady(): Promise<boolean> }): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', dependencies.settings.trustedProxies);
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.use(securityHeaders(dependencies.settings));

  app.get('/healthz', (_request, response) => void response.json({ status: 'alive' }));
  app.get('/readyz', async (_request, response) => {
    const isReady = await health.isReady().catch(() => false);
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'starting' });
  });
  app.use('/api', api(dependencies));
  if (dependencies.settings.pages !== null) app.use(pages(dependencies.settings.pages));
  app.use('/api', failures(dependencies));
  app.use(failures(dependencies));
  return app;
}

function api(dependencies: Dependencies) {
  const router = express.Router({ caseSensitive: true });
  const limits = createRateLimits(dependencies.settings);
  router.use((request, response, next) => {
    response.locals['requestId'] = randomUUID();
    response.locals['language'] = languageOf(request.headers['accept-language']);
    response.setHeader('Cache-Control', 'no-store');
    const startedAt = performance.now();
    response.on('finish', () => {
      dependencies.log.info({
        request: response.locals['requestId'] as string,
        method: request.method,
        route: String((request.route as { path?: string } | undefined)?.path ?? ''),
        status: response.statusCode,
        person: callerOf(response)?.person,
        milliseconds: Math.round(performance.now() - startedAt),
      });
    });
    next();
  });
  router.get('/openapi.json', (_request, response) => void response.json(openApiDocument(routes)));
  router.get('/docs', (request, response) => {
    response.type('html').send(docsPage(routes, languageOf(request.headers['accept-language'])));
  });
  router.use(identify(dependencies));
  for (const route of routes) serveRoute(router, route, dependencies, limits);
  router.use((request) => {
    const isKnown = routes.some(({ path }) => patternOf(path).test(request.path));
    throw isKnown
      ? new AppError('method-not-known', `Expected another method than ${request.method} here`)
      : new AppError('not-found', 'Expected an address of the API, but there is none like this');
  });
  return router;
}

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`);

/** Where a one-time link is opened (web/client/links.ts). */
const linkPath = '/sign';

/** The built pages; every other address of a browser gets the one page that routes by itself. */
function pages(folder: string) {
  const router = express.Router();
  router.use(
    express.static(folder, {
      index: false,
      setHeaders: (response, path) => {
        // Names under assets/ carry a hash of their content.
        if (path.includes('/assets/'))
          response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
      },
    }),
  );
  // The page for whoever has a one-time link and no login: its token stands after the `#`, and never comes here.
  router.get(linkPath, (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-cache');
    response.setHeader('X-Robots-Tag', 'noindex, nofollow');
    response.sendFile(join(folder, 'agency.html'), (error) => error && next(error));
  });
  router.get('/{*path}', (request, response, next) => {
    if (!request.accepts('html') || request.path.startsWith('/assets/')) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(join(folder, 'index.html'), (error) => error && next(error));
  });
  return router;
}

/** Strict, but for inline styles: antd and bpmn-js set them from scripts of ours. Scripts come from our files alone. */
function securityHeaders(settings: ApiSettings) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        frameSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
        ...(settings.isSecure && { upgradeInsecureRequests: [] }),
      },
    },
    strictTransportSecurity: settings.isSecure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
}

/** Every failure leaves as problem details; what is not a refusal of ours is logged and tells nothing of the inside. */
function failures({ log }: Dependencies): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const requestId = (response.locals['requestId'] as string | undefined) ?? randomUUID();
    const refusal = asRefusal(error);
    if (refusal.code === 'internal') {
      log.error({ err: error, request: requestId, method: request.method }, 'request failed');
    }
    const language = languageFor(response) ?? 'zh';
    const retryAfter = refusal.data['retryAfterSeconds'];
    if (typeof retryAfter === 'number') response.setHeader('Retry-After', String(retryAfter));
    response
      .status(problemStatus[refusal.code])
      .type('application/problem+json')
      .send(JSON.stringify(problemOf(refusal, language, requestId)));
  };
}

function asRefusal(error: unknown): AppError {
  if (error instanceof AppError) return error;
  // Express and its body readers throw errors with a status of their own.
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (status === 413) return new AppError('too-large', 'Expected a smaller body', { cause: error });
  if (status === 415)
    return new AppError('wrong-content-type', 'Expected another encoding', { cause: error });
  if (status === 404) return new AppError('not-found', 'Expected a file that is there', { cause: error });
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new AppError('bad-input', 'Expected a request that can be read', { cause: error });
  }
  return new AppError('internal', 'Unexpected failure', { cause: error });
}
