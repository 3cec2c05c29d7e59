import { describe, expect, it } from 'vitest';
import { decodeCall } from '../../src/call/decode-call.ts';
import { type InMemoryPorts, inMemoryPorts } from '../../src/in-memory/in-memory.ts';
import { analyzeCall, type CallAnalytics, type CallWindow, recordCallWindow } from '../../src/index.ts';
import { redactRecording } from '../../src/recording/redact-recording.ts';
import { redactedWindows } from '../../src/redaction/redacted-windows.ts';
import { listOf } from '../../src/shared/json-list.ts';
import { scriptedAnalyst, windowOf } from '../support/story.ts';

const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
const HOUR = 3_600_000;
const CARD = '4242 4242 4242 4242';
const CALL = { call_id: 'call-1', client_email: 'ana@example.com' };
const SECRETS = [CARD, '4821', 'hunter2', '07700 900123', 'ana.other@example.com'];

const at = (second: number) =>
  `2026-01-15T11:0${Math.floor(second / 60)}:${String(second % 60).padStart(2, '0')}Z`;
const TURNS = [
  { speaker: 'agent', transcript: 'Thanks for calling, which card shall I use?', timestamp: at(0) },
  { speaker: 'customer', transcript: `It is ${CARD}, and my PIN is 4821.`, timestamp: at(20) },
  { speaker: 'customer', transcript: `It is ${CARD}, and my PIN is 4821.`, timestamp: at(20) },
  { speaker: 'agent', transcript: `I'll send the form for ${CARD} by Friday.`, timestamp: at(50) },
  { speaker: 'customer', transcript: 'My password is hunter2.', timestamp: at(70) },
];

const quoting = scriptedAnalyst(({ call }) => {
  const promise = call.turns.find(({ text }) => text.startsWith("I'll send"));
  if (promise === undefined) return {};
  const evidence = [
    {
      window_number: promise.windowNumber,
      turn: promise.index,
      speaker: 'agent' as const,
      quote: promise.text,
    },
  ];
  return { commitments: [{ text: promise.text, owner: 'agent' as const, due: 'by Friday', evidence }] };
});

async function recorded(more: Partial<InMemoryPorts> = {}) {
  const ports = inMemoryPorts({ analyst: quoting, ...more });
  await recordCallWindow(ports, {
    ...CALL,
    window_num: 1,
    agent_id: 'ana.other@example.com',
    turns: TURNS,
    aiTips: [{ tag: 'Info', content: 'Call back on 07700 900123' }],
    activityFeed: [
      {
        name: 'lookup',
        input: '{"email":"ana.other@example.com","pin":4821}',
        output: 'ok',
        status: 'success',
      },
    ],
  });
  return ports;
}

const rowsOf = (ports: InMemoryPorts) =>
  JSON.stringify([ports.records.rows(), ports.analytics.rows(), ports.claims.rows()]);
const found = (ports: InMemoryPorts) => SECRETS.filter((secret) => rowsOf(ports).includes(secret));

