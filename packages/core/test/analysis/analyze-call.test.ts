import { describe, expect, it } from 'vitest';
import { CallAnalytics } from '../../src/analytics/analytics.ts';
import { inMemoryPorts } from '../../src/in-memory/in-memory.ts';
import {
  type AnalyzeCallCommand,
  analysisStatus,
  analyzeCall,
  LiveAssistError,
  type StoredAnalytics,
} from '../../src/index.ts';
import { promiseCall, scriptedAnalyst, windowOf } from '../support/story.ts';

const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
const ANA = 'ana@example.com';
const ASK: AnalyzeCallCommand = { call_id: 'call-1', client_email: ANA };

function service(analyst = scriptedAnalyst(), windows = promiseCall()) {
  const ports = inMemoryPorts({ analyst });
  for (const window of windows) ports.records.put(window);
  // The story happens in November; the clock of the in-memory ports begins in January.
  const ready = ports.clock.advance(Date.UTC(2026, 10, 3) - ports.clock.now());
  const ask = async (more: Partial<AnalyzeCallCommand> = {}, context = {}) => {
    await ready;
    return analyzeCall(ports, SETTINGS, { ...ASK, ...more }, context);
  };
  return { ports, analyst, ask };
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof LiveAssistError ? error.code : error),
  );

describe('a call that is analysed for the first time', () => {
  it('a first analysis is judged once, stored under the customer at the end of the call, and returned in the agreed shape', async () => {
    const { ports, analyst, ask } = service();
    const { analytics, source } = await ask();
    expect(source).toBe('computed');
    expect(CallAnalytics.parse(analytics)).toEqual(analytics);
    expect(analytics).toMatchObject({
      call_id: 'call-1',
      client_email: ANA,
      created_at: '2026-11-02T10:02:00.000Z',
      sentiment: { score: 60, label: 'Neutral' },
      satisfaction: { score: 70, prediction: 'Satisfied' },
      callMetrics: { duration: '02:00' },
      analysis: { engine: 'local', attempt: 1, lastWindow: 1, dropped: 0 },
    });
    expect(analyst.runs).toHaveLength(1);
    expect(ports.analytics.rows()).toHaveLength(1);
  });

  it('a first analysis reads the rows of the customer once', async () => {
    const { ports, ask } = service();
    const read: string[] = [];
    const { list } = ports.analytics;
    ports.analytics.list = (clientEmail) => {
      read.push(clientEmail);
      return list(clientEmail);
    };
    await ask();
    expect(read).toEqual([ANA]);
  });

  it('a repeated request returns the stored analysis', async () => {
    const { analyst, ask } = service();
    const first = await ask();
    const second = await ask();
    expect(second).toEqual({ analytics: first.analytics, source: 'stored' });
    expect(JSON.stringify(second.analytics)).toBe(JSON.stringify(first.analytics));
    expect(analyst.runs).toHaveLength(1);
  });

  it('an analysis stores a promise with its owner, due day and words, under an id of its turn', async () => {
    const evidence = [
      { window_number: 1, turn: 2, speaker: 'agent' as const, quote: "I'll email you the form by Friday." },
    ];
    const analyst = scriptedAnalyst(() => ({
      commitments: [{ text: 'Email the form', owner: 'agent', due: 'by Friday', evidence }],
    }));
    const { analytics } = await service(analyst).ask();
    expect(analytics.commitments).toMatchObject([
      {
        id: 'call-1:1:2:0',
        text: 'Email the form',
        owner: 'agent',
        agent_id: null,
        madeAt: '2026-11-02T10:01:30.000Z',
        dueAt: '2026-11-06',
        dueTime: null,
        evidence,
      },
    ]);
  });

  it('the analyst gets a transcript without secrets, and none is stored', async () => {
    const windows = promiseCall();
    const secret = windowOf('call-1', 2, [
      { speaker: 'customer', transcript: 'My card is 4242 4242 4242 4242, mail me at ana@example.com.' },
    ]);
    const analyst = scriptedAnalyst(({ call }) => ({
      keyInsights: call.turns.slice(-1).map(({ text, windowNumber, index, speaker }) => ({
        text,
        evidence: [{ window_number: windowNumber, turn: index, speaker, quote: text }],
      })),
    }));
    const { analytics } = await service(analyst, [...windows, secret]).ask();
    expect(analytics.keyInsights).toEqual(['My card is [CARD], mail me at [EMAIL].']);
    expect(JSON.stringify(analytics.evidence)).not.toMatch(/4242|ana@/);
    expect(JSON.stringify(analyst.runs)).not.toMatch(/4242 4242|ana@example/);
  });

  it('a call ends neither after its newest window was stored nor after now', async () => {
    const late = promiseCall('call-1', { created_at: '2026-11-02T09:00:30Z' });
    expect((await service(scriptedAnalyst(), late).ask()).analytics.created_at).toBe(
      '2026-11-02T09:00:30.000Z',
    );
    const future = promiseCall('call-1', { created_at: '2027-01-01T00:00:00Z' }).map((window) => ({
      ...window,
      turns: String(window.turns).replaceAll('2026-11-02', '2026-12-24'),
    }));
    expect((await service(scriptedAnalyst(), future).ask()).analytics.created_at).toBe(
      '2026-11-03T00:00:00.000Z',
    );
  });
});

