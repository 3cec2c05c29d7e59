import type { MemoryBox } from '@live-assist/core';
import { callWindow } from '@live-assist/core/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { appOptionsOf, portsOf } from '../../src/doors/wiring.ts';
import { createApp } from '../../src/http/app.ts';
import { devToken } from '../../src/local/server/dev-token.ts';
import { ALL_SCOPES, ANA, BEN, conversation } from '../support/app.ts';
import { sharedEngine, type TestEngine, type TestTables } from '../support/with-engine.ts';

const SECRET = 'a secret of the tests that is long enough';
const FORMER = 'the key with which everything began in 2025';
const PRESENT = 'the key that took its place a year afterwards';
const NUMBER = '+44 20 7946 0958';
const CODE = { speaker: 'customer', transcript: 'The three digits on the back are 417.' };

let engine: TestEngine;
let tables: TestTables;
beforeAll(async () => {
  engine = await sharedEngine();
  tables = await engine.newTables();
});
afterAll(() => engine.stop());

/** A process of the service with these keys. */
async function serviceWith(keys: { ERASURE_KEY: string; ERASURE_KEY_PREVIOUS?: string }) {
  const config = readConfig(
    { ...engine.env, ...keys, ANALYST: 'local', AUTH_SECRET: SECRET },
    { production: false },
  );
  const app = createApp(portsOf({ ...config, tables: tables.names }), {
    ...appOptionsOf(config),
    log: () => {},
  });
  const scope = ALL_SCOPES;
  const authorization = `Bearer ${await devToken(SECRET, { scope })}`;
  return async (path: string, body: object) => {
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await app.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
    return {
      status: answer.status,
      ...((await answer.json()) as Record<string, unknown> & Partial<MemoryBox>),
    };
  };
}

const window = { call_id: 'call-ana', client_email: ANA, window_num: 1, turns: [...conversation, CODE] };
const bens = { call_id: 'call-ben', client_email: BEN, window_num: 1, turns: conversation };

it('another ERASURE_KEY is refused, unless the former one is given: then everything is found that it named', async () => {
  const former = await serviceWith({ ERASURE_KEY: FORMER });
  expect(await former('/recordCallWindow', window)).toMatchObject({ status: 200 });
  expect(await former('/getCallAnalytics', { call_id: 'call-ana', client_email: ANA })).toMatchObject({
    status: 200,
  });
  expect(await former('/linkCustomer', { client_email: ANA, phone: NUMBER })).toMatchObject({ status: 200 });
  expect(await former('/recordCallWindow', bens)).toMatchObject({ status: 200 });
  expect(await former('/eraseCustomer', { client_email: BEN })).toMatchObject({ status: 200 });

  const changed = await serviceWith({ ERASURE_KEY: PRESENT });
  for (const refused of [
    await changed('/recordCallWindow', { ...bens, window_num: 2 }),
    await changed('/eraseCustomer', { client_email: ANA }),
    await changed('/getCallAnalytics', { call_id: 'call-ben', client_email: BEN }),
  ]) {
    expect(refused).toMatchObject({
      status: 500,
      code: 'erasure_misconfigured',
      error: expect.stringContaining('ERASURE_KEY_PREVIOUS'),
    });
  }

  const both = await serviceWith({ ERASURE_KEY: PRESENT, ERASURE_KEY_PREVIOUS: FORMER });
  // A window that is sent again is the same, although its security code was taken out.
  expect(await both('/recordCallWindow', window)).toMatchObject({ status: 200 });
  expect(await both('/getMemoryBox', { phone: NUMBER })).toMatchObject({ status: 200, calls: 1 });
  expect(await both('/linkCustomer', { client_email: BEN, phone: NUMBER })).toMatchObject({
    code: 'alias_taken',
  });
  // What comes back from before the erasure is not judged.
  await tables.records.add(callWindow(1, { call_id: 'call-of-before', client_email: BEN }));
  expect(await both('/getCallAnalytics', { call_id: 'call-of-before', client_email: BEN })).toMatchObject({
    code: 'customer_erased',
  });
  expect(await both('/unlinkCustomer', { client_email: ANA, phone: NUMBER })).toMatchObject({ status: 200 });
  expect(await both('/getMemoryBox', { phone: NUMBER })).toMatchObject({ code: 'customer_not_found' });

  // From then on the tables are those of the present key.
  const back = await serviceWith({ ERASURE_KEY: FORMER });
  expect(await back('/recordCallWindow', window)).toMatchObject({ code: 'erasure_misconfigured' });
});
