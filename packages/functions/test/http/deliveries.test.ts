import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { LiveAssistError, type QueuedJob } from '@live-assist/core';
import { type InMemoryPorts, manualClock } from '@live-assist/core/in-memory';
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
function withSenders(secrets?: Partial<Record<Sender, string>>, ports: Partial<InMemoryPorts> = {}) {
  const sent: QueuedJob[] = [];
  const all = Object.fromEntries(SENDERS.map(([sender]) => [sender, SECRET]));
  const app = testApp(
    { clock: manualClock(NOW), queue: { send: async (job) => void sent.push(job) }, ...ports },
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

/** Bodies whose customer is Ana by her address, and by an id or a number alone. */
function bodiesOf(sender: Sender): { named: string; byAlias: string } {
  const text = fixture(SENDERS.find(([name]) => name === sender)?.[1] ?? '');
  switch (sender) {
    case 'elevenlabs':
      return { named: text, byAlias: text.replace(ANA, 'user-7') };
    case 'retell':
      return { named: text, byAlias: text.replace('customer_email', 'note') };
    case 'vapi':
      return {
        named: text.replace('"id":"vapi-1",', `"id":"vapi-1","metadata":{"email":"${ANA}"},`),
        byAlias: text,
      };
    case 'vcon':
      return { named: text, byAlias: text.replace('"mailto"', '"tel"').replace(ANA, '+442079460958') };
  }
}

const { paths: documented } = JSON.parse(
  readFileSync(new URL('../../../../docs/openapi.json', import.meta.url), 'utf8'),
) as { paths: Record<string, { post: { responses: Record<string, { description: string }> } }> };

describe.each(SENDERS)('every failure that the document lists for a delivery of %s', (sender, _, callId) => {
  it('can be provoked, and no other is listed', async () => {
    const { named, byAlias } = bodiesOf(sender);
    const failing = (error: unknown) => {
      const app = withSenders();
      app.ports.claims.get = async () => {
        throw error;
      };
      return app.deliver(sender, named);
    };
    const provoke: Record<string, () => Promise<Response> | Response> = {
      invalid_request: () => withSenders().deliver(sender, '[1'),
      unauthenticated: () => withSenders().deliver(sender, named, {}),
      not_found: () => withSenders({}).deliver(sender, named),
      method_not_allowed: () => withSenders().request(`/ingest/${sender}`),
      body_too_large: () => withSenders().deliver(sender, ' '.repeat(5.3 * 1_048_576)),
      async customer_mismatch() {
        const app = withSenders();
        await app.ports.claims.bind(callId, 'ben@example.com');
        return app.deliver(sender, named);
      },
      async window_conflict() {
        const app = withSenders();
        const turns = '[{"speaker":"agent","transcript":"Other words."}]';
        await app.ports.records.add({ call_id: callId, window_number: 1, client_email: ANA, turns });
        return app.deliver(sender, named);
      },
      async customer_erased() {
        const app = withSenders();
        await app.ports.erasures?.mark({ client_email: ANA }, NOW);
        return app.deliver(sender, named);
      },
      transcript_too_long() {
        const app = withSenders();
        app.ports.records.list = async () => {
          throw new LiveAssistError('transcript_too_long', 'The call is too long.');
        };
        return app.deliver(sender, named);
      },
      store_unavailable: () => failing(new LiveAssistError('store_unavailable', 'The store is down.')),
      internal: () => failing(new TypeError('A bug.')),
      erasure_misconfigured() {
        const app = withSenders(undefined, { aliases: undefined });
        return app.deliver(sender, byAlias);
      },
    };
    const listed = Object.entries(documented[`/ingest/${sender}`]?.post.responses ?? {})
      .filter(([status]) => Number(status) >= 400)
      .flatMap(([, { description }]) => description.replaceAll('`', '').split(', '));
    expect(listed.sort()).toEqual(Object.keys(provoke).sort());
    for (const [code, run] of Object.entries(provoke)) {
      expect([code, (await bodyOf(await run())).code]).toEqual([code, code]);
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
