import { createHmac } from 'node:crypto';
import type { QueuedJob } from '@live-assist/core';
import { manualClock } from '@live-assist/core/in-memory';
import { describe, expect, it } from 'vitest';
import { FIXTURES } from '../../../core/test/formats/fixtures.ts';
import type { Sender } from '../../src/http/senders.ts';
import { takeDelivery } from '../../src/import/take-delivery.ts';
import { ANA, bodyOf, testApp } from '../support/app.ts';

const SECRET = 'a secret of a sender that is long enough';
const NOW = Date.UTC(2026, 2, 3, 10, 30);
const SENDERS: [sender: Sender, format: string, callId: string][] = [
  ['elevenlabs', 'elevenlabs-agent', 'conv-1'],
  ['retell', 'retell', 'retell-1'],
  ['vapi', 'vapi', 'vapi-1'],
  ['vcon', 'vcon', 'vcon-1'],
];
const fixture = (format: string) => FIXTURES.find((one) => one.format === format)?.text ?? '';
const hmac = (text: string, secret = SECRET) => createHmac('sha256', secret).update(text);
type Headers = Record<string, string>;

/** What each sender sends with a body, as its documents have it. */
const SIGNED: Record<Sender, (body: string, at?: number, secret?: string) => Headers> = {
  elevenlabs(body, at = NOW, secret = SECRET) {
    const seconds = Math.floor(at / 1000);
    const digest = hmac(`${seconds}.${body}`, secret).digest('hex');
    return { 'elevenlabs-signature': `t=${seconds},v0=${digest}` };
  },
  retell: (body, at = NOW, secret = SECRET) => ({
    'x-retell-signature': `v=${at},d=${hmac(`${body}${at}`, secret).digest('hex')}`,
  }),
  vapi: (body, at = NOW, secret = SECRET) => ({
    'x-timestamp': `${at}`,
    'x-signature': hmac(`${at}.${body}`, secret).digest('hex'),
  }),
  vcon(body, at = NOW, secret = SECRET) {
    const seconds = Math.floor(at / 1000);
    const digest = hmac(`msg-1.${seconds}.${body}`, secret).digest('base64');
    return {
      'webhook-id': 'msg-1',
      'webhook-timestamp': `${seconds}`,
      'webhook-signature': `v1,${'A'.repeat(43)}= v1,${digest}`,
    };
  },
};

