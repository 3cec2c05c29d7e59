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

/** What the workspace tells of a contact, as far as it is used here. */
interface WorkspaceContactEvent {
  contactId: string;
}
type ContactHandler = (event: WorkspaceContactEvent) => Promise<void>;
type Subscribe = (handler: ContactHandler) => void;
/** `ContactClient` of `@amazon-connect/contact`, as far as it is used here. */
interface WorkspaceContacts {
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
interface WorkspaceVoice {
  /** Rejects for a contact that is no call. */
  getInitialCustomerPhoneNumber(contactId: string): Promise<string>;
}
/** How {@link followWorkspaceContacts} learns whose contact it is. */
interface WorkspaceOptions {
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
declare function followWorkspaceContacts(
  clients: {
    contacts: WorkspaceContacts;
    voice?: WorkspaceVoice;
  },
  element: ContactFollower,
  options?: WorkspaceOptions & {
    contactId?: string | null;
  },
): () => void;

/**
 * Makes the page an app of the agent workspace. Call it once, while the page loads: the workspace waits five seconds for
 * its apps.
 *
 * - An app that the workspace opens for each contact shows that contact while the workspace has it in front.
 * - An app that stays open across contacts follows all of them; see {@link followWorkspaceContacts}.
 * - Outside a frame the page stands alone: the box asks the agent who is calling.
 *
 * @returns `workspace` in a frame, else `stand-alone`.
 * @example
 * startAgentWorkspace(document.querySelector('memory-box'), { attribute: 'client_email' });
 */
declare function startAgentWorkspace(
  element: ContactFollower,
  options?: WorkspaceOptions,
): 'workspace' | 'stand-alone';

export type { ContactFollower, WorkspaceContactEvent, WorkspaceContacts, WorkspaceOptions, WorkspaceVoice };
export { followWorkspaceContacts, startAgentWorkspace };
