import type { OpenCommitment } from '@live-assist/core';
import type { CheckedFindings } from '@live-assist/core/evidence/gate';
import type { MadeAt } from './folder.ts';

// As many as an analyst is given.
const MOST = 200;
const CLOSED = new Set(['kept', 'replaced', 'withdrawn']);

/** The promises of the calls of one customer, as far as an evaluation has come. */
export class PromiseHistory {
  /** The promises that no call has closed, oldest first. */
  open: OpenCommitment[] = [];
  readonly #made = new Map<string, MadeAt>();

  /** Where a promise was made; null for one that no call has made. */
  madeAt(id: string): MadeAt | null {
    return this.#made.get(id) ?? null;
  }

  /** Adds what a call has promised, and takes away what it has closed. */
  add(callId: string, { commitments, closings }: CheckedFindings): void {
    const closed = new Set(
      closings.filter(({ status }) => CLOSED.has(status)).map(({ commitment_id }) => commitment_id),
    );
    for (const { id, evidence } of commitments) this.#made.set(id, { call_id: callId, evidence });
    this.open = [...this.open, ...commitments].filter(({ id }) => !closed.has(id)).slice(-MOST);
  }
}
