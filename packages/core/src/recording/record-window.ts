import * as z from 'zod/mini';
import type { MayLink } from '../aliases/name-window.ts';
import { presentAddress } from '../aliases/present-address.ts';
import type { CallWindow } from '../call/call.ts';
import { MAX_CALL_CHARACTERS, storedBytes } from '../call/call-size.ts';
import { AgentId, CallId, ClientEmail, CustomerId, customerKey, Phone } from '../call/identifiers.ts';
import { ActivityFeed, PostedTips, PostedTurns, Speakers, TimeZone } from '../call/window-lists.ts';
import { assertUnclaimed, requireSameCustomer } from '../claims/call-ownership.ts';
import type { ErasurePorts } from '../erasure/erase-call.ts';
import { undoIfErased, undoUnnamedIfErased } from '../erasure/erasure-checks.ts';
import type { Ports } from '../ports/ports.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { toIso } from '../shared/timestamps.ts';
import { contentHash, contentOf } from './content-hash.ts';
import { requestRedaction } from './request-redaction.ts';

/** Largest window that is stored, in bytes: a DynamoDB item may have 400 KB, its key and names included. */
export const MAX_WINDOW_BYTES = 350 * 1024;

/** A window of a running call, as the live system sends it. The lists are native, not JSON strings. */
export const RecordCallWindowCommand = z.lazy(() =>
  z.object({
    call_id: CallId,
    window_num: z
      .int('must be a whole number')
      .check(
        z.minimum(0, 'must be from 0 to 1,000,000'),
        z.maximum(1_000_000, 'must be from 0 to 1,000,000'),
      ),
    client_email: z.nullish(ClientEmail),
    phone: z.nullish(Phone),
    customer_id: z.nullish(CustomerId),
    agent_id: z.nullish(AgentId),
    timestamp_marks: z.nullish(z.enum(['end', 'start', 'sent'], 'must be "end", "start" or "sent"')),
    speakers: z.nullish(Speakers),
    time_zone: z.nullish(TimeZone),
    continues: z.nullish(CallId),
    turns: PostedTurns,
    aiTips: z.nullish(PostedTips),
    activityFeed: z.nullish(ActivityFeed),
  }),
);
export type RecordCallWindowCommand = z.infer<typeof RecordCallWindowCommand>;

/**
 * Stores a window of a call and binds the call to the customer that it names. A repeated window is accepted, so that a
 * recorder may repeat a request whose answer was lost.
 *
 * @param mayLink - Whether the sender may say that this customer and the alias of the window belong together.
 * @throws LiveAssistError as {@link storeWindow} does; `customer_erased` if the customer was erased while the window was
 *   being stored; `invalid_request` for a `phone` that is no number.
 */
export async function recordCallWindow(
  ports: ErasurePorts & Pick<Ports, 'queue' | 'redaction' | 'aliases'>,
  command: RecordCallWindowCommand,
  mayLink: MayLink = () => false,
): Promise<{ call_id: string; window_number: number }> {
  const sent = windowOf(command, toIso(ports.clock.now()));
  // Loaded with the first window that names a number or an id.
  const naming = isNamed(command) ? await import('../aliases/name-window.ts') : undefined;
  const window = { ...sent, ...(await naming?.nameWindow(ports, sent, command)) };
  const { isFirst, client_email } = await storeWindow(ports, window);
  await Promise.all([
    client_email === undefined
      ? undoUnnamedIfErased(ports, window)
      : undoIfErased(ports, client_email, [window]),
    // A job for a removed call does nothing.
    isFirst ? requestRedaction(ports, window.call_id) : undefined,
  ]);
  await naming?.settleAlias(ports, { ...window, client_email }, mayLink);
  return { call_id: window.call_id, window_number: window.window_number };
}

function isNamed({ phone, customer_id }: RecordCallWindowCommand): boolean {
  return phone != null || customer_id != null;
}

/**
 * Stores a window without the security codes of cards and otherwise unchanged, even with unreadable JSON: the recording
 * is not lost, and an analysis reports the fault. The caller checks before and after whether the customer was erased.
 *
 * @returns `added`: true if it was written, false if the same window was stored already. `isFirst`: true if it was
 *   written and no window of its call has a lower number. `client_email`: the present address where the window names a former one.
 * @throws LiveAssistError `window_conflict` if that number holds other content, `customer_mismatch`, `body_too_large`
 *   beyond {@link MAX_WINDOW_BYTES}, `transcript_too_long` if the call that the window would bind is too long to be
 *   read, `store_unavailable`.
 */
