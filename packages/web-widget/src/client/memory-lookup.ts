/**
 * When `<memory-box>` asks, and what becomes of the answers. Knows no DOM.
 *
 * A contact has one abort signal. Whatever changes the contact aborts it first, and nothing that was asked
 * under an aborted signal ever reaches the state: the latest request wins.
 *
 * @module
 */
import type { MemoryBox } from '@live-assist/core';
import type { ContactDetail } from './contract.ts';
import { MemoryBoxFailure } from './contract.ts';
import { customerAddress } from './customer-address.ts';
import type { MemoryBoxPorts, MemoryLookup } from './lookup-ports.ts';
import type { MemoryBoxState, ReadyState, Tick } from './memory-box-state.ts';
import { checkBox, isWaiting, readyState, withCommitment } from './memory-box-state.ts';
import { within } from './with-timeout.ts';

/** After this long a skeleton says that it is still looking. */
export const SLOW_MS = 2_500;
/** After this long a request counts as failed. */
export const FAIL_MS = 6_000;
/** After this long a request that failed in a way that may pass is sent once more. */
export const RETRY_MS = 1_000;
/** How often a call that is not analysed yet is looked up again, and for how long. */
export const LOOK_AGAIN_MS = 5_000;
export const LOOK_AGAIN_FOR_MS = 120_000;

