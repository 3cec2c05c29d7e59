/**
 * The client for Amazon Bedrock without a key: requests are signed with the credentials of AWS. It is loaded only where
 * that is chosen, since the signer and the search for credentials are large.
 *
 * @module
 */
import { OpenAI } from 'openai';
import { bedrock } from 'openai/providers/bedrock/aws';
import { bedrockEndpoint } from '../../../config/bedrock-endpoint.ts';
import type { ProviderSettings } from '../../../config/models.ts';

/** Opens a client that signs for the endpoint of `baseUrl`, with the credentials that any AWS SDK would find. */
export function bedrockClient(
  { baseUrl: baseURL, region }: Pick<ProviderSettings, 'baseUrl' | 'region'>,
  options: { organization: null; project: null; logLevel: 'off' },
): OpenAI {
  const endpoint = bedrockEndpoint(baseURL);
  return new OpenAI({ provider: bedrock({ baseURL, region, endpoint }), ...options });
}
