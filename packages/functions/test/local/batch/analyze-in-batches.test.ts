import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CallAnalytics, type CallWindow, LiveAssistError } from '@live-assist/core';
import {
  type InMemoryPorts,
  inMemoryCounters,
  inMemoryPorts,
  manualClock,
} from '@live-assist/core/in-memory';
import { OpenAI } from 'openai';
import { describe, expect, it, onTestFinished } from 'vitest';
import { promiseCall, windowOf } from '../../../../core/test/support/story.ts';
import { localAnalyst } from '../../../src/adapters/local-analyst/local-analyst.ts';
import { batchApi } from '../../../src/adapters/openai-analyst/batch/batch-api.ts';
import { openaiAnalyst } from '../../../src/adapters/openai-analyst/openai-analyst.ts';
import { modelSettings } from '../../../src/config/models.ts';
import { analyzeInBatches } from '../../../src/local/batch/analyze-in-batches.ts';
import type { BatchDesk } from '../../../src/local/batch/batch-desk.ts';
import { batchNotes } from '../../../src/local/batch/batch-notes.ts';
import { ANA } from '../../support/app.ts';
import { type BatchScript, startFakeBatches } from '../../support/fake-batch-server.ts';
import { completion, dueWords, FIRM, plainAnswer } from '../../support/fake-model-server.ts';
import { hasSpec, openAiSchema } from '../../support/openai-schema.ts';

const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
const MODEL = 'gpt-6-luna';
const PROMISED = plainAnswer({
  commitments: [
    {
      owner: 'agent',
      text: 'Email the form.',
      quotes: [{ quote: "I'll email you the form by Friday", line: 2 }],
      due: dueWords('by Friday'),
      ...FIRM,
    },
  ],
});

const good = (answer = plainAnswer()) => ({ body: completion(MODEL, JSON.stringify(answer)) });

/** A world of calls in memory, a fake provider, and runs of an import over them; a run may end before its time. */
async function world(script: Partial<BatchScript> = {}, calls: CallWindow[][] = [promiseCall()]) {
  const server = await startFakeBatches({ answer: () => good(), ...script });
  const folder = mkdtempSync(join(tmpdir(), 'live-assist-batches-'));
  onTestFinished(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  const ports = inMemoryPorts({
    clock: manualClock(Date.UTC(2026, 10, 15, 12)),
    newToken: () => crypto.randomUUID(),
  });
  for (const window of calls.flat()) await ports.records.add({ client_email: ANA, ...window });
  const model = {
    ...modelSettings({ model: MODEL, profile: 'openai', baseUrl: server.url, apiKey: 'key' }),
    price: { input: 1, cachedInput: 0.1, cacheWrite: 1, output: 10 },
  };
  const said: string[] = [];
  const desk: BatchDesk = {
    ports,
    settings: SETTINGS,
    model: { ...model, rules: localAnalyst(), clock: ports.clock },
    api: batchApi(new OpenAI({ apiKey: 'key', baseURL: server.url, logLevel: 'off' })),
    notes: batchNotes(folder),
    budget: null,
    most: { questions: 50_000, bytes: 200_000_000 },
    say: (line) => said.push(line),
    pause: (ms) => ports.clock.advance(ms),
  };
  const refs = calls.map((windows) => ({
    callId: windows[0]?.call_id ?? '',
    clientEmail: windows[0]?.client_email ?? ANA,
    endedAt: Date.parse(windows.at(-1)?.created_at ?? ''),
    windows: windows.length,
    added: 0,
    erased: 0,
  }));
  return {
    server,
    ports,
    said,
    desk,
    notesLeft: () => readdirSync(folder),
    run: (more: Partial<BatchDesk> = {}) => analyzeInBatches({ ...desk, ...more }, refs),
    rowOf: (callId: string) => rowOf(ports, callId),
  };
}

async function rowOf(ports: InMemoryPorts, callId: string): Promise<CallAnalytics | undefined> {
  const claim = await ports.claims.get(callId);
  if (claim?.client_email === undefined || claim.created_at === undefined) return undefined;
  return ((await ports.analytics.get(claim.client_email, claim.created_at)) ?? undefined) as
    | CallAnalytics
    | undefined;
}

const callsOf = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    promiseCall(`call-${n}`, { client_email: `customer-${n}@example.com` }),
  );