describe('a call that cannot be analysed', () => {
  it('an analysis of a call without windows fails with call_not_found, stores nothing and does not call the analyst', async () => {
    const { ports, analyst, ask } = service();
    expect(await codeOf(ask({ call_id: 'unknown-call' }))).toBe('call_not_found');
    expect(analyst.runs).toHaveLength(0);
    expect(ports.claims.rows()).toEqual([]);
    expect(ports.analytics.rows()).toEqual([]);
  });

  it('a call with a silent side is refused without calling the analyst', async () => {
    const { analyst, ask } = service(scriptedAnalyst(), [
      windowOf('call-1', 1, [{ speaker: 'agent', transcript: 'Hello? Is anybody there?' }]),
    ]);
    expect(await codeOf(ask())).toBe('insufficient_conversation');
    expect(analyst.runs).toHaveLength(0);
  });

  it('a call belongs to the customer that its windows name', async () => {
    const { ports, analyst, ask } = service(
      scriptedAnalyst(),
      promiseCall('call-1', { client_email: 'Bob@Example.com' }),
    );
    expect(await codeOf(ask())).toBe('customer_mismatch');
    expect(ports.claims.rows()).toEqual([]);
    expect(analyst.runs).toHaveLength(0);
    expect((await ask({ client_email: 'bob@example.com' })).source).toBe('computed');
  });

  it('a call belongs to the customer of its first analysis', async () => {
    const { ask } = service();
    await ask();
    expect(await codeOf(ask({ client_email: 'eve@example.com' }))).toBe('customer_mismatch');
  });

  it('a failed analysis has the code of the analyst, stores nothing, and can be retried', async () => {
    const analyst = scriptedAnalyst((_, run) => {
      if (run === 1) throw new LiveAssistError('analyst_unavailable', 'No answer.');
      return {};
    });
    const { ports, ask } = service(analyst);
    expect(await codeOf(ask())).toBe('analyst_unavailable');
    expect(ports.analytics.rows()).toEqual([]);
    expect((await analysisStatus(ports, { call_id: 'call-1' })).status).toMatchObject({
      status: 'failed',
      code: 'analyst_unavailable',
      attempts: 1,
    });
    await ports.clock.advance(1);
    expect((await ask()).analytics.analysis).toMatchObject({ attempt: 2 });
  });

  it('an analysis fails with analyst_timeout after the deadline, and with analyst_bad_output for a malformed answer', async () => {
    const silent = service(scriptedAnalyst(() => new Promise(() => {})));
    const asked = codeOf(silent.ask());
    // Time before the request to the analyst counts as processing.
    await expect.poll(() => silent.analyst.runs.length).toBe(1);
    await silent.ports.clock.advance(60_000);
    expect(await asked).toBe('analyst_timeout');
    const raving = service(scriptedAnalyst(() => ({ sentimentScore: 1000 })));
    expect(await codeOf(raving.ask())).toBe('analyst_bad_output');
  });
});

describe('the agent id of an analysis', () => {
  it.each([
    ['agent-7', 'agent-7'],
    ['ben@example.com', null],
    ['ben\uFF20example.com', null],
    ['+44 7700 900123', null],
    ['<img src=x>', null],
  ])('the agent id %j is stored as %j', async (agent_id, kept) => {
    expect((await service().ask({ agent_id })).analytics.agent_id).toBe(kept);
  });
});

describe('a call of more than 16 million characters', () => {
  it('a call of more than 16 million characters is not analysed', async () => {
    const words = 'x'.repeat(300_000);
    const windows = Array.from({ length: 60 }, (_, n) =>
      windowOf('call-1', n + 1, [{ speaker: 'agent', transcript: words }]),
    );
    const { analyst, ask } = service(scriptedAnalyst(), windows);
    expect(await codeOf(ask())).toBe('transcript_too_long');
    expect(analyst.runs).toHaveLength(0);
  });
});

describe('a call with windows from after its analysis', () => {
  it('a call with new windows is analysed again under the same key', async () => {
    const { ports, analyst, ask } = service();
    const first = await ask();
    ports.records.put(windowOf('call-1', 2, [{ speaker: 'customer', transcript: 'One more thing.' }]));
    const second = await ask();
    expect(second.source).toBe('computed');
    expect(second.analytics).toMatchObject({
      created_at: first.analytics.created_at,
      analysis: { attempt: 2, lastWindow: 2 },
    });
    expect(analyst.runs).toHaveLength(2);
    expect(ports.analytics.rows()).toHaveLength(1);
  });
});

