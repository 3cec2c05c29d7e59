// Written by `pnpm --dir packages/web-widget types:write` from the sources: change those, and run it.
/** How a promise ended. `replaced`: by a newer one; `dismissed`: it was none. */
type ClosedStatus = 'kept' | 'replaced' | 'withdrawn' | 'dismissed';
/** What became of a promise. */
type CommitmentStatus = 'open' | ClosedStatus;

/** A quote: one turn, and the quoted words in it. `turn` is 0-based in its window. */
interface TurnEvidence {
  window_number: number;
  turn: number;
  speaker: 'agent' | 'customer' | 'other';
  quote: string;
  /** Which of several agents said it, where that matters: of advice. */
  agent_id?: string | null | undefined;
}
/** A tool call that succeeded. `activity` is 0-based in its window's feed. */
interface ActivityEvidence {
  window_number: number;
  activity: number;
  name: string;
}
/** A quote or a tool call that proves a finding. */
type Evidence = TurnEvidence | ActivityEvidence;

/** The kind of the headline, in order of rank. */
type HeadlineKind =
  /** We promised it, and it was said not to have come. */
  | 'missed'
  | 'overdue'
  | 'due_today'
  /** A matter that a call left open, and that no promise speaks for. */
  | 'unresolved'
  | 'open'
  | 'customer_owes'
  | 'repeat'
  /** A recorded call has no analysis yet. */
  | 'not_analysed'
  /** Kept since the last call. */
  | 'kept'
  | 'nothing_open'
  | 'new';
/** The headline without its words: the screen of the reader words it in its own language. */
interface Headline {
  kind: HeadlineKind;
  /** The promise concerned. */
  commitmentId: string | null;
  /** The call concerned. */
  call_id: string | null;
  /** The category of `unresolved` and `repeat`. */
  category: string | null;
  /**
   * Number of promises of that kind (`missed`, `overdue`, `due_today`, `open`, `customer_owes`, `kept`), of open matters
   * (`unresolved`), of calls in the category (`repeat`), or of calls without an analysis (`not_analysed`).
   */
  count: number | null;
  /** Days overdue, or days since the call. */
  days: number | null;
}
/** A call of this customer without an analysis so far. `recorded`: its analysis was never asked for. */
interface PendingCall {
  call_id: string;
  since: string;
  state: 'recorded' | 'queued' | 'running' | 'failed';
}
/** A recent analysed call. */
interface RecentCall {
  call_id: string;
  created_at: string;
  agent_id: string | null;
  /** What it was about, in at most 8 words. */
  about: string | null;
  /** Null where it was not judged, as the three below. */
  category: string | null;
  resolved: boolean | null;
  /** How many of our promises made in it are open. */
  promisesOpen: number;
}
/** The newest analysed call. What was not judged in it is null: a message on an answering machine has no scores. */
interface LastCall extends RecentCall {
  summary: string;
  sentiment: {
    score: number | null;
    label: 'Positive' | 'Neutral' | 'Negative' | null;
  };
  satisfaction: {
    score: number | null;
    prediction: 'Satisfied' | 'Neutral' | 'Dissatisfied' | null;
  };
}
/** How often a promise was said not to have come: once for each call and day that says so. */
interface Missed {
  times: number;
  /** ISO-8601. */
  lastAt: string;
  /** The call that said so last. */
  call_id: string;
  evidence: Evidence[];
}
/** A promise and its current state. */
interface RememberedCommitment {
  id: string;
  text: string;
  /** The promise in at most 6 words, without any word for a day; null in rows that have none. */
  label: string | null;
  owner: 'agent' | 'customer';
  /** `YYYY-MM-DD`; null if no day was named. */
  dueAt: string | null;
  /** `HH:MM` on that day, after which it is overdue; null if no time was named. */
  dueTime: string | null;
  /** How often the other side asked for it before its day had ended. */
  asked: number;
  /** How often its owner tried in vain. */
  attempted: number;
  /** True while it waits for an act of the other side; then it has no day, and does not lead. */
  conditional: boolean;
  /** True for what is done again and again; it is never overdue. */
  recurring: boolean;
  status: CommitmentStatus;
  /** True if it is open and its day, or its time on that day, has passed. */
  overdue: boolean;
  /** Of a kept one: whether it was done after its day; null if the day of the deed, or its own, is not known. */
  late: boolean | null;
  /** True if it is open and was not heard of for 90 days; such a promise never becomes the headline. */
  stale: boolean;
  /** True if it is open, had counted as kept, and was then said not to have come. */
  disputed: boolean;
  missed: Missed | null;
  /** How often it was promised anew, and when first, ISO-8601; null for a first promise. */
  renewed: {
    times: number;
    firstMadeAt: string;
  } | null;
  madeIn: {
    call_id: string;
    created_at: string;
    agent_id: string | null;
  };
  evidence: Evidence[];
  closing: {
    status: ClosedStatus;
    by: 'analyst' | 'person';
    at: string;
    call_id: string | null;
    evidence: Evidence[];
  } | null;
}
/** A matter that a call left open: a later call about the same joins it. */
interface RememberedMatter {
  /** Its first call; it names the matter. */
  call_id: string;
  category: string;
  /** What it is about, in at most 8 words. */
  about: string | null;
  /** When it was left open first, ISO-8601. */
  since: string;
  /** Number of calls about it. */
  calls: number;
  /** True if no call has been about it for 90 days; such a matter never becomes the headline. */
  stale: boolean;
  evidence: Evidence[];
}
/** What an agent sees about a customer when a call starts. */
interface MemoryBox {
  client_email: string;
  /** True if this address has called before. */
  returning: boolean;
  /** True if many people share this address. */
  shared: boolean;
  /** Number of analysed calls. */
  calls: number;
  /** True if there are more than `calls`. */
  callsMore?: boolean;
  headline: Headline;
  pending: PendingCall[];
  lastCall: LastCall | null;
  /** The newest five, newest first. */
  recentCalls: RecentCall[];
  commitments: RememberedCommitment[];
  /** Open ones, newest first. */
  matters: RememberedMatter[];
  deliverables: {
    text: string;
    call_id: string;
    created_at: string;
    evidence: Evidence[];
  }[];
  /** Present only for a reader with `coaching:read`. */
  improvementAreas?: {
    text: string;
    times: number;
    lastSeen: string;
  }[];
  /** Oldest first. */
  satisfactionTrend: {
    created_at: string;
    score: number;
  }[];
}

