import type { Clock } from '@live-assist/core';
import { OpenAI } from 'openai';
import type { ProviderSettings, ReasoningEffort } from '../../../config/models.ts';
import { type Dialect, dialectOf } from './dialect.ts';

/** A provider of a model, and what this process has learned about it. */
export interface Provider extends ProviderSettings {
  reasoningEffort?: ReasoningEffort | undefined;
  client(): OpenAI | Promise<OpenAI>;
  dialect: Dialect;
  /** Milliseconds since 1970 until which another provider is asked first. */
  restsUntil: number;
}

/** How long a provider that is down is passed over while another one can stand in, in milliseconds. */
const REST_MS = 30_000;

/** Opens a provider; nothing is sent before the first question. */
export function openProvider(
  settings: ProviderSettings & Pick<Provider, 'reasoningEffort'> & { contextTokens?: number | undefined },
): Provider {
  const { apiKey, baseUrl: baseURL, profile, contextTokens = null } = settings;
  // Without these the package reads its own settings from the environment.
  const own = { organization: null, project: null, logLevel: 'off' as const };
  let client: OpenAI | Promise<OpenAI> | undefined;
  const open = (): OpenAI | Promise<OpenAI> => {
    if (apiKey !== undefined) return new OpenAI({ apiKey, baseURL, ...own, ...headersOf(profile, apiKey) });
    return import('#bedrock-client').then(({ bedrockClient }) => bedrockClient(settings, own));
  };
  return {
    ...settings,
    client() {
      client ??= open();
      return client;
    },
    dialect: { ...dialectOf(settings), contextTokens },
    restsUntil: 0,
  };
}

/** Azure reads a key from a header of its own; what comes as a bearer it takes for a token of its directory. */
function headersOf(profile: ProviderSettings['profile'], apiKey: string) {
  return profile === 'azure' ? { defaultHeaders: { authorization: null, 'api-key': apiKey } } : {};
}

/** Lets a provider that refused rest, so that the next analyses do not find out again. */
export function rest(provider: Provider, { now }: Pick<Clock, 'now'>, seconds: number | undefined): void {
  provider.restsUntil = now() + Math.min(REST_MS, (seconds ?? 30) * 1000);
}
