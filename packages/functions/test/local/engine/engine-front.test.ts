import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { type EngineKey, newEngineKey } from '../../../src/local/engine/engine-key.ts';
import { rawConnection } from '../../support/raw-http.ts';
import { BODY, engineAtTheDoor, minutesFromNow, withLength } from './engine-door.ts';

const door = engineAtTheDoor();

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
  ])('a correctly signed request with %s: %s', async (name, value) => {
    await door.expectRefused(
      { headers: withLength({ ...(await door.signed()), [name]: value }), body: BODY },
      403,
      'AccessDeniedException',
    );
  });

  it('a preflight', async () => {
    const headers = {
      host: `127.0.0.1:${door.port}`,
      origin: 'https://evil.example.com',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,x-amz-target',
    };
    await door.expectRefused({ method: 'OPTIONS', headers, body: '' }, 403, 'AccessDeniedException');
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
  ])('the door of the embedded engine refuses another host, signed: "%s"', async (template) => {
    const host = template.replace('PORT', String(door.port));
    const headers = await door
      .signed(new Date(), door.engine.credentials, `http://${host}`)
      .catch(() => door.signed());
    await door.expectRefused(
      { headers: withLength({ ...headers, host }), body: BODY },
      403,
      'AccessDeniedException',
    );
  });

  it.each(['1.1', '1.0'])('no host, in HTTP/%s', async (version) => {
    const { host: _, ...headers } = await door.signed();
    await door.expectRefused(
      { version, headers: withLength(headers), body: BODY },
      403,
      'AccessDeniedException',
    );
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
    const target = template.replace('PORT', String(door.port));
    await door.expectRefused(
      { method, target, headers: withLength(await door.signed()), body: BODY },
      404,
      'UnknownOperationException',
    );
  });

  it.each(['host', 'authorization', 'x-amz-date', 'x-amz-target', 'content-type', 'x-other'])(
    'the header %s twice, with equal or different values',
    async (name) => {
      const headers = await door.signed();
      const first = headers[name] ?? 'one';
      for (const second of [first, 'another']) {
        const twice = { ...headers, [name]: [first, second], [`${name}`.toUpperCase()]: 'and again' };
        await door.expectRefused(
          { headers: withLength(twice), body: BODY },
          400,
          'IncompleteSignatureException',
        );
      }
    },
  );

  it('the door of the embedded engine refuses more than 16 MB before it has read them', async () => {
    const headers = { ...(await door.signed()), 'content-length': String(16 * 1024 * 1024 + 1) };
    await door.expectRefused({ headers, body: '' }, 413, 'RequestEntityTooLargeException');
  });

  it('the door of the embedded engine refuses endless headers', async () => {
    const headers = { ...(await door.signed()), 'x-long': 'a'.repeat(20_000) };
    expect((await door.send({ headers: withLength(headers), body: BODY })).status).toBe(431);
    expect(await door.planted()).toBe(0);
  });
});

describe('the door of the embedded engine opens', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]'])('the door of the embedded engine opens for the host %s', async (name) => {
    const host = `${name}:${door.port}`;
    const headers = await door.signed(new Date(), door.engine.credentials, `http://${host}`);
    const answer = await door.send({ headers: withLength(headers), body: BODY });
    expect(answer.status).toBe(200);
  });

  it.each([-14, 14])('the door of the embedded engine opens for a clock that is %i minutes off', async (minutes) => {
    expect(
      (await door.send({ headers: withLength(await door.signed(minutesFromNow(minutes))), body: BODY }))
        .status,
    ).toBe(200);
  });

  it('the door of the embedded engine opens for a chunked body, which is read completely before it is checked', async () => {
    const headers = { ...(await door.signed()), 'transfer-encoding': 'chunked' };
    const bytes = Buffer.from(BODY);
    const chunk = (part: Buffer) => `${part.length.toString(16)}\r\n${part.toString('latin1')}\r\n`;
    const chunks = `${chunk(bytes.subarray(0, 40))}${chunk(bytes.subarray(40))}0\r\n\r\n`;
    const connection = await rawConnection(door.port);
    connection.write(
      `POST / HTTP/1.1\r\n${Object.entries(headers)
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('')}\r\n`,
    );
    connection.write(Buffer.from(chunks, 'latin1'));
    expect((await connection.answer())?.status).toBe(200);
    connection.destroy();
  });

  it('the door of the embedded engine opens for the same request again within 15 minutes', async () => {
    const headers = withLength(await door.signed());
    for (const _ of [1, 2]) expect((await door.send({ headers, body: BODY })).status).toBe(200);
  });

  it('the door of the embedded engine opens for a standard AWS client, which gets a standard error for another key', async () => {
    const list = (credentials: EngineKey) =>
      new DynamoDBClient({ endpoint: door.engine.endpoint, region: 'eu-central-1', credentials }).send(
        new ListTablesCommand({}),
      );
    expect((await list(door.engine.credentials)).TableNames).toContain(door.tables.names.callRecords);
    await expect(list(newEngineKey())).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      message: expect.stringContaining('use the access key that `pnpm start` prints'),
    });
    await expect(
      list({ ...door.engine.credentials, secretAccessKey: 'another secret' }),
    ).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      message: expect.stringContaining('Check your AWS Secret Access Key'),
    });
  });

  it('the door of the embedded engine accepts a signed request and stores its text unchanged', async () => {
    await door.send({ headers: withLength(await door.signed()), body: BODY });
    const { Item } = await door.tables.client.send(
      new GetCommand({ TableName: door.tables.names.serviceState, Key: { id: 'planted' } }),
    );
    expect(Item).toEqual({ id: 'planted', text: 'grün, 緑, 🟢' });
  });
});
