import type { MemoryBox } from '@live-assist/core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { conversation } from '../../support/app.ts';
import {
  awsError,
  type Fault,
  type FaultAt,
  type FaultyProxy,
  startFaultyProxy,
} from '../../support/faulty-proxy.ts';
import { sharedEngine, type TestEngine } from '../../support/with-engine.ts';
import { ask, worldOver } from './store-fault-world.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await sharedEngine();
});
afterAll(() => engine.stop());

const ERROR = awsError(500, 'InternalServerError');
const PROMISE = 'ana-call-1:1:2:0';

/** Ana with one recorded call, and a service that reaches its store through a proxy. */
async function ana({ lifelike = false, finished = onTestFinished } = {}) {
  const tables = await engine.newTables();
  let faultAt: FaultAt = () => undefined;
  const proxy = await startFaultyProxy(engine, (...at) => faultAt(...at));
  const reached = engine.reachedAt(proxy.endpoint, tables.names);
  finished(async () => {
    reached.client.destroy();
    await proxy.stop();
  });
  const world = worldOver(reached, 'ana', { lifelike });
  const client_email = world.email;
  await ask(world, '/recordCallWindow', {
    call_id: world.call(),
    client_email,
    window_num: 1,
    turns: conversation,
  });
  return {
    world,
    proxy,
    /** Sets the faults from now on. */
    fail(fault: FaultAt) {
      faultAt = fault;
    },
    /** Fails all attempts of the next write with a matching input, and no other command. */
    failOnce(fault: Fault, matches: (input: string) => boolean) {
      let failing: string | undefined;
      faultAt = (operation) => {
        const { input, command } = proxy.requests.at(-1) as (typeof proxy.requests)[0];
        if (operation.endsWith('Item') && failing === undefined && matches(JSON.stringify(input)))
          failing = command;
        return failing === command ? fault : undefined;
      };
    },
    analyze: (more = {}) => ask(world, '/getCallAnalytics', { call_id: world.call(), client_email, ...more }),
    status: async () => (await ask(world, '/getAnalysisStatus', { call_id: world.call() })).body.status,
    change: (status: string) =>
      ask(world, '/updateCommitment', { client_email, commitment_id: PROMISE, status }),
    box: async () => (await ask(world, '/getMemoryBox', { client_email })).body as unknown as MemoryBox,
  };
}

describe('a claim', () => {
  it('a claim whose answer was lost blocks no caller', async () => {
    const { analyze, failOnce, status } = await ana();
    failOnce('answer lost', (input) => input.includes('leaseUntil'));
    expect(await analyze()).toMatchObject({ status: 503, body: { code: 'store_unavailable' } });
    expect(await status()).toBe('failed');
    expect(await analyze()).toMatchObject({ status: 200, body: { analysis: { attempt: 2 } } });
  });

  it('a claim that cannot be completed does not affect the stored analysis', async () => {
    const { analyze, failOnce, status, world } = await ana();
    failOnce(ERROR, (input) => input.includes('"done"'));
    expect(await analyze()).toMatchObject({ status: 200, body: { analysis: { attempt: 1 } } });
    expect(await status()).toBe('running');
    await world.clock.advance(70_000);
    expect(await status()).toBe('done');
    expect(await analyze()).toMatchObject({ status: 200, body: { analysis: { attempt: 1 } } });
    expect(world.asked()).toBe(1);
  });
});

describe('an analysis that is stored although its answer is lost', () => {
  it('an analysis that is stored although its answer is lost is returned to the next request and paid for once', async () => {
    const { analyze, failOnce, status, world } = await ana();
    failOnce('answer lost', (input) => input.includes('promptVersion'));
    expect(await analyze()).toMatchObject({ status: 503 });
    expect(await status()).toBe('done');
    expect(await analyze()).toMatchObject({ status: 200, body: { analysis: { attempt: 1 } } });
    expect(world.asked()).toBe(1);
  });

  it('an analysis that is stored although its answer is lost is returned to the callers who waited for it', async () => {
    const { analyze, failOnce, world } = await ana({ lifelike: true });
    failOnce('answer lost', (input) => input.includes('promptVersion'));
    const answers = await Promise.all([analyze(), analyze(), analyze()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 503]);
    expect(world.asked()).toBe(1);
  });
});

