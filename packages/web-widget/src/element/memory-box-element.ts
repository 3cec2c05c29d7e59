import { render } from 'lit/html.js';
import type { GetToken, LoadMemory, SaveCommitment } from '../client/contract.ts';
import { customerAddress } from '../client/customer-address.ts';
import { httpTransport } from '../client/http-transport.ts';
import type { MemoryBoxState } from '../client/memory-box-state.ts';
import { memoryLookup } from '../client/memory-lookup.ts';
import { STYLES } from '../view/styles.ts';
import type { Panel, View } from '../view/view.ts';
import { boxView } from '../view/view-box.ts';
import { datesIn } from '../words/dates.ts';
import type { Messages } from '../words/messages.ts';
import { ENGLISH } from '../words/messages.ts';

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

/** The attributes, in the order of their properties. */
const ATTRIBUTES = ['endpoint', 'client-email', 'call-id', 'token', 'locale'];
const PROPERTIES = [
  'endpoint',
  'clientEmail',
  'callId',
  'token',
  'locale',
  'getToken',
  'load',
  'save',
  'messages',
] as const;

// On a server there are no elements; the class can be imported there, and is never made.
const Base: typeof HTMLElement = globalThis.HTMLElement ?? class {};

let sheet: CSSStyleSheet | undefined;

/**
 * `<memory-box>`: what earlier calls promised a customer, on the agent's screen when a call starts.
 *
 * A change of customer is drawn before the line that made it returns: the words of a former customer are
 * gone from the document by then, and requests for them are aborted. That is why it draws by itself, with
 * lit's templates, and not when `LitElement` would. Properties are not reflected, so that an address that the
 * agent types stands in no attribute.
 *
 * @example
 * <memory-box endpoint="https://api.example.com" client-email="ana@example.com" call-id="c-17"></memory-box>
 *
 * @fires memory-box-loading a request begins: `{ clientEmail, callId }`
 * @fires memory-box-loaded a box stands: `{ clientEmail, callId, box }`
 * @fires memory-box-error `{ clientEmail, callId, reason, code, message }`
 * @fires memory-box-commitment-changed a change by hand is stored: `{ clientEmail, callId, commitment }`
 * @fires memory-box-wrong-customer the agent says that somebody else is calling: `{ clientEmail, callId }`
 */
export class MemoryBoxElement extends Base implements MemoryBoxProperties {
  static readonly observedAttributes: readonly string[] = ATTRIBUTES;

  declare endpoint: string | null;
  declare clientEmail: string | null;
  declare callId: string | null;
  declare token: string | null;
  declare locale: string | null;
  declare getToken: GetToken | null;
  declare load: LoadMemory | null;
  declare save: SaveCommitment | null;
  declare messages: Partial<Messages> | null;

