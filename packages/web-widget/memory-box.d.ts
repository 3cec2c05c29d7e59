/**
 * Types of `<memory-box>` as it is bundled: they need no other package.
 *
 * @module
 */

/** The one thing to know first, in the order in which they are ranked. */
export type HeadlineKind =
  | 'just_called'
  | 'overdue'
  | 'due_today'
  | 'unresolved'
  | 'repeat'
  | 'open'
  | 'customer_owes'
  | 'nothing_open'
  | 'new';

/** Where a claim was said, or the tool call that bears it out. */
export type Evidence =
  | { window_number: number; turn: number; speaker: 'agent' | 'customer' | 'other'; quote: string }
  | { window_number: number; activity: number; name: string };

/** A promise with what became of it. `dueAt` is `YYYY-MM-DD` and `dueTime` `HH:MM` on it, times are ISO-8601. */
export interface RememberedCommitment {
  id: string;
  text: string;
  owner: 'agent' | 'customer';
  dueAt: string | null;
  dueTime: string | null;
  status: 'open' | 'kept' | 'broken' | 'dismissed';
  overdue: boolean;
  stale: boolean;
  madeIn: { call_id: string; created_at: string };
  evidence: Evidence[];
  closing: {
    status: 'kept' | 'broken' | 'dismissed';
    by: 'analyst' | 'person';
    at: string;
    call_id: string | null;
    evidence: Evidence[];
  } | null;
}

/** What an agent sees of a customer when a call starts: the answer of `POST /getMemoryBox`. */
export interface MemoryBox {
  client_email: string;
  returning: boolean;
  shared: boolean;
  calls: number;
  headline: {
    kind: HeadlineKind;
    commitmentId: string | null;
    call_id: string | null;
    category: string | null;
    count: number | null;
    days: number | null;
  };
  pending: { call_id: string; since: string; state: 'queued' | 'running' | 'failed' }[];
  lastCall: {
    call_id: string;
    created_at: string;
    summary: string;
    category: string;
    resolved: boolean;
    sentiment: { score: number; label: 'Positive' | 'Neutral' | 'Negative' };
    satisfaction: { score: number; prediction: 'Satisfied' | 'Neutral' | 'Dissatisfied' };
  } | null;
  commitments: RememberedCommitment[];
  deliverables: { text: string; call_id: string; created_at: string; evidence: Evidence[] }[];
  improvementAreas?: { text: string; times: number; lastSeen: string }[];
  satisfactionTrend: { created_at: string; score: number }[];
}

/** The customer for whom a token or a memory is asked. The signal aborts when that customer is gone. */
export interface CustomerRequest {
  clientEmail: string;
  /** The call that is starting now, when the host knows it. */
  callId: string | null;
  signal: AbortSignal;
}

/** A change of a promise by hand. `open` takes an earlier change back. */
export interface CommitmentRequest {
  clientEmail: string;
  callId: string | null;
  commitmentId: string;
  status: 'kept' | 'dismissed' | 'open';
  /** Aborts after six seconds; not when the customer changes, because the agent meant the change. */
  signal: AbortSignal;
}

/** Mints a token for one customer, usually at the host's own back end. */
export type GetToken = (request: CustomerRequest) => Promise<string> | string;
/** Reads a memory box by the host's own way: an Electron main process, a proxy. */
export type LoadMemory = (request: CustomerRequest) => Promise<MemoryBox>;
/** Stores a change by hand by the host's own way. */
export type SaveCommitment = (request: CommitmentRequest) => Promise<RememberedCommitment>;

/** Why a box cannot be shown. */
export type FailureReason =
  | 'timeout'
  | 'offline'
  | 'signed_out'
  | 'not_allowed'
  | 'erased'
  | 'wrong_answer'
  | 'unavailable';

/** Throw one of these from `load` or `save` to choose the sentence that the agent reads. */
export class MemoryBoxFailure extends Error {
  override readonly name: 'MemoryBoxFailure';
  readonly reason: FailureReason;
  readonly code: string | null;
  constructor(reason: FailureReason, message: string, code?: string | null);
}

/** Who the box is about, in the detail of every event. */
export interface ContactDetail {
  clientEmail: string | null;
  callId: string | null;
}

/** The `detail` of each event of `<memory-box>`; every event bubbles and crosses shadow roots. */
export interface MemoryBoxEventDetails {
  'memory-box-loading': ContactDetail;
  'memory-box-loaded': ContactDetail & { box: MemoryBox };
  'memory-box-error': ContactDetail & { reason: FailureReason; code: string | null; message: string };
  'memory-box-commitment-changed': ContactDetail & { commitment: RememberedCommitment };
  'memory-box-wrong-customer': ContactDetail;
}

