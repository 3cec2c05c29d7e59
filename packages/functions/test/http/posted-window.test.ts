import { describe, expect, it } from 'vitest';
import { ANA, bodyOf, conversation, testApp, window } from '../support/app.ts';

const [first, ...others] = conversation;
const timed = (time: object) => window({ turns: [{ ...first, ...time }, ...others] });

describe('a time of a posted turn', () => {
  it.each([
    '2024-01-15T10:31:00Z',
    '2026-11-02T10:00:00.123456+02:00',
    '2026-11-02T10:00Z',
    '2026-11-02 10:00:00',
    '2025-06-28T10:20:08.979455+00:00',
    '2024-02-29T23:59:59Z',
    '01:42',
    '75:10',
    '01:02:03',
    '00:12.5',
    '12.5',
    0,
    12.5,
    1_762_000_000,
    null,
  ])('a time of a posted turn may be %j', async (timestamp) => {
    expect((await testApp().post('/recordCallWindow', timed({ timestamp }))).status).toBe(200);
  });

  it.each([
    'soon',
    '',
    ' ',
    '10:31:00 AM',
    '02/11/2026 10:00',
    '2026-11-02',
    '2026-02-30T10:00:00Z',
    '2026-13-01T10:00:00Z',
    '2026-11-02T25:00:00Z',
    '2026-11-02T10:00:00 CET',
    '01:75',
    '01:60:00',
    '-00:10',
    -1,
    1e300,
    253_402_300_800_000,
  ])('a time of a posted turn is refused with its path: %j', async (timestamp) => {
    const { post, ports } = testApp();
    const answer = await post('/recordCallWindow', timed({ timestamp }));
    expect(answer.status).toBe(400);
    expect((await bodyOf(answer)).issues).toEqual([
      {
        path: 'turns.0.timestamp',
        message: expect.stringMatching(/^must be a time in the form of ISO-8601/),
      },
    ]);
    expect(await ports.records.list('call-ana')).toEqual([]);
  });

  it.each([
    [{ begin_ms: 1_762_000_000_000 }, 'begin_ms', 'must be milliseconds from the start of the call'],
    [{ end_ms: 1e11 }, 'end_ms', 'must be milliseconds from the start of the call'],
    [{ begin_ms: 5_000, end_ms: 4_000 }, 'end_ms', 'must not be before begin_ms'],
  ])('an invalid time in milliseconds is refused: %j', async (time, name, message) => {
    const answer = await testApp().post('/recordCallWindow', timed(time));
    expect((await bodyOf(answer)).issues).toEqual([{ path: `turns.0.${name}`, message }]);
  });

  it('a turn may have only one of its times in milliseconds, or two equal ones', async () => {
    for (const time of [{ begin_ms: 0 }, { end_ms: 5 }, { begin_ms: 7, end_ms: 7 }]) {
      expect((await testApp().post('/recordCallWindow', timed(time))).status).toBe(200);
    }
  });
});

describe('the lists of a posted window', () => {
  it('the lists of a posted window hold at least one turn', async () => {
    const feed = [{ name: 'refund', output: 'done', status: 'success' }];
    for (const more of [{}, { activityFeed: feed }]) {
      const answer = await testApp().post('/recordCallWindow', window({ turns: [], ...more }));
      expect(answer.status).toBe(400);
      expect((await bodyOf(answer)).issues).toEqual([
        { path: 'turns', message: 'must hold at least one entry, unless "final" is true' },
      ]);
    }
  });

  it.each(['Urgent', 'Suggestion', 'Info', 'urgent', 'INFO'])(
    'the lists of a posted window have tips of the tag %s',
    async (tag) => {
      const answer = await testApp().post(
        '/recordCallWindow',
        window({ aiTips: [{ tag, content: 'Ask.' }] }),
      );
      expect(answer.status).toBe(200);
    },
  );

  it.each(['Warning', '', 'Urgent!', 'Tip', 'constructor'])(
    'the lists of a posted window have no tip of the tag %j',
    async (tag) => {
      const tips = [
        { tag: 'Info', content: 'Ask.' },
        { tag, content: 'Ask.' },
      ];
      const answer = await testApp().post('/recordCallWindow', window({ aiTips: tips }));
      expect(answer.status).toBe(400);
      expect((await bodyOf(answer)).issues).toEqual([
        { path: 'aiTips.1.tag', message: 'must be "Urgent", "Suggestion" or "Info"' },
      ]);
    },
  );
});

describe('a window that is already in the table', () => {
  it('a window that is already in the table is read with unknown tags, times and fields', async () => {
    const { post, ports } = testApp();
    const turns = conversation.map((turn) => ({ ...turn, timestamp: 'soon', confidence: 1 }));
    const tips = [{ tag: 'Warning', content: 'Ask.', colour: 'red' }];
    ports.records.put({
      call_id: 'call-ana',
      window_number: 1,
      turns: JSON.stringify(turns),
      aiTips: JSON.stringify(tips),
      activityFeed: '[]',
      created_at: '2026-01-15T11:00:00.000Z',
    });
    const analysis = { call_id: 'call-ana', client_email: ANA };
    expect((await post('/getCallAnalytics', analysis)).status).toBe(200);
    // The same values are refused in a posted window.
    expect((await post('/recordCallWindow', window({ turns, client_email: ANA }))).status).toBe(400);
  });

  it('a window that is already in the table is recognised when it is posted again without its unknown fields', async () => {
    const { post, ports } = testApp();
    const stored = conversation.map((turn) => ({ ...turn, confidence: 1 }));
    ports.records.put({
      call_id: 'call-ana',
      window_number: 1,
      turns: JSON.stringify(stored),
      created_at: '2026-01-15T11:00:00.000Z',
    });
    expect((await post('/recordCallWindow', window())).status).toBe(200);
  });
});
