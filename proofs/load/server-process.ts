import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { EngineKey } from '../../packages/functions/src/local/engine/engine-key.ts';
import type { Memory, ProbeRequest } from './server-probe.ts';

/** The local server in a separate process, as `pnpm start` runs it. */
export interface ServerProcess {
  port: number;
  /** The address and key of its DynamoDB engine. */
  engine: { endpoint: string; credentials: EngineKey };
  /** Resolves when the process has ended, with its exit code or signal. */
  readonly ended: Promise<string>;
  readonly isRunning: boolean;
  memory(): Promise<Memory>;
  /** Has the server answer nothing for some milliseconds, as a slow pattern would. */
  standStill(ms: number): void;
  /** Stops it as Ctrl-C does. */
  stop(): Promise<void>;
  /** Kills it immediately, alone or with all its child processes. */
  kill(what: 'server' | 'everything'): Promise<void>;
}

export interface ServerOptions {
  dataFolder: string;
  /** Environment variables, in addition to the minimum for a process. */
  env?: Record<string, string>;
  /** Called with each line of stdout and stderr. */
  onLine?: (line: string) => void;
}

/** Number of recent lines to include in the error of a failed start. */
const KEPT_LINES = 20;
const PROGRAM = fileURLToPath(new URL('../../packages/functions/src/local/server/start.ts', import.meta.url));
const PROBE = new URL('server-probe.ts', import.meta.url).href;

/**
 * Starts the local server on a free port and waits until it is ready.
 *
 * @throws {Error} with its output if it ends before that.
 */
export async function startServer({ dataFolder, env = {}, onLine }: ServerOptions): Promise<ServerProcess> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, ['--expose-gc', '--import', PROBE, PROGRAM], {
    env: { PATH, HOME, NO_COLOR: '1', DATA_FOLDER: dataFolder, PORT: '0', DYNAMODB_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A separate process group, so that it can be killed with its child processes.
    detached: true,
  });
  const ended = once(child, 'exit').then(([code, signal]) => `it ended with ${signal ?? code}`);
  const lines: string[] = [];
  const { port, engine } = await Promise.race([
    addressesIn(child, (line) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      onLine?.(line);
    }),
    ended.then((how) => {
      throw new Error(`The server did not start: ${how}. Its output:\n${lines.join('\n')}`);
    }),
  ]);
  const end = async (kill: () => void): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) kill();
    await ended;
  };
  return {
    port,
    engine,
    ended,
    get isRunning() {
      return child.exitCode === null && child.signalCode === null;
    },
    async memory() {
      const answer = once(child, 'message');
      child.send('memory' satisfies ProbeRequest);
      return (await answer)[0] as Memory;
    },
    standStill(ms) {
      child.send({ standStillMs: ms } satisfies ProbeRequest);
    },
    stop: () => end(() => child.kill('SIGTERM')),
    kill: (what) =>
      end(() => {
        if (what === 'server') child.kill('SIGKILL');
        else process.kill(-Number(child.pid), 'SIGKILL');
      }),
  };
}

const ENGINE = /DynamoDB +(\S+)[\s\S]*?AWS_ACCESS_KEY_ID=(\S+) AWS_SECRET_ACCESS_KEY=(\S+)/;

/** Reads the addresses from the output of the server, and passes every line on. */
function addressesIn(
  child: ChildProcess,
  onLine: (line: string) => void,
): Promise<Pick<ServerProcess, 'port' | 'engine'>> {
  return new Promise((resolve) => {
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream?.setEncoding('utf8').on('data', (text: string) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) onLine(line);
        printed = (printed + text).slice(-5_000);
        const port = /API +http:\/\/localhost:(\d+)/.exec(printed)?.[1];
        const [, endpoint, accessKeyId, secretAccessKey] = ENGINE.exec(printed) ?? [];
        if (port === undefined || !endpoint || !accessKeyId || !secretAccessKey) return;
        resolve({ port: Number(port), engine: { endpoint, credentials: { accessKeyId, secretAccessKey } } });
      });
    }
  });
}
