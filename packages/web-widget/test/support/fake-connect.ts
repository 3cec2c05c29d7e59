type Name = 'onConnecting' | 'onConnected' | 'onACW' | 'onMissed' | 'onDestroy' | 'onRefresh';
type Attributes = Record<string, { name: string; value: string }> | null;

/** What of Streams a follower of contacts may use, with the types of Streams. */
export type UsedConnect = Pick<typeof connect, 'contact' | 'agent'> & {
  core: Pick<connect.Core, 'onViewContact' | 'initCCP'>;
};

/**
 * Amazon Connect Streams as its contract and its source have it, in memory: subscriptions to contacts found
 * from now on, an agent whose callback runs at once when the agent is known already, events of a state entered,
 * a contact that is gone throws, a monitoring supervisor reads no attributes.
 */
export class FakeConnect {
  readonly #contactSubscribers = new Set<(contact: connect.Contact) => void>();
  readonly #agentSubscribers = new Set<(agent: connect.Agent) => void>();
  readonly #viewSubscribers = new Set<(event: connect.ViewContactEvent) => void>();
  readonly #contacts = new Map<string, FakeContact>();
  #agentKnown = false;
  initCCPCalls = 0;

  /** The object that a page has as `connect`. */
  readonly connect: UsedConnect = {
    contact: (callback) => subscribe(this.#contactSubscribers, callback),
    agent: (callback) => {
      const subscription = subscribe(this.#agentSubscribers, callback);
      if (this.#agentKnown) callback(this.#agent());
      return subscription;
    },
    core: {
      onViewContact: (callback) => subscribe(this.#viewSubscribers, callback),
      initCCP: () => {
        this.initCCPCalls += 1;
      },
    },
  };

  /** How many callbacks Streams holds. */
  get subscriptions(): number {
    const own = this.#contactSubscribers.size + this.#agentSubscribers.size + this.#viewSubscribers.size;
    return [...this.#contacts.values()].reduce((sum, contact) => sum + contact.subscriptions, own);
  }

  /** The first data of the agent arrive, with the contacts of before. */
  ready(): void {
    this.#agentKnown = true;
    for (const callback of [...this.#agentSubscribers]) callback(this.#agent());
    for (const contact of [...this.#contacts.values()]) this.#found(contact);
  }

  /** A contact is there; before {@link ready} it is one of an earlier session. */
  add(id: string, state: string, attributes: Attributes = null, phone?: string): FakeContact {
    const contact = new FakeContact(id, state, attributes, phone);
    this.#contacts.set(id, contact);
    if (this.#agentKnown) this.#found(contact);
    return contact;
  }

  /** The agent turns to a contact, or to none (''). */
  view(contactId: string): void {
    for (const callback of [...this.#viewSubscribers]) callback({ contactId });
  }

  destroy(contact: FakeContact): void {
    this.#contacts.delete(contact.id);
    contact.gone = true;
    contact.fire('onDestroy');
    contact.unsubscribeAll();
  }

  /** Streams fires INIT, then the event of the state that the contact is in. */
  #found(contact: FakeContact): void {
    for (const callback of [...this.#contactSubscribers]) callback(contact.contact);
    contact.enter(contact.state);
  }

  #agent(): connect.Agent {
    const agent: Pick<connect.Agent, 'getContacts'> = {
      getContacts: () => [...this.#contacts.values()].map(({ contact }) => contact),
    };
    return agent as connect.Agent;
  }
}

const EVENT: Record<string, Name> = {
  connecting: 'onConnecting',
  connected: 'onConnected',
  ended: 'onACW',
  missed: 'onMissed',
};

/** One contact of {@link FakeConnect}. */
export class FakeContact {
  readonly id: string;
  state: string;
  attributes: Attributes;
  gone = false;
  readonly #subscribers = new Map<Name, Set<(contact: connect.Contact) => void>>();
  readonly contact: connect.Contact;

  /** @param phone - The number of the customer's line; a chat has none. */
  constructor(id: string, state: string, attributes: Attributes, phone?: string) {
    this.id = id;
    this.state = state;
    this.attributes = attributes;
    const on = (name: Name) => (callback: connect.ContactCallback) => {
      const callbacks = this.#subscribers.get(name) ?? new Set();
      this.#subscribers.set(name, callbacks);
      return subscribe(callbacks, callback);
    };
    const alive = () => {
      if (this.gone) throw new Error(`Contact ${this.id} no longer exists.`);
    };
    const used: Pick<
      connect.Contact,
      | Name
      | 'getContactId'
      | 'getAttributes'
      | 'getStatus'
      | 'contactId'
      | 'getInitialConnection'
      | 'getActiveInitialConnection'
    > = {
      contactId: id,
      getContactId: () => id,
      getAttributes: () => {
        alive();
        // Null while monitoring, whatever the types say.
        return this.attributes as connect.AttributeDictionary;
      },
      getInitialConnection: () => {
        return { getEndpoint: () => ({ phoneNumber: phone ?? '+49301234567' }) } as connect.BaseConnection;
      },
      getStatus: () => {
        alive();
        return { type: this.state } as connect.ContactState;
      },
      getActiveInitialConnection: () => {
        alive();
        if (phone === undefined) return undefined as never;
        return { getEndpoint: () => ({ phoneNumber: phone }) } as connect.BaseConnection;
      },
      onConnecting: on('onConnecting'),
      onConnected: on('onConnected'),
      onACW: on('onACW'),
      onMissed: on('onMissed'),
      onDestroy: on('onDestroy'),
      onRefresh: on('onRefresh'),
    };
    this.contact = used as connect.Contact;
  }

  get subscriptions(): number {
    return [...this.#subscribers.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Enters a state: its event, then a refresh. */
  enter(state: string): void {
    this.state = state;
    const name = EVENT[state];
    if (name) this.fire(name);
    this.fire('onRefresh');
  }

  fire(name: Name): void {
    for (const callback of [...(this.#subscribers.get(name) ?? [])]) callback(this.contact);
  }

  unsubscribeAll(): void {
    this.#subscribers.clear();
  }
}

function subscribe<T>(callbacks: Set<T>, callback: T): connect.Subscription {
  callbacks.add(callback);
  return { unsubscribe: () => callbacks.delete(callback) };
}
