import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { type SignedEngine, signedHeaders } from '../../src/local/engine/ask-engine.ts';
import type { TestEngine } from './with-engine.ts';

/**
 * How the proxy fails for a request.
 *
 * The engine never receives the request: `reset` (the connection breaks), `silence` (no answer), `patience` (repeated
 * interim answers, but no final one), or an answer of the proxy itself.
 *
 * The engine executes the request: `answer lost` (the connection breaks), `failed after` (the answer is 500), `cut
 * answer` (half of it, then the connection breaks), `short answer` and `empty answer` (half or nothing of it and a
 * normal end, because no length was announced), `stalled answer` (half of it, and the connection stays open).
 *
 * The engine executes the request when {@link FaultyProxy.deliverLate} is called: `late`. The connection breaks at
 * once.
 *
 * `stale`: an eventually consistent read gets the first answer that the same read ever had, or no rows.
 */
export type Fault = (typeof BEFORE)[number] | (typeof AFTER)[number] | 'late' | 'stale' | OwnAnswer;
interface OwnAnswer {
  status: number;
  body: string;
}

const BEFORE = ['reset', 'silence', 'patience'] as const;
const AFTER = [
  'answer lost',
  'failed after',
  'cut answer',
  'short answer',
  'empty answer',
  'stalled answer',
] as const;

export interface FaultyProxy {
  endpoint: string;
  /** The received requests, in order. */
  requests: ProxiedRequest[];
  /** Delivers the requests held back as `late` to the engine, in order. */
  deliverLate(): Promise<void>;
  stop(): Promise<void>;
}

export interface ProxiedRequest {
  /** Such as `PutItem`. */
  operation: string;
  input: Record<string, unknown>;
  /** Id of the SDK command; its retries have the same id. */
  command: string;
}

/**
 * Returns the fault for a request: `count` is 1 for an operation's first request, `command` is 1 for the first command,
 * and `attempt` is 1 for its first attempt.
 */
export type FaultAt = (
  operation: string,
  count: number,
  at: { command: number; attempt: number },
) => Fault | undefined;

/** New tables, reached directly and through a proxy with the faults of `faultAt`; stops when the test ends. */
export async function tablesBehindFaults(engine: TestEngine, faultAt?: FaultAt) {
  const direct = await engine.newTables();
  const { endpoint, requests, stop } = await startFaultyProxy(engine, faultAt);
  onTestFinished(stop);
  return { direct, endpoint, requests, proxied: engine.reachedAt(endpoint, direct.names) };
}

export function operations(requests: FaultyProxy['requests']): string[] {
  return requests.map(({ operation }) => operation);
}

/** A proxy in front of a DynamoDB engine, with the faults of `faultAt`. */
export async function startFaultyProxy(engine: SignedEngine, faultAt?: FaultAt): Promise<FaultyProxy> {
  const { proxy, stop } = await startFaultyProxies(engine);
  return { ...proxy(faultAt), stop };
}

/** Any number of proxies behind one port; each has its own requests and faults. */
export async function startFaultyProxies(engine: SignedEngine) {
  const agent = new Agent({ keepAlive: true });
  const forward = (request: Forwarded) => askEngine(engine, agent, request);
  const lanes: ReturnType<typeof lane>[] = [];
  const server = createServer(async (request, response) => {
    const { 1: number } = request.url?.split('/') ?? [];
    await lanes[Number(number)]?.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    proxy(faultAt: FaultAt = () => undefined): Omit<FaultyProxy, 'stop'> {
      const { requests, deliverLate } = lanes[lanes.push(lane(faultAt, forward)) - 1] as (typeof lanes)[0];
      const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${lanes.length - 1}`;
      return { endpoint, requests, deliverLate };
    },
    async stop() {
      server.closeAllConnections();
      agent.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

type Forwarded = Pick<IncomingMessage, 'headers'> & { body: string };
type Answer = { status: number; body: string };

function lane(faultAt: FaultAt, forward: (request: Forwarded) => Promise<Answer>) {
  const requests: ProxiedRequest[] = [];
  const attempts = new Map<string, number>();
  const held: Forwarded[] = [];
  const past = new Map<string, Answer>();

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const forwarded = { headers: request.headers, body: await text(request) };
    const input: Record<string, unknown> = JSON.parse(forwarded.body);
    const command = String(request.headers['amz-sdk-invocation-id']);
    requests.push({ operation, input, command });
    attempts.set(command, (attempts.get(command) ?? 0) + 1);
    const fault = faultAt(operation, requests.filter((one) => one.operation === operation).length, {
      command: [...attempts.keys()].indexOf(command) + 1,
      attempt: attempts.get(command) ?? 1,
    });

    if (fault === 'silence') return;
    if (fault === 'patience') return goOnPromising(response);
    if (fault === 'late') held.push(forwarded);
    if (fault === 'late' || fault === 'reset') {
      request.socket.destroy();
      return;
    }
    if (typeof fault === 'object') return reply(response, fault);
    const isLax = (operation === 'Query' || operation === 'GetItem') && input.ConsistentRead !== true;
    if (fault === 'stale' && isLax) return reply(response, past.get(forwarded.body) ?? NO_ROWS);
    const done = await forward(forwarded);
    if (isLax && !past.has(forwarded.body)) past.set(forwarded.body, done);
    if (fault === undefined || fault === 'stale') return reply(response, done);
    spoil(fault, response, done);
  };

  return {
    requests,
    answer,
    async deliverLate() {
      for (const request of held.splice(0)) await forward(request);
    },
  };
}

const NO_ROWS = { status: 200, body: '{"Count":0,"Items":[],"ScannedCount":0}' };
const HEADERS = { 'content-type': 'application/x-amz-json-1.0' };

function reply(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, HEADERS).end(body);
}

function goOnPromising(response: ServerResponse): void {
  const again = setInterval(() => response.writeProcessing(), 50);
  response.once('close', () => clearInterval(again));
}

function spoil(fault: (typeof AFTER)[number], response: ServerResponse, { status, body }: Answer): void {
  const half = body.slice(0, body.length / 2);
  const withLength = { ...HEADERS, 'content-length': Buffer.byteLength(body) };
  if (fault === 'answer lost') {
    response.destroy();
  } else if (fault === 'failed after') {
    reply(response, awsError(500, 'InternalServerError'));
  } else if (fault === 'cut answer') {
    response.writeHead(status, withLength).write(half, () => response.destroy());
  } else if (fault === 'stalled answer') {
    response.writeHead(status, withLength).write(half);
  } else {
    // Without a length and without chunks, the end of the connection ends the answer.
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
    response.writeHead(status, HEADERS).end(fault === 'short answer' ? half : '');
  }
}

/** An error as DynamoDB sends it, with a message that no caller may see. */
export function awsError(status: number, name: string): OwnAnswer {
  const body = { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: PROVIDERS_WORDS };
  return { status, body: JSON.stringify(body) };
}
export const PROVIDERS_WORDS = 'not for callers';

/** Signs the request again, because the client's signature is for the address of the proxy. */
async function askEngine(engine: SignedEngine, agent: Agent, asked: Forwarded): Promise<Answer> {
  const headers = await signedHeaders(engine, String(asked.headers['x-amz-target']), asked.body);
  return new Promise((resolve, reject) => {
    const request = send(engine.endpoint, { method: 'POST', agent, headers }, (answer) =>
      text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), reject),
    );
    request.once('error', (error) => {
      // The engine may close an idle connection just as it is reused; it has not received the request then.
      if (request.reusedSocket) resolve(askEngine(engine, agent, asked));
      else reject(error);
    });
    request.end(asked.body);
  });
}