describe('a manual change that arrives late', () => {
  it('a manual change that arrives late does not undo a later one', async () => {
    const { analyze, box, change, fail, proxy } = await ana();
    await analyze();
    await change('dismissed');
    fail((operation, _, { attempt }) => (operation === 'UpdateItem' && attempt === 1 ? 'late' : undefined));
    expect(await change('kept')).toMatchObject({ status: 200, body: { status: 'kept' } });
    fail(() => undefined);
    expect(await change('open')).toMatchObject({ status: 200, body: { status: 'open' } });
    await proxy.deliverLate();
    expect((await box()).commitments).toMatchObject([{ id: PROMISE, status: 'open' }]);
  });
});

describe('eventually consistent reads that lag behind', () => {
  it('eventually consistent reads leave a memory box right except for the waiting calls', async () => {
    const { analyze, box, fail } = await ana();
    expect(await box()).toMatchObject({ pending: [{ state: 'recorded' }], calls: 0 });
    fail(() => 'stale');
    await analyze();
    expect(await box()).toMatchObject({ pending: [], calls: 1, commitments: [{ id: PROMISE }] });
  });

  it('eventually consistent reads do not show a call as waiting whose analysis is stored', async () => {
    const { analyze, box, failOnce, fail, world } = await ana();
    failOnce('reset', (input) => input.includes('promptVersion'));
    await analyze();
    fail(() => undefined);
    expect(await box()).toMatchObject({ calls: 0, pending: [{ call_id: world.call(), state: 'failed' }] });
    fail(() => 'stale');
    await analyze();
    expect(await box()).toMatchObject({ calls: 1, pending: [] });
  });

  it('eventually consistent reads are only used on the index by customer', async () => {
    const { analyze, box, change, fail, proxy } = await ana();
    fail(() => 'stale');
    await analyze();
    await analyze({ force: true });
    await change('kept');
    expect((await box()).commitments).toMatchObject([{ status: 'kept' }]);
    const lax = proxy.requests.filter(
      ({ operation, input }) => ['GetItem', 'Query'].includes(operation) && input.ConsistentRead !== true,
    );
    expect(lax.every(({ input }) => input.IndexName === 'byCustomer')).toBe(true);
  });
});

describe.concurrent('with the time limits of a deployment', () => {
  const sent = ({ requests }: Pick<FaultyProxy, 'requests'>) =>
    [...Map.groupBy(requests, ({ command }) => command).values()].map((attempts) => attempts.length);

  it('a stall is cut short, and the answer is right', async ({ onTestFinished: finished }) => {
    const { box, fail, proxy } = await ana({ finished });
    proxy.requests.length = 0;
    fail((_operation, _count, { attempt }) => (attempt === 1 ? 'silence' : undefined));
    expect(await box()).toMatchObject({ calls: 0, pending: [{ state: 'recorded' }] });
    expect(new Set(sent(proxy))).toEqual(new Set([2]));
  });

  it.for([
    ['never answers', 'silence', 'does not answer'],
    ['never ends its answer', 'stalled answer', 'does not answer'],
    ['is overloaded', awsError(400, 'ThrottlingException'), 'is overloaded'],
  ] as const)(
    'a store that %s gets three attempts of the first command, and no other command',
    async ([, fault, words], { onTestFinished: finished }) => {
      const { analyze, fail, proxy } = await ana({ finished });
      proxy.requests.length = 0;
      fail(() => fault);
      expect(await analyze()).toEqual({
        status: 503,
        body: { error: `The data store ${words}. Try again in a moment.`, code: 'store_unavailable' },
      });
      expect(sent(proxy)).toEqual([3]);
    },
  );
});
