import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ROOT } from './stack.ts';

/**
 * The answer of a function. For a streamed answer `pieces` are its chunks, and `chunked` is true when it began before
 * its length was known.
 */
export type Answer =
  | { streamed: false; payload: unknown }
  | {
      streamed: true;
      status: number;
      headers: Record<string, string>;
      body: string;
      chunked: boolean;
      pieces: string[];
    };

/** A function that runs in SST's own worker. */
export interface RunningFunction {
  /** Invokes the function with an event; rejects when the function fails. */
  invoke(event: object): Promise<Answer>;
  /** The log output. */
  log(): string;
  stop(): void;
}

interface Job {
  id: string;
  event: object;
}

/**
 * Runs a function that SST has built in the worker of `sst dev`, behind a small Lambda Runtime API.
 *
 * @param out - The folder of the bundle and of `resource.enc`.
 * @param handler - As the function names it: `bundle.handler`.
 */
export async function startFunction(
  out: string,
  handler: string,
  env: Record<string, string>,
): Promise<RunningFunction> {
  const jobs: Job[] = [];
  const idle: ((job: Job) => void)[] = [];
  const open = new Map<string, { resolve(answer: Answer): void; reject(error: Error): void }>();

  const give = (response: ServerResponse) => (job: Job) => {
    response.writeHead(200, {
      'lambda-runtime-aws-request-id': job.id,
      'lambda-runtime-deadline-ms': String(Date.now() + 30_000),
      'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:eu-central-1:123456789012:function:local',
    });
    response.end(JSON.stringify(job.event));
  };
  const take = async (request: IncomingMessage, response: ServerResponse, [, id = '', what]: string[]) => {
    const streamed = request.headers['lambda-runtime-function-response-mode'] === 'streaming';
    const chunks: Buffer[] = [];
    // Iterating over the request would join chunks that arrived in the meantime.
    request.on('data', (chunk) => chunks.push(chunk));
    await once(request, 'end');
    response.writeHead(202).end();
    const body = Buffer.concat(chunks);
    const job = open.get(id);
    open.delete(id);
    if (what === 'error') job?.reject(new Error(body.toString()));
    else if (streamed) {
      const chunked = request.headers['transfer-encoding'] === 'chunked';
      job?.resolve({ ...streamedAnswer(body), chunked, pieces: chunks.map(String) });
    } else job?.resolve({ streamed: false, payload: JSON.parse(body.toString() || 'null') });
  };
  const server = createServer((request, response) => {
    const url = String(request.url);
    const answer = /invocation\/([^/]+)\/(response|error)$/.exec(url);
    if (url.endsWith('/invocation/next')) {
      const job = jobs.shift();
      if (job) give(response)(job);
      else idle.push(give(response));
    } else if (answer) {
      void take(request, response, answer);
    } else {
      response.writeHead(202).end();
      for (const { reject } of open.values()) reject(new Error(`The function did not start (${url}).`));
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));

  const worker = join(ROOT, '.sst/platform/dist/nodejs-runtime/index.js');
  const child = spawn(process.execPath, ['--no-warnings', worker, join(out, handler), 'worker'], {
    cwd: out,
    env: {
      PATH: process.env.PATH,
      ...env,
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (log += text));
  child.once('exit', (code) => {
    for (const { reject } of open.values()) reject(new Error(`The function ended with ${code}: ${log}`));
  });

  let invocations = 0;
  return {
    invoke(event) {
      invocations += 1;
      const job = { id: `invocation-${invocations}`, event };
      return new Promise((resolve, reject) => {
        if (child.exitCode !== null) throw new Error(`The function has ended: ${log}`);
        open.set(job.id, { resolve, reject });
        const next = idle.shift();
        if (next) next(job);
        else jobs.push(job);
      });
    },
    log: () => log,
    stop() {
      child.kill();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Parses a streamed answer: its head as JSON, eight zero bytes, and its body. */
function streamedAnswer(bytes: Buffer) {
  const at = bytes.indexOf(Buffer.alloc(8));
  const { statusCode, headers } = JSON.parse(bytes.subarray(0, at).toString());
  return { streamed: true as const, status: statusCode, headers, body: bytes.subarray(at + 8).toString() };
}
