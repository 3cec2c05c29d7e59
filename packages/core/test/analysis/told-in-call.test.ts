import { describe, expect, it } from 'vitest';
import { inMemoryPorts } from '../../src/in-memory/in-memory.ts';
import { analyzeCall, type Judgement, recallMemory, type StoredCallAnalytics } from '../../src/index.ts';
import { scriptedAnalyst, windowOf } from '../support/story.ts';

const ANA = 'ana@example.com';
const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000, sharedAddresses: [] };
const FORM = 'Email the refund form';

type Words = [speaker: 'agent' | 'customer', transcript: string, at: string];

const PROMISED: Words = ['agent', "I'll email you the refund form.", '2026-01-05T10:00:00Z'];
const SENT: Words = ['agent', 'I have just emailed you the refund form.', '2026-01-05T10:05:00Z'];
const UNWANTED: Words = ['customer', "I don't need the refund form any more.", '2026-01-05T10:05:00Z'];
const NEVER_CAME: Words = ['customer', 'The refund form never came.', '2026-01-06T09:00:00Z'];
const CAME: Words = ['customer', 'The refund form is here now.', '2026-01-07T09:00:00Z'];
const AGAIN: Words = ['agent', "I'll send you the refund form again by 20 January.", '2026-01-06T09:05:00Z'];
const THANKS: Words = ['customer', 'Thank you.', '2026-01-05T10:06:00Z'];

/** One call or chat that makes promises and tells of them itself. */
async function chat(words: Words[], judgement: (quote: (turn: number) => Quoted) => Partial<Judgement>) {
  const quote = (turn: number): Quoted => {
    const [speaker, text] = words[turn] ?? PROMISED;
    return [{ window_number: 1, turn, speaker, quote: text }];
  };
  const analyst = scriptedAnalyst(() => judgement(quote));
  const ports = inMemoryPorts({ analyst });
  ports.records.put(
    windowOf(
      'chat',
      1,
      words.map(([speaker, transcript, timestamp]) => ({ speaker, transcript, timestamp })),
      { created_at: '2026-01-08T10:00:00.000Z', timestamp_marks: 'sent' },
    ),
  );
  await analyzeCall(ports, SETTINGS, { call_id: 'chat', client_email: ANA });
  const [row] = ports.analytics.rows() as StoredCallAnalytics[];
  const box = await recallMemory(ports, SETTINGS, { client_email: ANA }, false);
  return { row, box };
}
type Quoted = Judgement['commitments'][number]['evidence'];

const form = (evidence: Quoted) => ({ text: FORM, owner: 'agent' as const, due: null, evidence });

describe('what a call tells of its own promises', () => {
  it.each([
    ['kept', SENT],
    ['withdrawn', UNWANTED],
  ] as const)('%s on the same day: it is no promise', async (status, words) => {
    const { row, box } = await chat([PROMISED, words, THANKS], (quote) => ({
      commitments: [form(quote(0))],
      closings: [{ commitment_id: FORM, status, evidence: quote(1) }],
    }));
    expect(row).toMatchObject({ commitments: [], closings: [] });
    expect(box.commitments).toEqual([]);
  });

  it('missed on a later day of the same chat, it leads the box', async () => {
    const { row, box } = await chat([PROMISED, THANKS, NEVER_CAME], (quote) => ({
      commitments: [form(quote(0))],
      closings: [{ commitment_id: FORM, status: 'missed', evidence: quote(2) }],
    }));
    expect(row?.commitments).toMatchObject([{ id: 'chat:1:0:0', madeAt: '2026-01-05T10:00:00.000Z' }]);
    expect(row?.closings).toMatchObject([
      { commitment_id: 'chat:1:0:0', status: 'missed', at: '2026-01-06T09:00:00.000Z' },
    ]);
    expect(box.headline).toMatchObject({ kind: 'missed', commitmentId: 'chat:1:0:0' });
  });

  it('kept on a later day of the same chat, it is closed like by another call', async () => {
    const { box } = await chat([PROMISED, THANKS, NEVER_CAME, CAME], (quote) => ({
      commitments: [form(quote(0))],
      closings: [
        { commitment_id: FORM, status: 'missed', evidence: quote(2) },
        { commitment_id: FORM, status: 'kept', evidence: quote(3) },
      ],
    }));
    expect(box.commitments).toMatchObject([
      { status: 'kept', missed: { times: 1 }, closing: { call_id: 'chat' } },
    ]);
  });

  it('promised again on a later day of the same chat, the newer one is open', async () => {
    const again = 'Send the refund form again';
    const { row, box } = await chat([PROMISED, THANKS, NEVER_CAME, AGAIN], (quote) => ({
      commitments: [form(quote(0)), { ...form(quote(3)), text: again, due: 'by 20 January' }],
      closings: [
        { commitment_id: FORM, status: 'missed', evidence: quote(2) },
        { commitment_id: FORM, status: 'replaced', by: again, evidence: quote(3) },
      ],
    }));
    expect(row?.closings[1]).toMatchObject({ status: 'replaced', by: 'chat:1:3:0' });
    expect(box).toMatchObject({
      headline: { kind: 'open', commitmentId: 'chat:1:3:0' },
      commitments: [
        {
          id: 'chat:1:3:0',
          status: 'open',
          dueAt: '2026-01-20',
          renewed: { times: 1 },
          missed: { times: 1 },
        },
        { id: 'chat:1:0:0', status: 'replaced' },
      ],
    });
  });

  it('a replacement that names no promise of the call is refused', async () => {
    const { row } = await chat([PROMISED, THANKS, NEVER_CAME], (quote) => ({
      commitments: [form(quote(0))],
      closings: [{ commitment_id: FORM, status: 'replaced', by: 'Something else', evidence: quote(2) }],
    }));
    expect(row).toMatchObject({ closings: [], analysis: { dropped: 1 } });
  });

  it('a promise that waits for another one of the call names it', async () => {
    const photo: Words = ['customer', "I'll send you a photo.", '2026-01-05T10:01:00Z'];
    const { row } = await chat([PROMISED, photo, THANKS], (quote) => ({
      commitments: [
        { ...form(quote(0)), conditional: true, waitsFor: 'Send a photo' },
        { text: 'Send a photo', owner: 'customer', due: null, evidence: quote(1) },
      ],
    }));
    expect(row?.commitments).toMatchObject([
      { id: 'chat:1:0:0', conditional: true, waitsFor: 'chat:1:1:0' },
      { id: 'chat:1:1:0' },
    ]);
  });
});