describe('an import that has its calls analysed in batches', () => {
  it('stores the same analysis as one that asks at once, at half its cost, and leaves no file and no note', async () => {
    const at = await world({
      answer: () => good(PROMISED),
      chat: () => good(PROMISED).body,
    });
    expect(await at.run()).toEqual({ analysed: 1, stored: 0, failed: 0 });
    const batched = await at.rowOf('call-1');
    expect(batched?.commitments).toMatchObject([{ owner: 'agent', dueAt: '2026-11-06' }]);
    expect(await at.ports.promises.all(ANA)).not.toHaveLength(0);
    expect(at.said).toContainEqual(expect.stringMatching(/^batch \S+: completed/));
    expect([at.server.files.size, at.notesLeft()]).toEqual([0, []]);

    const alone = await world({ chat: () => good(PROMISED).body });
    const { analyzeCall } = await import('@live-assist/core');
    await analyzeCall({ ...alone.ports, analyst: openaiAnalyst(alone.desk.model) }, SETTINGS, {
      call_id: 'call-1',
      client_email: ANA,
    });
    const asked = await alone.rowOf('call-1');
    const plain = (row?: CallAnalytics) => ({
      ...row,
      analysis: { ...row?.analysis, costUsd: 0, analyzedAt: '' },
    });
    expect(plain(batched)).toEqual(plain(asked));
    expect(batched?.analysis.costUsd).toBeCloseTo((asked?.analysis.costUsd ?? 0) / 2, 9);
    expect(batched?.analysis.costUsd).toBeGreaterThan(0);
  });

  it.skipIf(!hasSpec)('sends requests as the published description has them', async () => {
    const at = await world({}, callsOf(2));
    await at.run();
    const { faultsOfRequest } = openAiSchema();
    const lines = at.server.batches.flatMap(({ lines }) => lines);
    expect(lines.map(({ body }) => faultsOfRequest(body))).toEqual([[], []]);
  });

  it('takes answers in any order, tells what was not answered, and sends only that again', async () => {
    let isFirst = true;
    const at = await world(
      {
        answer: (_, n) =>
          isFirst && n === 1
            ? { status: 400, code: 'content_policy' }
            : isFirst && n === 3
              ? 'expires'
              : good(),
      },
      callsOf(5),
    );
    expect(await at.run()).toEqual({ analysed: 3, stored: 0, failed: 2 });
    expect(at.said).toContainEqual(expect.stringContaining('call call-1 was not analysed (status_400)'));
    expect(at.said).toContainEqual(expect.stringContaining('call call-3 was not analysed (batch_expired)'));
    isFirst = false;
    expect(await at.run()).toEqual({ analysed: 2, stored: 3, failed: 0 });
    expect(at.server.batches.map(({ lines }) => lines.length)).toEqual([5, 2]);
    expect(at.server.answered).toBe(5);
  });

  it.each(['expired', 'cancelled'] as const)('takes what a batch has answered that has %s', async (end) => {
    const at = await world({ end, answer: (_, n) => (n === 0 ? good() : 'expires') }, callsOf(2));
    expect(await at.run()).toEqual({ analysed: 1, stored: 0, failed: 1 });
  });

  it('tells why a whole batch was refused', async () => {
    const at = await world({ refuse: 'token_limit_exceeded' }, callsOf(2));
    expect(await at.run()).toEqual({ analysed: 0, stored: 0, failed: 2 });
    expect(at.said).toContainEqual(
      expect.stringContaining('call call-0 was not analysed (token_limit_exceeded)'),
    );
    expect([at.server.files.size, at.notesLeft()]).toEqual([0, []]);
  });

  it('sends the calls of one customer in rounds, so that each is asked with the promises of the earlier ones', async () => {
    const later = windowOf(
      'call-2',
      1,
      [
        { speaker: 'customer', transcript: 'Where is my form?', timestamp: '2026-11-10T10:00:00Z' },
        { speaker: 'agent', transcript: 'I have sent it now.', timestamp: '2026-11-10T10:00:10Z' },
      ],
      { created_at: '2026-11-10T10:00:10.000Z' },
    );
    const at = await world(
      {
        answer: ({ body }) =>
          good(JSON.stringify(body).includes('Where is my form') ? plainAnswer() : PROMISED),
      },
      [[later], promiseCall()],
    );
    expect(await at.run()).toEqual({ analysed: 2, stored: 0, failed: 0 });
    const [first, second] = at.server.batches.map(({ lines }) => JSON.stringify(lines));
    expect(first).toContain('refund form');
    expect(second).toContain('Where is my form');
    expect(second).toContain('\\"promise\\":0');
  });

  it('splits by the limits of the provider, and keeps the parts of a call together', async () => {
    const at = await world({}, callsOf(5));
    expect(await at.run({ most: { questions: 2, bytes: 200_000_000 } })).toMatchObject({ analysed: 5 });
    expect(at.server.batches.map(({ lines }) => lines.length)).toEqual([2, 2, 1]);
    const bySize = await world({}, callsOf(3));
    expect(await bySize.run({ most: { questions: 50_000, bytes: 10 } })).toMatchObject({ analysed: 3 });
    expect(bySize.server.batches).toHaveLength(3);
  });

  it('leaves an analysis as it is that came while the batch was under way', async () => {
    const at = await world({
      async meddle(step, count) {
        if (step !== 'look' || count !== 2) return undefined;
        const { analyzeCall } = await import('@live-assist/core');
        const rules = { ...at.ports, analyst: localAnalyst() };
        await analyzeCall(rules, SETTINGS, { call_id: 'call-1', client_email: ANA });
        return undefined;
      },
    });
    expect(await at.run()).toEqual({ analysed: 0, stored: 1, failed: 0 });
    expect((await at.rowOf('call-1'))?.analysis.engine).toBe('local');
  });

  it('sends a call again that has got another window since', async () => {
    const at = await world({
      async meddle(step, count) {
        if (step !== 'look' || count !== 2) return undefined;
        const turns = [
          { speaker: 'customer', transcript: 'One more thing.', timestamp: '2026-11-02T10:03:00Z' },
        ];
        await at.ports.records.add(windowOf('call-1', 2, turns, { client_email: ANA }));
        return undefined;
      },
    });
    expect(await at.run()).toEqual({ analysed: 1, stored: 0, failed: 0 });
    expect(at.server.batches).toHaveLength(2);
    expect((await at.rowOf('call-1'))?.analysis.lastWindow).toBe(2);
  });

  it('asks at once, at the list price, where an answer cannot be read', async () => {
    const at = await world({
      answer: () => ({ body: completion(MODEL, 'Sorry, what?') }),
      chat: () => good(PROMISED).body,
    });
    expect(await at.run()).toEqual({ analysed: 1, stored: 0, failed: 0 });
    expect(at.server.steps.filter((step) => step === 'chat')).toHaveLength(1);
    expect((await at.rowOf('call-1'))?.commitments).toHaveLength(1);
  });

  it('sends only what the rest of the budget of the day pays for', async () => {
    const at = await world({}, callsOf(3));
    const counters = inMemoryCounters();
    const one = await world({}, callsOf(1));
    const spent = inMemoryCounters();
    await one.run({ budget: { dollarsPerDay: 100, counters: spent } });
    const day = 'dollars#2026-11-15';
    const cost = (await one.rowOf('call-0'))?.analysis.costUsd ?? 0;
    expect(await spent.standing(day)).toBe(Math.ceil(cost * 1e6));
    const outcome = await at.run({ budget: { dollarsPerDay: 0.08, counters } });
    expect(outcome).toEqual({ analysed: 2, stored: 0, failed: 1 });
    expect(at.said.at(-1)).toContain(
      'does not cover the highest possible price of 1 calls, so they were not sent.',
    );
  });
});

