// The embedded DynamoDB engine as a process of its own, started by engine.ts: `engine-process.ts PORT [FOLDER]`. A
// separate process keeps its work off the server's event loop.
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { DynaliteStore } from 'dynalite/db/index.js';
import type { EngineMessage } from './engine.ts';
import { compact, removeRemains, restore } from './engine-compaction.ts';
import { COMPACT, COMPACT_WITHIN_A_MINUTE, compactor } from './engine-compactor.ts';
import { withFeed } from './engine-feed.ts';
import { engineServer } from './engine-front.ts';
import { gate } from './engine-gate.ts';
import { KEY_VARIABLE, readEngineKey } from './engine-key.ts';
import { loadOperations, openStore } from './engine-store.ts';

const [port, path] = process.argv.slice(2);
const key = readEngineKey(process.env[KEY_VARIABLE] ?? '');
if (key === null) throw new Error(`${KEY_VARIABLE} is missing.`);
let serving = false;
let stopping = false;

process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
  if (serving) console.error(error);
  tell({ failure: error.message, because: reasonOf(error) }, () => process.exit(1));
});

// Ctrl-C reaches every process of the terminal, but the parent still has requests to answer. It closes the channel when
// it is done; the system closes it when the parent was killed.
process.on('SIGINT', () => {});
process.on('SIGHUP', () => {});
process.on('SIGTERM', stop);
process.on('disconnect', stop);

// Files of LevelDB are readable only by the owner of this process.
process.umask(0o077);
const operate = withFeed(await loadOperations());
if (path !== undefined) {
  restore(path);
  mkdirSync(path, { recursive: true, mode: 0o700 });
}
let store: DynaliteStore = await openStore(path);
const door = gate();
const keeper =
  path === undefined
    ? null
    : compactor(path, (isStopping) => compactAt(path, isStopping), removeRemains(path));
const server = engineServer(key, async (target, body) => {
  if (target === COMPACT) await keeper?.compact();
  else if (target === COMPACT_WITHIN_A_MINUTE) keeper?.compactWithinAMinute();
  else return door.pass(() => operate(store, target, body));
  return { status: 200, body: '{}' };
});
server.listen(Number(port), '127.0.0.1', () => {
  serving = true;
  tell({ port: (server.address() as AddressInfo).port });
});

async function compactAt(path: string, isStopping: () => boolean): Promise<boolean> {
  try {
    return await compact(store, path, door, isStopping, (opened) => {
      store = opened;
    });
  } catch (error) {
    // An engine without its store is useless; the next start finds the rows.
    if (store.db.status !== 'open')
      process.nextTick(() => {
        throw error;
      });
    throw error;
  }
}

function reasonOf({ syscall, cause }: NodeJS.ErrnoException): 'port taken' | 'folder in use' | 'other' {
  if (syscall === 'listen') return 'port taken';
  return (cause as NodeJS.ErrnoException | undefined)?.code === 'LEVEL_LOCKED' ? 'folder in use' : 'other';
}

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => server.closeAllConnections(), 1000).unref();
  const closed = new Promise((resolve) => server.close(resolve));
  await keeper?.stop();
  await closed;
  await store.db.close();
  process.exit(0);
}

function tell(message: EngineMessage, then: () => void = () => {}): void {
  if (process.send && process.connected) process.send(message, then);
  else then();
}
