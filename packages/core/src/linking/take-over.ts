import { linkAlias } from '../aliases/link-alias.ts';
import { noAliasesHere } from '../aliases/named-by.ts';
import { formerName } from '../aliases/present-address.ts';
import { customerKeys } from '../call/identifiers.ts';
import { rowsOfCustomer } from '../customer/customer-rows.ts';
import { formerMark, isMark } from '../customer/marks.ts';
import type { Ports } from '../ports/ports.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { mapLimit } from '../shared/map-limit.ts';
import { moveCall } from './move-call.ts';

const CALLS_AT_A_TIME = 4;

/**
 * Moves everything of a former address to the present one: its calls, its numbers and ids. From the link on, what names the
 * former address means the present one. May be repeated.
 *
 * @throws LiveAssistError as `linkCustomer` does.
 */
export async function takeOver(
  ports: Ports,
  { client_email, former_email, linkedAt }: { client_email: string; former_email: string; linkedAt: number },
): Promise<void> {
  const { aliases, claims, records, analytics } = ports;
  if (aliases === undefined) throw noAliasesHere();
  await freePresent(ports, client_email, former_email);
  // First, so that a call which begins now goes to the present address.
  const alias = await aliases.hash(formerName(former_email));
  await linkAlias(ports, { alias, client_email, former_email, linkedAt }, true);
  const keys = customerKeys(former_email);
  const [rows, ...named] = await Promise.all([
    rowsOfCustomer(analytics, former_email),
    ...keys.flatMap((key) => [claims.callsOf(key), records.callsOf(key)]),
  ]);
  const calls = new Set(
    [...named.flat(), ...rows.map(({ call_id }) => call_id)].filter((name) => !isMark(name)),
  );
  await mapLimit(CALLS_AT_A_TIME, [...calls], (call_id) => moveIfThere(ports, call_id, client_email));
  for (const { alias: own } of await aliases.ofCustomer(former_email)) {
    await aliases.pass(own, former_email, client_email);
  }
  // Read by the memory box of the former address.
  await claims.bind(formerMark(former_email), former_email);
}

/** The present address may have been a former one: then its customer has gone back to it. */
async function freePresent(ports: Ports, present: string, former: string): Promise<void> {
  const { aliases } = ports;
  if (aliases === undefined) return;
  await aliases.unlink(await aliases.hash(formerName(present)), former);
  await ports.claims.remove({ call_id: formerMark(present), client_email: present });
}

async function moveIfThere(ports: Ports, call_id: string, client_email: string): Promise<void> {
  await moveCall(ports, { call_id, client_email }).catch((error: unknown) => {
    // A claim whose windows have expired, or a call that an erasure has just removed.
    if (!(error instanceof LiveAssistError) || error.code !== 'call_not_found') throw error;
  });
}