describe('windows that are redacted in place', () => {
  it('a redaction in place keeps the figures, ids and quotes of a forced analysis', async () => {
    const ports = await recorded();
    const first = (await analyzeCall(ports, SETTINGS, CALL)).analytics;
    await ports.clock.advance(HOUR);
    expect(await redactRecording(ports, 'call-1')).toEqual({ redacted: 1, dueAt: null });
    expect(found(ports)).toEqual([]);

    const again = (await analyzeCall(ports, SETTINGS, { ...CALL, force: true })).analytics as CallAnalytics;
    const { analysis: _, ...rest } = again;
    expect(rest).toEqual(Object.fromEntries(Object.entries(first).filter(([name]) => name !== 'analysis')));
    expect(again.commitments).toMatchObject([{ id: 'call-1:1:3:0', dueAt: '2026-01-16' }]);
    const [window] = await ports.records.list('call-1');
    const turns = listOf(window?.turns) as { transcript: string }[];
    for (const { evidence } of again.commitments) {
      for (const one of evidence) {
        if (!('turn' in one)) throw new Error('This evidence is no turn.');
        expect(turns[one.turn]?.transcript).toContain(one.quote);
      }
    }
  });

  it('a redaction waits until the analysis has ended and no window came for an hour', async () => {
    const ports = await recorded();
    const now = ports.clock.now();
    expect(await redactRecording(ports, 'call-1')).toEqual({ redacted: 0, dueAt: now + 24 * HOUR });
    await analyzeCall(ports, SETTINGS, CALL);
    expect(await redactRecording(ports, 'call-1')).toEqual({ redacted: 0, dueAt: now + HOUR });
    await ports.clock.advance(HOUR - 1);
    expect((await redactRecording(ports, 'call-1')).redacted).toBe(0);
    await ports.clock.advance(1);
    expect((await redactRecording(ports, 'call-1')).redacted).toBe(1);
  });

  it('a redaction without an analysis waits for a day, and no longer', async () => {
    const ports = await recorded();
    await ports.clock.advance(24 * HOUR - 1);
    expect((await redactRecording(ports, 'call-1')).redacted).toBe(0);
    await ports.clock.advance(1);
    expect((await redactRecording(ports, 'call-1')).redacted).toBe(1);
    expect(found(ports)).toEqual([]);
  });

  it('windows are redacted after a final failure, and wait after a passing one', async () => {
    const silent = inMemoryPorts();
    const turns = [{ speaker: 'customer', transcript: `Card ${CARD}.` }];
    await recordCallWindow(silent, { ...CALL, window_num: 1, turns });
    await expect(analyzeCall(silent, SETTINGS, CALL)).rejects.toThrow('One side says nothing');
    await silent.clock.advance(HOUR);
    expect((await redactRecording(silent, 'call-1')).redacted).toBe(1);

    const failing = await recorded({ analyst: inMemoryPorts().analyst });
    await expect(analyzeCall(failing, SETTINGS, CALL)).rejects.toThrow();
    await failing.clock.advance(HOUR);
    expect((await redactRecording(failing, 'call-1')).redacted).toBe(0);
  });

  it('a redaction reads a window again that another writer changed meanwhile', async () => {
    const ports = await recorded();
    await ports.clock.advance(24 * HOUR);
    const [before] = await ports.records.list('call-1');
    const put = { ...before, turns: JSON.stringify([{ speaker: 'agent', transcript: `New: ${CARD}` }]) };
    const { redact } = ports.records;
    let writes = 0;
    ports.records.redact = async (read, change) => {
      if (++writes === 1) ports.records.put(put as CallWindow);
      return redact(read, change);
    };
    expect(await redactRecording(ports, 'call-1')).toEqual({ redacted: 1, dueAt: null });
    expect(writes).toBe(2);
    const [after] = await ports.records.list('call-1');
    expect(after?.turns).toBe(JSON.stringify([{ speaker: 'agent', transcript: 'New: [CARD]' }]));
  });

  it('a redacted window is recognised when it is sent again; other content is refused', async () => {
    const ports = await recorded();
    await ports.clock.advance(24 * HOUR);
    await redactRecording(ports, 'call-1');
    const send = (turns: object[]) =>
      recordCallWindow(ports, {
        ...CALL,
        window_num: 1,
        turns: turns as typeof TURNS,
        aiTips: [{ tag: 'Info', content: 'Call back on 07700 900123' }],
        activityFeed: [
          {
            name: 'lookup',
            input: '{"email":"ana.other@example.com","pin":4821}',
            output: 'ok',
            status: 'success',
          },
        ],
      });
    const stored = rowsOf(ports);
    await send(TURNS);
    await send(TURNS.map((turn) => ({ begin_ms: null, ...turn, end_ms: undefined })));
    const other = TURNS.map((turn) => ({
      ...turn,
      transcript: turn.transcript.replace('4242 4242', '4000 0566'),
    }));
    await expect(send(other)).rejects.toMatchObject({ code: 'window_conflict' });
    const [window] = await ports.records.list('call-1');
    await expect(send(listOf(window?.turns) as object[])).rejects.toMatchObject({ code: 'window_conflict' });
    expect(rowsOf(ports)).toBe(stored);
  });

  it('a window of a direct writer gets the hash of its original content', async () => {
    const ports = inMemoryPorts();
    ports.records.put(windowOf('call-1', 1, TURNS, { created_at: '2026-01-14T10:00:00.000Z' }));
    expect((await redactRecording(ports, 'call-1')).redacted).toBe(1);
    await expect(
      recordCallWindow(ports, { call_id: 'call-1', window_num: 1, turns: TURNS }),
    ).resolves.toBeTruthy();
  });

  it('late windows are redacted later', async () => {
    const ports = await recorded();
    await analyzeCall(ports, SETTINGS, CALL);
    await ports.clock.advance(HOUR);
    await redactRecording(ports, 'call-1');
    const late = [
      { speaker: 'agent', transcript: 'And your telephone number?' },
      { speaker: 'customer', transcript: '07700 900123, and the PIN was 4821.' },
    ];
    await recordCallWindow(ports, { ...CALL, window_num: 2, turns: late });
    expect((await redactRecording(ports, 'call-1')).redacted).toBe(0);
    await analyzeCall(ports, SETTINGS, CALL);
    await ports.clock.advance(HOUR);
    expect((await redactRecording(ports, 'call-1')).redacted).toBe(1);
    expect(found(ports)).toEqual([]);
  });

  it('windows stay unchanged if raw windows are kept, or without a key', async () => {
    for (const redaction of [undefined, { hash: async () => '', inPlace: false }]) {
      const ports = await recorded({ redaction });
      await ports.clock.advance(48 * HOUR);
      expect(await redactRecording(ports, 'call-1')).toEqual({ redacted: 0, dueAt: null });
      expect(found(ports)).not.toEqual([]);
    }
  });

  it('a call that is too long to be analysed is redacted', async () => {
    const ports = inMemoryPorts();
    const transcript = `${'x'.repeat(300_000)} my PIN is 4821`;
    for (let number = 1; number <= 60; number++) {
      ports.records.put(
        windowOf('call-1', number, [{ speaker: 'agent', transcript }], { created_at: at(0) }),
      );
    }
    await ports.clock.advance(24 * HOUR);
    expect(await redactRecording(ports, 'call-1')).toEqual({ redacted: 60, dueAt: null });
    expect(rowsOf(ports)).not.toContain('4821');
  });
});