/** Values that go into a message. */
export type Values = Record<string, string | number>;
/** A text with `{names}` where values go, or a function that picks such a text by the values. */
export type Message = string | ((values: Values) => string);
/** The names of the texts of the box. */
export type MessageKey =
  | 'language'
  | 'just_called'
  | 'overdue'
  | 'due_today'
  | 'unresolved'
  | 'repeat'
  | 'open'
  | 'open_by'
  | 'customer_owes'
  | 'customer_owes_by'
  | 'nothing_open'
  | 'new'
  | 'something'
  | 'box'
  | 'call_number'
  | 'wrong_person'
  | 'we_owe'
  | 'they_owe'
  | 'due_by'
  | 'overdue_since'
  | 'done'
  | 'not_a_promise'
  | 'undo'
  | 'reopen'
  | 'broken'
  | 'not_saved'
  | 'label'
  | 'last_call'
  | 'solved'
  | 'not_solved'
  | 'looking'
  | 'arrived'
  | 'show'
  | 'gave_up'
  | 'unreadable'
  | 'quotes'
  | 'notes'
  | 'older'
  | 'trend'
  | 'made'
  | 'closed_by_agent'
  | 'closed_in_call'
  | 'agent'
  | 'customer'
  | 'somebody'
  | 'tool'
  | 'last_summary'
  | 'done_before'
  | 'coaching'
  | 'trend_text'
  | 'still_looking'
  | 'no_address'
  | 'address'
  | 'look_up'
  | 'not_an_address'
  | 'shared'
  | 'shared_hint'
  | 'show_anyway'
  | 'wrong_customer'
  | 'wrong_customer_hint'
  | 'right_after_all'
  | 'retry'
  | 'timeout'
  | 'offline'
  | 'offline_hint'
  | 'signed_out'
  | 'not_allowed'
  | 'erased'
  | 'wrong_answer'
  | 'unavailable';
/** The texts of the box; each may be replaced. */
export type Messages = Record<Exclude<MessageKey, 'language'>, Message> & { language: string };
/** Every text in English. */
export const ENGLISH: Messages;

/** The properties that a host may set, null where it has not. */
export interface MemoryBoxProperties {
  /** Address of the service, without the route. Attribute `endpoint`. */
  endpoint: string | null;
  /** The customer's e-mail address; without one the agent is asked. Attribute `client-email`. */
  clientEmail: string | null;
  /** The call that is starting now, which is left out of the memory. Attribute `call-id`. */
  callId: string | null;
  /** A bearer token. When it is refused, `getToken` is asked. Attribute `token`. */
  token: string | null;
  /** A BCP 47 tag for dates. Attribute `locale`. */
  locale: string | null;
  /** Mints a token for this customer; asked when there is no `token`, and once more when one is refused. */
  getToken: GetToken | null;
  /** Reads a box in place of `endpoint`. */
  load: LoadMemory | null;
  /** Stores a change by hand in place of `endpoint`. With `load` alone the box is read only. */
  save: SaveCommitment | null;
  /** Other words for some or all of the box's texts. */
  messages: Partial<Messages> | null;
}

/** `<memory-box>`: what earlier calls promised a customer, on the agent's screen when a call starts. */
export class MemoryBoxElement extends HTMLElement implements MemoryBoxProperties {
  endpoint: string | null;
  clientEmail: string | null;
  callId: string | null;
  token: string | null;
  locale: string | null;
  getToken: GetToken | null;
  load: LoadMemory | null;
  save: SaveCommitment | null;
  messages: Partial<Messages> | null;
  /** Asks again for this contact. */
  reload(): void;
  /**
   * Shows another contact in one step, or none: the screen is clear of the former one before this returns.
   * A function finds the address while the screen is empty; its signal aborts when the contact changes.
   */
  follow(
    callId: string | null,
    clientEmail: string | null | ((signal: AbortSignal) => Promise<string | null>),
  ): void;
}

type MemoryBoxEvents = { [Name in keyof MemoryBoxEventDetails]: CustomEvent<MemoryBoxEventDetails[Name]> };

declare global {
  interface HTMLElementTagNameMap {
    'memory-box': MemoryBoxElement;
  }
  interface HTMLElementEventMap extends MemoryBoxEvents {}
}
