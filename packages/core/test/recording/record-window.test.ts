import { describe, expect, it } from 'vitest';
import { inMemoryPorts } from '../../src/in-memory/in-memory.ts';
import { LiveAssistError, RecordCallWindowCommand, recordCallWindow } from '../../src/index.ts';
import { windowOf } from '../support/story.ts';

const BODY = {
  call_id: 'call-1',
  window_num: 1,
  client_email: ' Ana@Example.com ',
  turns: [{ speaker: 'agent', transcript: 'Hello', timestamp: '2026-11-02T10:00:00Z' }],
};

function service() {
  const ports = inMemoryPorts();
  const record = (more: object = {}) =>
    recordCallWindow(ports, RecordCallWindowCommand.parse({ ...BODY, ...more })).then(
      (answer) => answer,
      (error: unknown) => (error instanceof LiveAssistError ? error.code : Promise.reject(error)),
    );
  return { ports, record };
}

describe('recording a window', () => {
  it('recordCallWindow stores a window as the live system would, with its arrival time', async () => {
    const { ports, record } = service();
    expect(await record()).toEqual({ call_id: 'call-1', window_number: 1 });
    expect(ports.records.rows()).toEqual([
      {
        call_id: 'call-1',
        window_number: 1,
        client_email: 'ana@example.com',
        created_at: '2026-01-15T12:00:00.000Z',
        contentHash: expect.stringMatching(/^v1:[\da-f]{16}$/),
        turns: JSON.stringify(BODY.turns),
        aiTips: '[]',
        activityFeed: '[]',
      },
    ]);
  });

  it('recordCallWindow accepts a repeated window, and refuses other content with its number', async () => {
    const { ports, record } = service();
    await record();
    await ports.clock.advance(60_000);
    expect(await record()).toEqual({ call_id: 'call-1', window_number: 1 });
    expect(await record({ turns: [{ speaker: 'agent', transcript: 'Goodbye' }] })).toBe('window_conflict');
    expect(await record({ timestamp_marks: 'sent' })).toBe('window_conflict');
    expect(ports.records.rows()).toHaveLength(1);
  });

  it('recordCallWindow recognises a window that the live system wrote with other spacing', async () => {
    const { ports, record } = service();
    ports.records.put({ ...windowOf('call-1', 1, []), turns: JSON.stringify(BODY.turns, null, 2) });
    expect(await record()).toEqual({ call_id: 'call-1', window_number: 1 });
  });

  it('recordCallWindow binds a call to its first address, in its own windows or those of the live system', async () => {
    const first = service();
    await first.record();
    expect(await first.record({ window_num: 2, client_email: 'eve@example.com' })).toBe('customer_mismatch');
    expect(await first.record({ window_num: 2, client_email: undefined })).toMatchObject({
      window_number: 2,
    });
    const live = service();
    live.ports.records.put(windowOf('call-1', 1, [], { client_email: 'bob@example.com' }));
    expect(await live.record({ window_num: 2 })).toBe('customer_mismatch');
    expect(live.ports.records.rows()).toHaveLength(1);
  });

  it('a refused window does not bind its call', async () => {
    const { ports, record } = service();
    ports.records.put(
      windowOf('call-1', 1, [{ speaker: 'agent', transcript: 'Recorded without an address' }]),
    );
    expect(await record({ client_email: 'eve@example.com' })).toBe('window_conflict');
    expect(ports.claims.rows()).toEqual([]);
    expect(await record({ window_num: 2 })).toMatchObject({ window_number: 2 });
  });

  it('recordCallWindow refuses an overlong list before it checks the entries', () => {
    const parsed = RecordCallWindowCommand.safeParse({ ...BODY, turns: Array(520_000).fill(0) });
    expect(parsed.error?.issues).toMatchObject([
      { path: ['turns'], message: 'must hold at most 10000 entries' },
    ]);
  });

  it.each([
    '\u212Aate@example.com',
    'ana\uFF20example.com',
    'a b@example.com',
    'ana',
    'ana@',
    '@example.com',
    'a@b@c',
  ])('recordCallWindow refuses the address %j', (client_email) => {
    expect(RecordCallWindowCommand.safeParse({ ...BODY, client_email }).success).toBe(false);
  });

  it('recordCallWindow refuses a window over 350 KB, counted in bytes', async () => {
    const { ports, record } = service();
    const turns = (text: string) => ({ turns: [{ speaker: 'agent', transcript: text }] });
    expect(await record(turns('é'.repeat(180 * 1024)))).toBe('body_too_large');
    expect(ports.records.rows()).toEqual([]);
    expect(ports.claims.rows()).toEqual([]);
    expect(await record(turns('e'.repeat(180 * 1024)))).toMatchObject({ window_number: 1 });
  });
});
