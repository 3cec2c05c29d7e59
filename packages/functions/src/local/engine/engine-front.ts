import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { crc32 } from 'node:zlib';
import { type Answer, Refusal } from './engine-answer.ts';
import type { EngineKey } from './engine-key.ts';
import { checkSignature, readSignature } from './engine-signature.ts';

/** Executes an authenticated request. */
export type Execute = (operation: string, body: Buffer) => Promise<Answer>;

/** The largest request that DynamoDB accepts, in bytes. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Headers that browsers send and SDKs do not. */
const OF_A_PAGE = /^(?:origin|sec-.*|access-control-.*)$/;

/**
 * The HTTP server of the embedded engine. It only serves requests that are signed with its key, name this machine as
 * host (a web page can reach a loopback port under its own name), and do not come from a browser. No answer has CORS
 * headers.
 */
export function engineServer(key: EngineKey, execute: Execute): Server {
  const limits = {
    maxHeaderSize: 16 * 1024,
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    connectionsCheckingInterval: 5_000,
    keepAliveTimeout: 30_000,
    // A request without a host is refused below, with a message.
    requireHostHeader: false,
  };
  const server = createServer(limits, async (request, response) => {
    try {
      reply(response, await answer(request));
    } catch (error) {
      if (error instanceof Refusal) reply(response, error, error.status === 413);
      else if (!request.destroyed) reply(response, FAILED);
    }
  });
  server.maxConnections = 1_000;

  async function answer(request: IncomingMessage): Promise<Answer> {
    refusePages(request);
    const headers = headersOf(request);
    checkHost(headers.host, portOf(server));
    if (request.method !== 'POST' || request.url !== '/') {
      throw new Refusal('UnknownOperationException', 'The engine answers POST / alone.', 404);
    }
    const claimed = readSignature(headers, key, Date.now());
    const body = await bodyOf(request);
    await checkSignature({ headers, body }, claimed, key);
    return execute(headers['x-amz-target'] ?? '', body);
  }
  return server;
}

const FAILED: Answer = {
  status: 500,
  body: JSON.stringify({
    __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError',
    message: 'The request processing has failed because of an unknown error.',
  }),
};

function refusePages({ headers, method }: IncomingMessage): void {
  if (method === 'OPTIONS' || Object.keys(headers).some((name) => OF_A_PAGE.test(name))) {
    throw new Refusal('AccessDeniedException', 'Pages of a browser get no answer here.', 403);
  }
}

/** Requires each header once: a duplicate could be read in two ways, and the signature covers only one. */
function headersOf({ rawHeaders }: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (let n = 0; n < rawHeaders.length; n += 2) {
    const name = String(rawHeaders[n]).toLowerCase();
    if (name in headers) {
      throw new Refusal('IncompleteSignatureException', `The header "${name}" was sent more than once.`);
    }
    headers[name] = String(rawHeaders[n + 1]);
  }
  return headers;
}

function checkHost(host: string | undefined, port: number): void {
  const isOurs = ['127.0.0.1', 'localhost', '[::1]'].some(
    (name) => host?.toLowerCase() === `${name}:${port}` || (port === 80 && host?.toLowerCase() === name),
  );
  if (isOurs) return;
  throw new Refusal(
    'AccessDeniedException',
    `The engine answers at 127.0.0.1:${port} and localhost:${port} alone.`,
    403,
  );
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES ? MAX_BODY_BYTES : 0;
  if (length === 0) {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      length += chunk.length;
      if (length > MAX_BODY_BYTES) break;
      chunks.push(chunk);
    }
    if (length <= MAX_BODY_BYTES) return Buffer.concat(chunks);
  }
  throw new Refusal('RequestEntityTooLargeException', 'A request holds at most 16 MB.', 413);
}

/** @param last - True to close the connection, because the request was not read completely. */
function reply(response: ServerResponse, { status, body }: Answer, last = false): void {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(body),
    'x-amz-crc32': crc32(body),
    'x-amzn-requestid': randomUUID(),
    ...(last ? { connection: 'close' } : {}),
  });
  response.end(body);
}
