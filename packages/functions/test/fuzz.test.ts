import fc from 'fast-check';
import { expect, it } from 'vitest';
import { STATUS } from '../src/error-response.ts';
import { routes } from '../src/routes.ts';
import {
  ANA,
  BEN,
  conversation,
  hurriedClock,
  NOW,
  scriptedAnalyst,
  testApp,
  token,
  window,
} from './support-app.ts';
import { secretSigner, unsigned } from './support-tokens.ts';

const BATCHES = 500;
const REQUESTS_A_BATCH = 20;

const guarded = Object.entries(routes)
  .filter(([, { scopes }]) => scopes !== null)
  .map(([path]) => path);

// Every text that is not meant to be valid holds this word, which must not come back in a refusal or a log.
const MARKER = 'zanzibar';
const junkText = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '\ud800',
      '\udfff\ud800',
      '\u0000',
      '\u2028',
      '{"a":1}',
      '__proto__',
      'constructor',
      '"',
      '\\',
    ),
  )
  .map((text) => `${MARKER}${text}`);
const junk = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    junkText,
    fc.double(),
    fc.integer(),
    fc.constantFrom(null, true, false, -0, 1e21, 2 ** 53, -1, ''),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(junkText, fc.constantFrom('__proto__', 'length', 'then', 'toJSON')),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;

/** Mostly what the field wants, now and then anything else, or nothing. */
const field = (valid: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 20, arbitrary: valid },
    { weight: 1, arbitrary: junk },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );

/** One of the valid values, now and then one at or past an edge. */
const mostly = (valid: fc.Arbitrary<unknown>, ...edges: unknown[]) =>
  fc.oneof({ weight: 9, arbitrary: valid }, { weight: 1, arbitrary: fc.constantFrom(...edges) });

const email = mostly(
  fc.constantFrom(ANA, ANA, BEN, ' Ana@Example.COM'),
  'x@y',
  `${'a'.repeat(250)}@example.com`,
);
const callId = mostly(fc.constantFrom('call-1', 'call-2'), 'call 3', 'ü', 'x'.repeat(257));
const turn = fc.record(
  {
    speaker: field(fc.constantFrom('agent', 'customer', 'Caller', 'IVR', '')),
    transcript: field(fc.constantFrom('Good morning.', 'I will call on Friday.', '', ' ', '\ud83d')),
    timestamp: field(
      fc.constantFrom('01:42', '2026-01-15T11:59:00Z', '99:99:99', 12.5, 1e300, -5, 'soon', null),
    ),
    begin_ms: field(mostly(fc.constantFrom(0, 1_500, 1e18), -1)),
    end_ms: field(fc.constantFrom(2_000, 1e308, 0)),
  },
  { requiredKeys: ['speaker', 'transcript'] },
);
const nearlyValid = fc.record(
  {
    call_id: field(callId),
    client_email: field(email),
    agent_id: field(fc.constantFrom('agent-1', null)),
    force: field(fc.boolean()),
    async: field(mostly(fc.constant(false), true)),
    window_num: field(mostly(fc.constantFrom(0, 1, 2, 3), 1_000_000, 1_000_001, -1, 0.5)),
    timestamp_marks: field(fc.constantFrom('end', 'start', 'sent')),
    turns: field(fc.oneof(fc.constant(conversation), fc.array(turn, { maxLength: 5 }))),
    aiTips: field(fc.constantFrom([], [{ tag: 'Info', content: 'Ask.' }])),
    activityFeed: field(fc.constantFrom([], [{ name: 'Look up', input: '{', status: 'success' }])),
    before: field(mostly(fc.constant('2026-01-15T12:00:00.000Z'), '', 'then', '+275760-09-13T00:00:00.001Z')),
    limit: field(mostly(fc.constantFrom(1, 100), 0, 101)),
    commitment_id: field(mostly(fc.constantFrom('call-1:1:2:0', 'call-2:1:2:0'), '', '#', 'x'.repeat(321))),
    status: field(fc.constantFrom('kept', 'broken', 'dismissed', 'open')),
  },
  { requiredKeys: ['call_id', 'client_email', 'window_num', 'turns'] },
);

const nested = fc
  .tuple(fc.constantFrom('[', '{"a":'), fc.constantFrom(50, 5_000, 200_000))
  .map(([opening, depth]) => opening.repeat(depth) + (opening === '[' ? ']' : '1}').repeat(depth));
const deep = fc
  .tuple(fc.constantFrom('turns', 'call_id', 'aiTips', 'x'), nested)
  .map(([name, value]) => JSON.stringify(window()).replace('{', `{"${name}":${value},`));
