import fc from 'fast-check';
import { routes } from '../../src/http/routes.ts';
import { ANA, BEN, conversation, window } from '../support/app.ts';

/** Routes that require a token. */
export const GUARDED = Object.entries(routes)
  .filter(([, { scopes }]) => scopes !== null)
  .map(([path]) => path);

/** Every invalid text contains this word, which must not appear in an error or a log. */
export const MARKER = 'zanzibar';

/** An error without the paths of unknown fields, which may repeat a sent name. */
export function withoutUnknownNames(refusal: string): string {
  return refusal.replace(/\{"path":"[^"]*","message":"is not known here/g, '{"message":"is not known here');
}

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

/** Mostly a valid value for the field, sometimes another value or none. */
const field = (valid: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 20, arbitrary: valid },
    { weight: 1, arbitrary: junk },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );

/** Mostly one of the valid values, sometimes one at or past a limit. */
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
    phone: field(mostly(fc.constantFrom(undefined, null, '+44 20 7946 0958'), '0', 'x'.repeat(200))),
    customer_id: field(mostly(fc.constantFrom(undefined, null, 'crm-7'), '', 'x'.repeat(300))),
    former_email: field(fc.constantFrom(undefined, undefined, null, 'ana.old@example.com')),
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
    status: field(fc.constantFrom('kept', 'withdrawn', 'dismissed', 'open', 'settled')),
    on: field(mostly(fc.constantFrom('2026-01-15', null), '2026-02-30', 5)),
    due_at: field(mostly(fc.constantFrom('2026-01-20', null), 'Friday')),
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
/** Request bodies: most pass some guards, few pass all of them. */
export const fuzzedBody: fc.Arbitrary<string | Uint8Array<ArrayBuffer>> = fc.oneof(
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

/** Mostly the path of a route, sometimes an unknown path. */
export const fuzzedPath = mostly(fc.constantFrom(...GUARDED), '/healthz', '/nowhere') as fc.Arbitrary<string>;

/** The header `Authorization`; about three quarters have a valid token. */
export function fuzzedAuthorization(valid: string[], invalid: string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...valid).map((token) => `Bearer ${token}`) },
    { weight: 1, arbitrary: fc.constantFrom(...invalid).map((token) => `Bearer ${token}`) },
    { weight: 1, arbitrary: fc.base64String().map((noise) => `Bearer ${noise}.${noise}.${noise}`) },
    { weight: 1, arbitrary: fc.constant('') },
  );
}

/** The header `Content-Type`, mostly correct. */
export const fuzzedContentType = fc.oneof(
  { weight: 9, arbitrary: fc.constant('application/json') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('text/plain', '', 'application/json;', 'application/x+json; charset=x'),
  },
);
