import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthOptions } from '../../src/auth/auth.ts';
import { createApp } from '../../src/http/app.ts';
import type { ErrorBody } from '../../src/http/error-response.ts';
import { type RouteRule, routes } from '../../src/http/routes.ts';
import {
  ALL_SCOPES,
  ANA,
  AUDIENCE,
  BEN,
  bodyOf,
  goodClaims,
  ISSUER,
  NOW,
  SECRET,
  scriptedAnalyst,
  testApp,
  window,
} from '../support/app.ts';
import {
  type KeyServer,
  keyPair,
  type Signer,
  secretSigner,
  serveKeys,
  signToken,
  unsigned,
} from '../support/tokens.ts';

type GuardedRoute = Exclude<keyof typeof routes, '/healthz' | '/openapi.json' | `/ingest/${string}`>;

// One row for each route that requires a token: a body that names Ana and her call, and succeeds. A route without a row
// does not compile, and fails below. `reaches`: the route affects every call, so a token for one call is not enough; or every customer, so no bound token is.
// `hides`: the answer about another customer's call, the same as for a call that was never recorded.
interface Row {
  body: object;
  names: ('customer' | 'call')[];
  reaches?: 'every call' | 'every customer';
  /** The route concerns more than one customer, so a token for one customer is not enough. */
  concerns?: 'two customers';
  hides?: object;
}
const rows: Record<GuardedRoute, Row> = {
  '/getCallAnalytics': { body: { call_id: 'call-ana', client_email: ANA }, names: ['customer', 'call'] },
  '/getAnalysisStatus': {
    body: { call_id: 'call-ana' },
    names: ['call'],
    hides: { call_id: 'call-ana', status: 'none', attempts: 0, updatedAt: null },
  },
  '/recordCallWindow': { body: window(), names: ['customer', 'call'] },
  '/listCalls': { body: { client_email: ANA }, names: ['customer'] },
  '/listWaitingCalls': { body: {}, names: [], reaches: 'every customer' },
  '/getMemoryBox': { body: { client_email: ANA, call_id: 'call-ana' }, names: ['customer', 'call'] },
  '/updateCommitment': {
    body: { client_email: ANA, commitment_id: 'call-ana:1:2:0', status: 'kept' },
    names: ['customer'],
  },
  '/updateMatter': {
    body: { client_email: ANA, call_id: 'call-ana', status: 'settled' },
    names: ['customer'],
  },
  '/linkCustomer': {
    body: { client_email: ANA, phone: '+44 20 7946 0958' },
    names: ['customer'],
    reaches: 'every call',
    concerns: 'two customers',
  },
  '/unlinkCustomer': {
    body: { client_email: ANA, phone: '+44 20 7946 0958' },
    names: ['customer'],
    reaches: 'every call',
    concerns: 'two customers',
  },
  '/moveCall': {
    body: { call_id: 'call-ana', client_email: ANA },
    names: ['customer', 'call'],
    reaches: 'every call',
    concerns: 'two customers',
  },
  // The last one, because it takes from the others what they need.
  '/eraseCustomer': { body: { client_email: ANA }, names: ['customer'], reaches: 'every call' },
};

/** A way to verify tokens: the options of the app, the trusted signer, and signers that imitate it. */
interface Setup {
  auth: AuthOptions;
  trusted: Signer;
  impostors: Record<string, Signer>;
}

const keyServers: KeyServer[] = [];
const setups: Record<string, () => Promise<Setup>> = {
  async AUTH_SECRET() {
    return {
      auth: { keys: { secret: SECRET }, issuer: ISSUER, audience: AUDIENCE },
      trusted: await secretSigner(SECRET),
      impostors: {
        'the wrong secret': await secretSigner('another secret that is long enough too'),
        'the right secret under HS512': await secretSigner(SECRET, '512'),
        'a key pair of its own': (await keyPair('RS256', 'main')).signer,
      },
    };
  },
  async AUTH_JWKS_URL() {
    const { signer, publicKey, pem } = await keyPair('RS256', 'main');
    const stranger = (await keyPair('RS256', 'main')).signer;
    const modulus = await secretSigner(String(publicKey.n));
    const asText = await secretSigner(JSON.stringify(publicKey));
    const server = await serveKeys([publicKey]);
    keyServers.push(server);
    return {
      auth: { keys: { jwksUrl: server.url }, issuer: ISSUER, audience: AUDIENCE },
      trusted: signer,
      impostors: {
        'the wrong key under the right name': stranger,
        'a key that is not published': { ...stranger, header: { ...stranger.header, kid: 'other' } },
        'the public key, taken as a secret': await secretSigner(pem),
        'the public key as JSON, taken as a secret': { ...asText, header: { ...asText.header, kid: 'main' } },
        'the modulus, taken as a secret': { ...modulus, header: { ...modulus.header, kid: 'main' } },
      },
    };
  },
};

afterAll(async () => {
  await Promise.all(keyServers.map((server) => server.close()));
});

