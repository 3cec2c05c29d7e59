import type { ErasureReceipt, MemoryBox } from '@live-assist/core';
import { describe, expect, it } from 'vitest';
import { readPhone } from '../../src/adapters/phone-numbers.ts';
import { ANA, BEN, bodyOf, conversation, testApp, window } from '../support/app.ts';
import { NO_CUSTOMER, SPELLINGS } from '../support/spelled-numbers.ts';

const NUMBER = '+44 20 7946 0958';
const OTHER = '+44 20 7946 0111';
const BOUND = { scope: 'memory:read records:write analytics:write' };

/** The code of an answer, or 200. */
async function codeOf(answer: Response): Promise<string | number> {
  return answer.status === 200 ? 200 : (await bodyOf(answer)).code;
}

/** An app in which Ana has a number and an analysed call. */
async function withAna() {
  const app = testApp();
  await app.post('/recordCallWindow', window());
  await app.post('/getCallAnalytics', { call_id: 'call-ana', client_email: ANA });
  expect(await codeOf(await app.post('/linkCustomer', { client_email: ANA, phone: NUMBER }))).toBe(200);
  return app;
}

/** Everything that is stored, as text. */
function stored({ ports }: ReturnType<typeof testApp>): string {
  const { records, analytics, claims, promises, aliases, erasures } = ports;
  return JSON.stringify(
    [records, analytics, claims, promises, aliases, erasures].map((store) => store?.rows()),
  );
}

describe('a customer who is known by their number', () => {
  it('a memory box is found by the number in any spelling, and by the id of the host', async () => {
    const { post } = await withAna();
    await post('/linkCustomer', { client_email: ANA, customer_id: 'crm-7' });

    for (const named of [{ phone: NUMBER }, { phone: '+442079460958' }, { customer_id: 'crm-7' }]) {
      const box = await bodyOf<MemoryBox>(await post('/getMemoryBox', named));
      expect(box).toMatchObject({ client_email: ANA, calls: 1, returning: true });
    }
  });

  it.each(SPELLINGS)(
    'a memory box is found by %s, set to %s, in every spelling',
    async (number, country, spellings) => {
      const { post, ports } = await withAna();
      if (ports.aliases) ports.aliases.readPhone = async (text) => readPhone(text, { country });
      expect(await codeOf(await post('/linkCustomer', { client_email: ANA, phone: number }))).toBe(200);
      for (const phone of spellings) {
        const { client_email } = await bodyOf<MemoryBox>(await post('/getMemoryBox', { phone }));
        expect([phone, client_email]).toEqual([phone, ANA]);
      }
    },
  );

  it('a text that can stand for no customer opens no box, and is not linked: the answer names the field', async () => {
    const { post, ports } = await withAna();
    if (ports.aliases) ports.aliases.readPhone = async (text) => readPhone(text, { country: 'GB' });
    for (const [phone = ''] of NO_CUSTOMER.filter(([text]) => text !== '')) {
      const asked = await codeOf(await post('/getMemoryBox', { phone }));
      expect(['customer_not_found', 'invalid_request']).toContain(asked);
      const linked = await post('/linkCustomer', { client_email: ANA, phone });
      const { code, issues = [] } = await bodyOf(linked);
      expect([phone, code, issues.map(({ path }) => path)]).toEqual([phone, 'invalid_request', ['phone']]);
    }
  });

  it('a box names its customer in one way', async () => {
    const { post } = await withAna();
    for (const body of [{}, { client_email: ANA, phone: NUMBER }, { phone: NUMBER, customer_id: 'x' }]) {
      const answer = await bodyOf(await post('/getMemoryBox', body));
      expect(answer.issues).toEqual([
        { path: 'client_email', message: 'must be given, or phone, or customer_id: one of them' },
      ]);
    }
  });

  it('a number that stands for no one, and a text that is no number, are told apart', async () => {
    const { post } = await withAna();
    expect(await codeOf(await post('/getMemoryBox', { phone: OTHER }))).toBe('customer_not_found');
    expect(await codeOf(await post('/getMemoryBox', { phone: 'call me' }))).toBe('invalid_request');
  });

  it('a taken number is refused, and unlinking it is the way back', async () => {
    const { post } = await withAna();
    const bens = { client_email: BEN, phone: NUMBER };
    expect(await codeOf(await post('/linkCustomer', bens))).toBe('alias_taken');
    expect(await bodyOf<MemoryBox>(await post('/getMemoryBox', { phone: NUMBER }))).toMatchObject({
      client_email: ANA,
    });

    await post('/unlinkCustomer', bens);
    expect(await codeOf(await post('/linkCustomer', bens))).toBe('alias_taken');
    await post('/unlinkCustomer', { client_email: ANA, phone: NUMBER });
    expect(await codeOf(await post('/getMemoryBox', { phone: NUMBER }))).toBe('customer_not_found');
    expect(await codeOf(await post('/linkCustomer', bens))).toBe(200);
  });

  it('no store holds the number', async () => {
    const app = await withAna();
    await app.post('/recordCallWindow', window({ call_id: 'by-number', client_email: null, phone: OTHER }));
    expect(stored(app)).not.toMatch(/7946/);
  });
});

