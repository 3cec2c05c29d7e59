import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { crc32 } from 'node:zlib';
import { type Answer, Refusal } from './engine-answer.ts';
import type { EngineKey } from './engine-key.ts';
import { checkSignature, readSignature } from './engine-signature.ts';

/** Does what a request asks for, once it is known to come from the holder of the key. */
export type Execute = (operation: string, body: Buffer) => Promise<Answer>;

/** The longest request that DynamoDB takes. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** What a page of a browser sends along and no SDK does. */
const OF_A_PAGE = /^(?:origin|sec-.*|access-control-.*)$/;

/**
 * The door of the embedded engine. It answers requests alone that are signed with its key, that name this machine as
 * their host (a page can reach a loopback port under a name of its own), and that no browser has sent. No answer lets a
 * page read it.
 */
export function engineServer(key: EngineKey, execute: Execute): Server {
  const limits = {
    maxHeaderSize: 16 * 1024,
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    connectionsCheckingInterval: 5_000,
    keepAliveTimeout: 30_000,
    // A request without one is refused below, in words.
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

/** Each header once. What comes twice can be read in two ways, of which only one is signed. */
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

/** @param last - Whether the connection ends with it, because the request was not read to its end. */
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
