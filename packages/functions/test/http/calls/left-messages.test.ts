import { describe, expect, it } from 'vitest';
import { type More, realApp, said } from '../../support/real-calls.ts';

const GREETING =
  "customer: Hi, you've reached Fay. I can't come to the phone right now. Please leave your name and number after the tone and I'll call you back.";
const MESSAGE =
  "agent: Hello Fay, this is Sam from Volta Energy about your meter reading. I'll call you again tomorrow at ten. Thank you, bye.";

const analyse = (lines: string[], more: More = {}) => realApp().analyse([{ turns: said(...lines), ...more }]);

const NOT_JUDGED = {
  status: 200,
  sentiment: { score: null, label: null },
  satisfaction: { score: null, prediction: null },
  emotions: [],
  issueResolution: { resolved: null, category: null, resolutionTimeMinutes: null, escalationRisk: null },
  agentPerformance: null,
  keyInsights: [],
  actionItems: [],
  memory: { deliverables: [], improvementAreas: [] },
  tags: [],
};

describe('a message on an answering machine', () => {
  it('keeps its promise, and nothing in it is judged', async () => {
    const row = await analyse([GREETING, MESSAGE, 'customer: To leave a callback number, press five.']);
    expect(row).toMatchObject({
      ...NOT_JUDGED,
      commitments: [{ owner: 'agent', dueAt: '2026-11-26', dueTime: '10:00' }],
      summary:
        "The agent left a message on an answering machine. Promised by the agent: I'll call you again tomorrow at ten.",
    });
    expect(row.commitments).toHaveLength(1);
    expect(row.analysis.flags).toContain('message_left');
  });

  it.each([
    'Hallo, hier ist die Mailbox von Fay. Bitte hinterlassen Sie eine Nachricht nach dem Signalton.',
    'Bonjour, vous êtes bien sur la messagerie de Fay. Laissez un message après le bip.',
    'Ha llamado al buzón de voz de Fay. Deje un mensaje después de la señal.',
    'Risponde la segreteria di Fay, lasciate un messaggio dopo il segnale acustico.',
    'Dit is de voicemail van Fay. Spreek een bericht in na de toon.',
    'Ligou para a caixa postal da Fay. Deixe o seu recado após o sinal.',
  ])('begins with a greeting that is no customer: %s', async (greeting) => {
    const row = await analyse([`customer: ${greeting}`, MESSAGE]);
    expect(row).toMatchObject(NOT_JUDGED);
    expect(row.metrics.talkTime.customer.percent ?? 0).toBe(0);
    expect(row.commitments.map(({ owner }) => owner)).toEqual(['agent']);
  });

  it('is one where the greeting has a label of its own', async () => {
    expect(await analyse([GREETING.replace('customer', 'voicemail'), MESSAGE])).toMatchObject(NOT_JUDGED);
  });

  it('leaves an older matter in the lead, and its promise in the box', async () => {
    const app = realApp();
    await app.analyse(
      [
        {
          turns: said(
            'agent: Hello, how can I help?',
            'customer: My bill is wrong, I was charged twice.',
            "agent: I'm sorry, I can't do anything about it.",
            'customer: That is useless. It is not solved.',
          ),
        },
      ],
      'call-1',
    );
    const later = [GREETING.replace('customer', 'customer@3600'), MESSAGE.replace('tomorrow at ten', 'soon')];
    await app.analyse([{ turns: said(...later) }], 'call-2');
    expect(await app.box()).toMatchObject({
      calls: 2,
      headline: { kind: 'unresolved', call_id: 'call-1' },
      lastCall: {
        call_id: 'call-2',
        resolved: null,
        category: null,
        sentiment: { score: null, label: null },
      },
      satisfactionTrend: [{ score: expect.any(Number) }],
    });
  });

  it('ends when a person answers', async () => {
    const row = await analyse([
      "customer: Hi, you've reached Fay. Please leave a message after the tone.",
      'agent: Hello Fay, this is Sam from Volta Energy about your meter reading.',
      "customer: Hello, I'm here, I was just screening. I'll send you the reading tomorrow.",
      "agent: Great, I'll email you a confirmation today.",
      'customer: Thanks.',
    ]);
    expect(row.status).toBe(200);
    expect(row.sentiment.score).not.toBeNull();
    expect(row.commitments.map(({ owner }) => owner).toSorted()).toEqual(['agent', 'customer']);
  });

  it.each([
    ['agent: Hello? Hello?', 'answering machine took this call and the agent left no message'],
    ['agent: [silence]', 'answering machine'],
  ])('is none where the agent says nothing to the machine: %s', async (line, reason) => {
    const refused = await analyse([GREETING, line]);
    expect(refused).toMatchObject({
      status: 422,
      code: 'insufficient_conversation',
      error: expect.stringContaining(reason),
    });
  });
});
