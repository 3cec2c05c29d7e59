import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { TestEngine } from './with-engine.ts';

/**
 * How the proxy fails at a request. `answer lost`: the engine did it, and the connection breaks; the engine never
 * sees the others. `silence`: nothing comes. `patience`: word comes again and again that the answer will follow.
 * `half an answer`: it begins, and nothing more comes. Otherwise an answer of the proxy's own.
 */
export type Fault =
  | 'answer lost'
  | 'silence'
  | 'patience'
  | 'half an answer'
  | { status: number; body: string };

export interface FaultyProxy {
  endpoint: string;
  /** What reached the proxy, in order: the operation (`PutItem`) and its input. */
  requests: { operation: string; input: Record<string, unknown> }[];
  stop(): Promise<void>;
}

type FaultAt = (operation: string, count: number) => Fault | undefined;

/** Fresh tables, reached directly and through a proxy that fails where `faultAt` says so, until the test ends. */
export async function tablesBehindFaults(engine: TestEngine, faultAt?: FaultAt) {
  const direct = await engine.newTables();
  const { endpoint, requests, stop } = await startFaultyProxy(engine.endpoint, faultAt);
  onTestFinished(stop);
  return { direct, endpoint, requests, proxied: engine.reachedAt(endpoint, direct.names) };
}

export function operations(requests: FaultyProxy['requests']): string[] {
  return requests.map(({ operation }) => operation);
}

/** Stands in front of a DynamoDB engine and fails where `faultAt` says so; `count` is 1 for an operation's first request. */
export async function startFaultyProxy(
  engineEndpoint: string,
  faultAt: FaultAt = () => undefined,
): Promise<FaultyProxy> {
  const requests: FaultyProxy['requests'] = [];
  const server = createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const body = await text(request);
    requests.push({ operation, input: JSON.parse(body) });
    const fault = faultAt(operation, requests.filter((one) => one.operation === operation).length);
    if (fault === 'silence') return;
    if (fault === 'patience') {
      const again = setInterval(() => response.writeProcessing(), 50);
      response.once('close', () => clearInterval(again));
      return;
    }
    if (fault === 'half an answer') {
      response.writeHead(200).write('{"Items":');
      return;
    }
    if (typeof fault === 'object') {
      response.writeHead(fault.status, { 'content-type': 'application/x-amz-json-1.0' }).end(fault.body);
      return;
    }
    const answer = await forward(engineEndpoint, request, body);
    if (fault === 'answer lost') {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () => close(server),
  };
}

async function forward(endpoint: string, { headers }: IncomingMessage, body: string) {
  const kept = ['authorization', 'content-type', 'x-amz-date', 'x-amz-target'];
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: kept.map((name): [string, string] => [name, String(headers[name])]),
    body,
  });
  return { status: answer.status, body: await answer.text() };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
