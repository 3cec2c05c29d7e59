import type { MemoryBox } from '@live-assist/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datedService } from '../support/dated-service.ts';
import { sharedEngine, type TestEngine } from '../support/with-engine.ts';

const ELENA = 'elena@example.com';

let engine: TestEngine;
beforeAll(async () => {
  engine = await sharedEngine();
});
afterAll(() => engine.stop());

/** The service on the real engine with the local analyst, at dates that a test chooses. */
async function service() {
  const { post, setTime } = await datedService(engine);
  return {
    post,
    box: () => post<MemoryBox>('/getMemoryBox', { client_email: ELENA }),
    analyse: (call_id: string, force = false) =>
      post('/getCallAnalytics', { call_id, client_email: ELENA, force }),
    /** Records and analyses a call of two windows that ends on that day. */
    async call(call_id: string, day: string, lines: [speaker: string, transcript: string][]) {
      setTime(Date.parse(`${day}T10:30:00Z`));
      const turns = lines.map(([speaker, transcript], n) => ({
        speaker,
        transcript,
        timestamp: `${day}T10:0${n}:00Z`,
      }));
      for (const [n, part] of [turns.slice(0, 2), turns.slice(2)].entries()) {
        await post('/recordCallWindow', { call_id, window_num: n + 1, client_email: ELENA, turns: part });
      }
      await post('/getCallAnalytics', { call_id, client_email: ELENA });
    },
    at(day: string) {
      setTime(Date.parse(`${day}T12:00:00Z`));
    },
  };
}

const PROMISED: [string, string][] = [
  ['agent', 'Brightline Broadband, how can I help?'],
  ['customer', "My internet was down for two days and I'd like a refund."],
  ['agent', "I'm sorry about that. I'll email you the refund form by Friday."],
  ['customer', "Perfect, that's all I needed. Thank you so much for your help."],
];
const SILENT: [string, string][] = [
  ['agent', 'Brightline Broadband, how can I help?'],
  ['customer', 'Can you tell me when my contract ends?'],
  ['agent', 'It ends on the thirty-first of March.'],
  ['customer', 'Good to know, bye.'],
];
const KEPT: [string, string][] = [
  ['agent', 'Brightline Broadband, how can I help?'],
  ['customer', 'I am calling about my refund form again.'],
  ['agent', "I've just emailed you the refund form."],
  ['customer', "Great, I've got the refund form now. Thanks."],
];

describe('a promise, over HTTP alone', () => {
  it('a promise over HTTP leads the box when the customer calls again, survives silence, and is closed by the call that keeps it', async () => {
    const { call, box, at } = await service();
    await call('first', '2026-11-02', PROMISED);
    const promised = await box();
    expect(promised).toMatchObject({
      calls: 1,
      headline: { kind: 'open', call_id: 'first', count: 1, days: 4 },
      commitments: [
        {
          id: 'first:2:0:0',
          owner: 'agent',
          dueAt: '2026-11-06',
          status: 'open',
          evidence: [{ window_number: 2, turn: 0, quote: "I'll email you the refund form by Friday." }],
        },
      ],
    });

    await call('second', '2026-11-04', SILENT);
    expect((await box()).commitments).toMatchObject([{ id: 'first:2:0:0', status: 'open' }]);
    at('2026-11-06');
    expect((await box()).headline).toMatchObject({ kind: 'due_today', commitmentId: 'first:2:0:0' });
    at('2026-11-09');
    expect((await box()).headline).toMatchObject({ kind: 'overdue', commitmentId: 'first:2:0:0', days: 3 });

    await call('third', '2026-11-10', KEPT);
    expect(await box()).toMatchObject({
      calls: 3,
      commitments: [{ id: 'first:2:0:0', status: 'kept', closing: { by: 'analyst', call_id: 'third' } }],
    });
    expect(['overdue', 'open', 'due_today']).not.toContain((await box()).headline.kind);
  });

  it('a promise ticked by hand survives concurrent forced analyses of the call that made it and of the one that closed it', async () => {
    const { call, box, post, analyse, at } = await service();
    await call('first', '2026-11-02', PROMISED);
    await call('third', '2026-11-10', KEPT);
    at('2026-11-11');
    const tick = { client_email: ELENA, commitment_id: 'first:2:0:0', status: 'dismissed' };
    await Promise.all([analyse('first', true), analyse('third', true), post('/updateCommitment', tick)]);
    const dismissed = [{ id: 'first:2:0:0', status: 'dismissed', closing: { by: 'person', call_id: null } }];
    expect((await box()).commitments).toMatchObject(dismissed);
    await Promise.all([analyse('first', true), analyse('third', true)]);
    expect((await box()).commitments).toMatchObject(dismissed);
    await post('/updateCommitment', { ...tick, status: 'open' });
    expect((await box()).commitments).toMatchObject([{ id: 'first:2:0:0', status: 'open', closing: null }]);
  });
});