export function memoryLookup(ports: MemoryBoxPorts): MemoryLookup {
  let state: MemoryBoxState = { kind: 'no_address' };
  let contact: ContactDetail = { clientEmail: null, callId: null };
  let current = new AbortController();
  /** Contacts about whom the agent said "wrong person", for as long as the page lives. */
  const denied = new Set<string>();
  /** Counts changes by hand, so that a box read before one does not undo it on the screen. */
  let edits = 0;

  const set = (next: MemoryBoxState) => {
    state = next;
    ports.draw(next);
  };
  const update = (part: (ready: ReadyState) => Partial<ReadyState>) => {
    if (state.kind === 'ready') set({ ...state, ...part(state) });
  };
  const setTick = (id: string, tick?: Tick) =>
    update(({ ticks }) => ({ ticks: new Map(ticks).set(id, tick) }));
  const key = () => JSON.stringify(contact).toLowerCase();

  const start = (next: ContactDetail) => {
    current.abort();
    current = new AbortController();
    contact = next;
    return current.signal;
  };
  const after = (milliseconds: number, signal: AbortSignal, action: () => void) => {
    const timer = setTimeout(action, milliseconds);
    signal.addEventListener('abort', () => clearTimeout(timer));
  };

  const failureOf = (error: unknown) => {
    if (!ports.online()) return new MemoryBoxFailure('offline', 'Offline.');
    return error instanceof MemoryBoxFailure ? error : new MemoryBoxFailure('unavailable', String(error));
  };
  const emitFailure = ({ reason, code, message }: MemoryBoxFailure) =>
    ports.emit('memory-box-error', { ...contact, reason, code, message });

  const ask = async (clientEmail: string | null, signal: AbortSignal) => {
    const { callId } = contact;
    const load = (limit: AbortSignal) => ports.load({ clientEmail, callId, signal: limit });
    return checkBox(await within(FAIL_MS, signal, load), clientEmail);
  };

  const askTwice = (clientEmail: string | null, signal: AbortSignal) =>
    ask(clientEmail, signal).catch(async (error) => {
      if (signal.aborted || !/busy|unavailable/.test(failureOf(error).reason)) throw error;
      await new Promise<void>((resolve) => after(RETRY_MS, signal, resolve));
      return ask(clientEmail, signal);
    });

  const ready = (clientEmail: string, box: MemoryBox, revealed: boolean) => {
    set(readyState(clientEmail, box, revealed));
    if (isWaiting(box)) lookAgain(clientEmail, current.signal, LOOK_AGAIN_MS);
    ports.emit('memory-box-loaded', { ...contact, box });
  };

  const lookAgain = (clientEmail: string, signal: AbortSignal, waited: number) =>
    after(LOOK_AGAIN_MS, signal, async () => {
      const before = edits;
      const box = await ask(clientEmail, signal).catch(() => null);
      if (signal.aborted) return;
      if (box && before === edits && !isWaiting(box)) update(() => ({ news: { kind: 'arrived', box } }));
      else if (waited < LOOK_AGAIN_FOR_MS) lookAgain(clientEmail, signal, waited + LOOK_AGAIN_MS);
      else update(() => ({ news: { kind: 'gave_up' } }));
    });

  const loading = (clientEmail: string | null, signal: AbortSignal) => {
    set({ kind: 'loading', clientEmail, slow: false });
    after(SLOW_MS, signal, () => {
      if (state.kind === 'loading') set({ ...state, slow: true });
    });
  };

  const load = async (clientEmail: string | null, signal: AbortSignal) => {
    loading(clientEmail, signal);
    // A host sets the address, the call and the token one after another: one request for all of them.
    await null;
    if (signal.aborted) return;
    ports.emit('memory-box-loading', contact);
    try {
      const box = await askTwice(clientEmail, signal);
      if (signal.aborted) return;
      const email = clientEmail ?? box.client_email;
      contact = { ...contact, clientEmail: email };
      ready(email, box, false);
    } catch (error) {
      if (signal.aborted) return;
      const failure = failureOf(error);
      // The number stands for no one, or is none.
      if (!clientEmail && /found|invalid/.test(`${failure.code}`)) return set({ kind: 'no_address' });
      set({ kind: 'failed', clientEmail, reason: failure.reason });
      emitFailure(failure);
    }
  };

  const lookup: MemoryLookup = {
    show(next) {
      const clientEmail = customerAddress(next.clientEmail);
      const signal = start({ clientEmail, callId: next.callId });
      if (!clientEmail && !ports.isNamed()) set({ kind: 'no_address' });
      else if (clientEmail && denied.has(key())) set({ kind: 'wrong_customer', clientEmail });
      else load(clientEmail, signal);
    },

    async identify(callId, find) {
      const signal = start({ clientEmail: null, callId });
      loading(null, signal);
      const clientEmail = await within(FAIL_MS, signal, find).catch((error) => {
        if (!signal.aborted) emitFailure(failureOf(error));
        return null;
      });
      if (!signal.aborted) lookup.show({ clientEmail, callId });
    },

    retry() {
      denied.delete(key());
      lookup.show(contact);
    },

    wrongCustomer() {
      const { clientEmail } = contact;
      if (!clientEmail) return;
      start(contact);
      denied.add(key());
      set({ kind: 'wrong_customer', clientEmail });
      ports.emit('memory-box-wrong-customer', contact);
    },

    reveal: () => update(() => ({ revealed: true })),

    showNews() {
      if (state.kind === 'ready' && state.news.kind === 'arrived') {
        ready(state.clientEmail, state.news.box, state.revealed);
      }
    },

    async tick(commitmentId, change) {
      if (state.kind !== 'ready' || state.ticks.get(commitmentId)?.failed === false) return;
      const { signal } = current;
      const { clientEmail } = state;
      const { callId } = contact;
      edits += 1;
      setTick(commitmentId, { change, failed: false });
      try {
        const saved = await within(FAIL_MS, null, (limit) =>
          ports.save({ clientEmail, callId, commitmentId, ...change, signal: limit }),
        );
        if (signal.aborted) return;
        update((before) => withCommitment(before, saved, ports.today()));
        setTick(commitmentId);
        ports.emit('memory-box-commitment-changed', { clientEmail, callId, commitment: saved });
      } catch (error) {
        if (signal.aborted) return;
        setTick(commitmentId, { change, failed: true });
        emitFailure(failureOf(error));
      } finally {
        edits += 1;
      }
    },
  };
  return lookup;
}
