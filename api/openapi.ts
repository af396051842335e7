import {
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  extendZodWithOpenApi,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { problemStatus } from '../errors.ts';
import { problemTexts } from './problem-texts.ts';
import { Problem } from './resources/problem.shapes.ts';
import { isFileBody, isFileReply, needsKey, type Route } from './route.ts';

extendZodWithOpenApi(z);

let made: { for: Route[]; document: object } | undefined;

/** OpenAPI 3.1 of exactly the routes that are served, from their own declarations. */
export function openApiDocument(routes: Route[]): object {
  if (made?.for !== routes) made = { for: routes, document: makeDocument(routes) };
  return made.document;
}

function makeDocument(routes: Route[]): object {
  const registry = new OpenAPIRegistry();
  const session = registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-rectiflow',
    description: 'Set by POST /session. Without TLS, in development, its name is `rectiflow`.',
  });
  for (const route of routes) registry.registerPath(pathOf(route, session.name));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: '校安整改平台接口 / Rectiflow API',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Every write needs an `Idempotency-Key` (UUID): the same key with the same content gets the first answer, with other content 409. ' +
        'Refusals are RFC 9457 problem details in Chinese or English by `Accept-Language`. Unknown fields are refused. Lists are paged by `cursor`.',
    },
    servers: [{ url: '/api' }],
    tags: [...new Set(routes.map(tagOf))].map((name) => ({ name })),
  });
}

function pathOf(route: Route, session: string): RouteConfig {
  return {
    method: route.method,
    path: route.path.replaceAll(/:(\w+)/g, '{$1}'),
    operationId: operationId(route),
    summary: `${route.summary.zh} / ${route.summary.en ?? route.summary.zh}`,
    description: accessInWords(route),
    tags: [tagOf(route)],
    security: route.access === 'anyone' ? [] : [{ [session]: [] }],
    request: {
      ...(route.params && { params: route.params as z.ZodObject }),
      ...(route.query && { query: route.query as z.ZodObject }),
      ...(needsKey(route) && { headers: z.object({ 'Idempotency-Key': z.uuid() }) }),
      ...(route.body && { body: { required: true, content: contentOfBody(route) } }),
    },
    responses: { ...success(route), default: refusal },
  };
}

const refusal = {
  description: `Refused: ${Object.entries(problemStatus)
    .map(
      ([code, status]) => `${status} ${code} (${problemTexts[code as keyof typeof problemStatus].title.en})`,
    )
    .join(', ')}`,
  content: { 'application/problem+json': { schema: Problem } },
};

function success(route: Route) {
  const status = route.reply ? String(route.status ?? 200) : '204';
  if (!route.reply) return { [status]: { description: 'Done' } };
  const content = isFileReply(route.reply)
    ? { [route.reply.fileOf]: { schema: { type: 'string' as const, format: 'binary' } } }
    : { 'application/json': { schema: route.reply } };
  return { [status]: { description: route.summary.en ?? route.summary.zh, content } };
}

function contentOfBody(route: Route) {
  if (!isFileBody(route.body)) return { 'application/json': { schema: route.body as z.ZodType } };
  const schema = { type: 'string' as const, format: 'binary' };
  return Object.fromEntries(route.body.file.contentTypes.map((type) => [type, { schema }]));
}

function accessInWords({ access, write }: Route): string {
  const who =
    access === 'anyone'
      ? 'Anyone.'
      : access === 'loggedIn'
        ? 'Whoever is logged in, for what they may see.'
        : `Holders of a post with \`${access.permission}\`.`;
  return write === 'question' ? `${who} Changes nothing.` : who;
}

const tagOf = (route: Route): string => route.path.split('/')[1] ?? '';

/** `getCasesByCaseIdTimeline`: stable as long as the address is. */
export const operationId = ({ method, path }: Pick<Route, 'method' | 'path'>): string =>
  method +
  path
    .split('/')
    .filter(Boolean)
    .map((step) => (step.startsWith(':') ? `By${capital(step.slice(1))}` : capital(step)))
    .join('');

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
