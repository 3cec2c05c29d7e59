/**
 * `<memory-box>` as a third-party app of the Amazon Connect agent workspace: it shows whose call it is. Bundled with the
 * SDK of Amazon Connect, into a file of its own.
 *
 * @module
 */
import type { AppContext } from '@amazon-connect/app';
import { AmazonConnectApp } from '@amazon-connect/app';
import { ContactClient } from '@amazon-connect/contact';
import { VoiceClient } from '@amazon-connect/voice';
import type { ContactFollower } from './contact-screen.ts';
import type { WorkspaceOptions } from './workspace-contacts.ts';
import { followWorkspaceContacts } from './workspace-contacts.ts';

export type { ContactFollower } from './contact-screen.ts';
export type {
  WorkspaceContactEvent,
  WorkspaceContacts,
  WorkspaceOptions,
  WorkspaceVoice,
} from './workspace-contacts.ts';
export { followWorkspaceContacts };

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
export function startAgentWorkspace(
  element: ContactFollower,
  options: WorkspaceOptions = {},
): 'workspace' | 'stand-alone' {
  // In a window of its own the SDK would wait for itself.
  if (window.parent === window) return 'stand-alone';
  let stop: (() => void) | null = null;
  const leave = async () => {
    stop?.();
    stop = null;
  };
  const { provider } = AmazonConnectApp.init({ onCreate: async () => {}, onDestroy: leave });
  const clients = { contacts: new ContactClient(provider), voice: new VoiceClient(provider) };
  provider.onStart(async ({ context }) => {
    stop ??= followWorkspaceContacts(clients, element, { ...options, contactId: contactOf(context) });
  });
  // An app across contacts follows them while another app is in front, so that its box is ready.
  provider.onStop(async ({ context }) => {
    if (contactOf(context) !== null) await leave();
  });
  return 'workspace';
}

/** The contact that the app was opened for; null for an app across contacts. */
function contactOf({ scope, contactScope }: AppContext): string | null {
  const opened = scope ?? contactScope;
  return opened?.type === 'contact' ? opened.contactId : null;
}
