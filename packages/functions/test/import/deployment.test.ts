import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type InMemoryPorts, inMemoryPorts } from '@live-assist/core/in-memory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../src/http/app.ts';
import { deployment } from '../../src/import/deployment.ts';
import type { ImportedCall } from '../../src/import/import-line.ts';
import { inCallOrder } from '../../src/import/import-lines.ts';
import { importOptions } from '../../src/import/options/import-options.ts';
import { UsageError } from '../../src/import/options/usage-error.ts';
import { nodeServer } from '../../src/local/server/node-server.ts';
import { ANA, conversation, hurriedClock, NOW, SECRET, scriptedAnalyst, token } from '../support/app.ts';

const HOW = { timestampMarks: undefined, isAnalyzed: false };

/** A server over ports in memory; `onRequest` may break the connection of a request, before or after it was served. */
async function served(
  onRequest: (request: number) => 'serve' | 'cut before' | 'cut after' = () => 'serve',
): Promise<{ endpoint: string; ports: InMemoryPorts }> {
  const ports = inMemoryPorts({
    analyst: scriptedAnalyst(),
    clock: hurriedClock(NOW * 1000),
    queue: { send: async () => {} },
  });
  const app = createApp(ports, {
    auth: { keys: { secret: SECRET } },
    settings: { timeZone: 'UTC', analysisTimeoutMs: 60_000, sharedAddresses: [] },
    version: '1',
    log: () => {},
  });
  let requests = 0;
  const server: Server = nodeServer((request) => app.fetch(request), { idleTimeoutMs: 30_000 });
  server.prependListener('request', (request, response) => {
    requests += 1;
    const fate = onRequest(requests);
    if (fate === 'cut before') request.socket.destroy();
    // The answer is lost after the windows were stored.
    if (fate === 'cut after') response.end = () => request.socket.destroy() as never;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ports };
}

function archived(n: number, more: Partial<ImportedCall> = {}): ImportedCall {
  return {
    call_id: `archived-${n}`,
    client_email: ANA,
    windows: [1, 2].map((window_number) => ({
      window_number,
      turns: conversation.map((turn) => ({
        ...turn,
        transcript: `${turn.transcript} (${n}.${window_number})`,
      })),
      created_at: '2025-03-03T10:00:00Z',
    })),
    ...more,
  };
}

const ALL = { scope: 'records:write analytics:write customers:any' };
const to = async (endpoint: string, claims: object = ALL) =>
  deployment({ endpoint, token: await token({ ...claims }), rate: 1000 });

describe('an import to a deployment', () => {
  it('dates the windows as they were recorded, and leaves their analysis to requests', async () => {
    const { endpoint, ports } = await served();
    const { store } = await to(endpoint);
    const call = archived(1, { agent_id: 'agent-7', speakers: { spk_0: 'agent' }, timestamp_marks: 'start' });
    expect(await store(call, HOW)).toMatchObject({ callId: 'archived-1', clientEmail: ANA, windows: 2 });
    expect(await ports.records.list('archived-1')).toMatchObject(
      [1, 2].map((window_number) => ({
        window_number,
        created_at: '2025-03-03T10:00:00.000Z',
        analyze: 'on_request',
        agent_id: 'agent-7',
        speakers: { spk_0: 'agent' },
        timestamp_marks: 'start',
      })),
    );
  });

  it('stores every window once, whatever connections break and however often it is run', async () => {
    const fates = ['serve', 'cut before', 'serve', 'cut after', 'serve', 'serve', 'cut after'] as const;
    const { endpoint, ports } = await served((request) => fates[request % fates.length] ?? 'serve');
    const calls = Array.from({ length: 12 }, (_, n) => archived(n));
    const { store } = await to(endpoint);
    // A run that is ended in its middle, and one that begins anew.
    for (const call of calls.slice(0, 5)) await store(call, HOW);
    for (const call of calls) await store(call, HOW);
    const rows = ports.records.rows() as { call_id: string; window_number: number; turns: string }[];
    expect(rows).toHaveLength(24);
    for (const { call_id, window_number, turns } of rows)
      expect(turns).toContain(`(${call_id.replace('archived-', '')}.${window_number})`);
  });

  it('has its calls analysed, or queued, in the order in which they were', async () => {
    const { endpoint, ports } = await served();
    const destination = await to(endpoint);
    const stored = [await destination.store(archived(1), HOW), await destination.store(archived(2), HOW)];
    const failures: unknown[] = [];
    await inCallOrder(
      stored,
      destination.follow('analyze', () => {}),
      (_, failure) => {
        if (failure !== null) failures.push(failure.code);
      },
    );
    expect(failures).toEqual([]);
    expect(await ports.analytics.list(ANA)).toHaveLength(2);
  });

  it('names the fault of one call, and goes on', async () => {
    const { endpoint } = await served();
    const { store } = await to(endpoint);
    await store(archived(1), HOW);
    const other = archived(1, { windows: archived(2).windows });
    await expect(store(other, HOW)).rejects.toThrow(/window 1: This window has been recorded with other/);
    const undated = archived(3);
    for (const window of undated.windows) delete window.created_at;
    await expect(store(undated, HOW)).rejects.toThrow(/created_at: is missing/);
    await expect(store(archived(4, { client_email: 'ben@example.com' }), HOW)).resolves.toBeDefined();
  });

  it('ends the run where the token or the address is wrong', async () => {
    const { endpoint } = await served();
    const weak = await to(endpoint, { scope: 'memory:read' });
    await expect(weak.store(archived(1), HOW)).rejects.toThrow(/LIVE_ASSIST_TOKEN needs records:write/);
  });

  it('sends at most so many requests in a second', async () => {
    const times: number[] = [];
    const { endpoint } = await served(() => {
      times.push(Date.now());
      return 'serve';
    });
    const { store } = deployment({ endpoint, token: await token(ALL), rate: 20 });
    await Promise.all([1, 2, 3].map((n) => store(archived(n), HOW)));
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(200);
  });
});

describe('the command line of an import', () => {
  it('takes an address that may be sent a token, and days of the calendar', () => {
    expect(importOptions(['a', '--to', 'https://live-assist.example.com']).to).toBe(
      'https://live-assist.example.com',
    );
    expect(importOptions(['a']).to).toBe('local');
    expect(importOptions(['--watch', 'folder'])).toMatchObject({ watch: 'folder', inputs: [] });
    expect(importOptions(['s3://b/p', '--since', '2026-03-01']).since).toBe('2026-03-01');
    for (const wrong of [
      ['--to', 'http://live-assist.example.com'],
      ['--to', 'deployment'],
      ['--since', '1.3.2026'],
      ['--rate', '0'],
    ])
      expect(() => importOptions(['a', ...wrong])).toThrow(UsageError);
    expect(() => importOptions([])).toThrow(/Usage: pnpm import-calls/);
  });
});

describe('a window that says when it was recorded', () => {
  it('is not taken from ahead of now, nor without a zone', async () => {
    const { endpoint } = await served();
    const bearer = await token(ALL);
    const send = async (created_at: string) => {
      const answer = await fetch(`${endpoint}/recordCallWindow`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
        body: JSON.stringify({
          call_id: 'c',
          window_num: 1,
          client_email: ANA,
          turns: conversation,
          created_at,
        }),
      });
      return ((await answer.json()) as { issues?: { path: string }[] }).issues?.[0]?.path ?? answer.status;
    };
    expect(await send(new Date(NOW * 1000 + 3_600_000).toISOString())).toBe('created_at');
    expect(await send('2025-03-03T10:00:00')).toBe('created_at');
    expect(await send('yesterday')).toBe('created_at');
    expect(await send('2025-03-03T10:00:00+01:00')).toBe(200);
  });
});
