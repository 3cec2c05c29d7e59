import { mapLimit } from '@live-assist/core';
import { seededRandom } from '@live-assist/core/shared/seeded-random';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endContact } from '../../src/jobs/end-contact.ts';
import { scriptedAnalyst } from '../support/app.ts';
import { type EndingWorld, endingWorld, TURNS } from '../support/ending-world.ts';
import { sharedEngine, type TestEngine } from '../support/with-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await sharedEngine();
});
afterAll(() => engine.stop());

const SECOND = 1_000;
/** `ENDING_CALLS=200` is the heavier proof. */
const CALLS = Number(process.env.ENDING_CALLS ?? 24);
const KILLS = 10;
const STEP = 10 * SECOND;

/** A window that is put at some time. */
interface Put {
  at: number;
  window: { call_id: string; window_number: number; client_email: string; turns: string; final?: true };
}

/** The windows of a call: pauses between them, a final one or none, and in some calls one that is late by a minute. */
function windowsOf(n: number, random: () => number): Put[] {
  const call = { call_id: `call-${n}`, client_email: `caller-${n % 150}@example.com`, turns: TURNS };
  const count = 2 + Math.floor(random() * 3);
  const isFinal = random() < 0.7;
  let at = Math.floor(random() * 120) * SECOND;
  const puts: Put[] = Array.from({ length: count }, (_, index) => {
    at += Math.floor(5 + random() * 55) * SECOND;
    return { at, window: { ...call, window_number: index } };
  });
  const last = puts.at(-1);
  if (last !== undefined && isFinal) last.window.final = true;
  if (random() < 0.15 && last !== undefined) {
    const late = puts[count - 2] ?? last;
    late.at = last.at + 60 * SECOND;
  }
  return puts;
}

describe('many calls whose windows another system writes into the table', () => {
  it('are each analysed once in time, with events lost and doubled, late windows, and a worker that is killed ten times', async () => {
    const random = seededRandom(11);
    const analyst = scriptedAnalyst();
    const world: EndingWorld = await endingWorld(engine, { analyst, ending: { afterMs: AFTER } });
    const start = world.now();
    const calls = Array.from({ length: CALLS }, (_, n) => windowsOf(n, random));
    const puts = calls.flat().sort((a, b) => a.at - b.at);
    const due = new Map(calls.map((ofCall) => [ofCall[0]?.window.call_id ?? '', dueOf(ofCall)]));
    const end = Math.max(...due.values()) + STEP;
    const kills = Array.from({ length: KILLS }, () => Math.floor(random() * end));
    const isLate = new Set(
      calls.flatMap((ofCall) =>
        ofCall.filter((put, n) => put.at > (ofCall[n + 1]?.at ?? Infinity)).map(({ window }) => window),
      ),
    );
    const missed: string[] = [];
    const names = [...due.keys()];
    const late = calls.filter((ofCall) =>
      ofCall.some((put, n) => put.at > (ofCall[n + 1]?.at ?? Infinity)),
    ).length;

    for (let at = 0; at <= end; at += STEP) {
      world.setTime(start + at);
      for (; puts[0] !== undefined && puts[0].at <= at; puts.shift()) {
        const fate = random();
        // Of a window after the analysis only its own event, or a reindex, can tell.
        const isLost = fate < 0.05 && !isLate.has(puts[0].window);
        const events = isLost ? 0 : fate < 0.1 ? 2 : 1;
        await world.put(puts[0].window, events);
      }
      if (kills.some((kill) => kill > at - STEP && kill <= at)) world.killSoon(Math.floor(random() * 8));
      await world.work();
      for (const [call_id, dueAt] of due) {
        if (at < dueAt) continue;
        if (!(await isWhole(world, call_id))) missed.push(call_id);
        due.delete(call_id);
      }
    }

    expect([missed, due.size]).toEqual([[], 0]);
    for (const call_id of names) {
      const email = calls.flat().find(({ window }) => window.call_id === call_id)?.window.client_email ?? '';
      const rows = await world.ports.analytics.list(email);
      expect(rows.filter((row) => row.call_id === call_id)).toHaveLength(1);
    }
    const { found } = await world.sweep();
    await world.work();
    expect(found).toBe(0);
    expect(analyst.asked).toBeGreaterThanOrEqual(CALLS);
    expect(analyst.asked).toBeLessThanOrEqual(CALLS + late + KILLS + found);
    console.log(`${CALLS} calls, ${late} late windows: ${analyst.asked} runs of the model.`);
  }, 900_000);
});

