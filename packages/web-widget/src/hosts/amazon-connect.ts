/**
 * Follows the contact of Amazon Connect Streams: `<memory-box>` shows whose call it is.
 *
 * @module
 */

/** A contact of Streams, as far as it is used here. */
export interface ConnectContact {
  getContactId(): string;
  /** A map by name; null while a supervisor monitors. Throws once the contact is gone. */
  getAttributes(): { readonly [name: string]: { name: string; value: string } | undefined } | null;
  /** The customer's connection; its endpoint has the number. */
  getActiveInitialConnection?(): { getEndpoint(): { phoneNumber?: string | null } } | null | undefined;
  getStatus(): { type: string };
  onConnecting(callback: () => void): ConnectSubscription;
  onConnected(callback: () => void): ConnectSubscription;
  onACW(callback: () => void): ConnectSubscription;
  onMissed(callback: () => void): ConnectSubscription;
  onRefresh(callback: () => void): ConnectSubscription;
  onDestroy(callback: () => void): ConnectSubscription;
}

/** What Streams answers to a subscription: `unsubscribe` is a function, which Streams types no further. */
export interface ConnectSubscription {
  unsubscribe: { call(subscription: ConnectSubscription): unknown };
}

/** The global `connect` of Amazon Connect Streams, as far as it is used here. */
export interface ConnectStreams<Contact extends ConnectContact> {
  contact(callback: (contact: Contact) => void): ConnectSubscription;
  agent(callback: (agent: { getContacts(): Contact[] }) => void): ConnectSubscription;
  core: { onViewContact(callback: (event: { contactId: string }) => void): ConnectSubscription };
}

/** What shows a contact: `<memory-box>`. */
export interface ContactFollower {
  follow(
    callId: string | null,
    clientEmail: string | null | ((signal: AbortSignal) => Promise<string | null>),
    clientName?: string | null,
    clientPhone?: string | null,
  ): void;
}

/** How {@link followAmazonConnect} learns whose contact it is. */
export interface FollowOptions<Contact extends ConnectContact> {
  /**
   * Finds the address by what the contact knows, a telephone number for one. The signal aborts when the agent turns to
   * another contact. Null when the customer is unknown: the box asks the agent.
   */
  resolveCustomer?: (contact: Contact, signal: AbortSignal) => Promise<string | null>;
  /**
   * The contact attribute that holds the address, set by the contact flow.
   *
   * @default 'client_email'
   */
  attribute?: string;
}

type Phase = 'waiting' | 'connecting' | 'connected' | 'ended';

interface Followed<Contact> {
  contact: Contact;
  phase: Phase;
  /** The address in its attributes when it was last looked at. */
  address: string | null;
}

/**
 * Follows the agent's contacts until the returned function is called. Call it after `initCCP`, which it never
 * calls itself: only the first `initCCP` of a page works.
 *
 * - A contact is shown when it rings, when it is connected, or at once when it was in progress before.
 * - The agent's choice between contacts wins; a second one that rings does not take the screen.
 * - The end of the call changes nothing: the box stays until after-call work ends.
 * - The call's id is the contact's id.
 * - The number of the customer's endpoint finds a customer who has no address in the contact.
 *
 * @example
 * connect.core.initCCP(container, options);
 * const stop = followAmazonConnect(connect, document.querySelector('memory-box'), {
 *   resolveCustomer: (contact, signal) => lookUpByPhone(contact.getActiveInitialConnection(), signal),
 * });
 */
