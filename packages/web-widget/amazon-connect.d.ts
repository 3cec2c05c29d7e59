/**
 * Types of the follower of Amazon Connect as it is bundled: they need no other package.
 *
 * @module
 */

/** What Streams answers to a subscription. */
export interface ConnectSubscription {
  unsubscribe: { call(subscription: ConnectSubscription): unknown };
}

/** A contact of Streams, as far as it is used here. */
export interface ConnectContact {
  getContactId(): string;
  getAttributes(): { readonly [name: string]: { name: string; value: string } | undefined } | null;
  getStatus(): { type: string };
  onConnecting(callback: () => void): ConnectSubscription;
  onConnected(callback: () => void): ConnectSubscription;
  onACW(callback: () => void): ConnectSubscription;
  onMissed(callback: () => void): ConnectSubscription;
  onRefresh(callback: () => void): ConnectSubscription;
  onDestroy(callback: () => void): ConnectSubscription;
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
  ): void;
}

export interface FollowOptions<Contact extends ConnectContact> {
  /** Finds the address by what the contact knows. The signal aborts when the agent turns to another contact. */
  resolveCustomer?: (contact: Contact, signal: AbortSignal) => Promise<string | null>;
  /**
   * The contact attribute that holds the address.
   *
   * @default 'client_email'
   */
  attribute?: string;
}

/** Follows the agent's contacts until the returned function is called. Call it after `initCCP`. */
export function followAmazonConnect<Contact extends ConnectContact>(
  connect: ConnectStreams<Contact>,
  element: ContactFollower,
  options?: FollowOptions<Contact>,
): () => void;
