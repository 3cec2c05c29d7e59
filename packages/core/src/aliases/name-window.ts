import type { CallWindow } from '../call/call.ts';
import { customerErased } from '../erasure/erased.ts';
import type { Ports } from '../ports/ports.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { parseAbsolute, toIso } from '../shared/timestamps.ts';
import { type AliasPorts, bindNamed, linkAlias, tellNamed } from './link-alias.ts';
import { aliasOf, isMistake, type NamedBy, noAlias, noAliasesHere } from './named-by.ts';

/** An alias that is confirmed again and again is written once a day. */
const CONFIRMED_MS = 86_400_000;

/** Whether the sender of a window may say that a customer and the alias belong together. */
export type MayLink = (clientEmail: string) => boolean;

/** What a number or an id adds to a window. */
type NamedWindow = Pick<CallWindow, 'alias_hash' | 'client_email'>;

/**
 * What a window is stored with when it names its customer by a number or an id: the keyed hash, and the address where the
 * window names none and its call is no other customer's. A repeated window is stored like the first.
 *
 * @throws LiveAssistError `invalid_request` for a text that is no number. A number that names no customer, such as a
 *   withheld one, is passed over: it must not cost the recording.
 */
export async function nameWindow(
  { aliases, claims }: Pick<Ports, 'aliases' | 'claims'>,
  window: Pick<CallWindow, 'call_id' | 'client_email'>,
  named: NamedBy,
): Promise<NamedWindow> {
  if (aliases === undefined) throw noAliasesHere();
  const reading = await aliasOf(aliases, named);
  if ('why' in reading) {
    if (isMistake(reading.why)) throw noAlias(reading.why);
    return {};
  }
  const { alias } = reading;
  if (window.client_email !== undefined) return { alias_hash: alias };
  const [stored, claim] = await Promise.all([aliases.get(alias), claims.get(window.call_id)]);
  const owner = stored?.client_email;
  const isTheirs = owner !== undefined && (claim?.client_email ?? owner) === owner;
  return { alias_hash: alias, ...(isTheirs && { client_email: owner }) };
}

/**
 * What follows from a stored window that names its customer by an alias. A call without an address is known by the alias,
 * and bound as soon as that stands for a customer. A pair of address and alias links both, if the sender may say so; if the
 * alias stands for another customer, two people use one line, and it stands for no one from then on.
 *
 * @throws LiveAssistError `store_unavailable`; the window may be sent again.
 */
export async function settleAlias(ports: AliasPorts, window: CallWindow, mayLink: MayLink): Promise<void> {
  const { aliases, claims } = ports;
  const { alias_hash: alias, call_id } = window;
  if (aliases === undefined || alias === undefined) return;
  const owner = window.client_email ?? (await know(claims, window, alias)) ?? undefined;
  // Read after the claim was written, so a caller who links the alias now finds the claim.
  const stored = await aliases.get(alias);
  if (owner === undefined) {
    if (stored?.client_email !== undefined)
      await tellNamed(ports, [await bindNamed(ports, call_id, stored.client_email)]);
    return;
  }
  if (!mayLink(owner)) return;
  if (stored !== null && stored.client_email !== owner) {
    if (stored.client_email !== undefined) await aliases.contest(alias, stored.client_email);
    return;
  }
  const linkedAt = ports.clock.now();
  if (stored !== null && linkedAt - stored.linkedAt < CONFIRMED_MS) return;
  const linked = { alias, client_email: owner, linkedAt };
  const named = await linkAlias(ports, linked, false).catch((error: unknown) => {
    const code = error instanceof LiveAssistError ? error.code : undefined;
    if (code === 'customer_erased') throw customerErased();
    // Another window was faster with another customer: the next one finds that.
    if (code !== 'alias_taken') throw error;
    return [];
  });
  await tellNamed(ports, named);
}

/** Notes the alias by which a call is known. When it was recorded last is known of a call that waits. */
async function know(
  claims: AliasPorts['claims'],
  { call_id, created_at }: CallWindow,
  alias: string,
): Promise<string | null> {
  const isKnown = (await claims.get(call_id))?.since !== undefined;
  const at = isKnown ? null : parseAbsolute(created_at);
  return claims.knowByAlias(call_id, alias, at === null ? undefined : toIso(at));
}
