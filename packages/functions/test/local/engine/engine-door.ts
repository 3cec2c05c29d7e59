import { createHash, createHmac } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect } from 'vitest';
import { signedHeaders } from '../../../src/local/engine/ask-engine.ts';
import type { EngineKey } from '../../../src/local/engine/engine-key.ts';
import { type RawAnswer, rawConnection } from '../../support/raw-http.ts';
import { startTestEngine, type TestEngine, type TestTables } from '../../support/with-engine.ts';

/** The operation of every request; it leaves a row if the engine executes it. */
export const PUT = 'DynamoDB_20120810.PutItem';

const TABLE = 'set-1-service-state';

/** The body of the operation. */
export const BODY = JSON.stringify({
  TableName: TABLE,
  Item: { id: { S: 'planted' }, text: { S: 'grün, 緑, 🟢' } },
});

export type Headers = Record<string, string | string[]>;

/** A request to write to the socket. */
export interface Sent {
  method?: string;
  target?: string;
  headers: Headers;
  body: string;
  version?: string;
}

/** An engine for one test file, and functions that send it requests that no client would send. */
export function engineAtTheDoor() {
  let engine: TestEngine;
  let tables: TestTables;
  beforeAll(async () => {
    engine = await startTestEngine();
    tables = await engine.newTables();
    expect(tables.names.serviceState).toBe(TABLE);
  });
  afterAll(() => engine.stop());

  const port = () => Number(new URL(engine.endpoint).port);
  const door = {
    get engine() {
      return engine;
    },
    get tables() {
      return tables;
    },
    get port() {
      return port();
    },

    /** The correctly signed headers of the request. */
    signed: (at = new Date(), credentials: EngineKey = engine.credentials, endpoint = engine.endpoint) =>
      signedHeaders({ endpoint, credentials }, PUT, BODY, at),

    /** Writes a request unchanged, and reads the answer. */
    async send({ method = 'POST', target = '/', headers, body, version = '1.1' }: Sent): Promise<RawAnswer> {
      const connection = await rawConnection(port());
      const lines = Object.entries(headers).flatMap(([name, values]) =>
        [values].flat().map((value) => `${name}: ${value}\r\n`),
      );
      connection.write(`${method} ${target} HTTP/${version}\r\n${lines.join('')}\r\n`);
      connection.write(body);
      const answer = await connection.answer();
      connection.destroy();
      if (answer === null) throw new Error('The engine closed the connection without an answer.');
      return answer;
    },

    /** The number of rows that requests have left. */
    async planted(): Promise<number> {
      const { Count } = await tables.client.send(new ScanCommand({ TableName: tables.names.serviceState }));
      return Number(Count);
    },

    /** Expects that the request is refused with this error, without CORS headers and without effect. */
    async expectRefused(sent: Sent, status: number, type: string): Promise<RawAnswer> {
      const answer = await door.send(sent);
      const { __type } = JSON.parse(answer.body);
      expect([answer.status, __type]).toEqual([status, `com.amazon.coral.service#${type}`]);
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
      expect(await door.planted()).toBe(0);
      return answer;
    },

    /** Signs by hand, over any choice of headers and with any hash of the body. */
    handSigned(
      more: Record<string, string>,
      payloadHash = createHash('sha256').update(BODY).digest('hex'),
      isSigned: (name: string) => boolean = () => true,
    ): Record<string, string> {
      const longDate = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
      const scope = `${longDate.slice(0, 8)}/local/dynamodb/aws4_request`;
      const headers: Record<string, string> = {
        'content-type': 'application/x-amz-json-1.0',
        host: `127.0.0.1:${port()}`,
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
      const toSign = [
        'AWS4-HMAC-SHA256',
        longDate,
        scope,
        createHash('sha256').update(canonical).digest('hex'),
      ];
      const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
      const { accessKeyId, secretAccessKey } = engine.credentials;
      const signingKey = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
      const signature = hmac(signingKey, toSign.join('\n')).toString('hex');
      return {
        ...headers,
        authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
      };
    },
  };
  return door;
}

/** The headers with the length of the body. */
export function withLength(headers: Headers, body = BODY): Headers {
  return { ...headers, 'content-length': String(Buffer.byteLength(body)) };
}

export function minutesFromNow(minutes: number): Date {
  return new Date(Date.now() + minutes * 60_000);
}
