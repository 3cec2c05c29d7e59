import { createHash, createHmac } from 'node:crypto';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedHeaders } from '../src/local/ask-engine.ts';
import { newEngineKey } from '../src/local/engine-key.ts';
import { type RawAnswer, rawConnection } from './raw-http.ts';
import { startTestEngine, type TestEngine, type TestTables } from './with-engine.ts';

const PUT = 'DynamoDB_20120810.PutItem';

let engine: TestEngine;
let tables: TestTables;
let port: number;
let body: string;
beforeAll(async () => {
  engine = await startTestEngine();
  tables = await engine.newTables();
  port = Number(new URL(engine.endpoint).port);
  body = JSON.stringify({
    TableName: tables.names.serviceState,
    Item: { id: { S: 'planted' }, text: { S: 'grün, 緑, 🟢' } },
  });
});
afterAll(() => engine.stop());

type Headers = Record<string, string | string[]>;
interface Sent {
  method?: string;
  target?: string;
  headers: Headers;
  body: string;
  version?: string;
}

/** Writes a request as it stands, and reads the answer. */
async function send({ method = 'POST', target = '/', headers, body, version = '1.1' }: Sent) {
  const connection = await rawConnection(port);
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}: ${value}\r\n`),
  );
  connection.write(`${method} ${target} HTTP/${version}\r\n${lines.join('')}\r\n`);
  connection.write(body);
  const answer = await connection.answer();
  connection.destroy();
  if (answer === null) throw new Error('The engine closed the connection without an answer.');
  return answer;
}

const signed = (at = new Date(), key = engine.credentials) =>
  signedHeaders({ endpoint: engine.endpoint, credentials: key }, PUT, body, at);
const withLength = (headers: Headers, text = body): Headers => ({
  ...headers,
  'content-length': String(Buffer.byteLength(text)),
});
const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000);

const typeOf = ({ body }: RawAnswer): string => JSON.parse(body).__type;
async function planted(): Promise<number> {
  const { Count } = await tables.client.send(new ScanCommand({ TableName: tables.names.serviceState }));
  return Number(Count);
}

async function expectRefused(sent: Sent, status: number, type: string): Promise<RawAnswer> {
  const answer = await send(sent);
  expect([answer.status, typeOf(answer)]).toEqual([status, `com.amazon.coral.service#${type}`]);
  expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  expect(await planted()).toBe(0);
  return answer;
}

