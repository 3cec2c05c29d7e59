/**
 * Follows the contact of Amazon Connect Streams: `<memory-box>` shows whose call it is.
 *
 * @module
 */
import type { ContactFollower, Phase } from './contact-screen.ts';
import { contactScreen } from './contact-screen.ts';

export type { ContactFollower } from './contact-screen.ts';

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

interface Followed<Contact> {
  contact: Contact;
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
  const screen = contactScreen((id) => {
    const followed = id === null ? undefined : contacts.get(id);
    if (followed === undefined) return element.follow(null, null);
    const { contact, address } = followed;
    const found = resolveCustomer ? (signal: AbortSignal) => resolveCustomer(contact, signal) : address;
    element.follow(id, found, null, phoneOf(contact));
  });

  const drop = (id: string) => {
    contacts.delete(id);
    screen.drop(id);
  };

  const add = (contact: Contact): string => {
    const id = contact.getContactId();
    if (contacts.has(id)) return id;
    contacts.set(id, { contact, address: addressOf(contact, attribute) });
    screen.add(id);
    subscriptions.push(
      contact.onConnecting(() => screen.move(id, 'connecting')),
      contact.onConnected(() => screen.move(id, 'connected')),
      contact.onACW(() => screen.move(id, 'ended')),
      contact.onMissed(() => drop(id)),
      contact.onDestroy(() => drop(id)),
      contact.onRefresh(() => refresh(id)),
    );
    return id;
  };

  const takeOver = (before: Contact[]) => {
    const live = new Map<string, Phase>();
    for (const contact of before) {
      const id = add(contact);
      const { type } = contact.getStatus();
      if (isPhase(type)) live.set(id, type);
    }
    screen.resume(live);
  };

  /** Attributes may come after the contact: a flow sets them while it rings. */
  const refresh = (id: string) => {
    const followed = contacts.get(id);
    if (followed === undefined || resolveCustomer) return;
    const address = addressOf(followed.contact, attribute) ?? followed.address;
    if (address === followed.address) return;
    followed.address = address;
    if (screen.shown === id) element.follow(id, address, null, phoneOf(followed.contact));
  };

  // `connect.contact` tells of contacts found from now on; those that Streams knew before are the agent's.
  subscriptions.push(connect.agent((agent) => takeOver(agent.getContacts())));
  subscriptions.push(connect.contact((contact) => void add(contact)));
  subscriptions.push(connect.core.onViewContact(({ contactId }) => screen.choose(contactId || null)));

  return () => {
    for (const subscription of subscriptions.splice(0)) subscription.unsubscribe.call(subscription);
    contacts.clear();
    screen.clear();
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
