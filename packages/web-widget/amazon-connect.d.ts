// Written by `pnpm --dir packages/web-widget types:write` from the sources: change those, and run it.
/** What shows a contact: `<memory-box>`. */
interface ContactFollower {
  follow(
    callId: string | null,
    clientEmail: string | null | ((signal: AbortSignal) => Promise<string | null>),
    clientName?: string | null,
    clientPhone?: string | null,
  ): void;
}

/** A contact of Streams, as far as it is used here. */
interface ConnectContact {
  getContactId(): string;
  /** A map by name; null while a supervisor monitors. Throws once the contact is gone. */
  getAttributes(): {
    readonly [name: string]:
      | {
          name: string;
          value: string;
        }
      | undefined;
  } | null;
  /** The customer's connection; its endpoint has the number. */
  getActiveInitialConnection?():
    | {
        getEndpoint(): {
          phoneNumber?: string | null;
        };
      }
    | null
    | undefined;
  getStatus(): {
    type: string;
  };
  onConnecting(callback: () => void): ConnectSubscription;
  onConnected(callback: () => void): ConnectSubscription;
  onACW(callback: () => void): ConnectSubscription;
  onMissed(callback: () => void): ConnectSubscription;
  onRefresh(callback: () => void): ConnectSubscription;
  onDestroy(callback: () => void): ConnectSubscription;
}
/** What Streams answers to a subscription: `unsubscribe` is a function, which Streams types no further. */
interface ConnectSubscription {
  unsubscribe: {
    call(subscription: ConnectSubscription): unknown;
  };
}
/** The global `connect` of Amazon Connect Streams, as far as it is used here. */
interface ConnectStreams<Contact extends ConnectContact> {
  contact(callback: (contact: Contact) => void): ConnectSubscription;
  agent(callback: (agent: { getContacts(): Contact[] }) => void): ConnectSubscription;
  core: {
    onViewContact(callback: (event: { contactId: string }) => void): ConnectSubscription;
  };
}
/** How {@link followAmazonConnect} learns whose contact it is. */
interface FollowOptions<Contact extends ConnectContact> {
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
declare function followAmazonConnect<Contact extends ConnectContact>(
  connect: ConnectStreams<Contact>,
  element: ContactFollower,
  options?: FollowOptions<Contact>,
): () => void;

export type { ConnectContact, ConnectStreams, ConnectSubscription, ContactFollower, FollowOptions };
export { followAmazonConnect };
