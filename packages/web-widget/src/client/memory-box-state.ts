/**
 * The states of `<memory-box>`, each a member of one union, and the pure rules between them. Knows no DOM.
 *
 * @module
 */
import type { MemoryBox, RememberedCommitment } from '@live-assist/core';
import type { CommitmentChange, FailureReason } from './contract.ts';
import { MemoryBoxFailure } from './contract.ts';
import { addressKey } from './customer-address.ts';
import { leadOf } from './lead.ts';
import type { PromiseLists } from './order-promises.ts';
import { listPromises } from './order-promises.ts';

/** What is known of a call of this customer that was not analysed when the box was read. */
export type PendingNews =
  | { kind: 'none' }
  | { kind: 'looking' }
  /** The newer box waits until the agent asks for it, so that no line moves while it is read. */
  | { kind: 'arrived'; box: MemoryBox }
  | { kind: 'gave_up' }
  /** No analysis of it was ever asked for. */
  | { kind: 'recorded' }
  | { kind: 'unreadable' };

/** A change by hand that is not stored yet, or could not be. */
export type Tick = { change: CommitmentChange; failed: boolean };

export interface ReadyState {
  kind: 'ready';
  clientEmail: string;
  box: MemoryBox;
  lists: PromiseLists;
  /** A shared address shows no text until the agent asks for it. */
  revealed: boolean;
  news: PendingNews;
  ticks: ReadonlyMap<string, Tick | undefined>;
}

export type MemoryBoxState =
  | { kind: 'no_address' }
  | { kind: 'loading'; clientEmail: string | null; slow: boolean }
  | ReadyState
  | { kind: 'failed'; clientEmail: string | null; reason: FailureReason }
  | { kind: 'wrong_customer'; clientEmail: string };

/** A box that has just come, as it is shown first. */
export function readyState(clientEmail: string, box: MemoryBox, revealed: boolean): ReadyState {
  const state = newestPending(box)?.state;
  const news: PendingNews = {
    kind: isWaiting(box) ? 'looking' : state === 'failed' ? 'unreadable' : state ? 'recorded' : 'none',
  };
  return { kind: 'ready', clientEmail, box, lists: listPromises(box), revealed, news, ticks: new Map() };
}

/** Is a call of this customer still to be analysed? */
export function isWaiting(box: MemoryBox): boolean {
  return box.pending.some(({ state }) => state === 'queued' || state === 'running');
}

/** The newest call that is not analysed yet. */
export function newestPending(box: MemoryBox) {
  return box.pending.toSorted((a, b) => (a.since < b.since ? 1 : -1))[0];
}

/**
 * What a change by hand that was stored changes, in the box that is read and in the one that waits: the promise, and
 * what leads now.
 *
 * @param today - `YYYY-MM-DD`.
 */
export function withCommitment(
  ready: ReadyState,
  saved: RememberedCommitment,
  today: string,
): Partial<ReadyState> {
  const put = (before: MemoryBox): MemoryBox => {
    const box = {
      ...before,
      commitments: before.commitments.map((promise) =>
        promise.id === saved.id ? { ...promise, ...saved } : promise,
      ),
    };
    return box.shared ? box : { ...box, headline: leadOf(box, today) };
  };
  const news = ready.news.kind === 'arrived' ? { ...ready.news, box: put(ready.news.box) } : ready.news;
  return { box: put(ready.box), news };
}

/**
 * The answer, when it is a memory box of this customer.
 *
 * @throws MemoryBoxFailure `wrong_answer`: it is not a memory box, or is about another customer: a caching proxy must
 *   not put another customer on the screen.
 */
export function checkBox(answer: MemoryBox, clientEmail: string | null): MemoryBox {
  const named = answer?.client_email;
  const isTheirs = clientEmail ? addressKey(named) === addressKey(clientEmail) : named;
  const lists = [answer?.pending, answer?.commitments, answer?.deliverables, answer?.satisfactionTrend];
  if (isTheirs && answer.headline && lists.every(Array.isArray)) return answer;
  throw new MemoryBoxFailure('wrong_answer', 'No box of this customer.');
}
