import type { CallWindow } from '../call/call.ts';
import { holdsNumber } from '../claims/call-ownership.ts';
import type { Ports } from '../ports/ports.ts';
import { mapLimit } from '../shared/map-limit.ts';
import type { AliasPorts } from './link-alias.ts';
import { settleAlias } from './name-window.ts';
import { aliasOf } from './named-by.ts';

const WRITES_AT_A_TIME = 8;

/**
 * Replaces the numbers and ids that direct writers left in windows by their keyed hash, in the store; what names no customer
 * is removed. A call without an address is known by the alias from then on. May be repeated at any time: the next
 * reader of a window repeats what failed.
 *
 * @returns the windows as they are then.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function hideNumbers(
  ports: AliasPorts & Pick<Ports, 'records'>,
  windows: readonly CallWindow[],
): Promise<CallWindow[]> {
  const { aliases, records } = ports;
  if (aliases === undefined) return [...windows];
  return mapLimit(WRITES_AT_A_TIME, windows, async (window) => {
    if (!holdsNumber(window)) return window;
    const { phone, customer_id, ...rest } = window;
    const named = { phone: textOf(phone), customer_id: textOf(customer_id) };
    const reading = named.phone || named.customer_id ? await aliasOf(aliases, named) : null;
    const alias_hash = reading !== null && 'alias' in reading ? reading.alias : rest.alias_hash;
    const hidden = { ...rest, ...(alias_hash !== undefined && { alias_hash }) };
    await records.hideNumber(window, alias_hash);
    // A direct writer has no token that could say that a customer and a number belong together.
    if (hidden.client_email === undefined) await settleAlias(ports, hidden, () => false);
    return hidden;
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) || undefined : undefined;
}
