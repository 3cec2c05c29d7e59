import fc from 'fast-check';
import {
  fuzzedAuthorization,
  fuzzedBody,
  fuzzedContentType,
  fuzzedPath,
} from '../../packages/functions/test/http/fuzzed-requests.ts';
import { bytesOf, CRLF, headOf, inChunks, type Message } from './fuzz-messages.ts';
import { METHODS, ODD_NAMES, ODD_VALUES, TARGETS } from './fuzz-odd-parts.ts';

/** The bytes to send over one connection, and the expected answers. */
export interface FuzzCase {
  kind: string;
  /** Written in separate packets. */
  pieces: Buffer[];
  /** The requests in order, with their paths as sent. */
  requests: { method: string; path: string; body: Buffer }[];
  /** True if HTTP allows it, so every request must be answered; otherwise the server may close the connection. */
  isWellFormed: boolean;
  /** Sent repeatedly until the server stops reading. */
  endless?: Buffer;
}

/** Tokens for the requests. Most requests use a valid one. */
export interface Tokens {
  valid: string[];
  invalid: string[];
}

/** All kinds of cases; the weights reflect how many variants a kind has. */
export function fuzzCases({ valid, invalid }: Tokens): fc.Arbitrary<FuzzCase> {
  const message: fc.Arbitrary<Message> = fc
    .record({
      path: fuzzedPath,
      authorization: fuzzedAuthorization(valid, invalid),
      contentType: fuzzedContentType,
      body: fuzzedBody,
    })
    .map(({ path, authorization, contentType, body }) => ({
      method: path === '/healthz' ? 'GET' : 'POST',
      path,
      headers: [
        ['authorization', authorization],
        ['content-type', contentType],
      ],
      body: Buffer.from(body),
    }));
  return fc.oneof(
    { weight: 64, arbitrary: wellFormed(message) },
    { weight: 5, arbitrary: pipelined(message) },
    { weight: 12, arbitrary: oddHeaders(message) },
    { weight: 7, arbitrary: oddTargets(message) },
    { weight: 6, arbitrary: lyingLengths(message) },
    { weight: 5, arbitrary: damaged(message) },
    { weight: 1, arbitrary: oversized(message) },
  );
}

function caseOf(kind: string, message: Message, bytes: Buffer, more: Partial<FuzzCase> = {}): FuzzCase {
  return { kind, pieces: [bytes], requests: [message], isWellFormed: true, ...more };
}

/** As a client would send it, sometimes in chunks or in two halves. */
function wellFormed(message: fc.Arbitrary<Message>): fc.Arbitrary<FuzzCase> {
  return fc
    .record({
      message,
      framing: fc.constantFrom('length', 'length', 'length', 'chunks', 'halves'),
      at: fc.nat(400),
    })
    .map(({ message, framing, at }) => {
      if (framing === 'chunks') return caseOf('well-formed', message, inChunks(message, at + 1));
      const bytes = bytesOf(message);
      const pieces = framing === 'halves' ? [bytes.subarray(0, at), bytes.subarray(at)] : [bytes];
      return caseOf('well-formed', message, bytes, { pieces });
    });
}

/** Several requests at once, without waiting for answers. */
function pipelined(message: fc.Arbitrary<Message>): fc.Arbitrary<FuzzCase> {
  return fc.array(message, { minLength: 2, maxLength: 6 }).map((messages) => ({
    kind: 'pipelined',
    pieces: [Buffer.concat(messages.map(bytesOf))],
    requests: messages,
    isWellFormed: true,
  }));
}

