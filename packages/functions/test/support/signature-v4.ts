import { createHash, createHmac } from 'node:crypto';
import type { ChatRequest } from './fake-model-server.ts';

/** The keys of an AWS account that signs. */
export interface SigningKeys {
  accessKeyId: string;
  secretAccessKey: string;
}

/**
 * True if a POST request carries the signature (version 4) of these keys for a service in a region; what AWS checks,
 * written after its documentation and without its packages.
 */
export function isSigned(
  { path, headers, raw }: Pick<ChatRequest, 'path' | 'headers' | 'raw'>,
  { accessKeyId, secretAccessKey }: SigningKeys,
  { service, region }: { service: string; region: string },
): boolean {
  const [, access, scope, names = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\S+), SignedHeaders=(\S+), Signature=([\da-f]{64})$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  const time = String(headers['x-amz-date'] ?? '');
  const day = time.slice(0, 8);
  if (access !== accessKeyId || scope !== `${day}/${region}/${service}/aws4_request`) return false;
  if (!['host', 'x-amz-date'].every((name) => names.split(';').includes(name))) return false;
  const host = headers['x-forwarded-host'] ?? headers.host;
  const sent: Record<string, unknown> = { ...headers, host };
  const signed = names.split(';').map((name) => `${name}:${String(sent[name] ?? '').trim()}\n`);
  const canonical = ['POST', path, '', signed.join(''), names, sha256(raw)].join('\n');
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, text).toString('hex') === signature;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
