import type { ErasureReceipt } from '@live-assist/core';
import { describe, expect, it } from 'vitest';
import { ANA, BEN, bodyOf, conversation, type TestApp, testApp, window } from '../support/app.ts';

/** A window that the live system writes directly to the table. */
function recorded(app: TestApp, more: Record<string, unknown>): void {
  app.ports.records.put({
    call_id: 'call-ben',
    window_number: 1,
    turns: JSON.stringify(conversation),
    created_at: '2026-01-15T11:00:00.000Z',
    ...more,
  });
}

const erased = async (app: TestApp, client_email = ANA) =>
  (await bodyOf<ErasureReceipt>(await app.post('/eraseCustomer', { client_email }))) as ErasureReceipt;

const said = (transcript: string) => JSON.stringify([...conversation, { speaker: 'customer', transcript }]);

describe('remains of a customer in the rows of others', () => {
  it('an erasure leaves nothing of a customer who only occurs in their own rows', async () => {
    const app = testApp();
    await app.post('/recordCallWindow', window());
    await app.post('/getCallAnalytics', { call_id: 'call-ana', client_email: ANA });
    const { stays } = await erased(app);
    expect(stays).toEqual({
      windowsOfOthers: 0,
      analysesOfOthers: 0,
      callNames: 0,
      why: expect.stringMatching(/^These rows belong to other customers.*\.$/),
    });
  });

  it('an erasure reports another customer’s analysis that was made with windows of this customer', async () => {
    const app = testApp();
    recorded(app, { client_email: BEN });
    recorded(app, { window_number: 2, client_email: ANA, turns: said('I am his wife, write to me.') });
    await app.post('/getCallAnalytics', { call_id: 'call-ben', client_email: BEN });
    const { deleted, stays } = await erased(app);
    expect(deleted).toEqual({
      callRecords: 1,
      callAnalytics: 0,
      analysisClaims: 0,
      promises: 0,
      customerAliases: 0,
    });
    expect(stays).toMatchObject({ windowsOfOthers: 0, analysesOfOthers: 1, callNames: 0 });
    expect(app.ports.analytics.rows()).toHaveLength(1);
  });

  it('an erasure reports another customer’s window whose words contain the address', async () => {
    const app = testApp();
    recorded(app, { client_email: BEN, turns: said('Write to Ana@Example.com, please.') });
    recorded(app, { window_number: 2, client_email: ANA });
    recorded(app, { window_number: 3, turns: said('It is joana@example.com, or ana@example.com.au.') });
    recorded(app, {
      window_number: 4,
      activityFeed: JSON.stringify([{ name: 'mail', input: `{"to":"${ANA}"}`, status: 'success' }]),
    });
    const { deleted, stays } = await erased(app);
    expect(deleted.callRecords).toBe(1);
    expect(stays).toMatchObject({ windowsOfOthers: 2, analysesOfOthers: 0, callNames: 0 });
  });

  it('an erasure reports a call id that contains the address if a part of that call stays', async () => {
    const app = testApp();
    const call_id = `tel-${ANA}-7`;
    recorded(app, { call_id, client_email: BEN });
    recorded(app, { call_id, window_number: 2, client_email: ANA });
    recorded(app, { call_id: ANA.toUpperCase(), client_email: ANA });
    await app.post('/getCallAnalytics', { call_id, client_email: BEN });
    expect((await erased(app)).stays).toMatchObject({
      windowsOfOthers: 0,
      analysesOfOthers: 1,
      callNames: 1,
    });
    expect((await erased(testApp())).stays).toMatchObject({ callNames: 0 });
  });

  it('an erasure finds remains under each form of an address', async () => {
    const app = testApp();
    const turns = JSON.stringify([...conversation, { speaker: 'agent', transcript: 'ana@münchen.example?' }]);
    recorded(app, { client_email: BEN, turns: turns.replace('ü', '\\u00fc') });
    recorded(app, { window_number: 2, client_email: 'ana@xn--mnchen-3ya.example' });
    expect((await erased(app, 'ana@MÜNCHEN.example')).stays.windowsOfOthers).toBe(1);
  });

  it('an erasure reports remains without an address or a call id', async () => {
    const app = testApp();
    recorded(app, { call_id: `tel-${ANA}`, client_email: BEN });
    recorded(app, { call_id: `tel-${ANA}`, window_number: 2, client_email: ANA });
    expect(JSON.stringify(await erased(app))).not.toMatch(/ana@|ben@|tel-/);
  });
});