describe('the table of routes', () => {
  it('the table of routes has the agreed scopes of each route', () => {
    expect(routes).toEqual({
      '/getCallAnalytics': { method: 'POST', scopes: ['analytics:write', 'analytics:read'] },
      '/getAnalysisStatus': { method: 'POST', scopes: ['analytics:read', 'analytics:write'] },
      '/recordCallWindow': { method: 'POST', scopes: ['records:write'] },
      '/listCalls': { method: 'POST', scopes: ['analytics:read'] },
      '/listWaitingCalls': { method: 'POST', scopes: ['desk:read'] },
      '/getMemoryBox': { method: 'POST', scopes: ['memory:read'] },
      '/updateCommitment': { method: 'POST', scopes: ['commitments:write'] },
      '/updateMatter': { method: 'POST', scopes: ['commitments:write'] },
      '/linkCustomer': { method: 'POST', scopes: ['records:write'] },
      '/unlinkCustomer': { method: 'POST', scopes: ['records:write'] },
      '/moveCall': { method: 'POST', scopes: ['records:write'] },
      '/eraseCustomer': { method: 'POST', scopes: ['customer:erase'] },
      '/ingest/elevenlabs': { method: 'POST', scopes: null, sender: 'elevenlabs' },
      '/ingest/retell': { method: 'POST', scopes: null, sender: 'retell' },
      '/ingest/vapi': { method: 'POST', scopes: null, sender: 'vapi' },
      '/ingest/vcon': { method: 'POST', scopes: null, sender: 'vcon' },
      '/openapi.json': { method: 'GET', scopes: null },
      '/healthz': { method: 'GET', scopes: null },
    });
  });

  it('the table of routes lists every route of the app, and each has a row in this test', () => {
    const { ports } = testApp();
    const app = createApp(ports, {
      auth: { keys: { secret: SECRET } },
      settings: { timeZone: 'UTC', analysisTimeoutMs: 1_000, sharedAddresses: [] },
      version: '1',
      log: () => {},
    });
    const registered = new Set(app.routes.map(({ path }) => path).filter((path) => path !== '/*'));
    expect([...registered].sort()).toEqual(Object.keys(routes).sort());
    const guarded = Object.entries(routes as Record<string, RouteRule>).filter(
      ([, { scopes }]) => scopes !== null,
    );
    expect(Object.keys(rows).sort()).toEqual(guarded.map(([path]) => path).sort());
  });
});

