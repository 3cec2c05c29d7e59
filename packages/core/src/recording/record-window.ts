import { assertUnclaimed } from '../aliases/assert-unclaimed.ts';
import type { MayLink } from '../aliases/name-window.ts';
import { presentAddress } from '../aliases/present-address.ts';
import type { CallWindow } from '../call/call.ts';
import { MAX_CALL_CHARACTERS, storedBytes } from '../call/call-size.ts';
import { customerKey } from '../call/identifiers.ts';
import { requireSameCustomer } from '../claims/call-ownership.ts';
import type { ErasurePorts } from '../erasure/erase-call.ts';
import { undoIfErased, undoUnnamedIfErased } from '../erasure/erasure-checks.ts';
import type { Ports } from '../ports/ports.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { announce, type News, sinceOf, waitsForEnd } from './announce-window.ts';
import { contentHash, contentOf } from './content-hash.ts';
import { postedWindow } from './posted-window.ts';
import type { RecordCallWindowCommand } from './record-window-command.ts';
import { requestRedaction } from './request-redaction.ts';

/** Largest window that is stored, in bytes: a DynamoDB item may have 400 KB, its key and names included. */
export const MAX_WINDOW_BYTES = 350 * 1024;

/**
 * Stores a window of a call, binds the call to the customer that it names, and has a worker look whether the call has
 * ended. A repeated window is accepted, so that a recorder may repeat a request whose answer was lost.
 *
 * @param mayLink - Whether the sender may say that this customer and the alias of the window belong together.
 * @throws LiveAssistError as {@link storeWindow} does; `customer_erased` if the customer was erased while the window was
 *   being stored; `invalid_request` for a `phone` that is no number; `call_not_found` for the end of a call without a window.
 */
export async function recordCallWindow(
  ports: ErasurePorts & Pick<Ports, 'queue' | 'redaction' | 'aliases'>,
  command: RecordCallWindowCommand,
  mayLink: MayLink = () => false,
): Promise<{ call_id: string; window_number: number }> {
  const { call_id, window_num } = command;
  // Loaded with the first window that names a number or an id.
  const naming = isNamed(command) ? await import('../aliases/name-window.ts') : undefined;
  if (window_num == null) {
    // Loaded when it is needed: most recorders send the end with their last window.
    const { endCall } = await import('./end-call.ts');
    const named = await naming?.nameWindow(ports, namesOf(command), command);
    const end = await endCall(ports, { ...namesOf(command), ...named });
    await naming?.settleAlias(ports, end, mayLink);
    return { call_id, window_number: end.window_number };
  }
  const sent = postedWindow({ ...command, window_num }, ports.clock.now());
  const window = { ...sent, ...(await naming?.nameWindow(ports, sent, command)) };
  const { isFirst, news, client_email } = await storeWindow(ports, window);
  if (news !== null) await announce(ports, window, news);
  await Promise.all([
    client_email === undefined
      ? undoUnnamedIfErased(ports, window)
      : undoIfErased(ports, client_email, [window]),
    // A job for a removed call does nothing.
    isFirst ? requestRedaction(ports, call_id) : undefined,
  ]);
  await naming?.settleAlias(ports, { ...window, client_email }, mayLink);
  return { call_id, window_number: window.window_number };
}

function namesOf({ call_id, client_email }: RecordCallWindowCommand) {
  return { call_id, ...(client_email != null && { client_email: customerKey(client_email) }) };
}

function isNamed({ phone, customer_id }: RecordCallWindowCommand): boolean {
  return phone != null || customer_id != null;
}

/**
 * Stores a window without the security codes of cards and otherwise unchanged, even with unreadable JSON: the recording
 * is not lost, and an analysis reports the fault. The caller checks before and after whether the customer was erased.
 *
 * @returns `added`: true if it was written, false if the same window was stored already. `isFirst`: true if it was
 *   written and no window of its call has a lower number. `news`: what the caller has to announce, null if nothing is new.
 *   `client_email`: the present address where the window names a former one.
 * @throws LiveAssistError `window_conflict` if that number holds other content, `customer_mismatch`, `body_too_large`
 *   beyond {@link MAX_WINDOW_BYTES}, `transcript_too_long` if the call that the window would bind is too long to be
 *   read, `store_unavailable`.
 */