describe('a reader who may not analyse', () => {
  it('a reader gets a stored analysis, otherwise analysis_not_found', async () => {
    const { ask, analyst } = service();
    expect(await codeOf(ask({}, { mayAnalyze: false }))).toBe('analysis_not_found');
    await ask();
    expect((await ask({ force: true }, { mayAnalyze: false })).source).toBe('stored');
    expect(analyst.runs).toHaveLength(1);
  });
});

describe('the calls of one customer', () => {
  const promise = {
    text: 'Email the form',
    owner: 'agent' as const,
    due: 'by Friday',
    evidence: [
      { window_number: 1, turn: 2, speaker: 'agent' as const, quote: "I'll email you the form by Friday." },
    ],
  };

  it('a call takes the next millisecond as its key if another call ended on the same one', async () => {
    const { ports, ask } = service(scriptedAnalyst(), [...promiseCall('call-1'), ...promiseCall('call-2')]);
    await ask();
    const second = await ask({ call_id: 'call-2' });
    expect(second.analytics.created_at).toBe('2026-11-02T10:02:00.001Z');
    expect(await ports.claims.get('call-2')).toMatchObject({ created_at: '2026-11-02T10:02:00.001Z' });
    expect((await ask({ call_id: 'call-2' })).source).toBe('stored');
  });

  it('an analysis gets the promises of earlier calls, and its own words may close them', async () => {
    const later = promiseCall('call-2').map((window) => ({
      ...window,
      turns: String(window.turns).replaceAll('2026-11-02', '2026-11-03').replaceAll('T10', 'T00'),
      created_at: '2026-11-03T00:05:00.000Z',
    }));
    const analyst = scriptedAnalyst(({ call, openCommitments }) =>
      call.callId === 'call-1'
        ? { commitments: [promise] }
        : {
            closings: openCommitments.map(({ id }) => ({
              commitment_id: id,
              status: 'kept' as const,
              evidence: [
                { window_number: 1, turn: 3, speaker: 'customer' as const, quote: 'Great, thank you.' },
              ],
            })),
          },
    );
    const { ports, ask } = service(analyst, [...promiseCall('call-1'), ...later]);
    await ask();
    await ports.clock.advance(3_600_000);
    const { analytics } = await ask({ call_id: 'call-2' });
    expect(analyst.runs[1]?.openCommitments).toMatchObject([
      {
        id: 'call-1:1:2:0',
        text: 'Email the form',
        owner: 'agent',
        dueAt: '2026-11-06',
        dueTime: null,
        madeAt: '2026-11-02T10:01:30.000Z',
      },
    ]);
    expect(analytics.closings).toMatchObject([
      { commitment_id: 'call-1:1:2:0', status: 'kept', at: analytics.created_at },
    ]);
    // A re-analysis starts from the same promises, although its first run closed one.
    await ask({ call_id: 'call-2', force: true });
    expect(analyst.runs[2]?.openCommitments).toEqual(analyst.runs[1]?.openCommitments);
  });
});

describe('a call that the previous system analysed', () => {
  const legacy = (created_at: string): StoredAnalytics => ({
    client_email: 'Ana@Example.com',
    created_at,
    call_id: 'call-1',
    sentiment: { score: 40, label: 'Positive' },
    memory: { deliverables: ['Sent the form'], improvementAreas: [] },
  });

  it('a call of the previous system returns its newest row unchanged, under the spelling of the caller', async () => {
    const { ports, analyst, ask } = service();
    ports.analytics.put(legacy('2026-10-01T10:20:08.979455+00:00'));
    ports.analytics.put(legacy('2026-10-02T10:20:08.979455+00:00'));
    expect(await ask({ client_email: 'Ana@Example.com' })).toEqual({
      analytics: legacy('2026-10-02T10:20:08.979455+00:00'),
      source: 'stored',
    });
    expect(analyst.runs).toHaveLength(0);
  });

  it('a re-analysis writes the new row and then removes the older ones', async () => {
    const { ports, ask } = service();
    ports.analytics.put(legacy('2026-10-01T10:20:08.979455+00:00'));
    ports.analytics.put({ ...legacy('2026-10-02T10:20:08.979455+00:00'), client_email: ANA });
    const { analytics } = await ask({ client_email: 'Ana@Example.com', force: true });
    expect(ports.analytics.rows()).toEqual([analytics]);
  });

  it('an analysis succeeds even if an older row cannot be removed', async () => {
    const { ports, ask } = service();
    ports.analytics.put(legacy('2026-10-01T10:20:08.979455+00:00'));
    ports.analytics.remove = async () => {
      throw new LiveAssistError('store_unavailable', 'Not now.');
    };
    const again = { client_email: 'Ana@Example.com', force: true };
    expect((await ask(again)).source).toBe('computed');
    expect((await analysisStatus(ports, { call_id: 'call-1' })).status).toMatchObject({ status: 'done' });
    expect((await ask({ client_email: 'Ana@Example.com' })).analytics.analysis).toMatchObject({ attempt: 1 });
  });
});
