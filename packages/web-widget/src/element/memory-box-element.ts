import type { MemoryBoxEventDetails } from '../client/contract.ts';
import { customerAddress } from '../client/customer-address.ts';
import type { MemoryBoxState } from '../client/memory-box-state.ts';
import { memoryLookup } from '../client/memory-lookup.ts';
import { draw } from '../view/draw.ts';
import type { Panel, View } from '../view/view.ts';
import { boxView } from '../view/view-box.ts';
import { browserLocale, datesIn } from '../words/dates.ts';
import { ENGLISH, type Messages } from '../words/messages.ts';
import { ATTRIBUTES, type MemoryBoxProperties, PROPERTIES } from './properties.ts';
import { serviceOf } from './service-of.ts';
import { styleSheet } from './style-sheet.ts';

// A server has no HTMLElement; importing the class there must not throw.
// The accessors of the properties are defined below, one for each name.
const Base = (globalThis.HTMLElement ?? class {}) as unknown as new () => HTMLElement & MemoryBoxProperties;

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
export class MemoryBoxElement extends Base {
  static readonly observedAttributes: readonly string[] = ATTRIBUTES;

  static {
    for (const name of PROPERTIES) {
      Object.defineProperty(MemoryBoxElement.prototype, name, {
        enumerable: true,
        get(this: MemoryBoxElement) {
          return this.#values[name] ?? null;
        },
        set(this: MemoryBoxElement, value) {
          this.#set(name, value ?? null);
        },
      });
    }
  }

  readonly #values: Partial<MemoryBoxProperties> = {};
  readonly #root = this.attachShadow({ mode: 'open' });
  /** The agent typed the address, so it is forgotten with this contact. */
  #typed = false;
  #state: MemoryBoxState = { kind: 'no_address' };
  #panel: Panel | null = null;
  /** The promise whose further actions are folded out. */
  #menu: string | null = null;
  #notAnAddress = false;
  /** The name came in this turn, so it goes with an address that comes in it too. */
  #named = false;

  readonly #lookup = memoryLookup({
    ...serviceOf(this),
    draw: (state) => {
      this.#state = state;
      this.#draw();
    },
    emit: (name, detail) => this.#emit(name, detail),
  });
  /** Repeats a request that failed offline. */
  readonly #online = () => {
    if (this.#state.kind === 'failed' && this.#state.reason === 'offline') this.reload();
  };
  /** @internal */ constructor() {
    super();
    this.#root.adoptedStyleSheets = [styleSheet()];
  }

  /** Loads the memory of this contact again. */
  reload(): void {
    this.#lookup.retry();
  }

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
    clientName: string | null = null,
    clientPhone: string | null = null,
  ): void {
    const finds = typeof clientEmail === 'function';
    const address = finds ? null : clientEmail;
    Object.assign(this.#values, { callId, clientName, clientPhone, customerId: null, clientEmail: address });
    if (!finds) this.#contactChanged();
    else {
      this.#leave();
      this.#lookup.identify(callId, async (signal) => {
        const found = await clientEmail(signal);
        if (!signal.aborted) this.#values.clientEmail = found;
        return found;
      });
    }
  }

  /** @internal */ attributeChangedCallback(attribute: string, _: string | null, value: string | null): void {
    this.#set(PROPERTIES[ATTRIBUTES.indexOf(attribute)] as 'endpoint', value);
  }

  /** @internal */ connectedCallback(): void {
    // A property that was set before the element was defined hides the accessor.
    for (const name of PROPERTIES) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete (this as Partial<MemoryBoxProperties>)[name];
      this.#set(name, value);
    }
    addEventListener('online', this.#online);
    this.#contactChanged();
  }

  /** @internal */ disconnectedCallback(): void {
    removeEventListener('online', this.#online);
    this.#leave();
    this.#lookup.show({ clientEmail: null, callId: null });
  }

  #set<Name extends keyof MemoryBoxProperties>(name: Name, value: MemoryBoxProperties[Name]): void {
    const before = this[name];
    if (name === 'clientEmail') this.#typed = false;
    if (value === before) return;
    this.#values[name] = value;
    if (name === 'clientName') {
      this.#named = true;
      queueMicrotask(() => {
        this.#named = false;
      });
    }
    // The former customer's name must not stand above another's box.
    if (name === 'clientEmail' && !this.#named) this.#values.clientName = null;
    const isContact = /Em|Id|Ph/.test(name);
    if (isContact && this.#typed) this.#values.clientEmail = null;
    if (isContact) this.#contactChanged();
    else this.#draw();
    // A new value may fix a failed request. A replaced function does not: frameworks make new ones at every render.
    if (this.#state.kind === 'failed' && value && (!before || typeof value === 'string')) this.reload();
  }

  #view(): View {
    const messages: Messages = { ...ENGLISH, ...this.messages };
    return {
      messages,
      name: this.clientName,
      lookup: this.#lookup,
      dates: datesIn(this.locale ?? browserLocale(messages.language), Date.now()),
      panel: this.#panel,
      menu: this.#menu,
      canTick: this.save !== null || this.load === null,
      notAnAddress: this.#notAnAddress,
      toggle: (panel) => {
        this.#panel = this.#panel === panel ? null : panel;
        this.#draw();
      },
      openMenu: (id) => {
        this.#menu = id;
        this.#draw();
      },
      lookUp: (event) => this.#lookUp(event),
    };
  }

  #lookUp(event: SubmitEvent): void {
    event.preventDefault();
    const address = customerAddress(new FormData(event.target as HTMLFormElement).get('address'));
    this.#notAnAddress = address === null;
    this.#draw();
    if (address === null) return;
    const { callId, clientPhone, customerId } = this;
    const { clientEmail: insteadOf = null } = this.#state as { clientEmail?: string | null };
    this.#emit('memory-box-link', { clientEmail: address, callId, clientPhone, customerId, insteadOf });
    Object.assign(this.#values, { clientEmail: address, clientName: null });
    this.#contactChanged();
    this.#lookup.retry(); // A typed address counts even after "wrong person".
    this.#typed = true;
  }

  #emit<Name extends keyof MemoryBoxEventDetails>(name: Name, detail: MemoryBoxEventDetails[Name]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #contactChanged(): void {
    this.#leave();
    if (this.isConnected) this.#lookup.show({ clientEmail: this.clientEmail, callId: this.callId });
  }

  #leave(): void {
    this.#typed = this.#notAnAddress = false;
    this.#panel = this.#menu = null;
  }

  /** Draws synchronously, so that the screen never shows a former contact. */
  #draw(): void {
    const root = this.#root;
    if (!this.isConnected && root.firstChild === null) return;
    const focused = root.activeElement;
    draw(root, [boxView(this.#view(), this.#state)]);
    // The focused button may have been removed; keep the focus inside the box.
    if (focused !== null && root.activeElement !== focused) {
      root.querySelector<HTMLElement>('.box')?.focus({ preventScroll: true });
    }
  }
}