describe('the redaction of a window', () => {
  const clean = (window: Partial<CallWindow>) =>
    redactedWindows('call-1', [{ ...windowOf('call-1', 1, []), ...window }])[0] as CallWindow &
      Record<string, unknown>;

  it('a redaction keeps a window without a secret verbatim', () => {
    const window = windowOf('call-1', 1, [{ speaker: 'agent', transcript: '  Hello ' }], {
      turns: '[ {"transcript":"  Hello ","speaker":"agent", "confidence": 0.98} ]',
    });
    expect(redactedWindows('call-1', [window])[0]).toBe(window);
  });

  it('a redaction keeps the form of a column and the place of every entry', () => {
    const turns = [
      'not a turn, PIN 4821',
      { speaker: 'agent', transcript: '' },
      { speaker: 'customer', transcript: ' my PIN is 4821 ', note: 'write to bea@example.com' },
      null,
    ];
    const expected = [
      'not a turn, PIN [SECRET]',
      { speaker: 'agent', transcript: '' },
      { speaker: 'customer', note: 'write to [EMAIL]', transcript: 'my PIN is [SECRET]' },
      null,
    ];
    expect(clean({ turns }).turns).toEqual(expected);
    expect(JSON.parse(String(clean({ turns: JSON.stringify(turns) }).turns))).toEqual(expected);
  });

  it('a redaction covers unreadable lists, objects in place of texts, and every other attribute', () => {
    expect(clean({ turns: `[{"transcript":"card ${CARD}` }).turns).toBe('[{"transcript":"card [CARD]');
    const activityFeed = [
      { name: 'pay', input: { card: CARD, amount: 12 }, output: null, status: 'success' },
    ];
    expect(clean({ activityFeed }).activityFeed).toEqual([
      { name: 'pay', input: { card: '[CARD]', amount: 12 }, output: null, status: 'success' },
    ]);
    expect(
      clean({
        agent_id: 'bea@example.com',
        client_email: 'ana@example.com',
        caller: { phone: '+447700900123' },
        note: `${CARD}`,
      } as Partial<CallWindow>),
    ).toMatchObject({
      agent_id: '[EMAIL]',
      client_email: 'ana@example.com',
      caller: { phone: '[PHONE]' },
      note: '[CARD]',
    });
    expect(clean({ turns: [{ speaker: '+447700900123', transcript: 'Hi' }] }).turns).toEqual([
      { speaker: '[PHONE]', transcript: 'Hi' },
    ]);
  });

  it('a redaction removes values that are nested too deeply', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const turns = `[{"speaker":"agent","transcript":"Hello","note":${deep}}]`;
    expect(JSON.parse(String(clean({ turns }).turns))).toMatchObject([{ transcript: 'Hello' }]);
  });

  it('the time of a redaction is proportional to the number of windows', () => {
    const took = (count: number) => {
      const windows = Array.from({ length: count }, (_, number) =>
        windowOf('call-1', number, [{ speaker: 'agent', transcript: 'PIN 4821', timestamp: number }]),
      );
      const begin = performance.now();
      redactedWindows('call-1', windows);
      return performance.now() - begin;
    };
    // Takes the minimum, because other work on the machine only adds time. Quadratic work would take sixteen times as
    // long for four times as many windows.
    const least = [1_000, 4_000].map((count) => Math.min(...Array.from({ length: 8 }, () => took(count))));
    expect((least[1] ?? 0) / (least[0] ?? 1)).toBeLessThan(12);
  });

  it('repeating a redaction changes nothing and leaves the same call', () => {
    const windows = [windowOf('call-1', 1, TURNS), windowOf('call-1', 2, TURNS.slice(2))];
    const once = redactedWindows('call-1', windows);
    expect(redactedWindows('call-1', once)).toEqual(once);
    expect(decodeCall('call-1', once).completeness).toEqual(decodeCall('call-1', windows).completeness);
  });
});