describe('the door of the embedded engine refuses', () => {
  it.each<[string, string]>([
    ['Origin', 'https://evil.example.com'],
    ['Origin', 'null'],
    ['ORIGIN', ''],
    ['Sec-Fetch-Site', 'cross-site'],
    ['sec-fetch-mode', 'no-cors'],
    ['Sec-Fetch-Dest', 'image'],
    ['Sec-Fetch-User', '?1'],
    ['Access-Control-Request-Method', 'POST'],
  ])('a request that is signed well and carries %s: %s', async (name, value) => {
    await expectRefused(
      { headers: withLength({ ...(await signed()), [name]: value }), body },
      403,
      'AccessDeniedException',
    );
  });

  it('a preflight', async () => {
    const headers = {
      host: `127.0.0.1:${port}`,
      origin: 'https://evil.example.com',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,x-amz-target',
    };
    await expectRefused({ method: 'OPTIONS', headers, body: '' }, 403, 'AccessDeniedException');
  });

  it.each([
    'evil.example.com:PORT',
    'evil.example.com',
    '127.0.0.1',
    'localhost:1',
    '127.0.0.1.evil.example.com:PORT',
    '127.0.0.1:PORT.evil.example.com',
    'localhost.:PORT',
    '0.0.0.0:PORT',
    '127.1:PORT',
    '[::]:PORT',
    '',
  ])('another host, signed: "%s"', async (template) => {
    const host = template.replace('PORT', String(port));
    const headers = await signedHeaders(
      { endpoint: `http://${host || 'none'}`, credentials: engine.credentials },
      PUT,
      body,
    ).catch(() => signed());
    await expectRefused({ headers: withLength({ ...headers, host }), body }, 403, 'AccessDeniedException');
  });

  it.each(['1.1', '1.0'])('no host, in HTTP/%s', async (version) => {
    const { host: _, ...headers } = await signed();
    await expectRefused({ version, headers: withLength(headers), body }, 403, 'AccessDeniedException');
  });

  it.each([
    ['GET', '/'],
    ['PUT', '/'],
    ['POST', '/shell/'],
    ['POST', '/?Action=PutItem'],
    ['POST', 'http://127.0.0.1:PORT/'],
    ['POST', 'http://evil.example.com/'],
    ['POST', '//'],
  ])('%s %s', async (method, template) => {
    const target = template.replace('PORT', String(port));
    await expectRefused(
      { method, target, headers: withLength(await signed()), body },
      404,
      'UnknownOperationException',
    );
  });

  it('no signature', async () => {
    const { authorization: _, ...headers } = await signed();
    await expectRefused({ headers: withLength(headers), body }, 400, 'MissingAuthenticationTokenException');
  });

  it('the made-up signature that the engine behind it would take', async () => {
    const made = 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=local, Signature=local';
    const headers = withLength({ ...(await signed()), authorization: made });
    await expectRefused({ headers, body }, 400, 'IncompleteSignatureException');
  });

  it.each([
    '',
    'Bearer token',
    'AWS4-HMAC-SHA256',
    'AWS4-HMAC-SHA256 ',
    `AWS4-HMAC-SHA256 ${','.repeat(8000)}`,
  ])('an authorization that is none: %.40s', async (authorization) => {
    await expectRefused(
      { headers: withLength({ ...(await signed()), authorization }), body },
      400,
      'IncompleteSignatureException',
    );
  });

  it('a key of another engine', async () => {
    const headers = await signed(new Date(), newEngineKey());
    await expectRefused({ headers: withLength(headers), body }, 400, 'UnrecognizedClientException');
  });

  it('the right id with another secret', async () => {
    const key = { ...newEngineKey(), accessKeyId: engine.credentials.accessKeyId };
    await expectRefused(
      { headers: withLength(await signed(new Date(), key)), body },
      400,
      'InvalidSignatureException',
    );
  });

  it('a session token: this key has none', async () => {
    const headers = { ...(await signed()), 'x-amz-security-token': 'of another account' };
    await expectRefused({ headers: withLength(headers), body }, 400, 'UnrecognizedClientException');
  });

  it('another body than the one that was signed, with its hash in a header or without', async () => {
    const tampered = body.replace('planted', 'smuggled');
    const headers = await signed();
    const sent = { headers: withLength(headers, tampered), body: tampered };
    await expectRefused(sent, 400, 'InvalidSignatureException');
    const hash = createHash('sha256').update(tampered).digest('hex');
    await expectRefused(
      { ...sent, headers: { ...sent.headers, 'x-amz-content-sha256': hash } },
      400,
      'InvalidSignatureException',
    );
  });

  it.each(['UNSIGNED-PAYLOAD', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'])(
    'a signature that leaves the body out: %s',
    async (payload) => {
      const headers = handSigned({ 'x-amz-content-sha256': payload }, payload);
      await expectRefused({ headers: withLength(headers), body }, 400, 'InvalidSignatureException');
    },
  );

  it.each(['host', 'x-amz-target', 'x-amz-date'])('a signature that leaves out %s', async (name) => {
    const hash = createHash('sha256').update(body).digest('hex');
    const headers = handSigned({}, hash, (signedName) => signedName !== name);
    await expectRefused({ headers: withLength(headers), body }, 400, 'InvalidSignatureException');
  });

  it('another operation than the one that was signed', async () => {
    const headers = { ...(await signed()), 'x-amz-target': 'DynamoDB_20120810.DeleteTable' };
    await expectRefused({ headers: withLength(headers), body }, 400, 'InvalidSignatureException');
  });

  it.each([-16, 16, -60 * 24, 60 * 24 * 365])('a clock that is %i minutes off', async (minutes) => {
    const answer = await expectRefused(
      { headers: withLength(await signed(minutesFromNow(minutes))), body },
      400,
      'InvalidSignatureException',
    );
    expect(JSON.parse(answer.body).message).toMatch(/^Signature expired: /);
  });

  it.each(['', 'now', '20261399T999999Z', '2026-11-28T00:00:00Z'])(
    'a date that is none: "%s"',
    async (date) => {
      await expectRefused(
        { headers: withLength({ ...(await signed()), 'x-amz-date': date }), body },
        400,
        'IncompleteSignatureException',
      );
    },
  );

  it.each(['host', 'authorization', 'x-amz-date', 'x-amz-target', 'content-type', 'x-other'])(
    'the header %s twice, the same or not',
    async (name) => {
      const headers = await signed();
      const first = headers[name] ?? 'one';
      for (const second of [first, 'another']) {
        const twice = { ...headers, [name]: [first, second], [`${name}`.toUpperCase()]: 'and again' };
        await expectRefused({ headers: withLength(twice), body }, 400, 'IncompleteSignatureException');
      }
    },
  );

  it('more than 16 MB, before it has read them', async () => {
    const headers = { ...(await signed()), 'content-length': String(16 * 1024 * 1024 + 1) };
    await expectRefused({ headers, body: '' }, 413, 'RequestEntityTooLargeException');
  });

  it('headers without end', async () => {
    const headers = { ...(await signed()), 'x-long': 'a'.repeat(20_000) };
    expect((await send({ headers: withLength(headers), body })).status).toBe(431);
    expect(await planted()).toBe(0);
  });
});

describe('the door of the embedded engine opens', () => {
  const clear = () =>
    tables.client.send(new PutCommand({ TableName: tables.names.serviceState, Item: { id: 'x' } }));

  it.each(['127.0.0.1', 'localhost', '[::1]', 'LOCALHOST'])('for the host %s', async (name) => {
    const host = `${name}:${port}`;
    const own = await signedHeaders(
      { endpoint: `http://${host}`, credentials: engine.credentials },
      PUT,
      body,
    );
    // A URL is written in small letters, and the signature is for what is sent.
    const answer = await send({ headers: withLength({ ...own, host: host.toLowerCase() }), body });
    expect(answer.status).toBe(200);
  });

  it.each([-14, 14])('for a clock that is %i minutes off', async (minutes) => {
    expect((await send({ headers: withLength(await signed(minutesFromNow(minutes))), body })).status).toBe(
      200,
    );
  });

  it('for a body in chunks, which is read whole before it is checked', async () => {
    const headers = { ...(await signed()), 'transfer-encoding': 'chunked' };
    const bytes = Buffer.from(body);
    const chunk = (part: Buffer) => `${part.length.toString(16)}\r\n${part.toString('latin1')}\r\n`;
    const chunks = `${chunk(bytes.subarray(0, 40))}${chunk(bytes.subarray(40))}0\r\n\r\n`;
    const connection = await rawConnection(port);
    connection.write(
      `POST / HTTP/1.1\r\n${Object.entries(headers)
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('')}\r\n`,
    );
    connection.write(Buffer.from(chunks, 'latin1'));
    expect((await connection.answer())?.status).toBe(200);
    connection.destroy();
  });

  it('for the same request once more within its quarter of an hour', async () => {
    const headers = withLength(await signed());
    for (const _ of [1, 2]) expect((await send({ headers, body })).status).toBe(200);
  });

  it('for a stock client of AWS, and says in its words what is wrong with another key', async () => {
    const client = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
      new DynamoDBClient({ endpoint: engine.endpoint, region: 'eu-central-1', credentials });
    const list = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
      client(credentials).send(new ListTablesCommand({}));
    expect((await list(engine.credentials)).TableNames).toContain(tables.names.callRecords);
    await expect(list(newEngineKey())).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      message: expect.stringContaining('use the access key that `pnpm start` prints'),
    });
    await expect(list({ ...engine.credentials, secretAccessKey: 'another secret' })).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      message: expect.stringContaining('Check your AWS Secret Access Key'),
    });
  });

  it('and keeps every letter', async () => {
    await send({ headers: withLength(await signed()), body });
    const { Item } = await tables.client.send(
      new GetCommand({ TableName: tables.names.serviceState, Key: { id: 'planted' } }),
    );
    expect(Item).toEqual({ id: 'planted', text: 'grün, 緑, 🟢' });
    await clear();
  });
});

/** Signs by hand, as no library would: over the headers that `isSigned` takes, with any hash of the body. */
function handSigned(
  more: Record<string, string>,
  payloadHash: string,
  isSigned: (name: string) => boolean = () => true,
): Record<string, string> {
  const longDate = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${longDate.slice(0, 8)}/local/dynamodb/aws4_request`;
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.0',
    host: `127.0.0.1:${port}`,
    'x-amz-date': longDate,
    'x-amz-target': PUT,
    ...more,
  };
  const names = Object.keys(headers).filter(isSigned).sort();
  const canonical = [
    'POST',
    '/',
    '',
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    payloadHash,
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', longDate, scope, createHash('sha256').update(canonical).digest('hex')];
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const { accessKeyId, secretAccessKey } = engine.credentials;
  const signingKey = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const signature = hmac(signingKey, toSign.join('\n')).toString('hex');
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}
