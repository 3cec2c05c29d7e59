import { ContactClient } from '@amazon-connect/contact';
import { VoiceClient } from '@amazon-connect/voice';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { ContactFollower } from '../../src/hosts/contact-screen.ts';
import type { WorkspaceContacts, WorkspaceVoice } from '../../src/hosts/workspace-contacts.ts';
import { followWorkspaceContacts } from '../../src/hosts/workspace-contacts.ts';

type Event = 'Incoming' | 'Connecting' | 'Connected' | 'StartingAcw' | 'Missed' | 'Cleared' | 'Destroyed';
type Handler = Parameters<WorkspaceContacts['onConnected']>[0];

/** The contacts of a workspace in memory: handlers by event, attributes and numbers by contact. */
function fakeWorkspace(before: string[] | Promise<string[]> | Error = []) {
  const handlers = new Map<string, Set<Handler>>();
  const attributes: Record<string, Record<string, string> | Error> = {};
  const phones: Record<string, string> = {};
  const of = (name: string) => handlers.get(name) ?? handlers.set(name, new Set()).get(name);
  const subscriptions = Object.fromEntries(
    ['Incoming', 'Connecting', 'Connected', 'StartingAcw', 'Missed', 'Cleared', 'Destroyed'].flatMap(
      (name) => [
        [`on${name}`, (handler: Handler) => of(name)?.add(handler)],
        [`off${name}`, (handler: Handler) => of(name)?.delete(handler)],
      ],
    ),
  );
  const contacts = {
    ...subscriptions,
    getAttribute: async (id: string, name: string) => {
      const known = attributes[id];
      if (known instanceof Error) throw known;
      return known?.[name];
    },
    listContacts: async () => {
      if (before instanceof Error) throw before;
      return (await before).map((contactId) => ({ contactId }));
    },
  } as WorkspaceContacts;
  const voice: WorkspaceVoice = {
    getInitialCustomerPhoneNumber: async (id) => phones[id] ?? Promise.reject(new Error('No call.')),
  };
  return {
    contacts,
    voice,
    attributes,
    phones,
    handlers: () => [...handlers.values()].reduce((sum, each) => sum + each.size, 0),
    async tell(event: Event, contactId: string) {
      for (const handler of of(event) ?? []) await handler({ contactId });
      await settled();
    },
  };
}

