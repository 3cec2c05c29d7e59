import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newEngineKey } from '../../../src/local/engine/engine-key.ts';
import { BODY, engineAtTheDoor, minutesFromNow, withLength } from './engine-door.ts';

const door = engineAtTheDoor();

describe('the door of the embedded engine refuses', () => {
  it('no signature', async () => {
    const { authorization: _, ...headers } = await door.signed();
    await door.expectRefused(
      { headers: withLength(headers), body: BODY },
      400,
      'MissingAuthenticationTokenException',
    );
  });

  it('a fake signature that the engine behind it would accept', async () => {
    const made = 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=local, Signature=local';
    const headers = withLength({ ...(await door.signed()), authorization: made });
    await door.expectRefused({ headers, body: BODY }, 400, 'IncompleteSignatureException');
  });

  it.each([
    '',
    'Bearer token',
    'AWS4-HMAC-SHA256',
    'AWS4-HMAC-SHA256 ',
    `AWS4-HMAC-SHA256 ${','.repeat(8000)}`,
  ])('an invalid authorization: %.40s', async (authorization) => {
    await door.expectRefused(
      { headers: withLength({ ...(await door.signed()), authorization }), body: BODY },
      400,
      'IncompleteSignatureException',
    );
  });

  it('a key of another engine', async () => {
    const headers = await door.signed(new Date(), newEngineKey());
    await door.expectRefused(
      { headers: withLength(headers), body: BODY },
      400,
      'UnrecognizedClientException',
    );
  });

  it('the right id with another secret', async () => {
    const key = { ...newEngineKey(), accessKeyId: door.engine.credentials.accessKeyId };
    await door.expectRefused(
      { headers: withLength(await door.signed(new Date(), key)), body: BODY },
      400,
      'InvalidSignatureException',
    );
  });

  it('a session token, because this key has none', async () => {
    const headers = { ...(await door.signed()), 'x-amz-security-token': 'of another account' };
    await door.expectRefused(
      { headers: withLength(headers), body: BODY },
      400,
      'UnrecognizedClientException',
    );
  });

  it('the door of the embedded engine refuses a body other than the signed one, with or without its hash in a header', async () => {
    const tampered = BODY.replace('planted', 'smuggled');
    const headers = await door.signed();
    const sent = { headers: withLength(headers, tampered), body: tampered };
    await door.expectRefused(sent, 400, 'InvalidSignatureException');
    const hash = createHash('sha256').update(tampered).digest('hex');
    await door.expectRefused(
      { ...sent, headers: { ...sent.headers, 'x-amz-content-sha256': hash } },
      400,
      'InvalidSignatureException',
    );
  });

  it.each(['UNSIGNED-PAYLOAD', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'])(
    'a signature without the body: %s',
    async (payload) => {
      const headers = door.handSigned({ 'x-amz-content-sha256': payload }, payload);
      await door.expectRefused(
        { headers: withLength(headers), body: BODY },
        400,
        'InvalidSignatureException',
      );
    },
  );

  it.each(['host', 'x-amz-target', 'x-amz-date'])('a signature without %s', async (name) => {
    const hash = createHash('sha256').update(BODY).digest('hex');
    const headers = door.handSigned({}, hash, (signedName) => signedName !== name);
    await door.expectRefused({ headers: withLength(headers), body: BODY }, 400, 'InvalidSignatureException');
  });

  it('the door of the embedded engine refuses an operation other than the signed one', async () => {
    const headers = { ...(await door.signed()), 'x-amz-target': 'DynamoDB_20120810.DeleteTable' };
    await door.expectRefused({ headers: withLength(headers), body: BODY }, 400, 'InvalidSignatureException');
  });

  it.each([-16, 16, -60 * 24, 60 * 24 * 365])('a clock that is %i minutes off', async (minutes) => {
    const answer = await door.expectRefused(
      { headers: withLength(await door.signed(minutesFromNow(minutes))), body: BODY },
      400,
      'InvalidSignatureException',
    );
    expect(JSON.parse(answer.body).message).toMatch(/^Signature expired: /);
  });

  it.each(['', 'now', '20261399T999999Z', '2026-11-28T00:00:00Z'])(
    'an invalid date: "%s"',
    async (date) => {
      await door.expectRefused(
        { headers: withLength({ ...(await door.signed()), 'x-amz-date': date }), body: BODY },
        400,
        'IncompleteSignatureException',
      );
    },
  );
});