  static {
    for (const name of PROPERTIES) {
      Object.defineProperty(MemoryBoxElement.prototype, name, {
        configurable: true,
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
  /** The agent typed the address, so it ends with this contact. */
  #typed = false;
  #state: MemoryBoxState = { kind: 'no_address' };
  #panel: Panel | null = null;
  #notAnAddress = false;

  readonly #send = httpTransport(this);
  readonly #lookup = memoryLookup({
    load: async (request) => {
      const { clientEmail, callId } = request;
      if (this.load) return this.load(request);
      return this.#send('getMemoryBox', { client_email: clientEmail, call_id: callId }, request);
    },
    save: async (request) => {
      const { clientEmail, commitmentId, status } = request;
      if (this.save) return this.save(request);
      const body = { client_email: clientEmail, commitment_id: commitmentId, status };
      return this.#send('updateCommitment', body, request);
    },
    online: () => navigator.onLine,
    draw: (state) => {
      this.#state = state;
      this.#draw();
    },
    emit: (name, detail) =>
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true })),
  });
  /** The connection is back: what failed for want of it is asked for again. */
  readonly #online = () => {
    if (this.#state.kind === 'failed' && this.#state.reason === 'offline') this.reload();
  };

  /** @internal */
  constructor() {
    super();
    if (sheet === undefined) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLES);
    }
    this.#root.adoptedStyleSheets = [sheet];
  }

  /** Asks again for this contact. */
  reload(): void {
    this.#lookup.retry();
  }

  /**
   * Shows another contact in one step, or none: the screen is clear of the former one before this returns.
   *
   * @param clientEmail the address, or a function that finds it; while it looks, the screen is empty. Its
   *   signal aborts when the contact changes. Null: the agent is asked for the address.
   * @example box.follow(null, null) // no contact any more
   */
  follow(
    callId: string | null,
    clientEmail: string | null | ((signal: AbortSignal) => Promise<string | null>),
  ): void {
    const finds = typeof clientEmail === 'function';
    this.#values.callId = callId;
    this.#values.clientEmail = finds ? null : clientEmail;
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

  /** @internal */
  attributeChangedCallback(attribute: string, _before: string | null, value: string | null): void {
    this.#set(PROPERTIES[ATTRIBUTES.indexOf(attribute)] as 'endpoint', value);
  }

  /** @internal */
  connectedCallback(): void {
    // What a framework set before the element was defined hides the accessors of the class.
    for (const name of PROPERTIES) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete (this as Partial<MemoryBoxProperties>)[name];
      this.#set(name, value);
    }
    addEventListener('online', this.#online);
    this.#contactChanged();
  }

  /** @internal */
  disconnectedCallback(): void {
    removeEventListener('online', this.#online);
    this.#leave();
    this.#lookup.show({ clientEmail: null, callId: null });
  }

  #set<Name extends keyof MemoryBoxProperties>(name: Name, value: MemoryBoxProperties[Name]): void {
    const before = this[name];
    // The host knows the address too now.
    if (name === 'clientEmail') this.#typed = false;
    if (value === before) return;
    this.#values[name] = value;
    if (name === 'callId' && this.#typed) this.#values.clientEmail = null;
    if (name === 'clientEmail' || name === 'callId') this.#contactChanged();
    else this.#draw();
    // What was missing may be what a failed request waited for. A function that is only another one helps
    // nothing: frameworks make new ones at every turn.
    if (this.#state.kind === 'failed' && value && (!before || typeof value === 'string')) this.reload();
  }

  #view(): View {
    const messages: Messages = { ...ENGLISH, ...this.messages };
    return {
      messages,
      lookup: this.#lookup,
      dates: datesIn(this.locale ?? browserLocale(messages.language), Date.now()),
      panel: this.#panel,
      canTick: this.save !== null || this.load === null,
      notAnAddress: this.#notAnAddress,
      toggle: (panel) => {
        this.#panel = this.#panel === panel ? null : panel;
        this.#draw();
      },
      lookUp: (event) => this.#lookUp(event),
    };
  }

  #lookUp(event: SubmitEvent): void {
    event.preventDefault();
    const input = new FormData(event.target as HTMLFormElement).get('address');
    const address = customerAddress(input);
    this.#notAnAddress = address === null;
    if (address === null) this.#draw();
    else {
      this.#values.clientEmail = address;
      this.#contactChanged();
      // Typed with care, it counts even after "wrong person".
      this.#lookup.retry();
      this.#typed = true;
    }
  }

  #contactChanged(): void {
    this.#leave();
    if (this.isConnected) this.#lookup.show({ clientEmail: this.clientEmail, callId: this.callId });
  }

  /** What belonged to the former contact alone. */
  #leave(): void {
    this.#typed = false;
    this.#notAnAddress = false;
    this.#panel = null;
  }

  /** Draws at once: what is on the screen never lags behind the contact. */
  #draw(): void {
    const root = this.#root;
    if (!this.isConnected && root.firstChild === null) return;
    const focused = root.activeElement;
    render(boxView(this.#view(), this.#state), root);
    // The button that the agent has used may be gone; the place in the page must not be.
    if (focused !== null && root.activeElement !== focused) {
      root.querySelector<HTMLElement>('.box')?.focus({ preventScroll: true });
    }
  }
}

/** The reader's own way of writing dates, unless it would mix two languages in one line. */
function browserLocale(language: string): string {
  const short = (tag: string) => tag.split('-')[0];
  return navigator.languages.find((tag) => short(tag) === short(language)) ?? language;
}