describe('a run of batches that is cut off', () => {
  it.each(['cut before', 'cut after'] as const)('makes a batch once if its creation is %s', async (cut) => {
    const at = await world(
      { meddle: (step, count) => (step === 'create' && count === 1 ? cut : undefined) },
      callsOf(2),
    );
    expect(await at.run()).toEqual({ analysed: 2, stored: 0, failed: 0 });
    expect(at.server.batches).toHaveLength(1);
  });

  it('is told where a provider refuses, and has left nothing behind', async () => {
    const at = await world({
      meddle: (step) => (step === 'create' ? { status: 401, code: 'invalid_api_key' } : undefined),
    });
    await expect(at.run()).rejects.toThrow('Check OPENAI_API_KEY');
    expect([at.server.files.size, at.notesLeft()]).toEqual([0, []]);
  });

  it.each(['upload', 'create', 'look', 'content', 'delete'] as const)(
    'is taken up again if it ends before or after the step %s, and nothing is paid for twice',
    async (ending) => {
      for (const cut of ['cut before', 'cut after'] as const) {
        let isDown = false;
        let mayEnd = true;
        const at = await world(
          {
            meddle(step) {
              if (isDown) return 'cut before';
              if (!mayEnd || step !== ending) return undefined;
              mayEnd = false;
              isDown = true;
              return cut;
            },
          },
          callsOf(2),
        );
        // The process ends with the step: nothing of it runs on, once it has failed or wants to wait.
        const waits = Promise.withResolvers<void>();
        const pause = async (ms: number) => {
          if (!isDown) return at.ports.clock.advance(ms);
          waits.resolve();
          return new Promise<void>(() => {});
        };
        const api = batchApi(
          new OpenAI({ apiKey: 'key', baseURL: at.server.url, maxRetries: 0, logLevel: 'off' }),
        );
        await Promise.race([waits.promise, at.run({ pause, api }).catch(() => undefined)]);
        expect(isDown).toBe(true);
        isDown = false;
        const { analysed, stored, failed } = await at.run();
        expect([analysed + stored, failed], `${ending} ${cut}`).toEqual([2, 0]);
        expect(at.server.batches, `${ending} ${cut}`).toHaveLength(1);
        expect(at.server.answered).toBe(2);
        expect([at.server.files.size, at.notesLeft()], `${ending} ${cut}`).toEqual([0, []]);
      }
    },
  );

  it('takes the rest of the answers in the next run if their file breaks off', async () => {
    const at = await world(
      { meddle: (step, count) => (step === 'content' && count === 1 ? 'cut inside' : undefined) },
      callsOf(4),
    );
    await expect(at.run()).rejects.toThrow('run the import again');
    const { analysed, stored, failed } = await at.run();
    expect([analysed + stored, failed]).toEqual([4, 0]);
    expect([at.server.batches.length, at.server.answered, at.server.files.size]).toEqual([1, 4, 0]);
  });

  it('takes the answers again in the next run if the store fails while they are taken', async () => {
    const at = await world({}, callsOf(20));
    const { records } = at.ports;
    let isTaking = false;
    const failing = {
      ...records,
      list: async (...given: Parameters<typeof records.list>) => {
        if (isTaking) throw new LiveAssistError('store_unavailable', 'The store does not answer.');
        return records.list(...given);
      },
    };
    const say = () => {
      isTaking = at.server.answered > 0;
    };
    const broken = at.run({ ports: { ...at.ports, records: failing }, say });
    await expect(broken).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(await at.run()).toEqual({ analysed: 20, stored: 0, failed: 0 });
    expect([at.server.batches.length, at.server.answered, at.server.files.size]).toEqual([1, 20, 0]);
  });

  it('sends no word to an address to which a provider redirects', async () => {
    const other = await startFakeBatches({ answer: () => good() });
    onTestFinished(other.stop);
    const location = `${other.url}/files`;
    const at = await world({
      meddle: (step) => (step === 'upload' ? { status: 307, code: 'moved', location } : undefined),
    });
    await expect(at.run()).rejects.toThrow();
    expect(other.steps).toEqual([]);
  });

  it('does not ask a provider about a batch of another one', async () => {
    const at = await world();
    at.desk.notes.write({
      name: 'former',
      baseUrl: 'https://api.openai.com/v1',
      notedAt: 0,
      calls: [],
      batchId: 'batch-1',
    });
    await expect(at.run()).rejects.toThrow('was sent to another provider');
  });
});