/** Follows like the box: a search is aborted when the next contact is followed. */
function follower() {
  const followed: (string | null)[][] = [];
  let search = new AbortController();
  const element: ContactFollower = {
    follow(callId, clientEmail, _, clientPhone) {
      search.abort();
      search = new AbortController();
      const { signal } = search;
      if (typeof clientEmail !== 'function') {
        followed.push(clientPhone ? [callId, clientEmail, clientPhone] : [callId, clientEmail]);
        return;
      }
      clientEmail(signal).then((found) => signal.aborted || followed.push([callId, found]));
    },
  };
  return { element, followed, last: () => followed.at(-1) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

type Options = Parameters<typeof followWorkspaceContacts>[2];
async function start(
  options: Options = {},
  before: Parameters<typeof fakeWorkspace>[0] = [],
  known: object = {},
) {
  const workspace = fakeWorkspace(before);
  Object.assign(workspace.attributes, known);
  const box = follower();
  const stop = followWorkspaceContacts(workspace, box.element, options);
  await settled();
  return { workspace, box, stop };
}
/** The list of the contacts of before, which comes when the test says so. */
function laterList() {
  let resolve: (ids: string[]) => void = () => {};
  const promise = new Promise<string[]>((come) => {
    resolve = come;
  });
  return { promise, resolve };
}
const ANA = { client_email: 'ana@example.com' };
const BEN = { client_email: 'ben@example.com' };

describe('the contacts of the agent workspace', () => {
  it('the contacts of the agent workspace are those of the clients of its SDK', () => {
    expectTypeOf<ContactClient>().toExtend<WorkspaceContacts>();
    expectTypeOf<VoiceClient>().toExtend<WorkspaceVoice>();
    const client = new ContactClient({ provider: {} as never }) as unknown as Record<string, unknown>;
    const { contacts } = fakeWorkspace();
    expect(Object.keys(contacts).filter((name) => typeof client[name] !== 'function')).toEqual([]);
    expect(typeof new VoiceClient({ provider: {} as never }).getInitialCustomerPhoneNumber).toBe('function');
  });

  it('the contacts of the agent workspace are shown once, by an attribute whose name may be chosen', async () => {
    const { workspace, box } = await start({ attribute: 'mail' }, [], { 'c-1': { mail: 'ana@example.com' } });
    await workspace.tell('Incoming', 'c-1');
    await workspace.tell('Connecting', 'c-1');
    await workspace.tell('Connected', 'c-1');
    expect(box.followed).toEqual([['c-1', 'ana@example.com']]);
  });

  it('the contacts of the agent workspace get an address that the flow sets while the call rings', async () => {
    const { workspace, box } = await start();
    workspace.phones['c-1'] = '+49301';
    await workspace.tell('Connecting', 'c-1');
    workspace.attributes['c-1'] = ANA;
    await workspace.tell('Connected', 'c-1');
    expect(box.followed).toEqual([
      ['c-1', null, '+49301'],
      ['c-1', 'ana@example.com'],
    ]);
  });

  it('the contacts of the agent workspace have their address asked where there is neither attribute nor number', async () => {
    const { workspace, box } = await start();
    workspace.attributes['c-1'] = new Error('not permitted');
    await workspace.tell('Connected', 'c-1');
    expect(box.last()).toEqual(['c-1', null]);
  });

  it('the contacts of the agent workspace may be found by the host', async () => {
    const resolveCustomer = async (id: string) => (id === 'c-1' ? 'found@example.com' : null);
    const { workspace, box } = await start({ resolveCustomer }, [], { 'c-1': ANA });
    await workspace.tell('Connected', 'c-1');
    expect(box.last()).toEqual(['c-1', 'found@example.com']);
  });

  it('the contacts of the agent workspace that were there before are shown when there is one; of several none is guessed', async () => {
    const known = { 'c-1': ANA, 'c-2': BEN };
    expect((await start({}, ['c-1'], known)).box.followed).toEqual([['c-1', 'ana@example.com']]);
    expect((await start({}, ['c-1', 'c-2'], known)).box.followed).toEqual([]);
    expect((await start({}, new Error('not permitted'), known)).box.followed).toEqual([]);
  });

  it.each(['Cleared', 'Destroyed', 'Missed'] as const)(
    'the contacts of the agent workspace that are %s while the list of those before is on its way are not shown from it',
    async (event) => {
      const list = laterList();
      const { workspace, box } = await start({}, list.promise, { 'c-1': ANA, 'c-2': BEN });
      await workspace.tell(event, 'c-1');
      list.resolve(['c-1', 'c-2']);
      await settled();
      expect(box.followed).toEqual([['c-2', 'ben@example.com']]);
    },
  );

  it('the contacts of the agent workspace that end while the list of those before is on its way give way to the next that rings', async () => {
    const list = laterList();
    const { workspace, box } = await start({}, list.promise, { 'c-1': ANA, 'c-2': BEN });
    await workspace.tell('StartingAcw', 'c-1');
    list.resolve(['c-1']);
    await settled();
    expect(box.last()).toEqual(['c-1', 'ana@example.com']);
    await workspace.tell('Connecting', 'c-2');
    expect(box.last()).toEqual(['c-2', 'ben@example.com']);
  });

  it.each(['Cleared', 'Destroyed', 'Missed'] as const)(
    'the contacts of the agent workspace leave the screen when they are %s, and the only other conversation takes it',
    async (event) => {
      const { workspace, box } = await start({}, [], { 'c-1': ANA, 'c-2': BEN });
      await workspace.tell('Connected', 'c-1');
      await workspace.tell('Connected', 'c-2');
      await workspace.tell(event, 'c-1');
      expect(box.followed).toEqual([
        ['c-1', 'ana@example.com'],
        [null, null],
        ['c-2', 'ben@example.com'],
      ]);
    },
  );

  it('the contacts of the agent workspace stay through after-call work, and make room for the next that rings', async () => {
    const { workspace, box } = await start({}, [], { 'c-1': ANA, 'c-2': BEN });
    await workspace.tell('Connected', 'c-1');
    await workspace.tell('StartingAcw', 'c-1');
    expect(box.last()).toEqual(['c-1', 'ana@example.com']);
    await workspace.tell('Connecting', 'c-2');
    expect(box.last()).toEqual(['c-2', 'ben@example.com']);
  });

  it('the contacts of the agent workspace do not reach an app of another contact', async () => {
    const { workspace, box } = await start({ contactId: 'c-2' }, ['c-1'], { 'c-1': ANA, 'c-2': BEN });
    await workspace.tell('Connected', 'c-1');
    await workspace.tell('Cleared', 'c-1');
    expect(box.followed).toEqual([['c-2', 'ben@example.com']]);
    await workspace.tell('Destroyed', 'c-2');
    expect(box.last()).toEqual([null, null]);
  });

  it('the contacts of the agent workspace are let go of: the box is empty, and no handler is left', async () => {
    const { workspace, box, stop } = await start({}, [], { 'c-1': ANA });
    await workspace.tell('Connected', 'c-1');
    expect(workspace.handlers()).toBe(7);
    stop();
    expect([workspace.handlers(), box.last()]).toEqual([0, [null, null]]);
  });
});
