import { braked } from '@live-assist/core/analysis/cost-brake';
import { type InMemoryCounters, inMemoryCounters, inMemoryPorts } from '@live-assist/core/in-memory';
import { describe, expect, it } from 'vitest';
import { promiseCall, windowOf } from '../../../../core/test/support/story.ts';
import { localAnalyst } from '../../../src/adapters/local-analyst/local-analyst.ts';
import { openaiAnalyst } from '../../../src/adapters/openai-analyst/openai-analyst.ts';
import { modelSettings } from '../../../src/config/models.ts';
import { type TestApp, testApp } from '../../support/app.ts';
import { fakeModel, plainAnswer, type Script, type Scripted } from '../../support/fake-model-server.ts';
import { freePort } from '../../support/free-port.ts';

const ANA = 'ana@example.com';
const TODAY = 'dollars#2026-01-15';
const GOOD: Scripted = { content: JSON.stringify(plainAnswer()) };
/** What the usage in an answer of the fake model costs, in millionths of a dollar: 400 + 600 cached + 100 tokens. */
const ONE_ANSWER = Math.ceil(400 * 0.1 + 600 * 0.01 + 100 * 0.5);

interface LimitedApp extends TestApp {
  counters: InMemoryCounters;
  /** The amount reserved before the first request to the model. */
  reserved(): number;
  analyze(): Promise<number>;
}

/** The app with a limit of a dollar a day, and a model of OpenAI that answers as scripted. */
async function limitedApp(
  script: Script,
  more: { baseUrl?: string; partBudget?: number } = {},
): Promise<LimitedApp> {
  const ports = inMemoryPorts();
  const counters = inMemoryCounters();
  let reserved = 0;
  const server = await fakeModel((request, count) => {
    if (count === 1) reserved = counters.total(TODAY);
    return script(request, count);
  });
  const analyst = openaiAnalyst({
    apiKey: 'key-of-the-tests',
    ...modelSettings({}),
    baseUrl: server.url,
    rules: localAnalyst(),
    clock: ports.clock,
    ...more,
  });
  const app = testApp({ ...ports, analyst: braked(analyst, { dollarsPerDay: 1 }, { ...ports, counters }) });
  return {
    ...app,
    counters,
    reserved: () => reserved,
    async analyze() {
      const answer = await app.post('/getCallAnalytics', { call_id: 'call-1', client_email: ANA });
      return answer.status;
    },
  };
}

async function spentOn(script: Script, more: { baseUrl?: string } = {}) {
  const app = await limitedApp(script, more);
  for (const window of promiseCall()) await app.ports.records.add(window);
  const status = await app.analyze();
  return { status, spent: app.counters.total(TODAY), reserved: app.reserved() };
}

describe('what an analysis by a model takes from the day', () => {
  it('an analysis by a model takes its cost from the budget of the day, and its highest possible cost before that', async () => {
    const { status, spent, reserved } = await spentOn(() => GOOD);
    expect([status, spent]).toEqual([200, ONE_ANSWER]);
    // All 6,000 tokens of an answer, at 0.5 dollars a million, and what is sent.
    expect(reserved).toBeGreaterThan(3_000 + ONE_ANSWER);
    expect(reserved).toBeLessThan(5_000);
  });

  it('an analysis by a model takes the cost of every attempt from the budget of the day', async () => {
    const { status, spent } = await spentOn((_, count) => (count === 1 ? { content: '{' } : GOOD));
    expect([status, spent]).toEqual([200, 2 * ONE_ANSWER]);
  });

  it('an analysis by a model reserves the cost of all parts of a long call', async () => {
    const script: Script = () => GOOD;
    const turns = Array.from({ length: 200 }, (_, n) => ({
      speaker: n % 2 === 0 ? 'agent' : 'customer',
      transcript: `Then we looked at port ${n} of the switch in the cellar.`,
    }));
    const whole = await limitedApp(script);
    const divided = await limitedApp(script, { partBudget: 2_000 });
    for (const app of [whole, divided]) {
      await app.ports.records.add(windowOf('call-1', 1, turns));
      expect(await app.analyze()).toBe(200);
    }
    expect(divided.reserved()).toBeGreaterThan(2 * whole.reserved());
  });

  it.each<[string, Scripted, number]>([
    ['429', { status: 429, headers: { 'x-should-retry': 'false' } }, 503],
    ['500', { status: 500, headers: { 'x-should-retry': 'false' } }, 502],
    ['a wrong key', { status: 401 }, 500],
    ['a redirect', { status: 307, headers: { location: 'http://127.0.0.1:9/' } }, 502],
  ])(
    'an analysis by a model takes nothing from the budget when the provider refuses: %s',
    async (_, fault, expected) => {
      const { status, spent, reserved } = await spentOn(() => fault);
      expect([status, spent]).toEqual([expected, 0]);
      expect(reserved).toBeGreaterThan(0);
    },
  );

  it('an analysis by a model takes nothing from the budget when the provider cannot be reached', async () => {
    const { status, spent } = await spentOn(() => GOOD, { baseUrl: `http://127.0.0.1:${await freePort()}` });
    expect([status, spent]).toEqual([502, 0]);
  });

  it.each<[string, Scripted, number, number]>([
    ['an answer that cannot be read', { content: 'no' }, 502, 2 * ONE_ANSWER],
    ['a refusal', { content: '', more: { refusal: 'No.' } }, 422, ONE_ANSWER],
  ])(
    'an analysis by a model takes from the budget what was paid for %s',
    async (_, fault, expected, cost) => {
      const { status, spent } = await spentOn(() => fault);
      expect([status, spent]).toEqual([expected, cost]);
    },
  );

  it.each<[string, Scripted]>([
    ['a connection that is reset', { reset: 'before the head' }],
    ['a reset in the middle of an answer', { reset: 'in the body' }],
    ['an answer without an envelope', { status: 200, body: '{}' }],
  ])('an analysis by a model keeps its reservation when its cost is unknown: %s', async (_, fault) => {
    const { status, spent, reserved } = await spentOn(() => fault);
    expect([status, spent]).toEqual([502, reserved]);
    expect(spent).toBeGreaterThan(0);
  });

  it('an analysis by a model keeps its reservation, as an upper bound, where the provider counts no tokens', async () => {
    const { status, spent, reserved } = await spentOn(() => ({ ...GOOD, more: { usage: null } }) as Scripted);
    expect([status, spent]).toEqual([200, reserved]);
  });
});
