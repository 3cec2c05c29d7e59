import type { ActivityEvidence, CallActivity } from '@live-assist/core';

/** A tool call, understood from its name, its input and what it answered. */
export interface ToolCall {
  activity: CallActivity;
  /** `act` changes something for the customer, `look-up` reads, `hand-over` passes the customer to a person. */
  kind: 'act' | 'look-up' | 'hand-over';
  /**
   * What the answer says: `confirmed` in so many words, `refused` (it failed, or was answered with "unavailable"),
   * `pending`, or `silent` when it holds no word on the outcome (a record, say).
   */
  outcome: 'confirmed' | 'refused' | 'pending' | 'silent';
  /** What was done, in the past tense ("Cancelled reservation"); null unless an act was carried out. */
  done: string | null;
  /** The verb of an act ("cancel"); null for other tools. */
  verb: string | null;
  /** The words of the name, in lower case. */
  words: string[];
}

/** Understands a tool call. The status of the call alone says only that the tool answered. */
export function readToolCall(activity: CallActivity): ToolCall {
  const words = wordsOf(activity.name);
  const { kind, verbAt } = kindOf(words);
  const outcome = activity.succeeded ? outcomeOf(activity.output) : 'refused';
  const isCheck = CHECK_ONLY.test(activity.input.slice(0, READ));
  const verb = kind === 'act' ? (words[verbAt] ?? null) : null;
  // `cancel_reservation` that answers with the record has cancelled; `ride_book` that answers with a ride may
  // only have looked for one, so a name that starts with a noun needs a confirmation.
  const carriedOut = outcome === 'confirmed' || (outcome === 'silent' && verbAt === 0);
  const done = kind === 'act' && carriedOut && !isCheck ? pastTense(words, verbAt) : null;
  return { activity, kind: kind === 'act' && isCheck ? 'look-up' : kind, outcome, done, verb, words };
}

/** The tool call as evidence. */
export function activityEvidence({ windowNumber, index, name }: CallActivity): ActivityEvidence {
  return { window_number: windowNumber, activity: index, name };
}

const READ = 4_000;
const CHECK_ONLY =
  /\b(?:request|action|mode|operation)_?(?:type)?\W+(?:check|preview|quote|validate|simulate)\b|\bdry_?run\W+true\b/i;

const PAST: Record<string, string> = {
  activate: 'activated',
  add: 'added',
  apply: 'applied',
  block: 'blocked',
  book: 'booked',
  cancel: 'cancelled',
  change: 'changed',
  close: 'closed',
  correct: 'corrected',
  create: 'created',
  credit: 'credited',
  disable: 'disabled',
  dispatch: 'dispatched',
  email: 'emailed',
  enable: 'enabled',
  exchange: 'exchanged',
  extend: 'extended',
  file: 'filed',
  issue: 'issued',
  modify: 'modified',
  notify: 'notified',
  open: 'opened',
  order: 'ordered',
  pay: 'paid',
  process: 'processed',
  raise: 'raised',
  rebook: 'rebooked',
  refund: 'refunded',
  register: 'registered',
  release: 'released',
  remove: 'removed',
  renew: 'renewed',
  replace: 'replaced',
  report: 'reported',
  request: 'requested',
  reschedule: 'rescheduled',
  reserve: 'reserved',
  reset: 'reset',
  restore: 'restored',
  return: 'returned',
  schedule: 'scheduled',
  send: 'sent',
  set: 'set',
  ship: 'shipped',
  submit: 'submitted',
  transfer: 'transferred',
  unblock: 'unblocked',
  unlock: 'unlocked',
  update: 'updated',
  upgrade: 'upgraded',
  waive: 'waived',
};
const READING = new Set(
  'ask availability balance calculate check details enter estimate fetch find get history list look lookup pull policy query quote read recommend retrieve search select show status suggest think track validate verify view'.split(
    ' ',
  ),
);
const PEOPLE = new Set(
  'agent agents colleague human humans manager person representative specialist supervisor'.split(' '),
);

function wordsOf(name: string): string[] {
  return name
    .slice(0, 200)
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function kindOf(words: string[]): { kind: ToolCall['kind']; verbAt: number } {
  const hands = words.includes('transfer') || words.includes('handoff') || words.includes('handover');
  if (words.includes('escalate') || (hands && words.some((word) => PEOPLE.has(word))))
    return { kind: 'hand-over', verbAt: -1 };
  const last = words.length - 1;
  const verbAt = isAct(words[0]) ? 0 : isAct(words[last]) ? last : -1;
  return verbAt === -1 || words.some((word) => READING.has(word))
    ? { kind: 'look-up', verbAt }
    : { kind: 'act', verbAt };
}

function isAct(word: string | undefined): boolean {
  return word !== undefined && Object.hasOwn(PAST, word);
}

function pastTense(words: string[], verbAt: number): string {
  const past = PAST[words[verbAt] ?? ''] ?? '';
  const rest = words.filter((_, at) => at !== verbAt).join(' ');
  return `${past.charAt(0).toUpperCase()}${past.slice(1)} ${rest}`.trim().slice(0, 120);
}

const REFUSED =
  /\b(?:unavailable|not available|failed|failure|errors?|unsuccessful|declined|denied|rejected|invalid|cannot|can't|could not|couldn't|unable|not found|not possible|not allowed|not permitted|must provide|insufficient|no results?|nothing found|false)\b/i;
const PENDING = /\b(?:pending|in progress|awaiting|queued|not yet)\b/i;
const CONFIRMED =
  /\b(?:confirm(?:ed|ation)|success|successful|successfully|booked|reserved|submitted|created|sent|issued|cancell?ed|completed?|updated|changed|done|ok|okay|processed|refunded|scheduled|reset|added|removed|upgraded|notified|activated|registered|true|approved|accepted|opened|raised|transferred|ordered|shipped|placed|paid|unlocked|replaced|closed|credited|saved|released|corrected)\b/i;
const RECORD = 10;
const SPEAKS = /status|message|result|error|confirm|success|outcome|response|^ok$|^detail$/i;

function outcomeOf(output: string): ToolCall['outcome'] {
  const text = output.trim();
  if (text === '') return 'confirmed';
  const said = statements(text);
  if (said === null) return 'refused';
  if (REFUSED.test(said)) return 'refused';
  if (PENDING.test(said)) return 'pending';
  return CONFIRMED.test(said) ? 'confirmed' : 'silent';
}

// The words that speak of the outcome: a plain text as it is; of a small flat object the fields made for that. A
// whole record says nothing: it shows what is stored, and any of its data may read "cancelled" or "failed".
function statements(text: string): string | null {
  if (!/^[[{"ntf]/.test(text) || text.length > 200_000) return text.slice(0, READ);
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || value === false) return null;
    if (typeof value !== 'object') return String(value).slice(0, READ);
    if (Array.isArray(value)) return value.length === 0 ? null : '';
    const fields = Object.values(value);
    if (fields.length > RECORD || fields.some((field) => typeof field === 'object' && field !== null))
      return '';
    return Object.entries(value)
      .filter(([key, field]) => SPEAKS.test(key) && field !== null && typeof field !== 'object')
      .map(([key, field]) =>
        /error/i.test(key) && field !== false && field !== '' ? 'error' : String(field),
      )
      .join(' . ')
      .slice(0, READ);
  } catch {
    return text.slice(0, READ);
  }
}
