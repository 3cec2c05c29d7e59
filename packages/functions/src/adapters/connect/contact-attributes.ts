import { LiveAssistError } from '@live-assist/core';
import { Hash } from '@smithy/hash-node';
import { SignatureV4 } from '@smithy/signature-v4';
import * as z from 'zod/mini';
import type { EndedContact } from './contact-event.ts';

/** How Amazon Connect is reached. */
export interface ConnectOptions {
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /** @default the endpoint of Amazon Connect in that region */
  endpoint?: string | undefined;
}

const TIMEOUT_MS = 5_000;

const Described = z.object({
  Contact: z.object({ Attributes: z.nullish(z.record(z.string(), z.string())) }),
});

/**
 * Reads the attributes that the contact centre gave a contact, by `DescribeContact`. {} if the contact has none, or is not
 * known any more.
 *
 * @throws LiveAssistError `store_unavailable`; a repetition may succeed.
 */
export async function contactAttributes(
  { region, credentials, endpoint = `https://connect.${region}.amazonaws.com` }: ConnectOptions,
  { contactId, instanceArn }: EndedContact,
): Promise<Record<string, string>> {
  try {
    const { protocol, hostname, host } = new URL(endpoint);
    const instance = instanceArn.slice(instanceArn.lastIndexOf('/') + 1);
    const path = `/contacts/${encodeURIComponent(instance)}/${encodeURIComponent(contactId)}`;
    const signer = new SignatureV4({
      service: 'connect',
      region,
      credentials,
      sha256: Hash.bind(null, 'sha256'),
    });
    const { headers } = await signer.sign({ method: 'GET', protocol, hostname, path, headers: { host } });
    const answer = await fetch(new URL(path, endpoint), {
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (answer.status === 404) return {};
    if (!answer.ok) throw new Error(`Amazon Connect answered ${answer.status}.`);
    return Described.parse(await answer.json()).Contact.Attributes ?? {};
  } catch (cause) {
    throw new LiveAssistError(
      'store_unavailable',
      'Amazon Connect cannot be asked about a contact. Check CONNECT_INSTANCE_ARN and the rights of the service.',
      { cause },
    );
  }
}
