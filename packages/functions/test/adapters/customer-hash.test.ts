import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { customerHash, subjectHash } from '../../src/adapters/customer-hash.ts';

const KEY = 'a key of this test that is long enough';
const COMMAND = fileURLToPath(new URL('../../../../infra/customer.ts', import.meta.url));
const run = promisify(execFile);

describe('the keyed hash of a subject', () => {
  it('the keyed hash of a subject is case-sensitive, and differs from the hash of a customer', async () => {
    const hash = subjectHash(KEY);
    const byNode = createHmac('sha256', KEY).update('subject agent-17').digest('hex');
    expect(await hash('agent-17')).toBe(byNode);
    expect(await hash('Agent-17')).not.toBe(byNode);
    expect(await hash('ana@example.com')).not.toBe(await customerHash(KEY)('ana@example.com'));
  });
});

describe('the keyed hash of a customer', () => {
  it('the keyed hash of a customer is HMAC-SHA256 of the address as a key, in hexadecimal digits', async () => {
    const byNode = createHmac('sha256', KEY).update('ana@example.com').digest('hex');
    expect(await customerHash(KEY)('ana@example.com')).toBe(byNode);
  });

  it('the keyed hash of a customer is the same for every spelling of an address, and for no other address or key', async () => {
    const hash = customerHash(KEY);
    expect(await hash(' Ana@Example.COM ')).toBe(await hash('ana@example.com'));
    expect(await hash('ben@example.com')).not.toBe(await hash('ana@example.com'));
    expect(await customerHash(`${KEY}!`)('ana@example.com')).not.toBe(await hash('ana@example.com'));
  });

  it('the keyed hash of a customer reads the key in bytes', async () => {
    const key = 'ü'.repeat(16);
    const byNode = createHmac('sha256', Buffer.from(key)).update('ana@example.com').digest('hex');
    expect(await customerHash(key)('ana@example.com')).toBe(byNode);
  });

  it('the command prints the keyed hash of a customer as in the log, with the key from SST', async () => {
    const env = { ...process.env, SST_RESOURCE_ERASURE_KEY: JSON.stringify({ value: KEY }) };
    const { stdout } = await run(process.execPath, [COMMAND, 'Ana@example.com'], { env });
    expect(stdout).toBe(`${(await customerHash(KEY)('ana@example.com')).slice(0, 16)}\n`);
    const agent = await run(process.execPath, [COMMAND, '--subject', 'agent-17'], { env });
    expect(agent.stdout).toBe(`${(await subjectHash(KEY)('agent-17')).slice(0, 16)}\n`);
  });
});
