import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Answer } from './engine-answer.ts';
import type { EngineKey } from './engine-key.ts';
import { Sha256 } from './engine-signature.ts';

/** An engine, and the key that signs its requests. */
export interface SignedEngine {
  endpoint: string;
  credentials: EngineKey;
}

/**
 * Sends an engine a signed request for which the AWS SDK has no command.
 *
 * @param target - The operation for `x-amz-target`.
 * @throws the error of the connection.
 */
export async function askEngine(engine: SignedEngine, target: string, body: string): Promise<Answer> {
  const headers = await signedHeaders(engine, target, body);
  return new Promise((resolve, reject) => {
    const asked = request(engine.endpoint, { method: 'POST', headers }, (answer) =>
      text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), reject),
    );
    asked.once('error', reject);
    asked.end(body);
  });
}

/** The headers of such a request. */
export async function signedHeaders(
  { endpoint, credentials }: SignedEngine,
  target: string,
  body: string,
  signingDate = new Date(),
): Promise<Record<string, string>> {
  const { hostname, host } = new URL(endpoint);
  const signer = new SignatureV4({ service: 'dynamodb', region: 'local', credentials, sha256: Sha256 });
  const { headers } = await signer.sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname,
      path: '/',
      headers: { host, 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target },
      body,
    },
    { signingDate },
  );
  return headers;
}
