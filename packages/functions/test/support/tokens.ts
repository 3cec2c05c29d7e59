import type { webcrypto } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The signer of a token; its header names the algorithm, and may be overridden with a false one. */
export interface Signer {
  header: Record<string, unknown>;
  sign(input: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
}

/** Builds a token from its three parts, so that any of them can be invalid. */
export async function signToken(
  signer: Signer,
  claims: unknown,
  header: Record<string, unknown> = {},
): Promise<string> {
  const input = `${part({ ...signer.header, ...header })}.${part(claims)}`;
  const signature = await signer.sign(new TextEncoder().encode(input));
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}

export async function secretSigner(secret: string, hash: '256' | '384' | '512' = '256'): Promise<Signer> {
  const key = await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(secret),
    { name: 'HMAC', hash: `SHA-${hash}` },
    false,
    ['sign'],
  );
  return {
    header: { alg: `HS${hash}`, typ: 'JWT' },
    sign: (input) => crypto.subtle.sign('HMAC', key, input),
  };
}

/** A token with an empty signature, as `alg: none` has it. */
export const unsigned: Signer = {
  header: { alg: 'none', typ: 'JWT' },
  sign: async () => new ArrayBuffer(0),
};

const ALGORITHMS = {
  RS256: {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  },
  PS256: {
    name: 'RSA-PSS',
    hash: 'SHA-256',
    saltLength: 32,
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  },
  ES256: { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' },
  EdDSA: { name: 'Ed25519' },
} as const;
export type Algorithm = keyof typeof ALGORITHMS;

/** A new pair of keys: a signer with the private key, and the public key as an issuer publishes it. */
export async function keyPair(
  alg: Algorithm,
  kid: string,
  /** Length of an RSA key, in bits. */
  modulusLength = 2048,
): Promise<{ signer: Signer; publicKey: Record<string, unknown>; pem: string }> {
  const algorithm = { ...ALGORITHMS[alg], modulusLength };
  const pair = (await crypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ])) as webcrypto.CryptoKeyPair;
  const { key_ops: _, ext: __, ...jwk } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const spki = Buffer.from(await crypto.subtle.exportKey('spki', pair.publicKey)).toString('base64');
  return {
    signer: {
      header: { alg, kid, typ: 'JWT' },
      sign: (input) => crypto.subtle.sign(algorithm, pair.privateKey, input),
    },
    publicKey: { ...jwk, kid, alg, use: 'sig' },
    pem: `-----BEGIN PUBLIC KEY-----\n${spki}\n-----END PUBLIC KEY-----\n`,
  };
}

/** An issuer's key set on a loopback socket. Its answer can be changed while it runs. */
export interface KeyServer {
  url: string;
  keys: unknown[];
  /** Answers with this status instead of the keys when it is not 200. */
  status: number;
  /** Never answers. */
  silent: boolean;
  /** The target of a redirect with status 302. */
  location?: string;
  /** Number of requests. */
  asked: number;
  close(): Promise<void>;
}

export async function serveKeys(keys: unknown[]): Promise<KeyServer> {
  const http = createServer((_, response) => {
    server.asked += 1;
    if (server.silent) return;
    if (server.location !== undefined)
      return void response.writeHead(302, { location: server.location }).end();
    response.writeHead(server.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: server.keys }));
  });
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  const { port } = http.address() as AddressInfo;
  const server: KeyServer = {
    url: `http://127.0.0.1:${port}/.well-known/jwks.json`,
    keys,
    status: 200,
    silent: false,
    asked: 0,
    close: async () => {
      http.closeAllConnections();
      await new Promise((closed) => http.close(closed));
    },
  };
  return server;
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