/** The customer for whom a token or a memory is asked. The signal aborts when that customer is gone. */
interface CustomerRequest {
  /** Null for a customer who is known by a number or an id alone; then these are there. */
  clientEmail: string | null;
  clientPhone?: string | null | undefined;
  customerId?: string | null | undefined;
  /** The call that is starting now, when the host knows it. */
  callId: string | null;
  signal: AbortSignal;
}
/** A change of a promise by hand: its status, its day, or both. */
interface CommitmentChange {
  /** `dismissed`: it was no promise. `withdrawn`: it will not happen. `open` takes an earlier change back. */
  status?: 'kept' | 'withdrawn' | 'dismissed' | 'open';
  /** With `kept`: the day it was done, `YYYY-MM-DD`; without it, today. */
  on?: string;
  /** Its new day, `YYYY-MM-DD`; null for none. */
  dueAt?: string | null;
}
/** A change by hand that the host stores. */
interface CommitmentRequest extends CommitmentChange {
  clientEmail: string;
  callId: string | null;
  commitmentId: string;
  /** Aborts after six seconds; not when the customer changes, because the agent meant the change. */
  signal: AbortSignal;
}
/** Mints a token for one customer, usually at the host's own back end. */
type GetToken = (request: CustomerRequest) => Promise<string> | string;
/** Reads a memory box by the host's own way: an Electron main process, a proxy. */
type LoadMemory = (request: CustomerRequest) => Promise<MemoryBox>;
/** Stores a change by hand by the host's own way. */
type SaveCommitment = (request: CommitmentRequest) => Promise<RememberedCommitment>;
/** Why a box cannot be shown. Each has its own sentence in the messages. */
type FailureReason =
  | 'timeout'
  | 'offline'
  | 'signed_out'
  /** A page came where an answer was due, or a redirect: a proxy asks for a sign-in. */
  | 'login_page'
  /** 429: too many requests. */
  | 'busy'
  | 'not_allowed'
  | 'erased'
  | 'wrong_answer'
  | 'unavailable';