export function followAmazonConnect<Contact extends ConnectContact>(
  connect: ConnectStreams<Contact>,
  element: ContactFollower,
  options: FollowOptions<Contact> = {},
): () => void {
  const { resolveCustomer, attribute = 'client_email' } = options;
  const contacts = new Map<string, Followed<Contact>>();
  const subscriptions: ConnectSubscription[] = [];
  /** The contact on the screen, or one that the agent has chosen and that Streams has not told of yet. */
  let shown: string | null = null;

  const show = (id: string | null) => {
    if (id === shown && (id === null || contacts.has(id))) return;
    shown = id;
    const followed = id === null ? undefined : contacts.get(id);
    if (followed === undefined) return element.follow(null, null);
    const { contact } = followed;
    const phone = phoneOf(contact);
    if (resolveCustomer) element.follow(id, (signal) => resolveCustomer(contact, signal), null, phone);
    else element.follow(id, followed.address, null, phone);
  };

  const drop = (id: string) => {
    contacts.delete(id);
    if (shown !== id) return;
    const [only, ...others] = contacts.keys();
    shown = null;
    element.follow(null, null);
    // With several contacts left, the agent's next one is unknown, and the wrong one must not be shown.
    if (only !== undefined && others.length === 0 && contacts.get(only)?.phase === 'connected') show(only);
  };

  const move = (id: string, phase: Phase) => {
    const followed = contacts.get(id);
    if (followed === undefined || followed.phase === phase) return;
    followed.phase = phase;
    if (phase === 'ended') return;
    if (shown === null) return show(id);
    // Ringing takes the screen from a call that has ended; being connected also from one that rings. A
    // conversation keeps it until the agent turns away from it, which `onViewContact` tells.
    const current = contacts.get(shown)?.phase;
    if (current === 'ended' || (phase === 'connected' && current === 'connecting')) show(id);
  };

  const add = (contact: Contact): string => {
    const id = contact.getContactId();
    if (contacts.has(id)) return id;
    const chosen = shown === id;
    contacts.set(id, { contact, phase: 'waiting', address: addressOf(contact, attribute) });
    if (chosen) {
      shown = null;
      show(id);
    }
    subscriptions.push(
      contact.onConnecting(() => move(id, 'connecting')),
      contact.onConnected(() => move(id, 'connected')),
      contact.onACW(() => move(id, 'ended')),
      contact.onMissed(() => drop(id)),
      contact.onDestroy(() => drop(id)),
      contact.onRefresh(() => refresh(id)),
    );
    return id;
  };

  /** Earlier contacts: a single one is shown; of several, the one that the agent looks at is unknown. */
  const takeOver = (before: Contact[]) => {
    const live = before.filter((contact) => {
      const id = add(contact);
      const followed = contacts.get(id);
      const { type } = contact.getStatus();
      if (followed === undefined || !isPhase(type)) return false;
      followed.phase = type;
      return true;
    });
    if (shown === null && live[0] !== undefined && live.length === 1) show(live[0].getContactId());
  };

  /** Attributes may come after the contact: a flow sets them while it rings. */
  const refresh = (id: string) => {
    const followed = contacts.get(id);
    if (followed === undefined || resolveCustomer) return;
    const address = addressOf(followed.contact, attribute) ?? followed.address;
    if (address === followed.address) return;
    followed.address = address;
    if (shown === id) element.follow(id, address, null, phoneOf(followed.contact));
  };

  // `connect.contact` tells of contacts found from now on; those that Streams knew before are the agent's.
  subscriptions.push(connect.agent((agent) => takeOver(agent.getContacts())));
  subscriptions.push(connect.contact((contact) => void add(contact)));
  subscriptions.push(connect.core.onViewContact(({ contactId }) => show(contactId || null)));

  return () => {
    for (const subscription of subscriptions.splice(0)) subscription.unsubscribe.call(subscription);
    contacts.clear();
    shown = null;
    element.follow(null, null);
  };
}

function isPhase(type: string): type is Phase {
  return type === 'connecting' || type === 'connected' || type === 'ended';
}

/** The number of the customer's endpoint; null where it is withheld, or for a chat. */
function phoneOf(contact: ConnectContact): string | null {
  try {
    return contact.getActiveInitialConnection?.()?.getEndpoint().phoneNumber || null;
  } catch {
    return null;
  }
}

function addressOf(contact: ConnectContact, attribute: string): string | null {
  try {
    return contact.getAttributes()?.[attribute]?.value || null;
  } catch {
    return null;
  }
}
