import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A fake Amazon Connect. */
export interface FakeConnect {
  url: string;
  /** The requests that it got: method and path, and what signs them. */
  requests: { asked: string; authorization: string }[];
  /** The attributes of its contacts, by the id of the contact. */
  contacts: Record<string, Record<string, string> | undefined>;
  /** Status of every answer; undefined: 200, and 404 for an unknown contact. */
  state: { status?: number | undefined };
  stop(): Promise<void>;
}

/** Starts a fake Amazon Connect on a real socket, which answers `DescribeContact`. */
export async function startFakeConnect(): Promise<FakeConnect> {
  const requests: FakeConnect['requests'] = [];
  const contacts: FakeConnect['contacts'] = {};
  const state: FakeConnect['state'] = {};
  const server = createServer((request, response) => {
    const { method, url = '', headers } = request;
    requests.push({ asked: `${method} ${url}`, authorization: String(headers.authorization) });
    const id = decodeURIComponent(url.split('/').at(-1) ?? '');
    const known = id in contacts;
    response.statusCode = state.status ?? (known ? 200 : 404);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ Contact: { Id: id, Channel: 'VOICE', Attributes: contacts[id] } }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    contacts,
    state,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export const CONNECT_INSTANCE =
  'arn:aws:connect:eu-central-1:123456789012:instance/8f1f7c2a-0000-4000-8000-000000000000';

/** An event of a contact, as Amazon Connect sends it; by default one whose agent has hung up. */
export function contactEvent(contactId: string, detail: Record<string, unknown> = {}) {
  return {
    version: '0',
    id: '1',
    'detail-type': 'Amazon Connect Contact Event',
    source: 'aws.connect',
    account: '123456789012',
    time: '2026-01-15T12:00:00Z',
    region: 'eu-central-1',
    resources: [CONNECT_INSTANCE, `${CONNECT_INSTANCE}/contact/${contactId}`],
    detail: {
      eventType: 'DISCONNECTED',
      contactId,
      channel: 'VOICE',
      instanceArn: CONNECT_INSTANCE,
      initiationMethod: 'INBOUND',
      disconnectTimestamp: '2026-01-15T12:00:00Z',
      agentInfo: {
        agentArn: `${CONNECT_INSTANCE}/agent/1`,
        connectedToAgentTimestamp: '2026-01-15T11:50:00Z',
      },
      queueInfo: { queueArn: `${CONNECT_INSTANCE}/queue/1`, queueType: 'STANDARD' },
      ...detail,
    },
  };
}
