import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { Refusal } from './engine-answer.ts';
import type { EngineKey } from './engine-key.ts';

/** A received request: each header once, with a lower-case name. */
export interface ReceivedRequest {
  headers: Record<string, string>;
  body: Buffer;
}

/** The signature fields of a request. */
export interface Finding {
  region: string;
  date: Date;
  signedHeaders: ReadonlySet<string>;
  signature: string;
}

/** Allowed clock difference, as at AWS, in milliseconds. */
const MAX_SKEW_MS = 15 * 60_000;

const CREDENTIAL = /^([^/]{1,128})\/(\d{8})\/([a-z0-9-]{1,64})\/([a-z0-9-]{1,64})\/aws4_request$/;

/**
 * Reads the headers of an AWS Signature Version 4, and checks the key id and the time. {@link checkSignature} checks
 * the signature itself, with the body.
 *
 * @throws {Refusal} with the error code of AWS.
 */
export function readSignature(headers: Record<string, string>, key: EngineKey, now: number): Finding {
  const { authorization, 'x-amz-date': longDate = '' } = headers;
  if (authorization === undefined) {
    throw new Refusal(
      'MissingAuthenticationTokenException',
      'The request is not signed. Sign it with the access key that `pnpm start` prints.',
    );
  }
  const { Credential = '', SignedHeaders = '', Signature = '' } = partsOf(authorization);
  const [, accessKeyId, day, region = '', service] = CREDENTIAL.exec(Credential) ?? [];
  if (accessKeyId === undefined || SignedHeaders === '' || !/^[0-9a-f]{64}$/.test(Signature)) {
    throw incomplete('The header "authorization" is no signature of AWS Signature Version 4.');
  }
  if (accessKeyId !== key.accessKeyId || 'x-amz-security-token' in headers) {
    throw new Refusal(
      'UnrecognizedClientException',
      'The security token included in the request is invalid: use the access key that `pnpm start` prints, without a session token.',
    );
  }
  const date = readDate(longDate);
  if (date === null || longDate.slice(0, 8) !== day) {
    throw incomplete(
      'The header "x-amz-date" must say when the request was signed, such as 20261128T083000Z.',
    );
  }
  if (service !== 'dynamodb') throw invalid("Credential should be scoped to correct service: 'dynamodb'.");
  if (Math.abs(date.getTime() - now) > MAX_SKEW_MS) {
    throw invalid(`Signature expired: ${longDate} is more than 15 minutes from the time of this machine.`);
  }
  const signedHeaders = new Set(SignedHeaders.split(';'));
  const unsigned = Object.keys(headers).filter(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !signedHeaders.has(name),
  );
  if (unsigned.length > 0) throw invalid(`'${unsigned[0]}' must be a 'SignedHeader' in the Authorization.`);
  return { region, date, signedHeaders, signature: Signature };
}

/**
 * Signs the request with our key and compares the signatures.
 *
 * @throws {Refusal} when the signature or the signed content differs.
 */
export async function checkSignature(
  { headers, body }: ReceivedRequest,
  { region, date, signedHeaders, signature }: Finding,
  key: EngineKey,
): Promise<void> {
  const { 'x-amz-content-sha256': announced } = headers;
  // The library trusts the announced hash of the body, so it is checked here.
  if (announced !== undefined && announced !== createHash('sha256').update(body).digest('hex')) {
    throw invalid('The body is not the one that was signed; bodies without a signature are not taken.');
  }
  const signer = new SignatureV4({
    service: 'dynamodb',
    region,
    credentials: key,
    sha256: Sha256,
    applyChecksum: false,
  });
  const again = await signer.sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname: '127.0.0.1',
      path: '/',
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => signedHeaders.has(name))),
      body,
    },
    { signingDate: date, signableHeaders: new Set(signedHeaders) },
  );
  const { SignedHeaders = '', Signature = '' } = partsOf(again.headers.authorization ?? '');
  // Both sides would ignore a header that is listed as signed but missing.
  const isSame =
    SignedHeaders === [...signedHeaders].join(';') &&
    timingSafeEqual(Buffer.from(Signature, 'hex'), Buffer.from(signature, 'hex'));
  if (!isSame) {
    throw invalid(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
    );
  }
}

/** Node's hash with the interface that the library requires. */
export class Sha256 {
  #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {}
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

function partsOf(authorization: string): Partial<Record<string, string>> {
  if (!authorization.startsWith('AWS4-HMAC-SHA256 ')) return {};
  const parts = authorization.slice('AWS4-HMAC-SHA256 '.length).split(',');
  return Object.fromEntries(
    parts.map((part) => {
      const [name = '', ...value] = part.trim().split('=');
      return [name, value.join('=')];
    }),
  );
}

/** Parses a date such as 20261128T083000Z; null when it is invalid. */
function readDate(text: string): Date | null {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  const [year, month, day, hours, minutes, seconds] = parts;
  const date = new Date(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}

function invalid(message: string): Refusal {
  return new Refusal('InvalidSignatureException', message);
}

function incomplete(message: string): Refusal {
  return new Refusal('IncompleteSignatureException', message);
}
