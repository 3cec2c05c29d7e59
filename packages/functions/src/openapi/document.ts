import type { ErrorCode } from '@live-assist/core';
import { type RoutePath, type RouteRule, routes } from '../http/routes.ts';
import { STATUS } from '../telemetry/statuses.ts';
import { COMMON_CODES, OPERATIONS } from './operations.ts';
import { documentSchemas, operationName, requestName, SCHEMAS } from './schemas.ts';

/** Examples of a route: a body that may be sent, and its answer. */
export interface Example {
  request?: unknown;
  answer: unknown;
}

/**
 * The OpenAPI 3.1 document of the HTTP API.
 *
 * @param examples - By route.
 */
export function openApiDocument(version: string, examples: Partial<Record<RoutePath, Example>> = {}): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Live Assist',
      version,
      description:
        'Post-call analytics, and a memory of every customer. docs/api.md tells the rest: tokens, waiting, erasure.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The function URL of a deployment, or the local server' }],
    tags: [{ name: 'Live Assist', description: 'Calls, their analyses, and the memory of customers.' }],
    paths: Object.fromEntries(
      Object.entries(routes).map(([path, rule]) => [
        path,
        { [rule.method.toLowerCase()]: operation(path as RoutePath, rule, examples[path as RoutePath]) },
      ]),
    ),
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'A token with one of the scopes of the route. It is bound to a customer by the claim `client_email`, `phone` or `customer_id`, or needs the scope `customers:any` too.',
        },
        elevenlabs: { type: 'apiKey', in: 'header', name: 'elevenlabs-signature' },
        retell: { type: 'apiKey', in: 'header', name: 'x-retell-signature' },
        vapi: {
          type: 'apiKey',
          in: 'header',
          name: 'x-signature',
          description: 'With `x-timestamp`; or `x-vapi-secret`, or `authorization`, with the secret itself.',
        },
        vcon: {
          type: 'apiKey',
          in: 'header',
          name: 'webhook-signature',
          description: 'As Standard Webhooks has it; or `authorization` with the secret itself.',
        },
      },
      headers: HEADERS,
      schemas: documentSchemas(),
    },
  };
}

const HEADERS = {
  'x-request-id': {
    description: 'The id of the request, as the log names it.',
    required: true,
    schema: { type: 'string', minLength: 1 },
  },
  'cache-control': { description: 'No answer may be cached.', required: true, schema: { const: 'no-store' } },
  'server-timing': {
    description:
      'The phases of the answer in milliseconds: the tables, the model, the work of the service, and all together.',
    required: true,
    schema: { type: 'string', examples: ['store;dur=12, model;dur=0, own;dur=3, total;dur=15'] },
  },
  'x-analysis-source': {
    description: 'Whether this request had the call judged.',
    required: true,
    schema: { enum: ['stored', 'computed'] },
  },
  'retry-after': {
    description: 'Seconds after which the request may succeed.',
    schema: { type: 'integer', minimum: 1 },
  },
  'www-authenticate': {
    description: 'A token is needed.',
    required: true,
    schema: { const: 'Bearer' },
  },
  allow: { description: 'The methods of the route.', required: true, schema: { type: 'string' } },
};
type Header = keyof typeof HEADERS;

/** What every answer carries. */
const OF_ALL = ['x-request-id', 'cache-control', 'server-timing'] as const satisfies Header[];

const headers = (...names: Header[]) => ({
  headers: Object.fromEntries(
    [...OF_ALL, ...names].map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  ),
});

const json = (name: string, example?: unknown) => ({
  content: {
    'application/json': {
      schema: { $ref: SCHEMAS + name },
      ...(example !== undefined && { example }),
    },
  },
});

function operation(path: RoutePath, { scopes, sender }: RouteRule, example?: Example): object {
  const { summary, description, body, answer, codes } = OPERATIONS[path];
  const analyses = path === '/getCallAnalytics';
  return {
    operationId: operationName(path),
    tags: ['Live Assist'],
    summary,
    description,
    security: sender !== undefined ? [{ [sender]: [] }] : scopes === null ? [] : [{ token: [] }],
    ...(scopes !== null && { 'x-scopes': scopes }),
    ...(body !== null && { requestBody: { required: true, ...json(requestName(path), example?.request) } }),
    responses: {
      [sender === undefined ? 200 : 202]: {
        description:
          sender === undefined ? 'Done.' : 'The calls are recorded; `none` is the status of one that waits.',
        ...headers(...(analyses ? (['x-analysis-source'] as const) : [])),
        ...json(answer, example?.answer),
      },
      ...(analyses && {
        202: {
          description: 'The call is queued or being analysed.',
          ...headers(),
          ...json('Queued'),
        },
      }),
      ...failures([...(scopes === null ? OPEN_CODES : COMMON_CODES), ...codes]),
    },
  };
}

/** Failures of routes without a token. */
const OPEN_CODES: readonly ErrorCode[] = ['method_not_allowed'];

function failures(codes: readonly ErrorCode[]): Record<string, object> {
  const statuses = [...new Set(codes.map((code) => STATUS[code]))].sort();
  return Object.fromEntries(
    statuses.map((status) => {
      const own = codes.filter((code) => STATUS[code] === status);
      return [String(status), failure(status, own)];
    }),
  );
}

function failure(status: number, codes: readonly ErrorCode[]): object {
  const more = { 401: ['www-authenticate'], 405: ['allow'] } as Partial<Record<number, Header[]>>;
  const waits = [409, 429, 503].includes(status) ? (['retry-after'] as const) : [];
  return {
    description: codes.map((code) => `\`${code}\``).join(', '),
    ...headers(...(more[status] ?? []), ...waits),
    'x-codes': codes,
    ...json('Failure'),
  };
}
