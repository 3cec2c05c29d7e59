import { afterEach, describe, expect, it } from 'vitest';
import type { AuthOptions } from '../../src/auth/auth.ts';
import type { ErrorBody } from '../../src/http/error-response.ts';
import { ANA, AUDIENCE, bodyOf, goodClaims, ISSUER, NOW, SECRET, testApp } from '../support/app.ts';
import {
  type Algorithm,
  type KeyServer,
  keyPair,
  type Signer,
  secretSigner,
  serveKeys,
  signToken,
} from '../support/tokens.ts';

/** The app's answer to a token, for example "200" or "401 unauthenticated". */
function knocking(auth: Partial<AuthOptions> & Pick<AuthOptions, 'keys'>) {
  const { post, ports } = testApp({}, { auth });
  return {
    clock: ports.clock,
    async knock(signer: Signer, claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}) {
      const seconds = Math.floor(ports.clock.now() / 1000);
      const token = await signToken(
        signer,
        goodClaims({ iat: seconds, exp: seconds + 60, ...claims }),
        header,
      );
      const answer = await post('/listCalls', { client_email: ANA }, token);
      const { code } = await bodyOf<Partial<ErrorBody>>(answer);
      return code === undefined ? `${answer.status}` : `${answer.status} ${code}`;
    },
  };
}

describe('a token', () => {
  const options = { keys: { secret: SECRET } };

  it.each([
    ['aud as text', { aud: AUDIENCE }],
    ['aud in a list', { aud: ['other', AUDIENCE] }],
    ['client_id, as Cognito has it', { aud: undefined, client_id: AUDIENCE }],
  ])('a token matches the audience with %s', async (_, claims) => {
    const { knock } = knocking({ ...options, audience: AUDIENCE });
    expect(await knock(await secretSigner(SECRET), claims)).toBe('200');
  });

  it('a token needs no issuer and no audience when none is configured', async () => {
    const { knock } = knocking(options);
    expect(await knock(await secretSigner(SECRET), { iss: undefined, aud: undefined })).toBe('200');
  });

  it('a token may live as long as configured, and no longer', async () => {
    const { knock } = knocking({ ...options, maxTokenSeconds: 900 });
    const signer = await secretSigner(SECRET);
    expect(await knock(signer, { exp: NOW + 900 })).toBe('200');
    expect(await knock(signer, { exp: NOW + 1_000 })).toBe('401 unauthenticated');
  });

  it('a token from a clock that runs slightly ahead is accepted', async () => {
    const { knock } = knocking(options);
    const signer = await secretSigner(SECRET);
    expect(await knock(signer, { iat: NOW + 5, nbf: NOW + 5 })).toBe('200');
    expect(await knock(signer, { iat: NOW + 31 })).toBe('401 unauthenticated');
    expect(await knock(signer, { nbf: NOW + 31 })).toBe('401 unauthenticated');
  });

  it('a token may have the type of an access token, or no type', async () => {
    const { knock } = knocking(options);
    const signer = await secretSigner(SECRET);
    expect(await knock(signer, {}, { typ: 'at+jwt' })).toBe('200');
    expect(await knock(signer, {}, { typ: undefined })).toBe('200');
  });

  it('a token has its scopes after the configured prefix; scopes without it belong to other services', async () => {
    const { knock } = knocking({ ...options, scopePrefix: 'live-assist/' });
    const signer = await secretSigner(SECRET);
    expect(await knock(signer, { scope: 'live-assist/analytics:read live-assist/customers:any' })).toBe(
      '200',
    );
    expect(await knock(signer, { scope: 'analytics:read customers:any' })).toBe('403 forbidden');
    const others = 'other-thing/analytics:read other-thing/customers:any';
    expect(await knock(signer, { scope: others })).toBe('403 forbidden');
    expect(await knock(signer, { scope: 'live-assist/analytics:read customers:any' })).toBe('403 forbidden');
  });

  it('a token may be signed with a secret that contains the text of a PEM key', async () => {
    const secret = 'MY PUBLIC and PRIVATE secret, long enough';
    expect(await knocking({ keys: { secret } }).knock(await secretSigner(secret))).toBe('200');
  });

  it('a token is accepted with the scheme in any case, and without trailing text', async () => {
    const { request } = testApp();
    const token = await signToken(await secretSigner(SECRET), goodClaims());
    const status = async (authorization: string) =>
      (
        await request('/listCalls', {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json' },
          body: JSON.stringify({ client_email: ANA }),
        })
      ).status;
    expect(await status(`bearer ${token}`)).toBe(200);
    expect(await status(`Bearer ${token} more`)).toBe(401);
    const long = await signToken(await secretSigner(SECRET), goodClaims({ groups: 'x'.repeat(20_000) }));
    expect(await status(`Bearer ${long}`)).toBe(401);
  });
});

