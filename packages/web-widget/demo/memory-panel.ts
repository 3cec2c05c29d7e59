import type { RememberedCommitment } from '@live-assist/core';
import type { MemoryBoxElement, MemoryBoxEventDetails } from '../src/index.ts';
import { byId, el } from './dom.ts';
import type { Caller } from './queue-view.ts';
import { post, tokenFor } from './service.ts';

/** How long the box waits for sample calls to be read. A model may take longer; the box then says so. */
const READING_MS = 2500;
const EVENTS = [
  'memory-box-loading',
  'memory-box-loaded',
  'memory-box-error',
  'memory-box-commitment-changed',
  'memory-box-wrong-customer',
] as const satisfies (keyof MemoryBoxEventDetails)[];
const EVENTS_SHOWN = 8;

/** The right side of the desktop: what a host does with `<memory-box>`. */
export class MemoryPanel {
  readonly #box = byId('memory', HTMLElement) as MemoryBoxElement;
  readonly #placeholder = byId('no-contact', HTMLElement);
  readonly #title = byId('memory-title', HTMLElement);
  readonly #events = byId('events', HTMLElement);
  readonly #promises = new Map<string, RememberedCommitment>();

  constructor() {
    this.#box.endpoint = location.origin;
    this.#box.getToken = ({ clientEmail, callId, signal }) =>
      tokenFor(
        'memory:read commitments:write',
        {
          client_email: String(clientEmail),
          ...(callId !== null && { call_id: callId }),
        },
        signal,
      );
    for (const name of EVENTS) this.#box.addEventListener(name, (event) => this.#note(name, event.detail));
    this.#box.addEventListener('memory-box-loaded', ({ detail }) => {
      for (const promise of detail.box.commitments) this.#promises.set(promise.id, promise);
    });
    this.#box.addEventListener('memory-box-commitment-changed', ({ detail }) => {
      this.#promises.set(detail.commitment.id, detail.commitment);
    });
  }

  /**
   * Shows a customer's memory. Sample calls that are not analysed yet are analysed first, so that there is one.
   *
   * @param why - What stands above the box.
   * @param callId - The call that is going on, which is left out of the memory.
   * @returns when the sample calls have been read.
   */
  async show(caller: Caller, why: string, callId: string | null): Promise<void> {
    const { client_email, name } = caller;
    this.#promises.clear();
    this.#title.textContent = why;
    this.#visible(true);
    const unread = caller.unread.splice(0);
    const reading = readCalls(client_email, unread);
    this.#box.follow(
      callId,
      async () => {
        const late = new Promise((resolve) => setTimeout(resolve, READING_MS));
        if (unread.length > 0) await Promise.race([reading, late]);
        return client_email;
      },
      name,
    );
    await reading;
  }

  /** There is no contact any more. */
  clear(): void {
    this.#box.follow(null, null);
    this.#title.textContent = 'Memory';
    this.#visible(false);
  }

  /** The promises of earlier calls, as the box knows them. */
  promises(): RememberedCommitment[] {
    return [...this.#promises.values()];
  }

  #visible(yes: boolean): void {
    this.#box.hidden = !yes;
    this.#placeholder.hidden = yes;
  }

  #note(name: string, detail: MemoryBoxEventDetails[keyof MemoryBoxEventDetails]): void {
    const what =
      'commitment' in detail ? detail.commitment.status : 'reason' in detail ? detail.reason : null;
    if (this.#events.firstElementChild?.className === 'hint') this.#events.replaceChildren();
    this.#events.prepend(el('li', {}, el('b', {}, name), what === null ? null : ` ${what}`));
    for (const old of [...this.#events.children].slice(EVENTS_SHOWN)) old.remove();
  }
}

// One after another: a call is given the open promises of those before it. One that cannot be read (a customer who
// says nothing) is left as it is.
async function readCalls(client_email: string, calls: readonly string[]): Promise<void> {
  for (const call_id of calls) {
    const binding = { client_email, call_id };
    await post('/getCallAnalytics', 'analytics:write', binding, binding).catch(() => {});
  }
}