describe.each(Object.entries(setups))('with %s', (_, makeSetup) => {
  let setup: Setup;
  let app: ReturnType<typeof testApp>;

  beforeAll(async () => {
    setup = await makeSetup();
    app = testApp({ analyst: scriptedAnalyst({ resolved: false }) }, { auth: setup.auth });
    const all = await signToken(setup.trusted, goodClaims());
    const answers = [
      await app.post('/recordCallWindow', window(), all),
      await app.post('/getCallAnalytics', { call_id: 'call-ana', client_email: ANA }, all),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  describe.each(Object.entries(rows))('%s', (path, row) => {
    const route = path as GuardedRoute;
    const { scopes } = routes[route];
    const one = scopes[0];
    const any = 'customers:any';

    const outcome = async (answer: Response) => [
      answer.status,
      (await bodyOf<Partial<ErrorBody>>(answer)).code,
    ];
    const send = async (claims: unknown, signer = setup.trusted, header = {}) =>
      outcome(await app.post(route, row.body, await signToken(signer, claims, header)));
    const unauthenticated = [401, 'unauthenticated'];
    const forbidden = [403, 'forbidden'];
    const right = [200, undefined];

    it('refuses a request without a token', async () => {
      expect(await outcome(await app.request(route, { method: 'POST' }))).toEqual(unauthenticated);
    });

    it.each([
      'garbage',
      'Bearer',
      'Bearer garbage',
      'Bearer a.b.c',
      'Basic YTpi',
      'Bearer eyJhbGciOiJIUzI1NiJ9.bnVsbA.AA',
    ])('refuses the header "%s"', async (authorization) => {
      const answer = await app.request(route, { method: 'POST', headers: { authorization } });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      expect(await outcome(answer)).toEqual(unauthenticated);
    });

    it.each([
      ['expired', { exp: NOW - 1 }],
      ['expired this second', { exp: NOW }],
      ['without exp', { exp: undefined }],
      ['with exp as text', { exp: String(NOW + 60) }],
      ['with exp too far ahead', { exp: NOW + 43_200 + 60 }],
      ['not valid yet', { nbf: NOW + 600 }],
      ['issued in the future', { iat: NOW + 600 }],
      ['of another issuer', { iss: 'https://other.example.com' }],
      ['of no issuer', { iss: undefined }],
      ['for another audience', { aud: 'other' }],
      ['for other audiences', { aud: ['other', 'third'], client_id: 'fourth' }],
      ['for no audience', { aud: undefined }],
      ['with a number as client_email', { client_email: 5 }],
      ['with null as client_email', { client_email: null }],
      ['with an empty client_email', { client_email: '' }],
      ['with a list as call_id', { call_id: ['call-ana'] }],
      ['with an object as scope', { scope: {} }],
      ['with numbers in scp', { scp: [1] }],
    ])('refuses a token %s', async (_, claims) => {
      expect(await send(goodClaims(claims))).toEqual(unauthenticated);
    });

    it.each([null, [], 'text', 5])('refuses a token whose claims are %j', async (claims) => {
      expect(await send(claims)).toEqual(unauthenticated);
    });

    it('refuses an unsigned token', async () => {
      expect(await send(goodClaims(), unsigned)).toEqual(unauthenticated);
      expect(await send(goodClaims(), unsigned, { alg: 'None' })).toEqual(unauthenticated);
      expect(await send(goodClaims(), unsigned, setup.trusted.header)).toEqual(unauthenticated);
    });

    it('refuses a token with an unsupported header', async () => {
      for (const header of [{ crit: ['b64'], b64: false }, { typ: 'JWE' }, { kid: 5 }, { alg: undefined }]) {
        expect(await send(goodClaims(), setup.trusted, header)).toEqual(unauthenticated);
      }
    });

    it('refuses every impostor', async () => {
      for (const [name, impostor] of Object.entries(setup.impostors)) {
        expect([name, ...(await send(goodClaims(), impostor))]).toEqual([name, ...unauthenticated]);
        const lie = { alg: setup.trusted.header.alg };
        expect([name, ...(await send(goodClaims(), impostor, lie))]).toEqual([name, ...unauthenticated]);
      }
    });

    it('refuses a token that was changed after it was signed', async () => {
      const [header, , signature] = (await signToken(setup.trusted, goodClaims({ scope: '' }))).split('.');
      const claims = Buffer.from(JSON.stringify(goodClaims())).toString('base64url');
      expect(await outcome(await app.post(route, row.body, `${header}.${claims}.${signature}`))).toEqual(
        unauthenticated,
      );
    });

    it('refuses a token with all scopes except those of the route', async () => {
      const others = Object.values(routes as Record<string, RouteRule>)
        .flatMap((rule) => rule.scopes ?? [])
        .filter((scope) => !(scopes as readonly string[]).includes(scope));
      expect(await send(goodClaims({ scope: [...others, any, 'coaching:read'] }))).toEqual(forbidden);
      expect(await send(goodClaims({ scope: '' }))).toEqual(forbidden);
      expect(await send(goodClaims({ scope: undefined }))).toEqual(forbidden);
      expect(await send(goodClaims({ scope: `${one}x ${any}` }))).toEqual(forbidden);
    });

    it.each(ALL_SCOPES.split(' '))(
      'refuses a token without the scope %s only if the route requires it',
      async (missing) => {
        const others = ALL_SCOPES.split(' ').filter((scope) => scope !== missing);
        const isOpen = missing !== any && scopes.some((scope) => scope !== missing);
        expect(await send(goodClaims({ scope: others }))).toEqual(isOpen ? right : forbidden);
      },
    );

    it('refuses a token that is bound to no customer and lacks the scope for any customer', async () => {
      expect(await send(goodClaims({ scope: one }))).toEqual(forbidden);
      expect(await send(goodClaims({ scope: one, call_id: 'call-ana' }))).toEqual(forbidden);
    });

    const { hides } = row;
    const tells = hides ? 'tells nothing to' : 'refuses';
    it(`${tells} a token that is bound to another customer, whatever its scopes`, async () => {
      const bens = [{ scope: one }, {}, { call_id: 'call-ana' }];
      for (const claims of bens.map((more) => goodClaims({ client_email: BEN, ...more }))) {
        const answer = await app.post(route, row.body, await signToken(setup.trusted, claims));
        if (hides === undefined) expect(await outcome(answer)).toEqual(forbidden);
        else expect([answer.status, await answer.json()]).toEqual([200, hides]);
      }
    });

    const mindsCall = row.names.includes('call') || row.reaches !== undefined;
    it(`${mindsCall ? 'refuses' : 'accepts'} a token that is bound to another call`, async () => {
      const expected = mindsCall ? forbidden : right;
      expect(await send(goodClaims({ call_id: 'call-ben' }))).toEqual(expected);
      expect(await send(goodClaims({ client_email: ANA, call_id: 'call-ben' }))).toEqual(expected);
    });

    it.each(scopes)('accepts the right token with the scope %s', async (scope) => {
      expect(await send(goodClaims({ scope: `${scope} ${any}` }))).toEqual(right);
      expect(await send(goodClaims({ scope: undefined, scp: [scope, any] }))).toEqual(right);
      const ofOne = row.reaches === 'every customer' || row.concerns === 'two customers' ? forbidden : right;
      expect(await send(goodClaims({ scope, client_email: ANA }))).toEqual(ofOne);
      expect(await send(goodClaims({ scope, client_email: ' Ana@Example.com ' }))).toEqual(ofOne);
      expect(await send(goodClaims({ scope, client_email: ANA, call_id: 'call-ana' }))).toEqual(
        row.reaches === undefined ? right : forbidden,
      );
    });
  });
});
