import { describe, expect, it } from 'vitest';
import { type More, realApp, said } from '../support/real-calls.ts';

const analyse = (lines: string[], more: More = {}) => realApp().analyse([{ turns: said(...lines), ...more }]);

const ORDER = [
  'Thanks for calling, how can I help?',
  'My order never came.',
  "I'll send you a new one tomorrow.",
  'Thank you.',
];
const between = (agent: string, customer: string) =>
  ORDER.map((text, at) => `${at % 2 === 0 ? agent : customer}: ${text}`);

describe('who is speaking', () => {
  it.each([
    ['assistant', 'user'],
    ['internal', 'external'],
    ['representative', 'CALLER'],
    ['Agent 1', 'Customer 1'],
    ['AGENT_0', 'CUSTOMER_0'],
    ['support agent', 'End User'],
    ['Kundenberaterin', 'Anrufer'],
    ['Conseiller', 'Client'],
    ['Asesora', 'Usuario'],
    ['Operatore', 'Cliente'],
    ['Atendente', 'Usuário'],
    ['Medewerker', 'Klant'],
    ['オペレーター', 'お客様'],
  ])('the sides are read from the labels %s and %s', async (agent, customer) => {
    const row = await analyse(between(agent, customer));
    expect(row).toMatchObject({ status: 200, commitments: [{ owner: 'agent' }] });
    expect(row.analysis.flags).toEqual([]);
  });

  it.each([
    ['spk_0', 'spk_1'],
    ['SPEAKER_00', 'SPEAKER_01'],
    ['ch_0', 'ch_1'],
    ['left', 'right'],
    ['Speaker A', 'Speaker B'],
  ])('a call with the labels %s and %s is refused, and the error asks for their sides', async (one, other) => {
    const refused = await analyse(between(one, other));
    expect(refused).toMatchObject({ status: 422, code: 'insufficient_conversation' });
    for (const word of [one, other, 'speakers', `"${one}": "agent"`]) expect(refused.error).toContain(word);
    expect(refused.error).not.toContain('says nothing');
  });

  it('the error repeats no label that may be the name or address of a person', async () => {
    const refused = await analyse(between('Petra Vogel', 'kim@example.com'));
    expect(refused.status).toBe(422);
    expect(refused.error).toContain('2 voices');
    expect(refused.error).not.toMatch(/Petra|Vogel|kim|@/);
  });

  it('the sides are taken from the `speakers` of a window, also when it is sent again with them', async () => {
    const turns = said(...between('spk_0', 'spk_1'));
    const speakers = { spk_0: 'agent', SPK_1: 'customer' };
    const app = realApp();
    expect(await app.analyse([{ turns, speakers }])).toMatchObject({
      status: 200,
      commitments: [{ owner: 'agent' }],
    });

    const late = realApp();
    expect((await late.analyse([{ turns }])).status).toBe(422);
    expect((await late.analyse([{ turns, speakers }])).status).toBe(200);
  });

  it('the sides are distinguished when the labels are two addresses', async () => {
    const row = await analyse(between('petra@example.com', 'kim@example.com'), {
      speakers: { 'petra@example.com': 'agent', 'kim@example.com': 'customer' },
    });
    expect(row.commitments).toHaveLength(1);
    expect(JSON.stringify(row)).not.toMatch(/petra|kim/);
  });

  it('an unknown voice is flagged in a call that can be judged without it', async () => {
    const row = await analyse([
      ...between('agent', 'customer'),
      'spk_3: Hello?',
      'Petra Vogel: Hello there.',
    ]);
    expect(row.analysis.flags).toEqual(['speaker_unknown:spk_3', 'speaker_unknown:*']);
  });

  it('a machine is neither side, and a call without another agent is refused with that reason', async () => {
    for (const machine of ['IVR Bot', 'virtual assistant', 'Sprachcomputer', 'system', 'ボット']) {
      const refused = await analyse([
        `${machine}: Hello, how may I help you?`,
        'customer: Show my balance.',
        `${machine}: Your balance is 240 pounds.`,
        'customer: Thanks.',
      ]);
      expect(refused).toMatchObject({ status: 422, error: expect.stringContaining('No agent speaks') });
    }
  });
});

