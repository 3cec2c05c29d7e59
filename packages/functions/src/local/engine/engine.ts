import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { askEngine } from './ask-engine.ts';
import { endChild } from './end-child.ts';
import { COMPACT, COMPACT_WITHIN_A_MINUTE } from './engine-compactor.ts';
import { type EngineKey, engineKeyText, KEY_VARIABLE, newEngineKey } from './engine-key.ts';

/** A DynamoDB engine on this machine. */
export interface Engine {
  /** Its URL, for {@link dynamoClient}. */
  endpoint: string;
  /** The key that must sign its requests. */
  credentials: EngineKey;
  /** True if this process started it; false if it was running already. */
  started: boolean;
  /** Stops it if this process started it. */
  stop(): Promise<void>;
}

export interface EngineOptions {
  /** Port on 127.0.0.1; 0 picks a free one. */
  port: number;
  /** Folder for its data, created when missing. Absent: memory. */
  path?: string | undefined;
  /** The access key for signing requests. @default a new one */
  credentials?: EngineKey | undefined;
}

/**
 * Starts a DynamoDB engine in a separate process, or uses a running one at that port with this key. The engine ends
 * with this process, even when this process is killed.
 *
 * @throws Error with one line that says what to do, when another program holds the port or the folder
 * @example
 * const engine = await startEngine({ port: 8000, path: '.data/dynamodb' });
 */
export async function startEngine({
  port,
  path,
  credentials = newEngineKey(),
}: EngineOptions): Promise<Engine> {
  if (port !== 0) {
    const found = await whatAnswersAt(port, credentials);
    if (found === 'engine') return { endpoint: url(port), credentials, started: false, stop: async () => {} };
    if (found === 'something else') throw portTaken(port);
  }
  for (const latest = Date.now() + LETS_GO_MS; ; ) {
    try {
      return await launch(port, path, credentials);
    } catch (error) {
      if (!(error instanceof FolderInUse) || Date.now() > latest) throw error;
      await sleep(200);
    }
  }
}

/** How long the engine of a killed server may still hold its folder, in milliseconds. */
const LETS_GO_MS = 5_000;

async function launch(port: number, path: string | undefined, credentials: EngineKey): Promise<Engine> {
  const child = spawn(process.execPath, [PROGRAM, String(port), ...(path === undefined ? [] : [path])], {
    env: { ...process.env, [KEY_VARIABLE]: engineKeyText(credentials) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const listening = await whenListening(child, port, path);
    // Neither the child nor its channel keeps this process running.
    child.unref();
    child.channel?.unref();
    return { endpoint: url(listening), credentials, started: true, stop: () => endChild(child) };
  } catch (error) {
    await endChild(child);
    throw error;
  }
}

/** Message of the engine process: its port, or why it failed. */
export type EngineMessage =
  | { port: number }
  | { failure: string; because: 'port taken' | 'folder in use' | 'other' };

class FolderInUse extends Error {}

const PROGRAM = fileURLToPath(new URL('./engine-process.ts', import.meta.url));

function whenListening(child: ChildProcess, port: number, path: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string, Kind: new (message: string) => Error = Error) =>
      reject(
        new Kind(
          path === undefined
            ? `The DynamoDB engine could not start (${reason}).`
            : `The DynamoDB engine could not open ${path} (${reason}). ` +
                'If another engine uses this folder, set DYNAMODB_PORT to its port (the server prints it) or stop it. ' +
                'Otherwise make the folder writable.',
        ),
      );
    child.once('message', (message: EngineMessage) => {
      if ('port' in message) resolve(message.port);
      else if (message.because === 'port taken') reject(portTaken(port));
      else fail(message.failure, message.because === 'folder in use' ? FolderInUse : Error);
    });
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code, signal) => fail(`it ended with ${signal ?? code}`));
  });
}

/** The environment variables that point a child process to a running engine. */
export function engineVariables({
  endpoint,
  credentials,
}: Pick<Engine, 'endpoint'> & Partial<Pick<Engine, 'credentials'>>): Record<string, string> {
  if (credentials === undefined) return { DYNAMODB_ENDPOINT: endpoint };
  const { accessKeyId, secretAccessKey } = credentials;
  return {
    DYNAMODB_ENDPOINT: endpoint,
    DYNAMODB_ACCESS_KEY_ID: accessKeyId,
    DYNAMODB_SECRET_ACCESS_KEY: secretAccessKey,
  };
}

/**
 * Makes an engine remove deleted and replaced data from its files, and waits for that.
 *
 * @param wait - False schedules it within a minute, combined with other requests, and waits only for the
 *   acknowledgement.
 * @returns false when the engine does not support it, because it is another product.
 * @throws {Error} when it cannot be reached, or failed. It then retries every minute.
 */
export async function compactEngine(
  engine: Pick<Engine, 'endpoint' | 'credentials'>,
  { wait = true } = {},
): Promise<boolean> {
  if (!engine.endpoint.startsWith('http:')) return false;
  const { status } = await askEngine(engine, wait ? COMPACT : COMPACT_WITHIN_A_MINUTE, '{}');
  if (status >= 500) throw new Error(`The engine could not compact its files (${status}).`);
  return status === 200;
}

async function whatAnswersAt(
  port: number,
  credentials: EngineKey,
): Promise<'engine' | 'nothing' | 'something else'> {
  const client = new DynamoDBClient({
    endpoint: url(port),
    region: 'local',
    credentials,
    maxAttempts: 1,
    requestHandler: { requestTimeout: 2000, throwOnRequestTimeout: true },
  });
  try {
    await client.send(new DescribeTableCommand({ TableName: 'is-this-an-engine' }));
    return 'engine';
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === 'ResourceNotFoundException') return 'engine';
    return 'code' in error && error.code === 'ECONNREFUSED' ? 'nothing' : 'something else';
  } finally {
    client.destroy();
  }
}

function portTaken(port: number): Error {
  return new Error(
    `Port ${port} on 127.0.0.1 is not free for the DynamoDB engine. Set DYNAMODB_PORT to another one.`,
  );
}

function url(port: number): string {
  return `http://127.0.0.1:${port}`;
}
