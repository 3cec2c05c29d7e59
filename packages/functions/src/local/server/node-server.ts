import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { getRequestListener, RequestError } from '@hono/node-server';
import type { ErrorBody } from '../../http/error-response.ts';
import { STATUS } from '../../telemetry/statuses.ts';

/** How long a client may take to send the headers of a request, and the whole of it, in milliseconds. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;

const UNREADABLE: ErrorBody = {
  error:
    'This request cannot be read. Send it as HTTP/1.1, with headers of at most 16 KB, within 30 seconds.',
  code: 'invalid_request',
};
const BROKEN: ErrorBody = { error: 'Something went wrong on our side. Try again.', code: 'internal' };

/**
 * An HTTP server of Node around `fetch`, which nobody can tie up: whoever sends slowly, or does not read the answer, is
 * cut off. What Node itself refuses has the shape of every other refusal.
 *
 * @param idleTimeoutMs - When a connection on which nothing moves is closed; above the longest time for one answer.
 */
export function nodeServer(
  fetch: (request: Request) => Response | Promise<Response>,
  { idleTimeoutMs }: { idleTimeoutMs: number },
): Server {
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: 1000,
      // The listener refuses a request without a host, with a body.
      requireHostHeader: false,
    },
    getRequestListener(fetch, { errorHandler: refusal }),
  );
  server.timeout = idleTimeoutMs;

  const unanswered = new WeakMap<Duplex, Set<ServerResponse>>();
  server.on('request', (request, response) => {
    const { socket } = request;
    const open = unanswered.get(socket) ?? new Set();
    unanswered.set(socket, open.add(response));
    response.once('close', () => open.delete(response));
    response.once('finish', () => readOn(request));
  });
  server.on('clientError', (_, socket) => {
    // Sent before the answer to an earlier request on this connection, it would be taken for that answer.
    const isNext = [...(unanswered.get(socket) ?? [])].every(
      ({ req, headersSent }) => !req.complete && !headersSent,
    );
    if (isNext && socket.writable) socket.end(RAW_REFUSAL, () => socket.destroy());
    else socket.destroy();
  });
  server.on('connect', (_, socket) => socket.end(RAW_REFUSAL, () => socket.destroy()));
  // Node would answer 417 by itself.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  return server;
}

/**
 * Reads the rest of a body that was answered before its end, and forgets it: the next request on the connection comes
 * behind it. A reader that had begun and stopped would hold it back. The listener ends a connection on which that takes long.
 */
function readOn(request: IncomingMessage): void {
  if (request.complete) return;
  request.removeAllListeners('readable').removeAllListeners('data').resume();
}

const HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store', connection: 'close' };

const RAW_REFUSAL = [
  'HTTP/1.1 400 Bad Request',
  ...Object.entries(HEADERS).map(([name, value]) => `${name}: ${value}`),
  `content-length: ${JSON.stringify(UNREADABLE).length}`,
  '',
  JSON.stringify(UNREADABLE),
].join('\r\n');

/** The listener hands over addresses that are none, and what `fetch` rejects with; an app never does. */
function refusal(error: unknown): Response {
  const body = error instanceof RequestError ? UNREADABLE : BROKEN;
  return Response.json(body, { status: STATUS[body.code], headers: HEADERS });
}