/** A failure whose reason is known. `code` is that of the service's answer, when there was one. */
declare class MemoryBoxFailure extends Error {
  readonly name = 'MemoryBoxFailure';
  readonly reason: FailureReason;
  readonly code: string | null;
  constructor(reason: FailureReason, message: string, code?: string | null);
}
/** Who the box is about, in the detail of every event. */
interface ContactDetail {
  clientEmail: string | null;
  callId: string | null;
}
/** Whose address the agent typed, for the host's back end to link; the widget itself never writes it. */
interface LinkDetail extends ContactDetail {
  clientPhone: string | null;
  customerId: string | null;
  /** The customer whose box the agent called wrong for this call: it may have to be moved. */
  insteadOf: string | null;
}
/** The `detail` of each event of `<memory-box>`; every event bubbles and crosses shadow roots. */
interface MemoryBoxEventDetails {
  'memory-box-loading': ContactDetail;
  'memory-box-loaded': ContactDetail & {
    box: MemoryBox;
  };
  'memory-box-error': ContactDetail & {
    reason: FailureReason;
    code: string | null;
    message: string;
  };
  'memory-box-commitment-changed': ContactDetail & {
    commitment: RememberedCommitment;
  };
  'memory-box-wrong-customer': ContactDetail;
  'memory-box-link': LinkDetail;
}

/** Values that go into a message. */
type Values = Record<string, string | number>;
/**
 * A text with `{names}` where values go, or a function that picks such a text by the values: a language has
 * its own plurals.
 *
 * @example ({ count }) => (count === 1 ? '{count} more promise' : '{count} more promises')
 */
type Message = string | ((values: Values) => string);
/**
 * Every word that the box says, in English. A host replaces any of them:
 * `box.messages = { done: 'Erledigt' }`. A name in braces is where a value goes; it may be left out.
 *
 * The headline, by its kind; `{text}` gets as many words as make it seven in all:
 *
 * | kind | says |
 * | --- | --- |
 * | `missed` | Not kept: Refund form by e-mail |
 * | `overdue` | Overdue 7 days: Refund form by e-mail |
 * | `due_today` | Due now: Refund form by e-mail |
 * | `unresolved` | Not solved: Bill taken by mistake |
 * | `open` | We owe: Refund form by e-mail |
 * | `customer_owes` | They owe: Photo of the parcel |
 * | `repeat` | 3 calls about billing |
 * | `not_analysed` | No notes of the last call |
 * | `kept` | Kept 27 Nov: Refund form by e-mail |
 * | `nothing_open` | Nothing open |
 * | `new` | First call from this address |
 */
declare const ENGLISH: {
  /** The language of these texts, in which the dates are written when the host names no `locale`. */
  language: string;
  missed: string;
  overdue: ({ days }: Values) => 'Overdue 1 day: {text}' | 'Overdue {days} days: {text}' | 'Overdue: {text}';
  due_today: string;
  unresolved: string;
  open: string;
  customer_owes: string;
  repeat: string;
  not_analysed: string;
  kept: string;
  nothing_open: string;
  new: string;
  box: string;
  call_number: ({ count }: Values) => string;
  wrong_person: string;
  we_owe: string;
  they_owe: string;
  by: string;
  late: string;
  asked: string;
  disputed: string;
  attempted: string;
  conditional: string;
  recurring: string;
  done: string;
  more_acts: string;
  day: string;
  done_that_day: string;
  new_date: string;
  will_not_happen: string;
  not_a_promise: string;
  undo: string;
  reopen: string;
  replaced: string;
  not_saved: string;
  label: string;
  done_before: string;
  kept_since: string;
  last_call: string;
  happy: string;
  unhappy: string;
  solved: string;
  not_solved: string;
  promises_open: ({ count }: Values) => '1 promise open' | '{count} promises open';
  looking: string;
  recorded: string;
  arrived: string;
  show: string;
  gave_up: string;
  unreadable: string;
  quotes: string;
  calls: string;
  more: string;
  made: ({ agent }: Values) => 'Promised {date}' | 'Promised {date} by {agent}';
  renewed: string;
  agent: string;
  customer: string;
  other: string;
  tool: string;
  coaching: string;
  trend: string;
  still_looking: string;
  no_address: string;
  address: string;
  look_up: string;
  not_an_address: string;
  shared: string;
  shared_hint: string;
  show_anyway: string;
  wrong_customer: string;
  wrong_customer_hint: string;
  right_after_all: string;
  retry: string;
  timeout: string;
  offline: string;
  offline_hint: string;
  signed_out: string;
  login_page: string;
  login_page_hint: string;
  busy: string;
  busy_hint: string;
  not_allowed: string;
  erased: string;
  wrong_answer: string;
  unavailable: string;
};
/** The texts of the box; each may be replaced. */
type Messages = {
  [Key in keyof typeof ENGLISH]: Message;
} & {
  language: string;
};

