import { describe, expect, it } from 'vitest';
import type { ContactFollower } from '../../src/hosts/amazon-connect.ts';
import { followAmazonConnect } from '../../src/hosts/amazon-connect.ts';
import { FakeConnect } from '../support/fake-connect.ts';

const mail = (value: string, name = 'client_email') => ({ [name]: { name, value } });

/** Follows like the box: a search is aborted when the next contact is followed. */
function follower() {
  const followed: (string | null)[][] = [];
  let search = new AbortController();
  const signals: AbortSignal[] = [];
  const element: ContactFollower = {
    follow(callId, clientEmail) {
      search.abort();
      search = new AbortController();
      if (typeof clientEmail !== 'function') {
        followed.push([callId, clientEmail]);
        return;
      }
      const { signal } = search;
      signals.push(signal);
      followed.push([callId, 'searching']);
      clientEmail(signal).then((found) => signal.aborted || followed.push([callId, found]));
    },
  };
  return { element, followed, signals, last: () => followed.at(-1) };
}

function start(options?: Parameters<typeof followAmazonConnect<connect.Contact>>[2]) {
  const streams = new FakeConnect();
  const box = follower();
  streams.ready();
  const stop = followAmazonConnect(streams.connect, box.element, options);
  return { streams, box, stop };
}

describe('the contact that Amazon Connect Streams tells of', () => {
  it('the contact that Amazon Connect Streams tells of is shown when it rings, by its attribute', () => {
    const { streams, box } = start();
    streams.add('c-1', 'connecting', mail('ana@example.com'));
    expect(box.followed).toEqual([['c-1', 'ana@example.com']]);
  });

  it('the contact that Amazon Connect Streams tells of is shown when its attribute has another name', () => {
    const { streams, box } = start({ attribute: 'email' });
    streams.add('c-1', 'connecting', mail('ana@example.com', 'email'));
    expect(box.last()).toEqual(['c-1', 'ana@example.com']);
  });

  it('the contact that Amazon Connect Streams tells of is shown once, though it rings and is connected', () => {
    const { streams, box } = start();
    const contact = streams.add('c-1', 'connecting', mail('ana@example.com'));
    contact.enter('connected');
    expect(box.followed).toHaveLength(1);
  });

  it('the contact that Amazon Connect Streams tells of is shown when it was in progress before: the agent is known already', () => {
    const streams = new FakeConnect();
    streams.add('c-1', 'connected', mail('ana@example.com'));
    streams.ready();
    const box = follower();
    followAmazonConnect(streams.connect, box.element);
    expect(box.followed).toEqual([['c-1', 'ana@example.com']]);
  });

  it('the contact that Amazon Connect Streams tells of is shown when it was in progress before: the agent becomes known later', () => {
    const streams = new FakeConnect();
    streams.add('c-1', 'connected', mail('ana@example.com'));
    const box = follower();
    followAmazonConnect(streams.connect, box.element);
    expect(box.followed).toEqual([]);
    streams.ready();
    expect(box.followed).toEqual([['c-1', 'ana@example.com']]);
  });

  it('the contact that Amazon Connect Streams tells of is not guessed among several in progress; the agent turns to one', () => {
    const streams = new FakeConnect();
    streams.add('c-1', 'connected', mail('ana@example.com'));
    streams.add('c-2', 'connected', mail('ben@example.com'));
    const box = follower();
    followAmazonConnect(streams.connect, box.element);
    streams.ready();
    expect(box.followed).toEqual([]);
    streams.view('c-2');
    expect(box.followed).toEqual([['c-2', 'ben@example.com']]);
  });

  it('the contact that Amazon Connect Streams tells of changes with the agent, and is cleared when the agent turns to none or to one that is not told of yet', () => {
    const { streams, box } = start();
    streams.add('c-1', 'connected', mail('ana@example.com'));
    streams.add('c-2', 'connected', mail('ben@example.com'));
    expect(box.last()).toEqual(['c-1', 'ana@example.com']);
    streams.view('c-2');
    expect(box.last()).toEqual(['c-2', 'ben@example.com']);
    streams.view('c-3');
    expect(box.last()).toEqual([null, null]);
    streams.add('c-3', 'connected', mail('cem@example.com'));
    expect(box.last()).toEqual(['c-3', 'cem@example.com']);
    streams.view('');
    expect(box.last()).toEqual([null, null]);
  });

  it('the contact that Amazon Connect Streams tells of is not pushed aside by a second one that rings or connects', () => {
    const { streams, box } = start();
    streams.add('c-1', 'connected', mail('ana@example.com'));
    const second = streams.add('c-2', 'connecting', mail('ben@example.com'));
    second.enter('connected');
    expect(box.followed).toEqual([['c-1', 'ana@example.com']]);
  });

  it('the contact that Amazon Connect Streams tells of stays through after-call work, until it is destroyed', () => {
    const { streams, box } = start();
    const contact = streams.add('c-1', 'connected', mail('ana@example.com'));
    contact.enter('ended');
    expect(box.followed).toEqual([['c-1', 'ana@example.com']]);
    streams.destroy(contact);
    expect(box.followed).toEqual([
      ['c-1', 'ana@example.com'],
      [null, null],
    ]);
  });

  it('in after-call work makes room for the next that rings', () => {
    const { streams, box } = start();
    streams.add('c-1', 'connected', mail('ana@example.com')).enter('ended');
    streams.add('c-2', 'connecting', mail('ben@example.com'));
    expect(box.last()).toEqual(['c-2', 'ben@example.com']);
  });

  it('the contact that Amazon Connect Streams tells of that is destroyed leaves the only other conversation, but no guess among several', () => {
    const { streams, box } = start();
    const first = streams.add('c-1', 'connected', mail('ana@example.com'));
    const second = streams.add('c-2', 'connected', mail('ben@example.com'));
    streams.add('c-3', 'connected', mail('cem@example.com'));
    streams.destroy(first);
    expect(box.last()).toEqual([null, null]);
    streams.view('c-2');
    streams.destroy(second);
    expect(box.last()).toEqual(['c-3', 'cem@example.com']);
  });

  it('the contact that Amazon Connect Streams tells of that was missed is cleared', () => {
    const { streams, box } = start();
    streams.add('c-1', 'connecting', mail('ana@example.com')).enter('missed');
    expect(box.last()).toEqual([null, null]);
  });

  it('without attributes, as for a supervisor who monitors, has its address asked of the agent', () => {
    const { streams, box } = start();
    const contact = streams.add('c-1', 'connected', null);
    expect(box.followed).toEqual([['c-1', null]]);
    contact.attributes = mail('ana@example.com');
    contact.enter('connected');
    expect(box.last()).toEqual(['c-1', 'ana@example.com']);
  });
});