export async function storeWindow(
  ports: RecordingPorts,
  sent: CallWindow,
): Promise<{ added: boolean; isFirst: boolean; client_email?: string | undefined }> {
  // Loaded with the first window: a start does not need it.
  const { withoutCodesInSteps } = await import('../redaction/recorded-codes.ts');
  const window: CallWindow = {
    ...(await withoutCodesInSteps(sent, ports.clock)),
    ...(ports.redaction && { contentHash: await contentHash(ports.redaction, sent) }),
  };
  if (storedBytes(window) > MAX_WINDOW_BYTES) {
    throw new LiveAssistError(
      'body_too_large',
      'This window is over 350 KB. Send its turns in several windows.',
    );
  }
  const { client_email: named } = window;
  const client_email = named === undefined ? named : await bindCustomer(ports, window, named);
  if (client_email !== undefined) window.client_email = client_email;
  // Recorders count from 0 or from 1, so only later windows need the oldest number.
  const [present, oldest] = await Promise.all([
    ports.records.add(window),
    ports.redaction?.inPlace && window.window_number > 1 ? ports.records.oldestWindow(window.call_id) : null,
  ]);
  await requireSameContent(ports, present, window);
  if (present !== null) await addWhatCameLater(ports, present, window);
  const isFirst = present === null && window.window_number <= (oldest ?? 1);
  return { added: present === null, isFirst, client_email };
}

// Who speaks, in which zone, and what a call goes on with is no part of what was said: it may be told later.
async function addWhatCameLater(
  { records }: Pick<Ports, 'records'>,
  present: CallWindow,
  { speakers, time_zone, continues, alias_hash }: CallWindow,
): Promise<void> {
  const given = {
    ...(alias_hash !== undefined && { alias_hash }),
    ...(speakers !== undefined && { speakers }),
    ...(time_zone !== undefined && { time_zone }),
    ...(continues !== undefined && { continues }),
  };
  const names = Object.keys(given) as (keyof typeof given)[];
  const isNew = names.some((name) => JSON.stringify(given[name]) !== JSON.stringify(present[name]));
  // A window that is redacted at this moment is not changed; the sender repeats what it misses.
  if (isNew && !(await records.redact(present, given))) {
    throw new LiveAssistError('store_unavailable', 'The window is being changed. Send it again.');
  }
}

/** The ports that storing a window needs. */
type RecordingPorts = Pick<Ports, 'records' | 'claims' | 'erasures' | 'redaction' | 'clock' | 'aliases'>;

// A refused window must not bind the call: otherwise a caller who guesses the name of a call could take it.
async function bindCustomer(ports: RecordingPorts, window: CallWindow, named: string): Promise<string> {
  const bound = (await ports.claims.get(window.call_id))?.client_email;
  if (bound !== undefined && customerKey(bound) === named) return named;
  const [recorded, present] = await Promise.all([
    bound === undefined ? ports.records.list(window.call_id, { maxCharacters: MAX_CALL_CHARACTERS }) : [],
    presentAddress(ports, named),
  ]);
  const key = present ?? named;
  if (bound !== undefined) {
    requireSameCustomer(bound, key);
    return key;
  }
  await assertUnclaimed(ports, window.call_id, recorded, key);
  const there = recorded.find(({ window_number }) => window_number === window.window_number);
  await requireSameContent(ports, there ?? null, window);
  requireSameCustomer(await ports.claims.bind(window.call_id, key, window.created_at), key);
  return key;
}

async function requireSameContent(
  ports: Pick<Ports, 'redaction'>,
  present: CallWindow | null,
  window: CallWindow,
): Promise<void> {
  if (present === null || (await isSame(ports, present, window))) return;
  throw new LiveAssistError(
    'window_conflict',
    'This window has been recorded with other content. Use the next window number for new turns.',
  );
}

// A window of a direct writer has no hash until it is redacted; until then its content is as it was sent.
async function isSame(
  { redaction }: Pick<Ports, 'redaction'>,
  present: CallWindow,
  window: CallWindow,
): Promise<boolean> {
  if (redaction === undefined) return contentOf(present) === contentOf(window);
  return (present.contentHash ?? (await contentHash(redaction, present))) === window.contentHash;
}

function windowOf(command: RecordCallWindowCommand, createdAt: string): CallWindow {
  const { client_email, agent_id, timestamp_marks, speakers, time_zone, continues } = command;
  return {
    call_id: command.call_id,
    window_number: command.window_num,
    turns: JSON.stringify(command.turns),
    aiTips: JSON.stringify(command.aiTips ?? []),
    activityFeed: JSON.stringify(command.activityFeed ?? []),
    created_at: createdAt,
    ...(client_email != null && { client_email: customerKey(client_email) }),
    ...(agent_id != null && { agent_id }),
    ...(timestamp_marks != null && { timestamp_marks }),
    ...(speakers != null && { speakers }),
    ...(time_zone != null && { time_zone }),
    ...(continues != null && { continues }),
  };
}
