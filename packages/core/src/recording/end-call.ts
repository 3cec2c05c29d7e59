import { assertUnclaimed } from '../aliases/assert-unclaimed.ts';
import { presentAddress } from '../aliases/present-address.ts';
import type { CallWindow } from '../call/call.ts';
import { MAX_CALL_CHARACTERS } from '../call/call-size.ts';
import { customerKey } from '../call/identifiers.ts';
import { requireSameCustomer } from '../claims/call-ownership.ts';
import type { ErasurePorts } from '../erasure/erase-call.ts';
import { undoIfErased, undoUnnamedIfErased } from '../erasure/erasure-checks.ts';
import type { Ports } from '../ports/ports.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { announce } from './announce-window.ts';

/** Names the call that has ended, and its customer where the sender knows. */
export interface EndCallCommand {
  call_id: string;
  client_email?: string | null | undefined;
  /** Keyed hash of the number or of the host's id by which the sender names the customer. */
  alias_hash?: string | undefined;
}

/** How often the newest window is read again when it is being changed. */
const TRIES = 3;

/**
 * Ends a call whose windows are recorded: marks its newest window as the final one, and has a worker look at the call. It
 * may be repeated.
 *
 * @returns that window, with the address that the call is bound to.
 * @throws LiveAssistError `call_not_found`, `customer_mismatch`, `customer_erased`, `store_unavailable`.
 */
export async function endCall(
  ports: ErasurePorts & Pick<Ports, 'queue' | 'aliases'>,
  { call_id, client_email, alias_hash }: EndCallCommand,
): Promise<CallWindow> {
  const named = client_email == null ? null : customerKey(client_email);
  const bound = await boundCustomer(ports, call_id, named);
  const given = { final: true, ...(alias_hash !== undefined && { alias_hash }) };
  for (let tried = 1; ; tried += 1) {
    const number = await ports.records.newestWindow(call_id);
    if (number === null) {
      throw new LiveAssistError('call_not_found', 'No window of this call has been recorded. Check call_id.');
    }
    const [window] = await ports.records.slice(call_id, number - 1, 1);
    if (window === undefined) continue;
    const isTold = window.final === true && (alias_hash === undefined || window.alias_hash === alias_hash);
    const isMarked = isTold || (await ports.records.redact(window, given));
    if (!isMarked && tried < TRIES) continue;
    if (!isMarked) {
      throw new LiveAssistError('store_unavailable', 'The call is being changed. Send its end again.');
    }
    // Of an imported call too: its sender asks for the analysis.
    await announce(ports, { ...window, analyze: undefined }, { bound, isEnd: true });
    if (bound === undefined) await undoUnnamedIfErased(ports, window);
    else await undoIfErased(ports, bound, [window]);
    return { ...window, ...given, client_email: bound };
  }
}

/** The address that the call is bound to; binds it to the given one. Undefined if neither is known. */
async function boundCustomer(
  ports: ErasurePorts & Pick<Ports, 'aliases'>,
  callId: string,
  named: string | null,
): Promise<string | undefined> {
  const claim = await ports.claims.get(callId);
  const key = named === null ? null : ((await presentAddress(ports, named)) ?? named);
  if (key !== null) requireSameCustomer(claim?.client_email, key);
  if (claim?.client_email !== undefined || key === null) return claim?.client_email;
  const recorded = await ports.records.list(callId, { maxCharacters: MAX_CALL_CHARACTERS });
  if (recorded.length === 0) return undefined;
  await assertUnclaimed(ports, callId, recorded, key);
  const bound = await ports.claims.bind(callId, key);
  requireSameCustomer(bound, key);
  return bound;
}
