import { callAnalytics, callWindow, heldClaim } from '@live-assist/core/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations, tablesBehindFaults } from './faulty-proxy.ts';
import { startTestEngine, type TestEngine } from './with-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

describe('a write whose answer is lost', () => {
  const firstWrite = (operation: string, count: number) =>
    (operation === 'PutItem' || operation === 'UpdateItem') && count === 1
      ? ('answer lost' as const)
      : undefined;

  it('adds a window, which then comes back as the one that is stored', async () => {
    const { direct, proxied, requests } = await tablesBehindFaults(engine, firstWrite);

    expect(await proxied.records.add(callWindow(0))).toEqual(callWindow(0));
    expect(operations(requests)).toEqual(['PutItem', 'PutItem', 'GetItem']);
    expect(await direct.records.list('call-1')).toEqual([callWindow(0)]);
  });

  it('stores an analysis: written', async () => {
    const { direct, proxied, requests } = await tablesBehindFaults(engine, firstWrite);

    expect(await proxied.analytics.write(callAnalytics())).toBe('written');
    expect(operations(requests)).toEqual(['UpdateItem', 'UpdateItem', 'GetItem']);
    expect(await direct.analytics.list('jane@example.com')).toEqual([callAnalytics()]);
  });

  it('takes a claim: true', async () => {
    const { direct, proxied, requests } = await tablesBehindFaults(engine, firstWrite);

    expect(await proxied.claims.take(heldClaim())).toBe(true);
    expect(operations(requests)).toEqual(['UpdateItem', 'UpdateItem', 'GetItem']);
    expect(await direct.claims.get('call-1')).toEqual(heldClaim());
  });

  it('takes the next attempt: true', async () => {
    const { direct, proxied } = await tablesBehindFaults(engine, firstWrite);
    await direct.claims.take(heldClaim());
    const next = heldClaim({ attempt: 2, token: 'token-2' });

    expect(await proxied.claims.take(next)).toBe(true);
    expect(await direct.claims.get('call-1')).toEqual(next);
  });

  it('binds a call to the address that was asked for', async () => {
    const { proxied } = await tablesBehindFaults(engine, firstWrite);

    expect(await proxied.claims.bind('call-1', 'jane@example.com')).toBe('jane@example.com');
  });

  it('changes a claim that is held: true', async () => {
    const { direct, proxied } = await tablesBehindFaults(engine, firstWrite);
    await direct.claims.take(heldClaim());

    expect(await proxied.claims.update(heldClaim(), { status: 'done' })).toBe(true);
    expect(await direct.claims.get('call-1')).toEqual(heldClaim({ status: 'done' }));
  });

  it('is not known to have happened when every answer is lost, and is recognised when it is tried again', async () => {
    const { direct, proxied } = await tablesBehindFaults(engine, () => 'answer lost');

    await expect(proxied.claims.take(heldClaim())).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(await direct.claims.take(heldClaim())).toBe(true);
  });
});
