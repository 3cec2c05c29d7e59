import { LiveAssistError } from '@live-assist/core/shared/errors';
import type { OpenAI } from 'openai';

/**
 * Takes the place of the client for Amazon Bedrock on workers, which have neither the credentials of AWS nor the modules of
 * Node that the signer needs.
 *
 * @throws LiveAssistError `analyst_misconfigured`.
 */
export function bedrockClient(): OpenAI {
  throw new LiveAssistError(
    'analyst_misconfigured',
    'Amazon Bedrock without a key needs Node.js. Set OPENAI_API_KEY to a key of Bedrock.',
  );
}