describe('a call that names its customer by a number', () => {
  it('a call with a known number is that customer’s', async () => {
    const { post, ports } = await withAna();
    await post('/recordCallWindow', window({ call_id: 'second', client_email: null, phone: NUMBER }));

    expect(await ports.claims.get('second')).toMatchObject({ client_email: ANA });
    expect(await bodyOf<MemoryBox>(await post('/getMemoryBox', { phone: NUMBER }))).toMatchObject({
      pending: [{ call_id: 'second', state: 'recorded' }],
    });
  });

  it('a call with an unknown number waits, and is the customer’s as soon as the number is linked', async () => {
    const { post, ports } = await withAna();
    const sent: unknown[] = [];
    ports.queue = { send: async (job) => void sent.push(job) };
    await post('/recordCallWindow', window({ call_id: 'waits', client_email: null, phone: OTHER }));
    expect(await ports.claims.get('waits')).toMatchObject({ alias_hash: expect.any(String) });
    await ports.clock.advance(1_800_000);
    sent.length = 0;

    await post('/linkCustomer', { client_email: BEN, phone: OTHER });
    expect(await ports.claims.get('waits')).toMatchObject({ client_email: BEN });
    expect((await ports.claims.get('waits'))?.alias_hash).toBeUndefined();
    expect(sent).toMatchObject([{ call_id: 'waits', client_email: BEN }]);
  });

  it('a call that ended before its number was linked is queued by the link, however short ago it ended', async () => {
    const { post, ports } = await withAna();
    const sent: unknown[] = [];
    ports.queue = { send: async (job) => void sent.push(job) };
    const ended = { call_id: 'ended', client_email: null, phone: OTHER, final: true };
    await post('/recordCallWindow', window(ended));
    await ports.claims.mark('ended', { unnamed: true });
    const listed = await post('/listWaitingCalls', {}, { scope: 'desk:read customers:any' });
    expect(await bodyOf(listed)).toMatchObject({ calls: [{ call_id: 'ended', client_email: null }] });
    sent.length = 0;

    await post('/linkCustomer', { client_email: BEN, phone: OTHER });
    expect(sent).toMatchObject([{ call_id: 'ended', client_email: BEN }]);
    expect(await ports.claims.get('ended')).toMatchObject({ client_email: BEN, status: 'queued' });
  });

  it('an address and a number link both, if the sender may say so', async () => {
    const { post } = await withAna();
    const pair = window({ call_id: 'pair', client_email: BEN, phone: OTHER });
    await post('/recordCallWindow', pair, { ...BOUND, client_email: BEN });
    expect(await codeOf(await post('/getMemoryBox', { phone: OTHER }))).toBe('customer_not_found');

    await post('/recordCallWindow', pair, { ...BOUND, client_email: BEN, phone: '+442079460111' });
    expect(await codeOf(await post('/getMemoryBox', { phone: OTHER }))).toBe(200);
  });

  it('a number that is told of two customers stands for no one until a person says whose it is', async () => {
    const { post, ports } = await withAna();
    const pair = window({ call_id: 'pair', client_email: BEN, phone: NUMBER });
    await post('/recordCallWindow', pair, { ...BOUND, client_email: BEN });
    expect(await codeOf(await post('/getMemoryBox', { phone: NUMBER }))).toBe(200);

    expect(await codeOf(await post('/recordCallWindow', { ...pair, window_num: 2 }))).toBe(200);
    expect(await ports.claims.get('pair')).toMatchObject({ client_email: BEN });
    expect(await codeOf(await post('/getMemoryBox', { phone: NUMBER }))).toBe('customer_not_found');
    await post('/recordCallWindow', window({ call_id: 'again', phone: NUMBER }));
    expect(await codeOf(await post('/getMemoryBox', { phone: NUMBER }))).toBe('customer_not_found');
    expect(await codeOf(await post('/linkCustomer', { client_email: ANA, phone: NUMBER }))).toBe(200);
    expect(await codeOf(await post('/getMemoryBox', { phone: NUMBER }))).toBe(200);
  });

  it('a number that a direct writer left is hidden when the window is seen', async () => {
    const app = await withAna();
    app.ports.records.put({
      call_id: 'direct',
      window_number: 1,
      turns: JSON.stringify(conversation),
      created_at: '2026-01-15T11:00:00.000Z',
      phone: NUMBER,
    });
    await app.post('/getCallAnalytics', { call_id: 'direct', client_email: ANA });

    expect(stored(app)).not.toMatch(/7946/);
    const [seen] = await app.ports.records.list('direct');
    expect(seen).toMatchObject({ alias_hash: (await app.ports.aliases?.ofCustomer(ANA))?.[0]?.alias });
  });
});

