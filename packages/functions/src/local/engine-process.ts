// The embedded DynamoDB engine as a process of its own, started by engine.ts: `engine-process.ts PORT [FOLDER]`.
// A process of its own keeps its work off the event loop of the server that it serves.
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import type { EngineMessage } from './engine.ts';

const [port, path] = process.argv.slice(2);
let serving = false;
let stopping = false;

process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
  // dynalite throws when a client goes away in the middle of a request; its other clients need not care.
  if (error.code === 'ECONNRESET') return;
  if (serving) console.error(error);
  tell({ failure: error.message, because: reasonOf(error) }, () => process.exit(1));
});

// Ctrl-C reaches every process of the terminal. The parent still has requests to answer then; it closes
// the channel when it is done, and the system closes it for a parent that was killed.
process.on('SIGINT', () => {});
process.on('SIGHUP', () => {});
process.on('SIGTERM', stop);
process.on('disconnect', stop);

if (path !== undefined) mkdirSync(path, { recursive: true });
const server = dynalite({ createTableMs: 0, ...(path === undefined ? {} : { path }) });
server.listen(Number(port), '127.0.0.1', async () => {
  const { port } = server.address() as AddressInfo;
  await openStore(port);
  serving = true;
  tell({ port });
});

function reasonOf({ syscall }: NodeJS.ErrnoException): 'port taken' | 'folder in use' | 'other' {
  if (syscall === 'listen') return 'port taken';
  // dynalite does not say why a folder could not be opened; one that may not be written has failed before, by `mkdir`.
  return path !== undefined && syscall === undefined ? 'folder in use' : 'other';
}

/** dynalite opens its folder late, and throws at the first request when that has failed. */
async function openStore(port: number): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}`, {
    method: 'POST',
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=local, Signature=local',
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': 'now',
      'x-amz-target': 'DynamoDB_20120810.DescribeTable',
    },
    body: '{"TableName":"any"}',
  });
  await answer.text();
}

function stop(): void {
  if (stopping) return;
  stopping = true;
  server.close(() => process.exit(0));
  setTimeout(() => server.closeAllConnections(), 1000).unref();
}

function tell(message: EngineMessage, then: () => void = () => {}): void {
  if (process.send && process.connected) process.send(message, then);
  else then();
}