describe('many calls whose ends Amazon Connect or a final window tells', () => {
  it('are none of them forgotten when 5 % of the settle jobs and of the events of Amazon Connect are lost: an hourly look finds them', async () => {
    const random = seededRandom(12);
    const analyst = scriptedAnalyst();
    const world = await endingWorld(engine, { analyst, ending: { afterMs: AFTER } });
    const lost = { jobs: 0, events: 0 };
    world.loses = (job) => {
      const isLost = 'job' in job && job.job === 'settle' && random() < 0.05;
      if (isLost) lost.jobs += 1;
      return isLost;
    };
    for (let n = 0; n < CALLS; n += 1) {
      const call = { call_id: `contact-${n}`, client_email: `caller-${n % 150}@example.com`, turns: TURNS };
      await world.put({ ...call, window_number: 1 });
      const endsByConnect = n % 2 === 0;
      await world.put({ ...call, window_number: 2, ...(!endsByConnect && { final: true }) });
      const isTold = endsByConnect && random() >= 0.05;
      if (isTold && world.ports.queue !== undefined)
        await endContact(
          world.ports.queue,
          call.call_id,
          {},
          { email: undefined, agent: undefined },
          world.now(),
        );
      else if (endsByConnect) lost.events += 1;
      await world.advance(STEP, STEP);
    }
    await world.advance(AFTER + SETTLE + 60 * SECOND, STEP);
    const names = Array.from({ length: CALLS }, (_, n) => `contact-${n}`);
    const forgotten = async () => {
      const whole = await mapLimit(8, names, (call_id) => isWhole(world, call_id));
      return names.filter((_, n) => !whole[n]);
    };
    const missed = (await forgotten()).length;
    let found = 0;
    for (let hours = 0; hours < 3; hours += 1) {
      world.setTime(world.now() + 3_600 * SECOND);
      found += (await world.sweep()).found;
      await world.work();
    }
    expect(await forgotten()).toEqual([]);
    expect(lost.jobs).toBeGreaterThan(0);
    expect(analyst.asked).toBeGreaterThanOrEqual(CALLS);
    expect(analyst.asked).toBeLessThanOrEqual(CALLS + found);
    console.log(
      `${CALLS} calls, ${lost.jobs} settle jobs and ${lost.events} contact events lost: ${missed} were found by an hourly look, ${analyst.asked} runs of the model.`,
    );
  }, 900_000);
});

const SETTLE = 30 * SECOND;
const AFTER = 120 * SECOND;

/** By when the analysis has to hold every window. */
function dueOf(ofCall: readonly Put[]): number {
  const last = Math.max(...ofCall.map(({ at }) => at));
  const final = ofCall.find(({ window }) => window.final === true);
  const isEnd = final !== undefined && final.at >= last;
  // A window that is late comes after the end: then the settle time begins anew.
  const from = final === undefined ? last + AFTER : isEnd ? final.at : last;
  return from + SETTLE + 60 * SECOND;
}

async function isWhole(world: EndingWorld, call_id: string): Promise<boolean> {
  const claim = await world.ports.claims.get(call_id);
  if (claim?.created_at === undefined || claim.client_email === undefined) return false;
  const row = await world.ports.analytics.get(claim.client_email, claim.created_at);
  const numbers = await world.ports.records.numbers(call_id);
  const { windows = [] } = (row as { analysis?: { windows?: [number, number][] } } | null)?.analysis ?? {};
  return numbers.every((number) => windows.some(([from, to]) => from <= number && number <= to));
}
