import { describe, expect, it } from 'vitest';
import { realApp, said } from '../../support/real-calls.ts';

const callOf = (agent: string, customer: string) =>
  said(
    `${agent}: Hello, how can I help?`,
    `${customer}: My parcel never came.`,
    `${agent}: I'll send you a new one tomorrow.`,
    `${customer}: Thank you.`,
  );

describe('labels that say who speaks', () => {
  it.each([
    ['Agent 1', 'Customer 1'],
    ['AGENT_0', 'CUSTOMER_0'],
    ['agentChannel', 'customerChannel'],
    ['[Agent]', '[Customer]'],
    ['Agent (left)', 'Caller (right)'],
    ['Receptionist', 'Patient'],
    ['Tech Support', 'End User'],
    ['AGT', 'CUS'],
    ['Berater', 'Kundin'],
    ['Kundenberaterin 2', 'Anrufer'],
    ['Servicekraft', 'Interessentin'],
    ['Sachbearbeiter_1', 'Kunde_1'],
    ['Conseillère', 'Cliente'],
    ['Téléconseiller (1)', 'Appelant'],
    ['Technicien', 'Abonné'],
    ['Service client', 'client'],
    ['Asesora 1', 'Cliente 1'],
    ['Atención al cliente', 'Usuario'],
    ['Teleoperador', 'Abonada'],
    ['Operatrice', 'Chiamante'],
    ['Assistenza clienti', 'Cliente'],
    ['Addetto', 'Utente'],
    ['Atendente', 'Cliente'],
    ['Colaborador', 'Assinante'],
    ['Operadora 3', 'Utilizador'],
    ['Medewerker', 'Klant'],
    ['Klantenservice', 'Klant 2'],
    ['Telefonist', 'Consument'],
    ['オペレーター', 'お客様'],
    ['コールセンター', 'ご契約者様'],
    ['サポート担当', 'ユーザー'],
    ['受付', '会員'],
  ])('are read in eight languages, with numbers: %s and %s', async (agent, customer) => {
    const row = await realApp().analyse([{ turns: callOf(agent, customer) }]);
    expect(row.commitments).toMatchObject([{ owner: 'agent' }]);
    expect(row.metrics.talkTime.customer.millis).toBeGreaterThan(0);
    expect(row.analysis.flags.filter((flag) => flag.startsWith('speaker_unknown'))).toEqual([]);
  });

  it.each([
    ['spk_0', 'spk_1'],
    ['Speaker A', 'Speaker B'],
    ['left', 'right'],
  ])(
    'are named where nothing tells, with the field and the setting that map them: %s and %s',
    async (one, other) => {
      const refused = await realApp().analyse([{ turns: callOf(one, other) }]);
      expect(refused).toMatchObject({ status: 422, code: 'insufficient_conversation' });
      for (const part of [`"${one}"`, `"${other}"`, 'speakers', 'SPEAKERS'])
        expect(refused.error).toContain(part);
    },
  );
});

describe('labels with marks that no screen shows', () => {
  it('are read and shown without them', async () => {
    const row = await realApp().analyse([{ turns: callOf('\u202eagent\u200e 1', 'custo\u00admer') }]);
    expect(row.metrics.agents).toMatchObject([{ label: 'agent 1' }]);
    expect(row.commitments).toHaveLength(1);
  });
});

describe('labels that the setting SPEAKERS maps', () => {
  const setting = new Map([
    ['SPK_0', 'agent'],
    ['spk 1', 'customer'],
    ['caller', 'agent'],
  ] as const);

  it('hold for every call, in any case and with any sign between words', async () => {
    const row = await realApp(setting).analyse([{ turns: callOf('spk_0', 'Spk-1') }]);
    expect(row.commitments).toMatchObject([{ owner: 'agent' }]);
  });

  it('count more than the words of a label', async () => {
    const row = await realApp(setting).analyse([{ turns: callOf('caller', 'spk_1') }]);
    expect(row.commitments).toMatchObject([{ owner: 'agent' }]);
  });

  it('count less than the field speakers of a window', async () => {
    const speakers = { spk_0: 'customer', spk_1: 'agent' };
    const row = await realApp(setting).analyse([{ turns: callOf('spk_1', 'spk_0'), speakers }]);
    expect(row.commitments).toMatchObject([{ owner: 'agent' }]);
  });

  it('tell whose secrets are asked for, before anything is judged', async () => {
    const row = await realApp(setting).analyse([
      {
        turns: said(
          'spk_0: Hello, how can I help? What is the long number on your card?',
          'spk_1: 4012 8888 8888 1881',
          "spk_0: Thank you. I'll send you a receipt tomorrow.",
          'spk_1: Thank you.',
        ),
      },
    ]);
    expect(row.status).toBe(200);
    expect(JSON.stringify(row)).not.toContain('8888');
  });
});
