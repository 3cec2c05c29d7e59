/**
 * When `<memory-box>` asks, and what becomes of the answers. Knows no DOM.
 *
 * A contact has one abort signal. Whatever changes the contact aborts it first, and nothing that was asked
 * under an aborted signal ever reaches the state: the latest request wins.
 *
 * @module
 */
import type { MemoryBox } from '@live-assist/core';
import type { CommitmentRequest, LoadMemory, MemoryBoxEventDetails, SaveCommitment } from './contract.ts';
import { customerAddress, MemoryBoxFailure } from './contract.ts';
import type { MemoryBoxState, ReadyState, Tick } from './memory-box-state.ts';
import { checkBox, isWaiting, readyState, withCommitment } from './memory-box-state.ts';
import { within } from './within.ts';

/** After this long a skeleton says that it is still looking. */
export const SLOW_MS = 2_500;
/** After this long a request counts as failed. */
export const FAIL_MS = 6_000;
/** How often a call that is not analysed yet is looked up again, and for how long. */
export const LOOK_AGAIN_MS = 5_000;
export const LOOK_AGAIN_FOR_MS = 120_000;

/** What the state needs from around it. */
export interface MemoryBoxPorts {
  load: LoadMemory;
  save: SaveCommitment;
  online(): boolean;
  /** The state has changed: draw it before anything else can be seen. */
  changed(): void;
  emit<Name extends keyof MemoryBoxEventDetails>(name: Name, detail: MemoryBoxEventDetails[Name]): void;
}

interface Contact {
  clientEmail: string | null;
  callId: string | null;
}

/** The memory of one contact at a time. */
export class MemoryLookup {
  state: MemoryBoxState = { kind: 'no_address' };
  readonly #ports: MemoryBoxPorts;
  #contact: Contact = { clientEmail: null, callId: null };
  #abort = new AbortController();
  /** Contacts about whom the agent said "wrong person", for as long as the page lives. */
  readonly #denied = new Set<string>();
  /** Counts changes by hand, so that a box read before one does not undo it on the screen. */
  #edits = 0;

  constructor(ports: MemoryBoxPorts) {
    this.#ports = ports;
  }

  /** Who the box is about now. */
  get contact(): Contact {
    return this.#contact;
  }

  /** Shows the memory of a contact; without an address the agent is asked for one. */
  show(contact: Contact): void {
    const signal = this.#start({ ...contact, clientEmail: customerAddress(contact.clientEmail) });
    const { clientEmail } = this.#contact;
    if (clientEmail === null) this.#set({ kind: 'no_address' });
    else if (this.#denied.has(this.#key(clientEmail))) this.#set({ kind: 'wrong_customer', clientEmail });
    else this.#load(clientEmail, signal);
  }

  /** Clears the screen while the host finds out whose call this is, then shows that memory. */
  identify(callId: string | null, resolve: (signal: AbortSignal) => Promise<string | null>): void {
    const signal = this.#start({ clientEmail: null, callId });
    this.#set({ kind: 'loading', clientEmail: null, slow: false });
    this.#after(SLOW_MS, signal, () => this.#set({ kind: 'loading', clientEmail: null, slow: true }));
    within(FAIL_MS, signal, resolve).then(
      (found) => signal.aborted || this.show({ clientEmail: found, callId }),
      (error: unknown) => {
        if (signal.aborted) return;
        this.show({ clientEmail: null, callId });
        this.#emitFailure(error);
      },
    );
  }

  /** Asks again for the contact that is shown. */
  retry(): void {
    const { clientEmail } = this.#contact;
    if (clientEmail !== null) this.#denied.delete(this.#key(clientEmail));
    this.show(this.#contact);
  }

  /** The connection is back: a box that failed for want of it is asked for again. */
  reconnected(): void {
    if (this.state.kind === 'failed' && this.state.reason === 'offline') this.retry();
  }

  /** Stops everything and forgets the contact. */
  stop(): void {
    this.show({ clientEmail: null, callId: null });
  }

  /** The agent says that somebody else is calling: the box is emptied, and nothing is stored. */
  wrongCustomer(): void {
    const { clientEmail, callId } = this.#contact;
    if (clientEmail === null || this.state.kind === 'wrong_customer') return;
    this.#start(this.#contact);
    this.#denied.add(this.#key(clientEmail));
    this.#set({ kind: 'wrong_customer', clientEmail });
    this.#ports.emit('memory-box-wrong-customer', { clientEmail, callId });
  }

  /** The agent asks for the texts of a shared address. */
  reveal(): void {
    this.#change((ready) => ({ ...ready, revealed: true }));
  }

  /** The agent asks for the box that has come since. */
  showNews(): void {
    const { state } = this;
    if (state.kind !== 'ready' || state.news.kind !== 'arrived') return;
    this.#ready(state.clientEmail, state.news.box, state.revealed, this.#abort.signal);
  }

  /** Looks again for a call that was not analysed in time. */
  lookAgain(): void {
    const { state } = this;
    if (state.kind !== 'ready' || state.news.kind !== 'gave_up') return;
    this.#change((ready) => ({ ...ready, news: { kind: 'looking' } }));
    this.#watch(state.clientEmail, this.#abort.signal, 0, 0);
  }

  /** Stores a change by hand: done, not a promise, or open again. */
  async tick(commitmentId: string, status: CommitmentRequest['status']): Promise<void> {
    const { state } = this;
    if (state.kind !== 'ready' || state.ticks.get(commitmentId)?.failed === false) return;
    const { signal } = this.#abort;
    const contact = { clientEmail: state.clientEmail, callId: this.#contact.callId };
    this.#edits += 1;
    this.#tick(commitmentId, { status, failed: false });
    try {
      const saved = await within(FAIL_MS, null, (limit) =>
        this.#ports.save({ ...contact, commitmentId, status, signal: limit }),
      );
      if (signal.aborted) return;
      this.#change((ready) => withCommitment(ready, saved));
      this.#tick(commitmentId, null);
      this.#ports.emit('memory-box-commitment-changed', { ...contact, commitment: saved });
    } catch (error) {
      if (signal.aborted) return;
      this.#tick(commitmentId, { status, failed: true });
      this.#emitFailure(error);
    } finally {
      this.#edits += 1;
    }
  }

  #load(clientEmail: string, signal: AbortSignal): void {
    const { callId } = this.#contact;
    this.#set({ kind: 'loading', clientEmail, slow: false });
    this.#after(SLOW_MS, signal, () => {
      if (this.state.kind === 'loading') this.#set({ kind: 'loading', clientEmail, slow: true });
    });
    // A host sets the address, the call and the token one after another: one request for all of them.
    queueMicrotask(async () => {
      if (signal.aborted) return;
      this.#ports.emit('memory-box-loading', { clientEmail, callId });
      try {
        const box = await this.#ask(clientEmail, signal);
        if (!signal.aborted) this.#ready(clientEmail, box, false, signal);
      } catch (error) {
        if (signal.aborted) return;
        this.#set({ kind: 'failed', clientEmail, reason: this.#failure(error).reason });
        this.#emitFailure(error);
      }
    });
  }

