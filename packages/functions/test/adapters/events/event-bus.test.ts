import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OutgoingEvent } from '@live-assist/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventBus } from '../../../src/adapters/events/event-bus.ts';

interface Entry {
  Detail: string;
  DetailType: string;
  EventBusName: string;
  Source: string;
}

let server: Server;
let endpoint: string;
/** The entries of each request. */
let requests: Entry[][];
/** How EventBridge answers a request; `refused` are indexes of its entries. */
let answers: { status: number; refused?: number[] }[];

beforeEach(async () => {
  requests = [];
  answers = [];
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { Entries } = JSON.parse(Buffer.concat(parts).toString()) as { Entries: Entry[] };
    requests.push(Entries);
    const { status, refused = [] } = answers.shift() ?? { status: 200 };
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
    if (status !== 200) return response.end(JSON.stringify({ __type: 'AccessDeniedException' }));
    const told = Entries.map((_, index) =>
      refused.includes(index)
        ? { ErrorCode: 'ThrottlingException', ErrorMessage: 'a message of AWS' }
        : { EventId: `id-${index}` },
    );
    return response.end(JSON.stringify({ FailedEntryCount: refused.length, Entries: told }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const events = (count: number): OutgoingEvent[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `evt_${n}`,
    type: 'call.analyzed',
    timestamp: '2026-01-15T12:00:00.000Z',
    data: { call_id: `call-${n}`, resolved: true },
  }));

const bus = () =>
  eventBus({
    bus: 'calls',
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  });

describe('a bus of Amazon EventBridge', () => {
  it('takes events in requests of at most ten, each with its id in the detail', async () => {
    const sent = events(23);
    expect(await bus().publish(sent)).toEqual({ taken: new Set(sent.map(({ id }) => id)) });
    expect(requests.map((entries) => entries.length)).toEqual([10, 10, 3]);
    const [first] = requests.flat();
    expect(first).toMatchObject({
      EventBusName: 'calls',
      Source: 'live-assist',
      DetailType: 'call.analyzed',
    });
    expect(JSON.parse(first?.Detail ?? '')).toEqual(sent[0]);
  });

  it('that refuses some entries of a request has taken the others, and its words stay out of the failure', async () => {
    answers.push({ status: 200, refused: [1, 3] });
    const { taken, failure } = await bus().publish(events(4));
    expect([...taken]).toEqual(['evt_0', 'evt_2']);
    expect(String(failure)).toContain('ThrottlingException');
    expect(String(failure)).not.toContain('a message of AWS');
  });

  it('that refuses a whole request keeps what it took before', async () => {
    answers.push({ status: 200 }, { status: 400 });
    const { taken, failure } = await bus().publish(events(12));
    expect(taken.size).toBe(10);
    expect(failure).toBeInstanceOf(Error);
  });
});