/** The properties that a host may set, null where it has not. */
interface MemoryBoxProperties {
  /** Address of the service, without the route. Attribute `endpoint`. */
  endpoint: string | null;
  /** The customer's e-mail address; without one the agent is asked. Attribute `client-email`. */
  clientEmail: string | null;
  /**
   * The customer's telephone number, in any usual spelling: it finds the customer where there is no address. Attribute
   * `client-phone`.
   */
  clientPhone: string | null;
  /** The host's own id for the customer; it goes before the number. Attribute `customer-id`. */
  customerId: string | null;
  /**
   * What the customer is called, from the host's own records; it stands in place of the address, for this customer
   * alone. Attribute `client-name`.
   */
  clientName: string | null;
  /** The call that is starting now, which is left out of the memory. Attribute `call-id`. */
  callId: string | null;
  /** A bearer token. When it is refused, `getToken` is asked. Attribute `token`. */
  token: string | null;
  /**
   * A BCP 47 tag for dates; else the browser's own, where it speaks the language of `messages`. Attribute
   * `locale`.
   */
  locale: string | null;
  /** Mints a token for this customer; asked when there is no `token`, and once more when one is refused. */
  getToken: GetToken | null;
  /** Reads a box in place of `endpoint`. */
  load: LoadMemory | null;
  /** Stores a change by hand in place of `endpoint`. With `load` alone the box is read only. */
  save: SaveCommitment | null;
  /** Other words for some or all of the box's texts; what is left out stays as it is in English. */
  messages: Partial<Messages> | null;
}

declare const Base: new () => HTMLElement & MemoryBoxProperties;
/**
 * `<memory-box>`: shows the agent what earlier calls promised a customer, when a call starts.
 *
 * Setting another customer removes the former one from the document and aborts their requests before it returns.
 * Properties are not reflected: a typed address must not appear in an attribute.
 *
 * @example
 * <memory-box endpoint="https://api.example.com" client-email="ana@example.com" call-id="c-17"></memory-box>
 *
 * @fires memory-box-loading a request starts: `{ clientEmail, callId }`
 * @fires memory-box-loaded the box is shown: `{ clientEmail, callId, box }`
 * @fires memory-box-error `{ clientEmail, callId, reason, code, message }`
 * @fires memory-box-commitment-changed the agent's change of a promise is stored: `{ clientEmail, callId, commitment }`
 * @fires memory-box-wrong-customer the agent reports another caller: `{ clientEmail, callId }`
 * @fires memory-box-link the agent typed whose call it is: `{ clientEmail, callId, clientPhone, customerId, insteadOf }`
 */
declare class MemoryBoxElement extends Base {
  static readonly observedAttributes: readonly string[];
  /** Loads the memory of this contact again. */
  reload(): void;
  /**
   * Shows another contact, or none. The former contact is off the screen before this returns.
   *
   * @param clientEmail the address, a function that finds it (its signal aborts with the contact), or null to ask.
   * @param clientName what the customer is called; else the address is shown.
   * @param clientPhone the customer's number, for where there is no address.
   * @example box.follow(null, null) // no contact
   */
  follow(
    callId: string | null,
    clientEmail: string | null | ((signal: AbortSignal) => Promise<string | null>),
    clientName?: string | null,
    clientPhone?: string | null,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'memory-box': MemoryBoxElement;
  }
  interface HTMLElementEventMap extends MemoryBoxEvents {}
}
type MemoryBoxEvents = {
  [Name in keyof MemoryBoxEventDetails]: CustomEvent<MemoryBoxEventDetails[Name]>;
};

export type {
  ActivityEvidence,
  ClosedStatus,
  CommitmentChange,
  CommitmentRequest,
  CommitmentStatus,
  ContactDetail,
  CustomerRequest,
  Evidence,
  FailureReason,
  GetToken,
  Headline,
  HeadlineKind,
  LastCall,
  LinkDetail,
  LoadMemory,
  MemoryBox,
  MemoryBoxEventDetails,
  MemoryBoxProperties,
  Message,
  Messages,
  Missed,
  PendingCall,
  RecentCall,
  RememberedCommitment,
  RememberedMatter,
  SaveCommitment,
  TurnEvidence,
  Values,
};
export { ENGLISH, MemoryBoxElement, MemoryBoxFailure };
