import { Agent, request } from 'node:http';
import { median } from '../measure.ts';

/** The server, and the customers to ask for. */
export interface Target {
  port: number;
  token: string;
  client_email: string;
}

/** Milliseconds: the median of one request, and the total. */
export interface Loaded {
  each: number;
  total: number;
}

/** Requests memory boxes over a number of persistent connections that are always busy. */
export async function load(
  target: Target,
  { connections, requests }: { connections: number; requests: number },
): Promise<Loaded> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let left = requests;
  const begin = performance.now();
  const connection = async () => {
    while (left > 0) {
      left -= 1;
      const sent = performance.now();
      await ask(target, agent);
      times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  const total = performance.now() - begin;
  agent.destroy();
  return { each: median(times), total };
}

function ask({ port, token, client_email }: Target, agent: Agent): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const sending = { host: '127.0.0.1', port, path: '/getMemoryBox', method: 'POST', headers, agent };
  return new Promise((resolve, reject) => {
    const sent = request(sending, (answer) => {
      if (answer.statusCode !== 200)
        reject(new Error(`The memory box was answered with ${answer.statusCode}.`));
      answer.resume().on('end', resolve).on('error', reject);
    });
    sent.on('error', reject).end(JSON.stringify({ client_email }));
  });
}
