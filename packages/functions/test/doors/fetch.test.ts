import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import door from '../../src/doors/fetch.ts';
import { devToken } from '../../src/local/server/dev-token.ts';

const SECRET = 'a secret of the tests that is long enough';

// `pnpm proofs` tests the HTTP contract in each runtime.
describe('the fetch door', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('the fetch door signs its requests to DynamoDB with the configured key, and logs no metrics for CloudWatch', async () => {
    const signatures: string[] = [];
    const dynamodb = createServer((request, response) => {
      signatures.push(String(request.headers.authorization));
      response.end('{"Items":[]}');
    });
    await new Promise<void>((listening) => dynamodb.listen(0, '127.0.0.1', listening));
    vi.stubEnv('DYNAMODB_ENDPOINT', `http://127.0.0.1:${(dynamodb.address() as AddressInfo).port}`);
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'key-of-the-door');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret-of-the-door');
    vi.stubEnv('AUTH_SECRET', SECRET);
    vi.stubEnv('ANALYST', 'local');
    vi.stubEnv('ERASURE_KEY', SECRET);
    vi.stubEnv('METRICS_NAMESPACE', 'LiveAssist/test');
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(line));

    const token = await devToken(SECRET, { scope: 'analytics:read customers:any' });
    const answer = await door.fetch(
      new Request('https://door.example.com/listCalls', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: '{"client_email":"ana@example.com"}',
      }),
      {},
    );
    dynamodb.close();
    expect(await answer.json()).toEqual({ calls: [], next: null });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ route: '/listCalls', customer: expect.stringMatching(/^[\da-f]{16}$/) }),
    ]);
    expect(lines[0]).not.toContain('_aws');
    expect(signatures[0]).toMatch(/Credential=key-of-the-door\/\d{8}\/eu-central-1\/dynamodb\//);
  });
});
