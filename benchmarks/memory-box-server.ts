/**
 * A warm memory box over a socket of the Node server, and the throughput over 1, 10 and 100 connections, compared with
 * a bare Hono route: the same token check, reads and answer.
 *
 * @module
 */
import { freshProcess } from './fresh-process.ts';
import { alternate, type Effort, type Figures, figureOf } from './measure.ts';
import { CUSTOMERS, startWorld, type World } from './memory-box/customers.ts';
import { load } from './memory-box/load.ts';
import type { Served } from './memory-box/server-process.ts';

const PROCESS = new URL('./memory-box/server-process.ts', import.meta.url);
const CONNECTIONS = [1, 10, 100];
const REQUESTS = 200;

export async function run(effort: Effort): Promise<Figures> {
  const world = await startWorld();
  try {
    const rounds = await alternate(
      effort,
      () => measure(world, 'floor'),
      () => measure(world, 'product'),
    );
    return Object.fromEntries(
      Object.keys(rounds[0]?.value ?? {}).map((name) => {
        const times = rounds.map(({ floor, value }) => ({
          floor: floor[name] ?? 0,
          value: value[name] ?? 0,
        }));
        return [name, figureOf(times, name.startsWith('throughput') ? 'ms a request' : 'ms', 1.3)];
      }),
    );
  } finally {
    await world.stop();
  }
}

/** Milliseconds per figure, of a freshly started server. */
async function measure({ env, store }: World, side: Served['side']): Promise<Record<string, number>> {
  const server = freshProcess(PROCESS, env);
  try {
    const { port } = await server.ask<{ port: number }>({ side } satisfies Served);
    const target = { port, token: store.token };
    const times: Record<string, number> = {};
    for (const { name, client_email, warmUp, times: requests } of CUSTOMERS) {
      await load({ ...target, client_email }, { connections: 1, requests: warmUp });
      const { each } = await load({ ...target, client_email }, { connections: 1, requests });
      times[`memory-box-node-${name}`] = each;
    }
    const { client_email } = CUSTOMERS[0];
    for (const connections of CONNECTIONS) {
      const { total } = await load({ ...target, client_email }, { connections, requests: REQUESTS });
      times[`throughput-${connections}`] = total / REQUESTS;
    }
    return times;
  } finally {
    await server.stop();
  }
}