/** An app to which every sender may deliver, unless its secrets say otherwise. */
function withSenders(secrets?: Partial<Record<Sender, string>>) {
  const sent: QueuedJob[] = [];
  const all = Object.fromEntries(SENDERS.map(([sender]) => [sender, SECRET]));
  const app = testApp(
    { clock: manualClock(NOW), queue: { send: async (job) => void sent.push(job) } },
    { deliveries: { secrets: secrets ?? all, take: takeDelivery } },
  );
  const deliver = (sender: Sender, body: string, headers: Headers = SIGNED[sender](body)) =>
    app.request(`/ingest/${sender}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  const analyses = () => sent.filter((job) => !('job' in job));
  return { ...app, deliver, analyses };
}

describe.each(SENDERS)('a delivery of %s', (sender, format, callId) => {
  const body = fixture(format);

  it('is recorded and queued, and may be repeated', async () => {
    const { deliver, analyses, ports, lines } = withSenders();
    const answer = await deliver(sender, body);
    expect(answer.status).toBe(202);
    const isNamed = sender !== 'vapi';
    const [taken] = (await bodyOf<{ calls: object[] }>(answer)).calls;
    expect(taken).toEqual({ call_id: callId, status: isNamed ? 'queued' : 'none' });
    const stored = await ports.records.list(callId);
    expect(stored.length).toBeGreaterThan(0);
    expect(stored.at(-1)).toMatchObject({ final: true, ...(isNamed && { client_email: ANA }) });
    expect(analyses()).toHaveLength(isNamed ? 1 : 0);

    expect((await deliver(sender, body)).status).toBe(202);
    expect(await ports.records.list(callId)).toEqual(stored);
    expect(analyses()).toHaveLength(isNamed ? 1 : 0);
    expect(JSON.stringify(lines)).not.toContain(ANA);
  });

  it('is refused without its signature, with a wrong one, an old one, and one of other words', async () => {
    const { deliver, ports } = withSenders();
    const old = NOW - (sender === 'elevenlabs' ? 31 : 6) * 60_000;
    const ahead = NOW + (sender === 'elevenlabs' ? 31 : 6) * 60_000;
    const refused: Headers[] = [
      {},
      SIGNED[sender](body, NOW, 'another secret of a sender, long enough'),
      SIGNED[sender](body, old),
      SIGNED[sender](body, ahead),
      SIGNED[sender](`${body} `),
    ];
    for (const headers of refused) {
      const answer = await deliver(sender, body, headers);
      expect([answer.status, (await bodyOf(answer)).code]).toEqual([401, 'unauthenticated']);
    }
    expect(await ports.records.list(callId)).toEqual([]);
    expect((await deliver(sender, body, SIGNED[sender](body, NOW - 4 * 60_000))).status).toBe(202);
  });

  it('finds no route where no secret is set', async () => {
    const { deliver } = withSenders({});
    const answer = await deliver(sender, body);
    expect([answer.status, (await bodyOf(answer)).code]).toEqual([404, 'not_found']);
  });

  it('with other words under the same call is a conflict', async () => {
    const { deliver } = withSenders();
    await deliver(sender, body);
    const other = body.replace(/(invoice|parcel|help)/i, 'something else');
    expect(other).not.toBe(body);
    const answer = await deliver(sender, other);
    expect([answer.status, (await bodyOf(answer)).code]).toEqual([409, 'window_conflict']);
  });

  it('of what is no call of this sender is refused in a sentence that repeats nothing', async () => {
    const { deliver } = withSenders();
    for (const text of ['{"ana":"ana@example.com"}', '[1', '[]']) {
      const answer = await deliver(sender, text);
      const { error, code } = await bodyOf(answer);
      if (text === '[]' && answer.status === 202) continue;
      expect([answer.status, code]).toEqual([400, 'invalid_request']);
      expect(error).not.toContain('ana');
    }
  });
});

describe('a delivery', () => {
  it('that names its customer by a number waits, and is theirs once the number is linked', async () => {
    const { deliver, ports, post } = withSenders();
    await deliver('vapi', fixture('vapi'));
    const waiting = async () =>
      (
        await bodyOf<{ calls: object[] }>(
          await post('/listWaitingCalls', {}, { exp: NOW / 1000 + 60, iat: NOW / 1000 }),
        )
      ).calls;
    expect(await waiting()).toMatchObject([{ call_id: 'vapi-1', client_email: null }]);
    expect(JSON.stringify(ports.records.rows())).not.toContain('5550100000');
    await post(
      '/linkCustomer',
      { client_email: ANA, phone: '+1 555 010 0000' },
      { exp: NOW / 1000 + 60, iat: NOW / 1000 },
    );
    expect(await waiting()).toMatchObject([{ call_id: 'vapi-1', client_email: ANA }]);
  });

  it('of an event that is not the end of a call is accepted, and stores nothing', async () => {
    const { deliver, ports } = withSenders();
    const events: [Sender, object][] = [
      ['elevenlabs', { type: 'post_call_audio', data: { conversation_id: 'conv-1', full_audio: 'AAAA' } }],
      [
        'retell',
        { event: 'call_started', call: { call_id: 'retell-1', agent_id: 'a', call_status: 'ongoing' } },
      ],
      [
        'retell',
        { event: 'call_ended', call: { call_id: 'r-2', agent_id: 'a', call_status: 'not_connected' } },
      ],
      ['vapi', { message: { type: 'status-update', status: 'in-progress', call: { id: 'vapi-1' } } }],
    ];
    for (const [sender, event] of events) {
      const answer = await deliver(sender, JSON.stringify(event));
      expect([answer.status, await answer.json()]).toEqual([202, { calls: [] }]);
    }
    expect(ports.records.rows()).toEqual([]);
  });

  it('may prove itself by the secret alone where its sender sends that', async () => {
    const WORD = SECRET.replaceAll(' ', '-');
    const ways: [Sender, Headers, number][] = [
      ['vapi', { 'x-vapi-secret': WORD }, 202],
      ['vapi', { authorization: `Bearer ${WORD}` }, 202],
      ['vapi', { 'x-vapi-secret': `${WORD}x` }, 401],
      ['vapi', { 'x-vapi-secret': WORD, 'x-signature': 'ab' }, 401],
      ['vcon', { authorization: `Bearer ${WORD}` }, 202],
      ['vcon', { authorization: WORD }, 401],
      ['retell', { authorization: `Bearer ${WORD}` }, 401],
      ['elevenlabs', { authorization: `Bearer ${WORD}` }, 401],
    ];
    for (const [sender, headers, status] of ways) {
      const body = fixture(SENDERS.find(([name]) => name === sender)?.[1] ?? '');
      const answer = await withSenders({ [sender]: WORD }).deliver(sender, body, headers);
      expect([sender, headers, answer.status]).toEqual([sender, headers, status]);
    }
  });

  it('of a vCon may be signed with a secret in the form of Standard Webhooks', async () => {
    const key = Buffer.from('thirty-two bytes of a secret key');
    const { deliver } = withSenders({ vcon: `whsec_${key.toString('base64')}` });
    const body = fixture('vcon');
    const seconds = NOW / 1000;
    const digest = createHmac('sha256', key).update(`msg-1.${seconds}.${body}`).digest('base64');
    const headers = {
      'webhook-id': 'msg-1',
      'webhook-timestamp': `${seconds}`,
      'webhook-signature': `v1,${digest}`,
    };
    expect((await deliver('vcon', body, headers)).status).toBe(202);
    expect((await deliver('vcon', body, { ...headers, 'webhook-id': 'msg-2' })).status).toBe(401);
  });

  it('may be larger than a window, and is refused beyond five megabytes', async () => {
    const { deliver } = withSenders();
    const sized = (bytes: number) => {
      const report = JSON.parse(fixture('elevenlabs-agent'));
      report.data.analysis = { transcript_summary: 'x'.repeat(bytes) };
      return JSON.stringify(report);
    };
    expect((await deliver('elevenlabs', sized(2_000_000))).status).toBe(202);
    const answer = await deliver('elevenlabs', sized(5.3 * 1_048_576));
    expect([answer.status, (await bodyOf(answer)).code]).toEqual([413, 'body_too_large']);
  });

  it('needs no token, and a token opens nothing', async () => {
    const { request } = withSenders();
    const answer = await request('/ingest/retell', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer x' },
      body: '{}',
    });
    expect(answer.status).toBe(401);
  });
});