describe('the key set of an issuer', () => {
  const open: KeyServer[] = [];
  const listening = async (...keys: unknown[]) => {
    const server = await serveKeys(keys);
    open.push(server);
    return server;
  };
  const trusting = (server: KeyServer) =>
    knocking({ keys: { jwksUrl: server.url }, issuer: ISSUER, audience: AUDIENCE });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });

  it.each<Algorithm>(['RS256', 'PS256', 'ES256', 'EdDSA'])(
    'the key set of an issuer may sign with %s',
    async (alg) => {
      const { signer, publicKey } = await keyPair(alg, 'main');
      const { knock } = trusting(await listening(publicKey));
      expect(await knock(signer)).toBe('200');
      const { signer: stranger } = await keyPair(alg, 'main');
      expect(await knock(stranger)).toBe('401 unauthenticated');
    },
  );

  it('the key set of an issuer is only read from its own address: redirects are not followed', async () => {
    const { signer, publicKey } = await keyPair('RS256', 'main');
    const elsewhere = await listening(publicKey);
    const server = await listening(publicKey);
    server.location = elsewhere.url;
    const { knock, clock } = trusting(server);
    expect(await knock(signer)).toBe('503 auth_unavailable');
    expect([server.asked, elsewhere.asked]).toEqual([1, 0]);
    delete server.location;
    await clock.advance(60_000);
    expect(await knock(signer)).toBe('200');
    expect(elsewhere.asked).toBe(0);
  });

  it('the key set of an issuer stays in use while it redirects', async () => {
    const { signer, publicKey } = await keyPair('ES256', 'main');
    const server = await listening(publicKey);
    const { knock, clock } = trusting(server);
    expect(await knock(signer)).toBe('200');
    server.location = (await listening((await keyPair('ES256', 'main')).publicKey)).url;
    await clock.advance(11 * 60_000);
    expect(await knock(signer)).toBe('200');
  });

  it.each([
    ['RS256', 1024],
    ['PS256', 1024],
    ['RS256', 2040],
  ] as const)('the key set of an issuer ignores RSA keys under 2048 bits: %s, %i', async (alg, bits) => {
    const weak = await keyPair(alg, 'weak', bits);
    const strong = await keyPair(alg, 'strong');
    const server = await listening(weak.publicKey, strong.publicKey);
    const { knock } = trusting(server);
    expect(await knock(weak.signer)).toBe('401 unauthenticated');
    expect(await knock(weak.signer, {}, { kid: undefined })).toBe('401 unauthenticated');
    expect(await knock(strong.signer)).toBe('200');
    expect(server.asked).toBe(1);
  });

  it('the key set of an issuer ignores a short key that is padded with zeros, and a key without a modulus', async () => {
    const { signer, publicKey } = await keyPair('RS256', 'weak', 1024);
    const filled = Buffer.concat([Buffer.alloc(128), Buffer.from(String(publicKey.n), 'base64url')]);
    for (const n of [filled.toString('base64url'), undefined, 5, '', '!']) {
      const server = await listening({ ...publicKey, n });
      expect(await trusting(server).knock(signer)).toBe('401 unauthenticated');
    }
  });

  it('the key set of an issuer is loaded once for many requests, and again after ten minutes', async () => {
    const { signer, publicKey } = await keyPair('ES256', 'main');
    const server = await listening(publicKey);
    const { knock, clock } = trusting(server);
    expect(await Promise.all(Array.from({ length: 8 }, () => knock(signer)))).toEqual(Array(8).fill('200'));
    expect(server.asked).toBe(1);
    await clock.advance(599_000);
    await knock(signer);
    expect(server.asked).toBe(1);
    await clock.advance(1_000);
    await knock(signer);
    expect(server.asked).toBe(2);
  });

  it('the key set of an issuer is reloaded for an unknown key at most once a minute', async () => {
    const [old, next] = [await keyPair('ES256', 'old'), await keyPair('ES256', 'next')];
    const server = await listening(old.publicKey);
    const { knock, clock } = trusting(server);
    expect(await knock(old.signer)).toBe('200');
    server.keys = [old.publicKey, next.publicKey];
    expect(await knock(next.signer)).toBe('401 unauthenticated');
    await clock.advance(59_000);
    expect(await knock(next.signer)).toBe('401 unauthenticated');
    expect(server.asked).toBe(1);
    await clock.advance(1_000);
    expect(await knock(next.signer)).toBe('200');
    expect(server.asked).toBe(2);
    expect(await knock(old.signer, {}, { kid: 'made-up' })).toBe('401 unauthenticated');
    expect(server.asked).toBe(2);
  });

  it('the key set of an issuer drops a key that the issuer has withdrawn', async () => {
    const [old, next] = [await keyPair('ES256', 'old'), await keyPair('ES256', 'next')];
    const server = await listening(old.publicKey);
    const { knock, clock } = trusting(server);
    await knock(old.signer);
    server.keys = [next.publicKey];
    await clock.advance(600_000);
    expect(await knock(old.signer)).toBe('401 unauthenticated');
    expect(await knock(next.signer)).toBe('200');
  });

  it('the key set of an issuer stays in use while the issuer fails, and is requested once a minute', async () => {
    const { signer, publicKey } = await keyPair('ES256', 'main');
    const server = await listening(publicKey);
    const { knock, clock } = trusting(server);
    await knock(signer);
    const faults: Partial<KeyServer>[] = [{ status: 500 }, { keys: [] }, { keys: ['no key'] }];
    for (const fault of faults) {
      Object.assign(server, fault);
      server.asked = 0;
      await clock.advance(600_000);
      expect(await knock(signer)).toBe('200');
      expect(await knock(signer)).toBe('200');
      expect(server.asked).toBe(1);
      await clock.advance(60_000);
      expect(await knock(signer)).toBe('200');
      expect(server.asked).toBe(2);
      server.status = 200;
    }
  });

  it('the app answers 503 until the key set of an issuer has been loaded once, and then recovers at once', async () => {
    const { signer, publicKey } = await keyPair('ES256', 'main');
    const server = await listening(publicKey);
    server.status = 503;
    const { knock } = trusting(server);
    expect(await knock(signer)).toBe('503 auth_unavailable');
    server.status = 200;
    expect(await knock(signer)).toBe('200');
  });

  it('the request for the key set of an issuer times out after three seconds', async () => {
    const { signer } = await keyPair('ES256', 'main');
    const server = await listening();
    server.silent = true;
    expect(await trusting(server).knock(signer)).toBe('503 auth_unavailable');
  });

  it('the keys of an issuer are tried one by one if the token names none', async () => {
    const pairs = [
      await keyPair('RS256', 'one'),
      await keyPair('ES256', 'two'),
      await keyPair('ES256', 'three'),
    ] as const;
    const { knock } = trusting(await listening(...pairs.map(({ publicKey }) => publicKey)));
    for (const { signer } of pairs) expect(await knock(signer, {}, { kid: undefined })).toBe('200');
    const { signer: stranger } = await keyPair('ES256', 'three');
    expect(await knock(stranger, {}, { kid: undefined })).toBe('401 unauthenticated');
  });

  it('the key set of an issuer only uses a key for its own kind of signature', async () => {
    const { signer, publicKey } = await keyPair('RS256', 'main');
    const k = Buffer.from(SECRET).toString('base64url');
    for (const key of [
      { ...publicKey, use: 'enc' },
      { ...publicKey, alg: 'PS256' },
      { kty: 'oct', k, kid: 'main' },
      { kty: 'RSA', kid: 'main' },
    ]) {
      const { knock } = trusting(await listening(key));
      expect(await knock(signer)).toBe('401 unauthenticated');
      expect(await knock(await secretSigner(SECRET), {}, { kid: 'main' })).toBe('401 unauthenticated');
    }
  });
});
