import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { getRequestListener, RequestError } from '@hono/node-server';
import type { ErrorBody } from '../../http/error-response.ts';
import { STATUS } from '../../telemetry/statuses.ts';

/** How long a client may take to send the headers of a request, and the whole request, in milliseconds. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;

const UNREADABLE: ErrorBody = {
  error:
    'This request cannot be read. Send it as HTTP/1.1, with headers of at most 16 KB, within 30 seconds.',
  code: 'invalid_request',
};
const BROKEN: ErrorBody = { error: 'Something went wrong on our side. Try again.', code: 'internal' };

/**
 * Creates a Node HTTP server for `fetch`. It disconnects clients that send slowly or do not read the answer. Requests
 * that Node itself refuses get an answer in the usual shape of errors.
 *
 * @param idleTimeoutMs - Milliseconds after which an idle connection is closed; longer than the longest answer.
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
      // The listener refuses a request without a host, and sends a body.
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
    // If it were sent before the answer to an earlier request on this connection, the client would take it for that
    // answer.
    const isNext = [...(unanswered.get(socket) ?? [])].every(
      ({ req, headersSent }) => !req.complete && !headersSent,
    );
    if (isNext && socket.writable) socket.end(RAW_REFUSAL, () => socket.destroy());
    else socket.destroy();
  });
  server.on('connect', (_, socket) => socket.end(RAW_REFUSAL, () => socket.destroy()));
  // By default Node answers 417.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  return server;
}

/**
 * Discards the rest of a body that was answered early, because the next request on the connection follows it. A paused
 * reader would block it. The listener closes a connection on which that takes too long.
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

/** Handles errors of the listener: invalid addresses, and rejections of `fetch`. The app itself never rejects. */
function refusal(error: unknown): Response {
  const body = error instanceof RequestError ? UNREADABLE : BROKEN;
  return Response.json(body, { status: STATUS[body.code], headers: HEADERS });
}
