import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copySamplesInto } from '../../../functions/test/support/sample-folder.ts';

const START = fileURLToPath(new URL('../../../functions/src/local/server/start.ts', import.meta.url));

/** What `pnpm start` starts, on free ports, with data of its own. */
export interface RunningServer {
  address: string;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts the local server with the local analyst and the sample calls.
 *
 * @param settings - Further variables of its environment.
 */
export async function startLocalServer(settings: Record<string, string> = {}): Promise<RunningServer> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'live-assist-demo-'));
  await copySamplesInto(dataFolder);
  const env = {
    ...process.env,
    PORT: '0',
    DYNAMODB_PORT: '0',
    DATA_FOLDER: dataFolder,
    ANALYST: 'local',
    ...settings,
  };
  const server = spawn(process.execPath, [START], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return {
    address: await addressOf(server),
    async stop() {
      if (server.exitCode === null) {
        server.kill('SIGTERM');
        await once(server, 'exit');
      }
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    // Read to the end: the request log would fill the pipe, and a full pipe stops the server.
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      const found = /API +(http:\S+)\s/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`The server did not start: ${output}`)));
  });
}
