import { beforeEach, describe, expect, it } from 'vitest';
import type { CustomerAliases, LinkedAlias } from '../../src/ports/customer-aliases.ts';
import { LONG_AGO, type MakeStore, type StoreUnderTest } from './contracts-rows.ts';

const JANE = 'jane@example.com';
const JOE = 'joe@example.com';

function linked(overrides: Partial<LinkedAlias> = {}): LinkedAlias {
  return { alias: 'a-1', client_email: JANE, linkedAt: 1_768_473_000_000, ...overrides };
}

/** The contract of {@link CustomerAliases}. */
export function describeCustomerAliases(name: string, make: MakeStore<CustomerAliases>): void {
  describe(`${name}: the aliases of customers`, () => {
    let store: CustomerAliases;
    let put: StoreUnderTest<CustomerAliases>['put'];
    beforeEach(async () => {
      ({ store, put } = await make());
    });
    const owner = async (alias = 'a-1') => (await store.get(alias))?.client_email ?? null;

    it('an alias that was never linked stands for no one', async () => {
      expect(await store.get('a-1')).toBeNull();
      expect(await store.ofCustomer(JANE)).toEqual([]);
      expect(await store.unlink('a-1', JANE)).toBe(true);
      expect(await store.contest('a-1', JANE)).toBe(false);
      expect(await store.pass('a-1', JANE, JOE)).toBe(false);
    });

    it('link makes an alias stand for a customer, and may be repeated', async () => {
      expect(await store.link(linked())).toMatchObject(linked());
      expect(await store.link(linked({ linkedAt: linked().linkedAt + 5 }))).toMatchObject({
        client_email: JANE,
        linkedAt: linked().linkedAt + 5,
      });
      expect(await store.get('a-1')).toMatchObject(linked({ linkedAt: linked().linkedAt + 5 }));
      expect(await store.ofCustomer(JANE)).toMatchObject([{ alias: 'a-1' }]);
      expect(await store.ofCustomer(JOE)).toEqual([]);
    });

    it('link keeps the former address', async () => {
      await store.link(linked({ former_email: JOE }));
      expect(await store.get('a-1')).toMatchObject({ client_email: JANE, former_email: JOE });
    });

    it('link changes nothing of an alias of another customer', async () => {
      await store.link(linked());
      expect(await store.link(linked({ client_email: JOE }))).toMatchObject({ client_email: JANE });
      expect(await store.link(linked({ client_email: JOE }), true)).toMatchObject({ client_email: JANE });
      expect(await owner()).toBe(JANE);
    });

    it('a contested alias stands for no one until a link settles it', async () => {
      await store.link(linked());
      expect(await store.contest('a-1', JOE)).toBe(false);
      expect(await store.contest('a-1', JANE)).toBe(true);
      expect(await store.contest('a-1', JANE)).toBe(true);
      expect([await owner(), await store.ofCustomer(JANE)]).toEqual([null, []]);
      expect((await store.link(linked({ client_email: JOE }))).client_email).toBeUndefined();

      expect(await store.link(linked({ client_email: JOE }), true)).toMatchObject({ client_email: JOE });
      expect(await owner()).toBe(JOE);
    });

    it('pass makes an alias stand for another customer, once', async () => {
      await store.link(linked());
      expect(await store.pass('a-1', JANE, JOE)).toBe(true);
      expect(await store.pass('a-1', JANE, JOE)).toBe(true);
      expect(await store.pass('a-1', JANE, 'third@example.com')).toBe(false);
      expect(await owner()).toBe(JOE);
    });

    it('unlink removes an alias of that customer alone, and only if it was not confirmed since', async () => {
      await store.link(linked());
      await store.unlink('a-1', JOE);
      expect(await owner()).toBe(JANE);
      expect(await store.unlink('a-1', JANE, linked().linkedAt - 1)).toBe(false);
      expect(await owner()).toBe(JANE);
      expect(await store.unlink('a-1', JANE, linked().linkedAt)).toBe(true);
      expect(await store.unlink('a-1', JANE)).toBe(true);
      expect(await owner()).toBeNull();
    });

    it('of 20 customers who link one alias at the same time one gets it', async () => {
      const names = Array.from({ length: 20 }, (_, n) => `c${n}@example.com`);
      const answers = await Promise.all(names.map((client_email) => store.link(linked({ client_email }))));
      const owners = new Set(answers.map(({ client_email }) => client_email));
      expect([...owners]).toEqual([await owner()]);
    });

    it('an expired alias stands for no one, and blocks no new one', async () => {
      await put({ ...linked(), expires_at: LONG_AGO });
      expect([await store.get('a-1'), await store.ofCustomer(JANE)]).toEqual([null, []]);
      expect(await store.ofCustomer(JANE, { expired: true })).toHaveLength(1);

      expect(await store.link(linked({ client_email: JOE }))).toMatchObject({ client_email: JOE });
      expect(await owner()).toBe(JOE);
    });

    it('an alias is kept for the days of retention from its last link on', async () => {
      const kept = await make({ retentionDays: 2 });
      await kept.store.link(linked());
      const first = (await kept.store.get('a-1'))?.expires_at;
      expect(first).toBeGreaterThan(Date.now() / 1000 + 1.9 * 86_400);
      await kept.put({ ...linked(), expires_at: Number(first) - 86_400 });
      await kept.store.link(linked());
      expect((await kept.store.get('a-1'))?.expires_at).toBeGreaterThanOrEqual(Number(first));
    });

    it('the hash of an alias is always the same, and tells names apart', async () => {
      const [one, again, other] = await Promise.all(['id:1', 'id:1', 'id:2'].map((id) => store.hash(id)));
      expect(one).toBe(again);
      expect(one).not.toBe(other);
    });

    it('a number in E.164 is read, and another text is not', async () => {
      expect(await store.readPhone('+44 20 7946 0958')).toEqual({ name: 'tel:+442079460958' });
      expect(await store.readPhone('call me')).toEqual({ why: 'unreadable' });
    });
  });
}
