import { inMemoryPorts, type ManualClock } from '@live-assist/core/in-memory';
import { describe, expect, it } from 'vitest';
import { localAnalyst } from '../../src/adapters/local-analyst/local-analyst.ts';
import { openaiAnalyst } from '../../src/adapters/openai-analyst/openai-analyst.ts';
import { modelSettings } from '../../src/config/models.ts';
import { ANA, bodyOf, NOW, type TestApp, testApp, window } from '../support/app.ts';
import { fakeModel, plainAnswer, type Script } from '../support/fake-model-server.ts';

const ASK = { call_id: 'call-ana', client_email: ANA };
const TURNS = Array.from({ length: 40 }, (_, n) => ({
  speaker: n % 2 === 0 ? 'agent' : 'customer',
  transcript: `That is sentence ${n} of a story.`,
}));

/** A clock that advances on every read, so that all processing seems slow. */
function slowClock() {
  let now = NOW * 1000;
  let worked = 0;
  const clock = {
    nowPerLook: 0,
    workedPerLook: 0,
    now: () => {
      now += clock.nowPerLook;
      return now;
    },
    worked: () => {
      worked += clock.workedPerLook;
      return worked;
    },
    after(ms: number, run: () => void) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    advance: async (ms: number) => {
      now += ms;
    },
  };
  return clock satisfies ManualClock;
}

async function recorded(app: TestApp): Promise<TestApp> {
  expect((await app.post('/recordCallWindow', window({ turns: TURNS }))).status).toBe(200);
  return app;
}

async function withModel(clock: ReturnType<typeof slowClock>, script: Script) {
  const server = await fakeModel(script);
  const analyst = openaiAnalyst({
    apiKey: 'key-of-the-tests',
    ...modelSettings({ baseUrl: server.url }),
    rules: localAnalyst(),
    clock,
  });
  const app = await recorded(testApp({ ...inMemoryPorts({ analyst }), clock, analyst }));
  return { app, server };
}

describe('a call that takes more processing than its budget', () => {
  it('a call that takes more processing than its budget is 422 transcript_too_complex, stores nothing, and has that status', async () => {
    const clock = slowClock();
    const app = await recorded(testApp({ ...inMemoryPorts(), clock, analyst: localAnalyst() }));
    Object.assign(clock, { nowPerLook: 300, workedPerLook: 300 });
    const answer = await app.post('/getCallAnalytics', ASK);
    const { code, error } = await bodyOf(answer);
    expect([answer.status, code]).toEqual([422, 'transcript_too_complex']);
    expect(error).toContain('too long to process');
    expect(app.ports.analytics.rows()).toEqual([]);
    clock.nowPerLook = 0;
    const status = await app.post('/getAnalysisStatus', { call_id: 'call-ana' });
    expect(await bodyOf(status)).toMatchObject({ status: 'failed', code: 'transcript_too_complex' });
  });

  it('a call that takes more processing than its budget is refused before the model is called', async () => {
    const clock = slowClock();
    const { app, server } = await withModel(clock, () => ({ content: JSON.stringify(plainAnswer()) }));
    Object.assign(clock, { nowPerLook: 300, workedPerLook: 300 });
    expect((await app.post('/getCallAnalytics', ASK)).status).toBe(422);
    expect(server.requests).toHaveLength(0);
  });

  it('a call that takes more processing than its budget is not refused once the model was called', async () => {
    const clock = slowClock();
    const { app, server } = await withModel(clock, () => {
      Object.assign(clock, { nowPerLook: 300, workedPerLook: 300 });
      return { content: JSON.stringify(plainAnswer()) };
    });
    expect((await app.post('/getCallAnalytics', ASK)).status).toBe(200);
    expect(server.requests).toHaveLength(1);
  });
});

describe('time that is not processing of the call', () => {
  it.each([
    ['a paused process', { nowPerLook: 300 }],
    ['a clock that jumps', { workedPerLook: 300 }],
  ])('waiting is not counted as processing of the call: %s', async (_, pace) => {
    const clock = slowClock();
    const settings = { timeZone: 'UTC', analysisTimeoutMs: 3_600_000, sharedAddresses: [] };
    const ports = { ...inMemoryPorts(), clock, analyst: localAnalyst() };
    const app = await recorded(testApp(ports, { settings }));
    Object.assign(clock, pace);
    expect((await app.post('/getCallAnalytics', ASK)).status).toBe(200);
  });
});

describe('a long analysis', () => {
  it('a long analysis regularly yields to other work, also within one long turn', async () => {
    const clock = slowClock();
    const app = testApp({ ...inMemoryPorts(), clock, analyst: localAnalyst() });
    const turns = [{ speaker: 'agent', transcript: 'Hello.' }];
    turns.push({ speaker: 'customer', transcript: 'one 2 three, at 4. '.repeat(2_000) });
    await app.post('/recordCallWindow', window({ turns }));
    // Each read advances the clock by more than an analysis works without a pause, but far less than its budget.
    Object.assign(clock, { nowPerLook: 25 });
    let others = 0;
    const beat = setInterval(() => {
      others += 1;
    }, 0);
    const answer = await app.post('/getCallAnalytics', ASK);
    clearInterval(beat);
    expect(answer.status).toBe(200);
    expect(others).toBeGreaterThan(20);
  });
});