export async function storeWindow(
  ports: RecordingPorts,
  sent: CallWindow,
): Promise<{ added: boolean; isFirst: boolean; news: News | null; client_email?: string | undefined }> {
  // Loaded with the first window: a start does not need it.
  const { withoutCodesInSteps } = await import('../redaction/recorded-codes.ts');
  const { redaction } = ports;
  const window: CallWindow = {
    ...(await withoutCodesInSteps(sent, ports.clock)),
    ...(redaction && { contentHash: await contentHash(redaction, sent) }),
  };
  const hash = redaction?.formerHash;
  const ready = { window, formerContentHash: hash && (await contentHash({ hash }, sent)) };
  if (storedBytes(window) > MAX_WINDOW_BYTES) {
    throw new LiveAssistError(
      'body_too_large',
      'This window is over 350 KB. Send its turns in several windows.',
    );
  }
  const { client_email: named } = window;
  const owner = named === undefined ? null : await bindCustomer(ports, ready, named);
  if (owner !== null) window.client_email = owner.key;
  // Recorders count from 0 or from 1, so only later windows need the oldest number.
  const [present, oldest] = await Promise.all([
    ports.records.add(window),
    redaction?.inPlace && window.window_number > 1 ? ports.records.oldestWindow(window.call_id) : null,
  ]);
  await requireSameContent(ports, present, ready);
  const told = present === null ? [] : await addWhatCameLater(ports, present, window);
  const isEnd = window.final === true && (present === null || told.includes('final'));
  const bound = owner?.news ?? null;
  return {
    added: present === null,
    isFirst: present === null && window.window_number <= (oldest ?? 1),
    news: present === null || isEnd || isUnheard(present, bound) ? { ...bound, isEnd } : null,
    client_email: owner?.key,
  };
}

// The answer to a window may be lost before the window was announced, and the sender repeats it.
function isUnheard({ created_at }: CallWindow, bound: News | null): boolean {
  return bound?.since === undefined || (created_at !== undefined && bound.since < created_at);
}

// Who speaks, in which zone, what a call goes on with, and that it has ended, is no part of what was said: it may be told
// later. Returns what was new.
async function addWhatCameLater(
  { records }: Pick<Ports, 'records'>,
  present: CallWindow,
  { speakers, time_zone, continues, final, alias_hash }: CallWindow,
): Promise<(keyof CallWindow)[]> {
  const given = {
    ...(final === true && { final }),
    ...(alias_hash !== undefined && { alias_hash }),
    ...(speakers !== undefined && { speakers }),
    ...(time_zone !== undefined && { time_zone }),
    ...(continues !== undefined && { continues }),
  };
  const names = Object.keys(given) as (keyof typeof given)[];
  const told = names.filter((name) => JSON.stringify(given[name]) !== JSON.stringify(present[name]));
  // A window that is redacted at this moment is not changed; the sender repeats what it misses.
  if (told.length > 0 && !(await records.redact(present, given))) {
    throw new LiveAssistError('store_unavailable', 'The window is being changed. Send it again.');
  }
  return told;
}

/** The ports that storing a window needs. */
type RecordingPorts = Pick<Ports, 'records' | 'claims' | 'erasures' | 'redaction' | 'clock' | 'aliases'>;

// A refused window must not bind the call: otherwise a caller who guesses the name of a call could take it.
async function bindCustomer(
  ports: RecordingPorts,
  ready: ReadyWindow,
  named: string,
): Promise<{ key: string; news: News }> {
  const { window } = ready;
  const claim = await ports.claims.get(window.call_id);
  const known = claim?.client_email;
  if (known !== undefined && customerKey(known) === named) {
    return { key: named, news: { bound: known, since: claim?.since } };
  }
  const key = (await presentAddress(ports, named)) ?? named;
  if (known !== undefined) {
    requireSameCustomer(known, key);
    return { key, news: { bound: known, since: claim?.since } };
  }
  const recorded = await ports.records.list(window.call_id, { maxCharacters: MAX_CALL_CHARACTERS });
  await assertUnclaimed(ports, window.call_id, recorded, key);
  const present = recorded.find(({ window_number }) => window_number === window.window_number);
  await requireSameContent(ports, present ?? null, ready);
  // A worker that finds no window leaves the call waiting, so the first one needs no announcement of its own.
  const since = sinceOf(window);
  const waits = recorded.length === 0 && claim === null && since !== undefined && waitsForEnd(window);
  const bound = await ports.claims.bind(window.call_id, key, since, waits);
  requireSameCustomer(bound, key);
  return { key, news: { bound, isAnnounced: waits, wasUnnamed: claim?.unnamed === true } };
}

/** A window as it will be stored, and the hash of its content under a former key. */
interface ReadyWindow {
  window: CallWindow;
  formerContentHash: string | undefined;
}

async function requireSameContent(
  { redaction }: Pick<Ports, 'redaction'>,
  present: CallWindow | null,
  { window, formerContentHash }: ReadyWindow,
): Promise<void> {
  if (present === null) return;
  if (redaction === undefined && contentOf(present) === contentOf(window)) return;
  // A window of a direct writer has no hash until it is redacted; until then its content is as it was sent.
  const known = present.contentHash ?? (redaction && (await contentHash(redaction, present)));
  if (known !== undefined && [window.contentHash, formerContentHash].includes(known)) return;
  throw new LiveAssistError(
    'window_conflict',
    'This window has been recorded with other content. Use the next window number for new turns.',
  );
}
