import type { CustomerAlias, CustomerAliases, PhoneReading } from '../ports/customer-aliases.ts';
import { checksum } from './in-memory-checksum.ts';
import { copy, type InMemoryOptions, type Rows, rowsByKey } from './in-memory-rows.ts';

/** {@link CustomerAliases} in a Map, with direct access to its rows. */
export type InMemoryCustomerAliases = CustomerAliases & Rows<CustomerAlias>;

/** Creates {@link CustomerAliases} in a Map. It reads a number that is written in E.164, with any spaces. */
export function inMemoryCustomerAliases({
  now,
  retentionDays,
}: InMemoryOptions = {}): InMemoryCustomerAliases {
  const table = rowsByKey<CustomerAlias>(({ alias }) => [alias], { ...(now && { now }) });
  const at = (alias: string) => ({ alias, linkedAt: 0 });
  const expiry = () =>
    now === undefined || retentionDays === undefined
      ? {}
      : { expires_at: Math.floor(now() / 1000) + retentionDays * 86_400 };
  const stands = (alias: string, clientEmail: string) => {
    const stored = table.get(at(alias));
    return stored?.client_email === clientEmail ? stored : undefined;
  };
  return {
    ...table.rows,
    readPhone: async (text) => readPlainly(text),
    hash: checksum,
    get: async (alias) => table.get(at(alias)) ?? null,
    async link(linked, settles = false) {
      const stored = table.get(linked);
      const isFree = stored === undefined || (settles && stored.client_email === undefined);
      if (!isFree && stored.client_email !== linked.client_email) return stored;
      const { linkedAt = 0 } = isFree ? {} : stored;
      table.put({ ...copy(linked), linkedAt: Math.max(linkedAt, linked.linkedAt), ...expiry() });
      return table.get(linked) ?? linked;
    },
    async contest(alias, clientEmail) {
      const stored = table.get(at(alias));
      if (stored === undefined || (stored.client_email ?? clientEmail) !== clientEmail) return false;
      const { client_email: _, ...contested } = stored;
      table.put(contested);
      return true;
    },
    async pass(alias, from, to) {
      const stored = stands(alias, from);
      if (stored !== undefined) table.put({ ...stored, client_email: to });
      return stands(alias, to) !== undefined;
    },
    async unlink(alias, clientEmail, linkedAt) {
      const stored = table.get(at(alias), { expired: true });
      if (stored === undefined || stored.client_email !== clientEmail) return true;
      if (linkedAt !== undefined && stored.linkedAt !== linkedAt) return false;
      table.remove(stored);
      return true;
    },
    ofCustomer: async (clientEmail, options) =>
      table.all(options).filter(({ client_email }) => client_email === clientEmail),
  };
}

function readPlainly(text: string): PhoneReading {
  const digits = text.replace(/[ ()-]/g, '');
  return /^\+[1-9]\d{6,14}$/.test(digits) ? { name: `tel:+${digits.slice(1)}` } : { why: 'unreadable' };
}