/** An unexpected header, a duplicate header, or far too many headers. */
function oddHeaders(message: fc.Arbitrary<Message>): fc.Arbitrary<FuzzCase> {
  const odd = fc.tuple(fc.constantFrom(...ODD_NAMES), fc.constantFrom(...ODD_VALUES));
  const many = fc.constantFrom(50, 1_500, 3_000).map((times) => Array(times).fill(['x-many', 'a']));
  const added = fc.oneof(
    { weight: 9, arbitrary: fc.array(odd, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: many },
  );
  return fc.record({ message, added, isFirst: fc.boolean() }).map(({ message, added, isFirst }) => {
    const headers = isFirst ? [...added, ...message.headers] : [...message.headers, ...added];
    return caseOf('odd headers', message, bytesOf({ ...message, headers }), { isWellFormed: false });
  });
}

/** Methods and targets that our clients never send. */
function oddTargets(message: fc.Arbitrary<Message>): fc.Arbitrary<FuzzCase> {
  return fc
    .record({
      message,
      method: fc.option(fc.constantFrom(...METHODS)),
      target: fc.option(fc.constantFrom(...TARGETS)),
      version: fc.constantFrom('1.1', '1.1', '1.1', '1.0', '0.9', '2.0', 'x'),
    })
    .map(({ message, method, target, version }) => {
      const odd = { ...message, method: method ?? message.method, path: target ?? message.path };
      const bytes = bytesOf(odd).toString('latin1').replace(' HTTP/1.1\r\n', ` HTTP/${version}\r\n`);
      return caseOf('odd targets', odd, Buffer.from(bytes, 'latin1'), { isWellFormed: false });
    });
}

/** A body whose declared length is too short, too long, duplicated or missing. */
function lyingLengths(message: fc.Arbitrary<Message>): fc.Arbitrary<FuzzCase> {
  const framings: ((length: number) => [string, string][])[] = [
    (length) => [['content-length', String(length + 10)]],
    (length) => [['content-length', String(Math.max(0, length - 1))]],
    () => [['content-length', '0']],
    () => [['content-length', '-1']],
    () => [['content-length', '1e3']],
    () => [['content-length', '99999999999999999999999']],
    (length) => [
      ['content-length', String(length)],
      ['content-length', String(length + 1)],
    ],
    (length) => [
      ['content-length', String(length)],
      ['transfer-encoding', 'chunked'],
    ],
    () => [['transfer-encoding', 'chunked']],
    () => [['transfer-encoding', 'identity']],
    () => [],
  ];
  return fc.record({ message, framing: fc.constantFrom(...framings) }).map(({ message, framing }) =>
    caseOf(
      'lying lengths',
      message,
      Buffer.concat([headOf(message, framing(message.body.length)), message.body]),
      {
        isWellFormed: false,
      },
    ),
  );
}

/** A request with changed, lost or inserted bytes. */
function damaged(message: fc.Arbitrary<Message>): fc.Arbitrary<FuzzCase> {
  const change = fc.record({
    at: fc.nat(700),
    lost: fc.nat(3),
    put: fc.uint8Array({ maxLength: 3 }),
  });
  return fc
    .record({ message, changes: fc.array(change, { minLength: 1, maxLength: 4 }) })
    .map(({ message, changes }) => {
      let bytes = bytesOf(message);
      for (const { at, lost, put } of changes) {
        bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + lost)]);
      }
      return caseOf('damaged', message, bytes, { isWellFormed: false });
    });
}

/** A body over the limit: only declared, sent, or endless. */
function oversized(message: fc.Arbitrary<Message>): fc.Arbitrary<FuzzCase> {
  const more = Buffer.alloc(65_536, 'x');
  return fc
    .record({ message, how: fc.constantFrom('said', 'sent', 'chunked', 'endless', 'endless chunks') })
    .map(({ message, how }) => {
      const body = Buffer.alloc(1_300_000, '{"x":');
      const post = { ...message, method: 'POST', body };
      if (how === 'sent') return caseOf('oversized', post, bytesOf(post), { isWellFormed: false });
      if (how === 'chunked')
        return caseOf('oversized', post, inChunks(post, 50_000), { isWellFormed: false });
      if (how === 'endless chunks') {
        const endless = Buffer.concat([Buffer.from('10000\r\n'), more, CRLF]);
        return caseOf('oversized', post, headOf(post, [['transfer-encoding', 'chunked']]), {
          isWellFormed: false,
          endless,
        });
      }
      const head = headOf(post, [['content-length', '10000000000']]);
      return caseOf('oversized', post, head, {
        isWellFormed: false,
        ...(how === 'endless' && { endless: more }),
      });
    });
}
