import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { appOptionsOf, portsOf } from '../../src/doors/wiring.ts';
import { createApp } from '../../src/http/app.ts';
import { analyzeNow } from '../../src/import/import-lines.ts';
import { devToken } from '../../src/local/server/dev-token.ts';
import { ANA, BEN, window } from '../support/app.ts';
import { fakeModel, plainAnswer } from '../support/fake-model-server.ts';
import { sharedEngine, type TestEngine } from '../support/with-engine.ts';

const AUTH_SECRET = 'a secret of this test that is long enough';

let engine: TestEngine;
beforeAll(async () => {
  engine = await sharedEngine();
});
afterAll(() => engine.stop());

/** The service wired as in a deployment, with real tables and a model on a socket. */
async function service(env: Record<string, string> = {}) {
  const model = await fakeModel(() => ({ content: JSON.stringify(plainAnswer()) }));
  const { names, client } = await engine.newTables();
  const config = readConfig(
    {
      AUTH_SECRET,
      ...engine.env,
      CALL_RECORDS_TABLE: names.callRecords,
      CALL_ANALYTICS_TABLE: names.callAnalytics,
      ANALYSIS_CLAIMS_TABLE: names.analysisClaims,
      SERVICE_STATE_TABLE: names.serviceState,
      PROMISES_TABLE: names.promises,
      CUSTOMER_ALIASES_TABLE: names.customerAliases,
      ANALYST: 'openai',
      OPENAI_API_KEY: 'key-of-the-tests',
      OPENAI_BASE_URL: model.url,
      ...env,
    },
    { production: false },
  );
  const ports = portsOf(config);
  const app = createApp(ports, { ...appOptionsOf(config), log: () => {} });
  const post = async (path: string, body: object, claims: Record<string, string>) => {
    const bearer = await devToken(AUTH_SECRET, { scope: 'analytics:write records:write', ...claims });
    const answer = await app.request(path, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as { error?: string } };
  };
  return {
    model,
    ports,
    config,
    record: (call_id: string, client_email = ANA) =>
      post('/recordCallWindow', window({ call_id, client_email }), { client_email }),
    analyze: (call_id: string, more: object = {}, client_email = ANA) =>
      post('/getCallAnalytics', { call_id, client_email, ...more }, { client_email }),
    state: async () =>
      JSON.stringify((await client.send(new ScanCommand({ TableName: names.serviceState }))).Items),
  };
}

describe.each([
  ['with a key', { ERASURE_KEY: 'a key of this test that is long enough' }],
  ['without a key', {}],
] as const)('a service %s that a model judges for', (_, env) => {
  it('makes six paid analyses for 30 requests with force from a bound token, and counts only under hashes', async () => {
    const { model, record, analyze, state } = await service(env);
    await record('call-secret');
    const statuses: number[] = [];
    for (let request = 0; request < 30; request += 1) {
      statuses.push((await analyze('call-secret', { force: true })).status);
    }
    expect(statuses).toEqual([...Array(6).fill(200), ...Array(24).fill(429)]);
    expect(model.requests).toHaveLength(6);
    expect(await analyze('call-secret')).toMatchObject({ status: 200 });

    const kept = await state();
    expect(kept).toMatch(/#call#[0-9a-f]{64}/);
    expect(kept).not.toMatch(/secret|ana@|held_/);
  });

  it('limits customers and tokens, but not imports', async () => {
    const limits = { ANALYSES_PER_CUSTOMER_PER_DAY: '2', ANALYSES_PER_TOKEN_PER_HOUR: '3' };
    const { model, ports, config, record, analyze } = await service({ ...env, ...limits });
    for (const call of ['a-1', 'a-2', 'a-3', 'a-4']) await record(call);
    await record('b-1', BEN);
    expect((await analyze('a-1')).status).toBe(200);
    expect((await analyze('a-2')).status).toBe(200);
    expect(await analyze('a-3')).toMatchObject({
      status: 429,
      body: { error: expect.stringMatching(/^Calls of this customer/) },
    });
    expect((await analyze('b-1', {}, BEN)).status).toBe(200);

    const imported = analyzeNow(ports, config.settings, () => expect.fail('It waits.'));
    for (const call_id of ['a-3', 'a-4']) await imported({ call_id, client_email: ANA });
    expect(model.requests).toHaveLength(5);
  });
});
