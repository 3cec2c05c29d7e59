/**
 * What a host gives to `<memory-box>` and gets from it.
 *
 * @module
 */
import type { MemoryBox, RememberedCommitment } from '@live-assist/core';

/** The customer for whom a token or a memory is asked. The signal aborts when that customer is gone. */
export interface CustomerRequest {
  /** Null for a customer who is known by a number or an id alone; then these are there. */
  clientEmail: string | null;
  clientPhone?: string | null | undefined;
  customerId?: string | null | undefined;
  /** The call that is starting now, when the host knows it. */
  callId: string | null;
  signal: AbortSignal;
}

/** A change of a promise by hand: its status, its day, or both. */
export interface CommitmentChange {
  /** `dismissed`: it was no promise. `withdrawn`: it will not happen. `open` takes an earlier change back. */
  status?: 'kept' | 'withdrawn' | 'dismissed' | 'open';
  /** With `kept`: the day it was done, `YYYY-MM-DD`; without it, today. */
  on?: string;
  /** Its new day, `YYYY-MM-DD`; null for none. */
  dueAt?: string | null;
}

/** A change by hand that the host stores. */
export interface CommitmentRequest extends CommitmentChange {
  clientEmail: string;
  callId: string | null;
  commitmentId: string;
  /** Aborts after six seconds; not when the customer changes, because the agent meant the change. */
  signal: AbortSignal;
}

/** Mints a token for one customer, usually at the host's own back end. */
export type GetToken = (request: CustomerRequest) => Promise<string> | string;
/** Reads a memory box by the host's own way: an Electron main process, a proxy. */
export type LoadMemory = (request: CustomerRequest) => Promise<MemoryBox>;
/** Stores a change by hand by the host's own way. */
export type SaveCommitment = (request: CommitmentRequest) => Promise<RememberedCommitment>;

/** Why a box cannot be shown. Each has its own sentence in the messages. */
export type FailureReason =
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
export class MemoryBoxFailure extends Error {
  override readonly name = 'MemoryBoxFailure';
  readonly reason: FailureReason;
  readonly code: string | null;

  constructor(reason: FailureReason, message: string, code: string | null = null) {
    super(message);
    this.reason = reason;
    this.code = code;
  }
}

/** Who the box is about, in the detail of every event. */
export interface ContactDetail {
  clientEmail: string | null;
  callId: string | null;
}

/** Whose address the agent typed, for the host's back end to link; the widget itself never writes it. */
export interface LinkDetail extends ContactDetail {
  clientPhone: string | null;
  customerId: string | null;
  /** The customer whose box the agent called wrong for this call: it may have to be moved. */
  insteadOf: string | null;
}

/** The `detail` of each event of `<memory-box>`; every event bubbles and crosses shadow roots. */
export interface MemoryBoxEventDetails {
  'memory-box-loading': ContactDetail;
  'memory-box-loaded': ContactDetail & { box: MemoryBox };
  'memory-box-error': ContactDetail & { reason: FailureReason; code: string | null; message: string };
  'memory-box-commitment-changed': ContactDetail & { commitment: RememberedCommitment };
  'memory-box-wrong-customer': ContactDetail;
  'memory-box-link': LinkDetail;
}