  #ready(clientEmail: string, box: MemoryBox, revealed: boolean, signal: AbortSignal): void {
    this.#set(readyState(clientEmail, box, revealed));
    if (isWaiting(box)) this.#watch(clientEmail, signal, 0, LOOK_AGAIN_MS);
    this.#ports.emit('memory-box-loaded', { ...this.#contact, box });
  }

  #watch(clientEmail: string, signal: AbortSignal, waited: number, delay: number): void {
    this.#after(delay, signal, async () => {
      const edits = this.#edits;
      const passed = waited + delay;
      const box = await this.#ask(clientEmail, signal).catch(() => null);
      if (signal.aborted) return;
      if (box !== null && edits === this.#edits && !isWaiting(box)) {
        this.#change((ready) => ({ ...ready, news: { kind: 'arrived', box } }));
      } else if (passed < LOOK_AGAIN_FOR_MS) this.#watch(clientEmail, signal, passed, LOOK_AGAIN_MS);
      else this.#change((ready) => ({ ...ready, news: { kind: 'gave_up' } }));
    });
  }

  async #ask(clientEmail: string, signal: AbortSignal): Promise<MemoryBox> {
    const { callId } = this.#contact;
    const box = await within(FAIL_MS, signal, (limit) =>
      this.#ports.load({ clientEmail, callId, signal: limit }),
    );
    return checkBox(box, clientEmail);
  }

  #failure(error: unknown): MemoryBoxFailure {
    if (!this.#ports.online()) return new MemoryBoxFailure('offline', 'There is no connection.');
    if (error instanceof MemoryBoxFailure) return error;
    return new MemoryBoxFailure('unavailable', error instanceof Error ? error.message : String(error));
  }

  #emitFailure(error: unknown): void {
    const { reason, code, message } = this.#failure(error);
    this.#ports.emit('memory-box-error', { ...this.#contact, reason, code, message });
  }

  /** Aborts the former contact before the new one is known to anybody. */
  #start(contact: Contact): AbortSignal {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#contact = contact;
    return this.#abort.signal;
  }

  #after(milliseconds: number, signal: AbortSignal, action: () => void): void {
    const timer = setTimeout(action, milliseconds);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  #key(clientEmail: string): string {
    return JSON.stringify([this.#contact.callId, clientEmail.toLowerCase()]);
  }

  #tick(id: string, tick: Tick | null): void {
    this.#change((ready) => {
      const ticks = new Map(ready.ticks);
      if (tick === null) ticks.delete(id);
      else ticks.set(id, tick);
      return { ...ready, ticks };
    });
  }

  #change(change: (ready: ReadyState) => ReadyState): void {
    if (this.state.kind === 'ready') this.#set(change(this.state));
  }

  #set(state: MemoryBoxState): void {
    this.state = state;
    this.#ports.changed();
  }
}