describe('resolveCustomer', () => {
  it('resolveCustomer finds the address by the contact, and is aborted when the contact changes', async () => {
    const answers = new Map<string, (email: string | null) => void>();
    const { streams, box } = start({
      resolveCustomer: (contact) => new Promise((resolve) => answers.set(contact.getContactId(), resolve)),
    });
    const first = streams.add('c-1', 'connected');
    expect(box.followed).toEqual([['c-1', 'searching']]);
    streams.add('c-2', 'connected');
    streams.view('c-2');
    expect(box.signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    answers.get('c-1')?.('late@example.com');
    answers.get('c-2')?.('ben@example.com');
    await new Promise((resolve) => setTimeout(resolve));
    expect(box.followed).toEqual([
      ['c-1', 'searching'],
      ['c-2', 'searching'],
      ['c-2', 'ben@example.com'],
    ]);
    first.enter('connected');
    expect(box.followed).toHaveLength(3);
  });
});

describe('the follower', () => {
  it('the follower never calls initCCP, and leaves nothing behind when it stops', () => {
    const { streams, box, stop } = start();
    const contact = streams.add('c-1', 'connected', mail('ana@example.com'));
    expect(streams.subscriptions).toBeGreaterThan(0);
    stop();
    expect(box.last()).toEqual([null, null]);
    expect(streams.subscriptions).toBe(0);
    contact.enter('connected');
    streams.view('c-1');
    expect(box.followed).toHaveLength(2);
    expect(streams.initCCPCalls).toBe(0);
  });
});

describe('the number of a contact', () => {
  /** What the box is told of each contact: the call, the address, the number. */
  function told() {
    const streams = new FakeConnect();
    const followed: unknown[] = [];
    const element: ContactFollower = {
      follow: (callId, email, _name, phone) =>
        void followed.push([callId, typeof email === 'function' ? 'searching' : email, phone ?? null]),
    };
    streams.ready();
    followAmazonConnect(streams.connect, element);
    return { streams, followed };
  }

  it('the number of a contact goes to the box, beside its address or instead of one; a chat has none', () => {
    const { streams, followed } = told();
    streams.add('c-1', 'connecting', mail('ana@example.com'), '+442079460958');
    streams.view('');
    streams.add('c-2', 'connected', null, '+442079460111');
    streams.view('c-2');
    streams.add('c-3', 'connected', mail('cem@example.com'));
    streams.view('c-3');
    expect(followed.filter((call) => (call as unknown[])[0] !== null)).toEqual([
      ['c-1', 'ana@example.com', '+442079460958'],
      ['c-2', null, '+442079460111'],
      ['c-3', 'cem@example.com', null],
    ]);
  });

  it('the number of a contact that is gone is not read', () => {
    const { streams, followed } = told();
    const contact = streams.add('c-1', 'connected', null, '+442079460958');
    streams.destroy(contact);
    streams.view('c-1');
    expect(JSON.stringify(followed.slice(1))).not.toContain('+44');
  });
});

describe('the types', () => {
  it('the types are those of amazon-connect-streams: its own `connect` and contacts fit', () => {
    type Streams = typeof connect;
    // Compiles or does not; there is no Streams to call here.
    const follow = (streams: Streams, element: ContactFollower) =>
      followAmazonConnect(streams, element, {
        resolveCustomer: async (contact) =>
          contact.getActiveInitialConnection()?.getEndpoint().phoneNumber ?? null,
      });
    expect(follow).toBeTypeOf('function');
  });
});
