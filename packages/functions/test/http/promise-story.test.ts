import type { CallAnalytics, MemoryBox } from '@live-assist/core';
import { inMemoryPorts } from '@live-assist/core/in-memory';
import { describe, expect, it } from 'vitest';
import { localAnalyst } from '../../src/adapters/local-analyst/local-analyst.ts';
import { ANA, bodyOf, hurriedClock, testApp } from '../support/app.ts';

const DAY_MS = 24 * 3_600_000;
// A Monday.
const FIRST_DAY = Date.UTC(2026, 10, 2, 10);

/** One customer of the service over the analyst of rules, who calls on days counted from a Monday. */
function customer() {
  const clock = hurriedClock(FIRST_DAY);
  const app = testApp(inMemoryPorts({ analyst: localAnalyst(), clock }));
  const post = async <Body>(path: Parameters<typeof app.post>[0], body: unknown): Promise<Body> => {
    const now = clock.now() / 1000;
    const answer = await app.post(path, body, { iat: now, exp: now + 3600 });
    if (answer.status !== 200) throw new Error(await answer.text());
    return bodyOf<Body>(answer);
  };
  return {
    /** Records and analyses a call of that day. */
    async calls(day: number, ...lines: string[]): Promise<CallAnalytics> {
      const begin = FIRST_DAY + day * DAY_MS;
      await clock.advance(Math.max(0, begin + 600_000 - clock.now()));
      const turns = lines.map((line, n) => ({
        speaker: line.startsWith('agent') ? 'agent' : 'customer',
        transcript: line.slice(line.indexOf(': ') + 2),
        timestamp: new Date(begin + n * 8_000).toISOString(),
      }));
      const call_id = `call-${day}`;
      await post('/recordCallWindow', { call_id, window_num: 1, client_email: ANA, turns });
      return post<CallAnalytics>('/getCallAnalytics', { call_id, client_email: ANA });
    },
    /** Every promise that the box shows, as `status (missed n)`, with the first word of its owner. */
    async promises(): Promise<string[]> {
      const { commitments } = await post<MemoryBox>('/getMemoryBox', { client_email: ANA });
      return commitments.map(
        ({ status, missed, attempted }) =>
          `${status}${missed === null ? '' : `, missed ${missed.times}`}${attempted > 0 ? ', attempted' : ''}`,
      );
    },
    box: () => post<MemoryBox>('/getMemoryBox', { client_email: ANA }),
  };
}

const PROMISE = [
  'agent: Good morning, how can I help?',
  'customer: My router is broken.',
  "agent: I'm sorry. I'll send you a replacement router by Friday.",
  'customer: Thank you.',
];
const COMPLAINT = [
  'agent: Good morning, how can I help?',
  'customer: I am still waiting for the router, you promised it.',
];

describe('a promise and the calls after it', () => {
  it('a promise that did not come stays open over the next calls until it comes', async () => {
    const ana = customer();
    const first = await ana.calls(0, ...PROMISE);
    expect(first.commitments).toMatchObject([{ dueAt: '2026-11-06', label: 'Send replacement router' }]);
    const second = await ana.calls(10, ...COMPLAINT, "agent: I'm so sorry about that.", 'customer: Okay.');
    expect(second.closings).toMatchObject([
      {
        commitment_id: first.commitments[0]?.id,
        status: 'missed',
        at: '2026-11-12T10:00:08.000Z',
        evidence: [{ speaker: 'customer', quote: 'I am still waiting for the router, you promised it.' }],
      },
    ]);
    expect(await ana.promises()).toEqual(['open, missed 1']);
    expect((await ana.box()).headline).toMatchObject({ kind: 'missed' });
    await ana.calls(
      12,
      'agent: Hello.',
      'customer: What does my tariff cost?',
      'agent: It is ten pounds a month.',
    );
    expect(await ana.promises()).toEqual(['open, missed 1']);
    const last = await ana.calls(15, 'agent: Hello, how can I help?', 'customer: It has arrived, thank you.');
    expect(last.closings).toMatchObject([{ status: 'kept' }]);
    expect(await ana.promises()).toEqual(['kept, missed 1']);
  });

  it.each<[string, string[], string[]]>([
    ['is kept by what the agent says is done in it', ['agent: I have just sent it.'], ['kept, missed 1']],
    [
      'is replaced by a new promise, which inherits that it was missed',
      ["agent: I'm sorry, I'll send you the router today."],
      ['open, missed 1', 'replaced, missed 1'],
    ],
    [
      'is withdrawn when the agent says that it cannot be done',
      ["agent: I'm afraid we can't send you a router after all."],
      ['withdrawn, missed 1'],
    ],
    [
      'stays open when the other side was tried in vain',
      ['agent: The courier tried to deliver the router but nobody was in.'],
      ['open, missed 1, attempted'],
    ],
    [
      'is withdrawn when the customer no longer wants it',
      ["customer: I don't need the router any more.", 'agent: All right.'],
      ['withdrawn, missed 1'],
    ],
    [
      'is kept when the customer finds that it is there',
      ['customer: Oh wait, the router is here now.', 'agent: Lovely.'],
      ['kept, missed 1'],
    ],
  ])('a promise that the customer misses %s', async (_, lines, promises) => {
    const ana = customer();
    await ana.calls(0, ...PROMISE);
    await ana.calls(10, ...COMPLAINT, ...lines);
    expect((await ana.promises()).toSorted()).toEqual(promises.toSorted());
  });

  it('a promise that counted as kept is open again when the customer says that it never came', async () => {
    const ana = customer();
    await ana.calls(0, ...PROMISE);
    await ana.calls(
      4,
      'agent: Hello.',
      'customer: Has the router gone out?',
      'agent: I have sent the replacement router.',
    );
    expect(await ana.promises()).toEqual(['kept']);
    await ana.calls(14, 'agent: Hello.', 'customer: The router still has not come.', 'agent: I am sorry.');
    expect((await ana.box()).commitments).toMatchObject([{ status: 'open', disputed: true }]);
  });

  it('a question before its day only counts as asked', async () => {
    const ana = customer();
    await ana.calls(0, ...PROMISE);
    await ana.calls(
      1,
      'agent: Hello.',
      'customer: I have not received the router yet.',
      'agent: It will be on its way.',
    );
    expect((await ana.box()).commitments).toMatchObject([{ status: 'open', missed: null, asked: 1 }]);
  });

  it('what is promised in one call and kept on a later day of the same chat is one promise, told of twice', async () => {
    const ana = customer();
    const { commitments, closings } = await ana.calls(0, ...PROMISE);
    expect([commitments.length, closings.length]).toEqual([1, 0]);
  });
});
