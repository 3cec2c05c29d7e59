import { listPrice, type Price, RESIDENCY_FACTOR, scaledPrice } from './model-prices.ts';

export type { Price } from './model-prices.ts';

/** A small current model: a ten-minute call costs less than a tenth of a cent. */
const DEFAULT_MODEL = 'gpt-6-luna';

const OPENAI_URL = 'https://api.openai.com/v1';
/** OpenAI and its hosts with data residency (`eu.api.openai.com`), which serve the same models. */
const OPENAI_HOST = /^(?:[a-z]{2,4}\.)?api\.openai\.com$/;
const AZURE_HOST =
  /^[a-z\d-]+\.(?:openai\.azure\.(?:com|us)|services\.ai\.azure\.com|cognitiveservices\.azure\.com)$/;
const BEDROCK_HOST = /^bedrock-(?:runtime(?:-fips)?|mantle)\.([a-z\d-]+)\./;

/**
 * The dialect of the provider: which fields a request has. `compatible` is any other provider of Chat Completions, which
 * gets only the required fields, because providers refuse fields that they do not know.
 */
export type Profile = (typeof PROFILES)[number];
export const PROFILES = ['openai', 'azure', 'bedrock', 'compatible'] as const;

/** How long a reasoning model may think. */
export type ReasoningEffort = (typeof REASONING_EFFORTS)[number];
export const REASONING_EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'] as const;

/** A model, its address, its dialect and its price. */
export interface ProviderSettings {
  model: string;
  /** Base URL of a provider of Chat Completions. */
  baseUrl: string;
  profile: Profile;
  /** Null when it is unknown. */
  price: Price | null;
  /** Absent at Bedrock, where requests are signed with the credentials of AWS instead. */
  apiKey?: string | undefined;
  /** Region of AWS, for Bedrock. */
  region?: string | undefined;
}

/** The model that judges, the one that stands in for it, and how they are asked. */
export interface ModelSettings extends ProviderSettings {
  /** Asked when the provider is down or refuses for load. */
  fallback?: ProviderSettings | undefined;
  /** Absent for the default of the model. */
  reasoningEffort?: ReasoningEffort | undefined;
  /** Tokens that the model reads and writes at most, together; absent for large models. */
  contextTokens?: number | undefined;
  /** Whether analyses that can wait ask for the cheap and slow service tier. @default false */
  flex?: boolean | undefined;
}

/** What chooses a provider. */
export interface ProviderChoice {
  model?: string | undefined;
  baseUrl?: string | undefined;
  /** @default 'auto', by the host of `baseUrl` */
  profile?: Profile | 'auto' | undefined;
  price?: Price | null | undefined;
  apiKey?: string | undefined;
  region?: string | undefined;
}

/**
 * The settings of a provider. Defaults: OpenAI, and a small current model.
 *
 * @param variables - Where the variables of this provider begin, for complaints.
 * @throws {Error} with one sentence that names a variable when the choices do not fit each other.
 * @example modelSettings({ model: 'gpt-5.4-mini' }).price?.output // 4.5
 */
export function modelSettings(choice: ProviderChoice, variables = 'OPENAI'): ProviderSettings {
  const { profile: chosen = 'auto', region, apiKey, price } = choice;
  const given = choice.baseUrl ?? (chosen === 'bedrock' && region !== undefined ? bedrockUrl(region) : null);
  const url = new URL(given ?? OPENAI_URL);
  const profile = chosen === 'auto' ? profileOf(url.hostname) : chosen;
  if (profile === 'azure' || profile === 'bedrock') {
    if (choice.model === undefined) throw new Error(`${variables}_MODEL is missing: ${NAMED[profile]}`);
    if (given === null) throw new Error(PLACED[profile].replace('*', variables));
  }
  const { model = DEFAULT_MODEL } = choice;
  const own = { model, profile, ...(apiKey !== undefined && { apiKey }) };
  switch (profile) {
    case 'openai':
      return { ...own, baseUrl: given ?? OPENAI_URL, price: price ?? priceAt(url, model) };
    case 'azure':
      return { ...own, baseUrl: azureUrl(url, variables), price: price ?? listPrice(model) };
    case 'bedrock': {
      const place = BEDROCK_HOST.exec(url.hostname)?.[1] ?? region;
      if (place === undefined && apiKey === undefined) throw new Error(PLACED.bedrock);
      return { ...own, baseUrl: trimmed(url), price: price ?? null, region: place };
    }
    case 'compatible':
      return { ...own, baseUrl: given ?? OPENAI_URL, price: price ?? null };
  }
}

const NAMED = {
  azure: 'set it to the name of your deployment.',
  bedrock: 'set it to the id of a model of Bedrock, such as openai.gpt-oss-120b-1:0.',
};
const PLACED = {
  azure: '*_BASE_URL is missing: set it to https://YOUR-RESOURCE.openai.azure.com/openai/v1.',
  bedrock: 'AWS_REGION is missing: set it to the region of Bedrock.',
};

function profileOf(host: string): Profile {
  if (OPENAI_HOST.test(host)) return 'openai';
  if (AZURE_HOST.test(host)) return 'azure';
  return BEDROCK_HOST.test(host) ? 'bedrock' : 'compatible';
}

function priceAt({ hostname }: URL, model: string): Price | null {
  const price = listPrice(model);
  const isResident = OPENAI_HOST.test(hostname) && hostname !== 'api.openai.com';
  return price !== null && isResident ? scaledPrice(price, RESIDENCY_FACTOR) : price;
}

/** Azure speaks the dialect of OpenAI below `/openai/v1`; other paths need a version of the API with each request. */
function azureUrl(url: URL, variables: string): string {
  const path = withoutSlashes(url.pathname);
  if (path === '' || path === '/openai') return `${url.origin}/openai/v1`;
  if (/\/deployments\//.test(`${path}/`) || url.search !== '') {
    throw new Error(
      `${variables}_BASE_URL of Azure must end with /openai/v1, without a deployment and a version: the deployment goes into ${variables}_MODEL.`,
    );
  }
  return trimmed(url);
}

function bedrockUrl(region: string): string {
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://bedrock-runtime.${region}.${suffix}/openai/v1`;
}

function trimmed({ href }: URL): string {
  return withoutSlashes(href);
}

function withoutSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end -= 1;
  return text.slice(0, end);
}
