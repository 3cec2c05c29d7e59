import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** The secret of the tests' webhook. */
export const WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of the tests, 32 bytes.').toString('base64')}`;

/** An event as a receiver reads it. */
export interface ReceivedEvent {
  id: string;
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
}

/** A webhook on this machine that verifies each event as the specification says, with its reference verifier. */
export interface EventReceiver {
  url: string;
  /** What it has taken, in order; an event may stand there more than once. */
  events: ReceivedEvent[];
  /** The bodies of all requests, refused ones included. */
  bodies: string[];
  /** Requests whose signature is not right. */
  forged: string[];
  /** Requests to other addresses, as after a redirect. */
  strays: string[];
  /** How the next requests are answered; without one, 204. */
  answers: ((response: ServerResponse) => void)[];
  close(): Promise<void>;
}

/** Starts a receiver; call `close` when the test is done. */
export async function startReceiver(): Promise<EventReceiver> {
  const verifier = new Webhook(WEBHOOK_SECRET);
  const receiver: EventReceiver = {
    url: '',
    events: [],
    bodies: [],
    forged: [],
    strays: [],
    answers: [],
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    if (request.url !== '/events') {
      receiver.strays.push(String(request.url));
      response.writeHead(200).end();
      return;
    }
    receiver.bodies.push(body);
    const answer = receiver.answers.shift();
    if (answer !== undefined) return answer(response);
    try {
      const event = verifier.verify(body, request.headers as Record<string, string>) as ReceivedEvent;
      receiver.events.push({ ...event, id: String(request.headers['webhook-id']) });
      response.writeHead(204).end();
    } catch (error) {
      receiver.forged.push(String(error));
      response.writeHead(400).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
  return receiver;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