describe('several agents in a call', () => {
  const transfer = (second: string) => [
    'agent: Thanks for calling Castle Bank, this is Ivo. How can I help?',
    'customer: There is a payment on my statement that I never made.',
    'agent: I am going to pass you to my colleague in disputes.',
    'customer: All right.',
    `${second}: Hello, this is Petra in disputes. I can see the payment.`,
    'customer: Good. What happens next?',
    `${second}: I'll call you back by Tuesday with the decision.`,
    'customer: Thank you, Petra.',
  ];

  it('several agents in a call all have figures', async () => {
    const row = await analyse(transfer('agent 2'));
    expect(row.commitments).toMatchObject([
      { owner: 'agent', text: expect.stringContaining('call you back') },
    ]);
    expect(row.metrics.agents).toMatchObject([
      { agent_id: null, label: 'agent', talkTimeMillis: expect.any(Number), responseLatencyMedianMs: 8_000 },
      {
        agent_id: null,
        label: 'agent 2',
        talkTimeMillis: expect.any(Number),
        responseLatencyMedianMs: 8_000,
      },
    ]);
    const sum = row.metrics.agents?.reduce((total, { talkTimeMillis }) => total + (talkTimeMillis ?? 0), 0);
    expect(sum).toBe(row.metrics.talkTime.agent.millis);
  });

  it('several agents in a call are identified by their windows, and promises and advice belong to the speaker', async () => {
    const first = said(
      'agent: Hello, Ivo here, how can I help?',
      'customer: I want to cancel.',
      "agent: Whatever. That's your problem, not mine.",
    );
    const second = said(
      'agent@60: Hello, this is Petra. I am so sorry about that, I understand how upsetting it is.',
      'customer@65: Thank you.',
      "agent@70: I'll email you the confirmation by Friday.",
      'customer@75: Great.',
    );
    const row = await realApp().analyse([
      { turns: first, agent_id: 'agent-ivo' },
      { turns: second, agent_id: 'agent-petra' },
    ]);
    expect(row.metrics.agents?.map(({ agent_id }) => agent_id)).toEqual(['agent-ivo', 'agent-petra']);
    expect(row.commitments).toMatchObject([{ agent_id: 'agent-petra' }]);
    for (const evidence of row.evidence.improvementAreas.flat()) {
      if ('quote' in evidence) {
        expect(evidence.agent_id).toBe(evidence.window_number === 1 ? 'agent-ivo' : 'agent-petra');
      }
    }
  });
});

describe('implausible sides', () => {
  const call = [
    'agent: Thank you for calling Harbour Internet, my name is Sam, how can I help you today?',
    "customer: My broadband has been down since Monday and I'm really frustrated.",
    "agent: I'm so sorry about that. Let me run a line test.",
    'customer: When will it be fixed?',
    "agent: I'll call you back on Friday, and I'll email you the confirmation today.",
    "customer: Thank you. I'll send you the photos of the router tomorrow.",
    'agent: Is there anything else I can help you with?',
    "customer: No, that's all.",
  ];
  const swapped = call.map((line) =>
    line.startsWith('agent') ? line.replace('agent', 'customer') : line.replace('customer', 'agent'),
  );

  it('swapped sides are flagged, and nothing is attributed to the wrong side', async () => {
    const right = await analyse(call);
    expect(right.commitments.length).toBeGreaterThan(1);
    expect(right.analysis.flags).toEqual([]);
    const row = await analyse(swapped);
    expect(row.analysis.flags).toContainEqual(expect.stringMatching(/^sides_look_swapped:/));
    expect(row).toMatchObject({
      commitments: [],
      closings: [],
      memory: { deliverables: [] },
      agentPerformance: null,
    });
    expect(row.analysis.dropped).toBeGreaterThan(1);
  });

  it('a channel that was recorded twice is flagged', async () => {
    const twice = said(...call).flatMap((turn) => [
      { ...turn, speaker: 'agent' },
      { ...turn, speaker: 'customer' },
    ]);
    const row = await realApp().analyse([{ turns: twice }]);
    expect(row.analysis.flags).toContainEqual(expect.stringMatching(/^channels_alike:/));
    expect(row.commitments).toEqual([]);
  });
});
