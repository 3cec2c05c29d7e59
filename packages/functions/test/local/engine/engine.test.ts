import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { callWindow } from '@live-assist/core/contracts';
import { afterEach, describe, expect, it } from 'vitest';
import { dynamoCallRecords } from '../../../src/adapters/dynamodb/call-records.ts';
import { dynamoClient } from '../../../src/adapters/dynamodb/dynamodb-client.ts';
import { createTables } from '../../../src/adapters/dynamodb/tables.ts';
import { type Engine, type EngineOptions, startEngine } from '../../../src/local/engine/engine.ts';
import { TABLE_NAMES } from '../../support/table-names.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

describe('the embedded engine', () => {
  it('the embedded engine keeps rows in memory until it is stopped', async () => {
    const engine = await start({ port: 0 });
    const { records } = await tablesOf(engine);
    await records.add(callWindow(0));
    expect(engine.started).toBe(true);
    expect(await records.list('call-1')).toEqual([callWindow(0)]);
    await engine.stop();

    await expect(records.list('call-1')).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  });

  it('the embedded engine creates a folder, and keeps rows there across restarts', async () => {
    const path = join(await temporaryFolder(), 'made', 'by the engine');
    const first = await start({ port: 0, path });
    await (await tablesOf(first)).records.add(callWindow(0));
    await first.stop();

    const second = await start({ port: 0, path });
    expect(await (await tablesOf(second)).records.list('call-1')).toEqual([callWindow(0)]);
  });

  it('the embedded engine reuses an engine that already runs at the port, and leaves it running', async () => {
    const first = await start({ port: 0 });
    const second = await start({ port: portOf(first), credentials: first.credentials });
    expect(second).toMatchObject({ endpoint: first.endpoint, started: false });
    await second.stop();

    const { records } = await tablesOf(first);
    expect(await records.add(callWindow(0))).toBeNull();
  });

  it('the embedded engine does not reuse an engine with another key', async () => {
    const first = await start({ port: 0 });

    await expect(start({ port: portOf(first) })).rejects.toThrow('is not free for the DynamoDB engine');
  });

  it.each([
    ['a web server', () => createHttpServer((_, response) => response.writeHead(404).end('not here'))],
    [
      'a web service that speaks JSON',
      () => createHttpServer((_, response) => response.writeHead(404).end('{}')),
    ],
    ['a server that is no web server', () => createServer((socket) => socket.end('220 ready\r\n'))],
  ])('the embedded engine says which port is taken, by %s, and how to choose another', async (_, make) => {
    const port = await listen(make());

    await expect(start({ port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is not free for the DynamoDB engine. Set DYNAMODB_PORT to another one.`,
    );
  });

  it('the embedded engine says which folder another engine is using', async () => {
    const path = await temporaryFolder();
    const first = await start({ port: 0, path });
    await tablesOf(first);

    const refused = expect(start({ port: 0, path })).rejects;
    await refused.toThrow(`The DynamoDB engine could not open ${path}`);
    await refused.toThrow('If another engine uses this folder, set DYNAMODB_PORT to its port');
    await expect(tablesOf(first)).resolves.toBeDefined();
  });

  it('the embedded engine says which folder is not writable', async () => {
    const path = '/dev/null/data';

    await expect(start({ port: 0, path })).rejects.toThrow(path);
  });

  it('the embedded engine keeps running if a client disconnects during a request', async () => {
    const engine = await start({ port: 0 });
    const { records } = await tablesOf(engine);
    const socket = connect(portOf(engine), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST / HTTP/1.1\r\nhost: here\r\ncontent-length: 1000\r\n\r\n{"TableN');
    await sleep(100);
    socket.destroy();
    await sleep(100);

    expect(await records.add(callWindow(0))).toBeNull();
  });
});

describe('the process that started the engine', () => {
  it('the process that started the engine ends the engine when it is killed', async () => {
    const parent = await startParent('setInterval(() => {}, 1000);');
    expect(await answers(parent.port)).toBe(true);
    parent.process.kill('SIGKILL');

    await expect.poll(() => answers(parent.port)).toBe(false);
  });

  it('the process that started the engine may be killed and restarted at once on the same folder', async () => {
    const path = await temporaryFolder();
    const parent = await startParent('setInterval(() => {}, 1000);', path);
    // An engine with an open request ends a second after its parent.
    const socket = connect(parent.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST / HTTP/1.1\r\nhost: here\r\ncontent-length: 1000\r\n\r\n{"TableN');
    socket.on('error', () => {});
    await sleep(100);
    parent.process.kill('SIGKILL');

    await expect(start({ port: 0, path })).resolves.toMatchObject({ started: true });
  });

  it('the process that started the engine can exit while the engine runs, and ends it', async () => {
    const parent = await startParent('');
    const [code] = await once(parent.process, 'exit');
    expect(code).toBe(0);

    await expect.poll(() => answers(parent.port)).toBe(false);
  });

  it('the process that started the engine still has its engine after Ctrl-C has reached both', async () => {
    const parent = await startParent(`
      setInterval(() => {}, 1000);
      process.once('SIGINT', async () => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        const answer = await askEngine(engine, 'DynamoDB_20120810.ListTables', '{}');
        console.log(answer.status);
        await engine.stop();
        process.exit(7);
      });`);
    const exit = once(parent.process, 'exit');
    process.kill(-Number(parent.process.pid), 'SIGINT');

    expect((await exit)[0]).toBe(7);
    expect(await parent.output).toBe('200\n');
    expect(await answers(parent.port)).toBe(false);
  });
});

async function start(options: EngineOptions): Promise<Engine> {
  const engine = await startEngine(options);
  cleanUps.push(() => engine.stop());
  return engine;
}

async function tablesOf({ endpoint, credentials }: Engine) {
  const client = dynamoClient({ endpoint, credentials });
  await createTables(client, TABLE_NAMES);
  return { records: dynamoCallRecords({ client, table: TABLE_NAMES.callRecords }) };
}

/** Starts a program in a separate process group that starts an engine, prints its port, and runs `code`. */
async function startParent(
  code: string,
  path?: string,
): Promise<{ process: ChildProcess; port: number; output: Promise<string> }> {
  const module = new URL('../../../src/local/engine/engine.ts', import.meta.url);
  const program = `
    import { startEngine } from '${module}';
    import { askEngine } from '${new URL('../../../src/local/engine/ask-engine.ts', import.meta.url)}';
    const engine = await startEngine(${JSON.stringify({ port: 0, path })});
    ${code}
    process.send(engine.endpoint, () => process.disconnect());`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  cleanUps.push(async () => child.kill('SIGKILL'));
  const output = child.stdout ? text(child.stdout) : Promise.resolve('');
  const [endpoint] = await once(child, 'message');
  return { process: child, port: Number(new URL(endpoint).port), output };
}

function portOf({ endpoint }: Engine): number {
  return Number(new URL(endpoint).port);
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const isOpen = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isOpen;
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUps.push(async () => server.close());
  return (server.address() as AddressInfo).port;
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'live-assist-'));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
