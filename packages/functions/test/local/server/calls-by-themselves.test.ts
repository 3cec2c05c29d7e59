import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoClient } from '../../../src/adapters/dynamodb/dynamodb-client.ts';
import { TURNS } from '../../support/ending-world.ts';
import { type EventReceiver, startReceiver, WEBHOOK_SECRET } from '../../support/event-receiver.ts';
import { copySamplesInto } from '../../support/sample-folder.ts';

const START = fileURLToPath(new URL('../../../src/local/server/start.ts', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('../../../../../examples/put-a-call.ts', import.meta.url));

/** What `pnpm start` prints, on free ports, with all times set to seconds. */
interface Started {
  api: string;
  engine: string;
  key: { accessKeyId: string; secretAccessKey: string };
}

let folder: string;
let receiver: EventReceiver;
let server: ChildProcess;
let started: Started;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'live-assist-ends-'));
  await copySamplesInto(folder);
  receiver = await startReceiver();
  const env = {
    ...process.env,
    PORT: '0',
    DYNAMODB_PORT: '0',
    DATA_FOLDER: folder,
    ANALYST: 'local',
    ANALYZE_AFTER_MINUTES: '0.1',
    SETTLE_SECONDS: '2',
    EVENTS_WEBHOOK_URL: receiver.url,
    EVENTS_WEBHOOK_SECRET: WEBHOOK_SECRET,
  };
  server = spawn(process.execPath, [START], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  started = await printedBy(server);
});
afterAll(async () => {
  if (server.exitCode === null) {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  await receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('windows that a client of DynamoDB puts into the table of pnpm start', () => {
  it('have five calls analysed by themselves, each once, some seconds after they have ended', async () => {
    const client = dynamoClient({ endpoint: started.engine, credentials: started.key });
    const calls = Array.from({ length: 5 }, (_, n) => ({
      call_id: `put-${n}`,
      client_email: `put-${n}@example.com`,
    }));
    for (const window_number of [1, 2]) {
      for (const [n, call] of calls.entries()) {
        const isFinal = window_number === 2 && n < 2;
        const Item = {
          ...call,
          window_number,
          turns: TURNS,
          created_at: new Date().toISOString(),
          ...(isFinal && { final: true }),
        };
        await client.send(new PutCommand({ TableName: 'call-records', Item }));
      }
      await sleep(1_000);
    }
    client.destroy();
    const boxes = await filled(calls.map(({ client_email }) => client_email));
    expect(boxes.map(({ calls }) => calls)).toEqual([1, 1, 1, 1, 1]);
  });

  it('are told to a webhook when they are analysed, by events that the reference verifier accepts', async () => {
    const analysed = () =>
      receiver.events.filter(({ type }) => type === 'call.analyzed').map(({ data }) => String(data.call_id));
    const calls = ['put-0', 'put-1', 'put-2', 'put-3', 'put-4'];
    await expect.poll(() => [...new Set(analysed())].sort()).toEqual(calls);
    expect(receiver.forged).toEqual([]);
  });

  it('fill a memory box after the example has put its call', async () => {
    const { accessKeyId, secretAccessKey } = started.key;
    const env = {
      ...process.env,
      DYNAMODB: started.engine,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    };
    const { stdout } = await promisify(execFile)(process.execPath, [EXAMPLE], { env });
    expect(stdout).toContain('The call is recorded.');
    const [box] = await filled(['lena.hart@example.com']);
    expect(box?.commitments.map(({ text }) => text).join()).toMatch(/send you a new one/);
  });
});

interface Box {
  calls: number;
  commitments: { text: string }[];
}

/** The memory boxes of these customers, when each has a call or after a minute and a half. */
async function filled(customers: string[]): Promise<Box[]> {
  const minted = await fetch(`${started.api}/dev/token?scope=memory:read+customers:any`);
  const { token } = (await minted.json()) as { token: string };
  const ask = async (client_email: string): Promise<Box> => {
    const answer = await fetch(`${started.api}/getMemoryBox`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ client_email }),
    });
    return (await answer.json()) as Box;
  };
  for (let tries = 0; ; tries += 1) {
    const boxes = await Promise.all(customers.map(ask));
    if (boxes.every(({ calls }) => calls > 0) || tries === 90) return boxes;
    await sleep(1_000);
  }
}

function printedBy(child: ChildProcess): Promise<Started> {
  let output = '';
  return new Promise((resolve, reject) => {
    // Read to the end: the log would fill the pipe, and a full pipe stops the server.
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      const [, api] = /API +(http:\S+)/.exec(output) ?? [];
      const [, engine] = /DynamoDB +(http:\S+)/.exec(output) ?? [];
      const [, accessKeyId, secretAccessKey] =
        /AWS_ACCESS_KEY_ID=(\S+) AWS_SECRET_ACCESS_KEY=(\S+)/.exec(output) ?? [];
      if (api && engine && accessKeyId && secretAccessKey)
        resolve({ api, engine, key: { accessKeyId, secretAccessKey } });
    });
    child.once('exit', () => reject(new Error(`The server did not start: ${output}`)));
  });
}