const text = (value: fc.Arbitrary<unknown>) => value.map((made) => JSON.stringify(made) ?? '');
const rawNumbers = fc
  .constantFrom('1e999', '-1e999', '123456789012345678901234567890', '-0', '1E-400', '0x10', '01', 'NaN')
  .map(
    (number) =>
      `{"call_id":"call-1","client_email":"${ANA}","window_num":${number},"limit":${number},"turns":[]}`,
  );
const prototypes = text(nearlyValid).map((json) =>
  json.replace('{', '{"__proto__":{"call_id":"call-1"},"constructor":1,'),
);
const bytes: fc.Arbitrary<string | Uint8Array<ArrayBuffer>> = fc.oneof(
  { weight: 12, arbitrary: text(nearlyValid) },
  { weight: 3, arbitrary: text(junk) },
  { weight: 1, arbitrary: prototypes },
  { weight: 1, arbitrary: rawNumbers },
  { weight: 1, arbitrary: fc.oneof(deep, nested) },
  { weight: 1, arbitrary: fc.tuple(text(nearlyValid), fc.nat(60)).map(([json, cut]) => json.slice(0, cut)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((raw) => new Uint8Array(raw)) },
  {
    weight: 1,
    arbitrary: fc.tuple(text(nearlyValid), fc.nat(40)).map(([json, at]) => {
      const raw = new TextEncoder().encode(json);
      if (at < raw.length) raw[at] = 0xff;
      return raw;
    }),
  },
);

const tokens = await Promise.all([
  token(),
  token({ scope: 'analytics:read customers:any' }),
  token({ client_email: ANA }),
  token({ client_email: BEN, call_id: 'call-2' }),
  token({ exp: NOW - 1 }),
  token({}, unsigned),
  token({}, await secretSigner('a secret that is not the right one')),
]);
const authorization = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...tokens.slice(0, 4)).map((valid) => `Bearer ${valid}`) },
  { weight: 1, arbitrary: fc.constantFrom(...tokens.slice(4)).map((invalid) => `Bearer ${invalid}`) },
  { weight: 1, arbitrary: fc.base64String().map((noise) => `Bearer ${noise}.${noise}.${noise}`) },
  { weight: 1, arbitrary: fc.constant('') },
);
const contentType = fc.oneof(
  { weight: 9, arbitrary: fc.constant('application/json') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('text/plain', '', 'application/json;', 'application/x+json; charset=x'),
  },
);
const request = fc.record({
  path: mostly(fc.constantFrom(...guarded), '/healthz', '/nowhere') as fc.Arbitrary<string>,
  authorization,
  contentType,
  body: bytes,
});

it('no request brings the service down, and every refusal has the one shape', async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(request, { minLength: REQUESTS_A_BATCH, maxLength: REQUESTS_A_BATCH }),
      async (requests) => {
        const app = testApp({ clock: hurriedClock(), analyst: scriptedAnalyst() });
        await app.post('/recordCallWindow', window({ call_id: 'call-1' }));
        await app.post('/recordCallWindow', window({ call_id: 'call-2', client_email: BEN }));
        app.lines.length = 0;
        for (const { path, authorization, contentType, body } of requests) {
          const answer = await app.request(path, {
            method: 'POST',
            headers: { authorization, 'content-type': contentType },
            body,
          });
          const sent = await answer.text();
          const { error, code, issues, ...rest } = JSON.parse(sent);
          const outcome = `${path} ${answer.status}`;
          seen.set(outcome, (seen.get(outcome) ?? 0) + 1);

          expect(answer.headers.get('x-request-id')).toMatch(/./);
          expect(answer.status).toBeLessThan(500);
          if (answer.status === 200) continue;
          expect(answer.status).toBe(STATUS[code as keyof typeof STATUS]);
          expect(error).toMatch(/^[A-Za-z][^\n]*\.$/);
          expect(rest).toEqual({});
          expect(sent).not.toContain(MARKER);
          for (const issue of issues ?? []) {
            expect(issue).toEqual({ path: expect.any(String), message: expect.stringMatching(/./) });
          }
          expect(issues?.length ?? 0).toBeLessThanOrEqual(20);
        }
        expect(JSON.stringify(app.lines)).not.toContain(MARKER);
        expect(app.lines).toHaveLength(requests.length);
      },
    ),
    { numRuns: BATCHES, endOnFailure: false },
  );
  // The bodies are worth something only when some get through, and each guard is met.
  for (const path of guarded) {
    for (const status of [200, 400, 401, 403]) expect(seen.get(`${path} ${status}`)).toBeGreaterThan(0);
  }
  expect([...seen.values()].reduce((sum, count) => sum + count)).toBe(BATCHES * REQUESTS_A_BATCH);
}, 120_000);
