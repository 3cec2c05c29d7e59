import type { ContactFollower, Phase } from './contact-screen.ts';
import { contactScreen } from './contact-screen.ts';

/** What the workspace tells of a contact, as far as it is used here. */
export interface WorkspaceContactEvent {
  contactId: string;
}

type ContactHandler = (event: WorkspaceContactEvent) => Promise<void>;
type Subscribe = (handler: ContactHandler) => void;

/** `ContactClient` of `@amazon-connect/contact`, as far as it is used here. */
export interface WorkspaceContacts {
  getAttribute(contactId: string, attribute: string): Promise<string | undefined>;
  listContacts(): Promise<WorkspaceContactEvent[]>;
  onIncoming: Subscribe;
  offIncoming: Subscribe;
  onConnecting: Subscribe;
  offConnecting: Subscribe;
  onConnected: Subscribe;
  offConnected: Subscribe;
  onStartingAcw: Subscribe;
  offStartingAcw: Subscribe;
  onMissed: Subscribe;
  offMissed: Subscribe;
  onCleared: Subscribe;
  offCleared: Subscribe;
  onDestroyed: Subscribe;
  offDestroyed: Subscribe;
}

/** `VoiceClient` of `@amazon-connect/voice`, as far as it is used here. */
export interface WorkspaceVoice {
  /** Rejects for a contact that is no call. */
  getInitialCustomerPhoneNumber(contactId: string): Promise<string>;
}

/** How {@link followWorkspaceContacts} learns whose contact it is. */
export interface WorkspaceOptions {
  /**
   * The contact attribute that holds the address, set by the contact flow.
   *
   * @default 'client_email'
   */
  attribute?: string;
  /**
   * Finds the address in place of the attribute. The signal aborts when another contact takes the screen. Null when the
   * customer is unknown: the number of the call is tried, then the box asks the agent.
   */
  resolveCustomer?: (contactId: string, signal: AbortSignal) => Promise<string | null>;
}

/**
 * Follows the contacts of the agent workspace until the returned function is called, which empties the box.
 *
 * - With `contactId` that contact alone is shown, until it is cleared or destroyed.
 * - Without it, a contact is shown when it rings or is connected. A conversation keeps the screen until it is gone; of
 *   several others none is guessed, because the workspace does not tell which one the agent looks at.
 * - The address is an attribute of the contact; where it is missing, the number of the call finds the customer.
 * - The end of the call changes nothing: the box stays until after-call work ends.
 *
 * @param clients - Of an app that you made with `@amazon-connect/app`.
 * @example
 * followWorkspaceContacts({ contacts: new ContactClient(provider), voice: new VoiceClient(provider) }, box);
 */
export function followWorkspaceContacts(
  clients: { contacts: WorkspaceContacts; voice?: WorkspaceVoice },
  element: ContactFollower,
  options: WorkspaceOptions & { contactId?: string | null } = {},
): () => void {
  const { contacts, voice } = clients;
  const { attribute = 'client_email', resolveCustomer, contactId = null } = options;
  /** Contacts that had an address. */
  const addressed = new Set<string>();
  /** Contacts that ended or went while the list of those before is on its way: it may be older than that. */
  const meanwhile = new Map<string, 'ended' | 'gone'>();
  let stopped = false;
  let listed = false;

  const addressOf = async (id: string, signal: AbortSignal) => {
    const found = await (resolveCustomer?.(id, signal) ?? contacts.getAttribute(id, attribute)).catch(
      nothing,
    );
    if (signal.aborted) return null;
    if (found) {
      addressed.add(id);
      return found;
    }
    const phone = await voice?.getInitialCustomerPhoneNumber(id).catch(nothing);
    // The box is told the number in one step with the contact; that aborts this search.
    if (phone && !signal.aborted) element.follow(id, null, null, phone);
    return null;
  };
  const put = (id: string | null) =>
    id === null ? element.follow(null, null) : element.follow(id, (signal) => addressOf(id, signal));
  const screen = contactScreen(put);

  const meet = (id: string) => {
    if (!screen.has(id)) screen.add(id);
  };
  /** A contact flow may set the attribute while the call rings. */
  const lookAgain = async (id: string) => {
    const found = await contacts.getAttribute(id, attribute).catch(nothing);
    if (!found || screen.shown !== id || addressed.has(id)) return;
    addressed.add(id);
    element.follow(id, found);
  };
  const drop = (id: string) => {
    addressed.delete(id);
    if (!listed) meanwhile.set(id, 'gone');
    screen.drop(id);
  };
  const on = (change: (id: string) => void): ContactHandler => {
    return async ({ contactId: id }) => {
      if (contactId === null || contactId === id) change(id);
    };
  };
  const rings = on((id) => {
    meet(id);
    screen.move(id, 'connecting');
  });
  const talks = on((id) => {
    meet(id);
    const before = screen.shown;
    screen.move(id, 'connected');
    if (before === id && !addressed.has(id) && !resolveCustomer) void lookAgain(id);
  });
  const ends = on((id) => {
    if (!listed) meanwhile.set(id, 'ended');
    screen.move(id, 'ended');
  });
  const goes = on(drop);

  contacts.onIncoming(rings);
  contacts.onConnecting(rings);
  contacts.onConnected(talks);
  contacts.onStartingAcw(ends);
  contacts.onMissed(goes);
  contacts.onCleared(goes);
  contacts.onDestroyed(goes);
  const takeOver = (ids: string[]) => {
    listed = true;
    if (stopped) return;
    const before = new Map<string, Phase>();
    for (const id of ids) {
      const news = meanwhile.get(id);
      if (news !== 'gone' && !screen.has(id)) before.set(id, news ?? 'connected');
    }
    meanwhile.clear();
    screen.resume(before);
  };
  if (contactId !== null) takeOver([contactId]);
  else {
    const before = contacts.listContacts().catch(nothing);
    before.then((list) => takeOver((list ?? []).map(({ contactId: id }) => id)));
  }

  return () => {
    stopped = true;
    contacts.offIncoming(rings);
    contacts.offConnecting(rings);
    contacts.offConnected(talks);
    contacts.offStartingAcw(ends);
    contacts.offMissed(goes);
    contacts.offCleared(goes);
    contacts.offDestroyed(goes);
    screen.clear();
  };
}

/** An app may lack the permission to ask, and a contact may be gone meanwhile: that is no address, no number, no list. */
function nothing(): null {
  return null;
}