describe('a token of one customer', () => {
  it('a token that is bound by a number opens what the number stands for', async () => {
    const { post } = await withAna();
    const by = { ...BOUND, phone: '+442079460958' };
    expect(await bodyOf(await post('/getMemoryBox', { phone: NUMBER }, by))).toMatchObject({
      client_email: ANA,
    });
    expect(await codeOf(await post('/getMemoryBox', { client_email: ANA }, by))).toBe(200);
    expect(await codeOf(await post('/getMemoryBox', { client_email: BEN }, by))).toBe('forbidden');
    await post('/recordCallWindow', window({ call_id: 'mine', client_email: undefined }), by);
    expect(await codeOf(await post('/getAnalysisStatus', { call_id: 'mine' }, by))).toBe(200);
  });

  it.each([
    ['an address', { client_email: BEN }],
    ['a number', { phone: OTHER }],
    ['an id', { customer_id: 'crm-9' }],
  ])('a token that is bound by %s learns nothing of other numbers', async (_, claims) => {
    const { post } = await withAna();
    const by = { ...BOUND, ...claims };
    const [taken, unknown] = await Promise.all(
      [NUMBER, '+44 20 7946 0222'].map(async (phone) => {
        const answer = await post('/getMemoryBox', { phone }, by);
        return [answer.status, await answer.text()];
      }),
    );
    expect(taken?.[0]).toBe(404);
    expect(taken).toEqual(unknown);
    for (const phone of [NUMBER, '+44 20 7946 0222']) {
      const link = { client_email: BEN, phone };
      expect(await codeOf(await post('/linkCustomer', link, by))).toBe('forbidden');
    }
  });

  it('a token links what its claims hold, and nothing else', async () => {
    const { post } = await withAna();
    const by = { ...BOUND, client_email: BEN, phone: OTHER };
    const link = { client_email: BEN, phone: '+442079460111' };
    expect(await codeOf(await post('/linkCustomer', link, by))).toBe(200);
    expect(await codeOf(await post('/linkCustomer', { ...link, customer_id: 'x' }, by))).toBe('forbidden');
    expect(await codeOf(await post('/linkCustomer', { ...link, former_email: ANA }, by))).toBe('forbidden');
    expect(await codeOf(await post('/unlinkCustomer', link, by))).toBe('forbidden');
  });
});

describe('an erasure', () => {
  it('an erasure takes the numbers of the customer along, and what is known by them alone', async () => {
    const app = await withAna();
    await app.post('/linkCustomer', { client_email: ANA, customer_id: 'crm-7' });
    await app.post('/recordCallWindow', window({ call_id: 'mine', client_email: null, phone: NUMBER }));
    await app.ports.clock.advance(1000);

    const receipt = await bodyOf<ErasureReceipt>(await app.post('/eraseCustomer', { client_email: ANA }));
    expect(receipt.deleted).toMatchObject({ customerAliases: 2, callRecords: 2, analysisClaims: 2 });
    const rows = [app.ports.records, app.ports.analytics, app.ports.claims, app.ports.aliases];
    expect(rows.map((store) => store?.rows())).toEqual([[], [], [], []]);
    expect(await codeOf(await app.post('/getMemoryBox', { phone: NUMBER }))).toBe('customer_not_found');
  });
});
