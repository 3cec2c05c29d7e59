import type { ChatRequest, Scripted } from './fake-model-server.ts';
import { isSigned, type SigningKeys } from './signature-v4.ts';

/** Refuses a request as a provider does, in its published words; null if it takes it. */
export type Rule = (request: ChatRequest) => Scripted | null;

/** The first refusal of these rules, in order; null if all of them take the request. */
export function firstRefusal(rules: readonly Rule[], request: ChatRequest): Scripted | null {
  for (const rule of rules) {
    const refusal = rule(request);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** The envelope of errors that OpenAI has, and most others have taken over. */
export function refusal(
  message: string,
  { status = 400, ...more }: { status?: number; param?: string; code?: string; type?: string } = {},
): Scripted {
  const error = { message, type: 'invalid_request_error', param: null, code: null, ...more };
  return { status, body: JSON.stringify({ error }) };
}

const OPENAI_FIELDS = new Set([
  ...['model', 'messages', 'max_tokens', 'max_completion_tokens', 'response_format', 'reasoning_effort'],
  ...['store', 'service_tier', 'prompt_cache_key', 'temperature', 'seed', 'n', 'stream', 'user'],
]);

/** What models of OpenAI refuse on any host. */
export function modelsOfOpenAi(model: string, { hasFlex = true } = {}): Rule[] {
  const isCurrent = /^(?:gpt-[5-9]|o\d)/.test(model);
  const hasCacheOptions = /^gpt-(?:5\.[6-9]|[6-9])/.test(model);
  return [
    ({ body }) => {
      const known = (name: string) =>
        OPENAI_FIELDS.has(name) || (hasCacheOptions && name === 'prompt_cache_options');
      const unknown = Object.keys(body).find((name) => !known(name));
      return unknown === undefined
        ? null
        : refusal(`Unknown parameter: '${unknown}'.`, { param: unknown, code: 'unknown_parameter' });
    },
    ({ body }) =>
      isCurrent && 'max_tokens' in body
        ? refusal(
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
            { param: 'max_tokens', code: 'unsupported_parameter' },
          )
        : null,
    ({ body }) =>
      !isCurrent && 'reasoning_effort' in body
        ? refusal('Unrecognized request argument supplied: reasoning_effort')
        : null,
    ({ body }) =>
      !hasFlex && body.service_tier === 'flex'
        ? refusal('Flex is not available for this model.', { param: 'service_tier' })
        : null,
    ({ body }) => {
      const { name, schema } = body.response_format.json_schema as { name?: string; schema: object };
      const fault = strictFault(schema);
      return fault === null
        ? null
        : refusal(`Invalid schema for response_format '${name}': ${fault}`, { param: 'response_format' });
    },
  ];
}

/** What the strict mode of OpenAI demands of every object of a schema; null if it is met. */
function strictFault(schema: unknown, path: readonly string[] = []): string | null {
  if (typeof schema !== 'object' || schema === null) return null;
  const { type, properties, required = [], additionalProperties } = schema as Record<string, unknown>;
  const context = `In context=(${path.map((name) => `'${name}'`).join(', ')})`;
  if (type === 'object' && additionalProperties !== false) {
    return `${context}, 'additionalProperties' is required to be supplied and to be false.`;
  }
  const missing = Object.keys(properties ?? {}).find((name) => !(required as string[]).includes(name));
  if (type === 'object' && missing !== undefined) {
    return `${context}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`;
  }
  for (const [name, part] of Object.entries(schema)) {
    const fault = strictFault(part, [...path, name]);
    if (fault !== null) return fault;
  }
  return null;
}

/** OpenAI itself, and its hosts with data residency. */
export function openAi(key: string, model: string, more?: { hasFlex?: boolean }): Rule[] {
  return [
    at('/v1/chat/completions', (path) => refusal(`Invalid URL (POST ${path})`, { status: 404 })),
    ({ headers }) =>
      headers.authorization === `Bearer ${key}`
        ? null
        : refusal(
            'Incorrect API key provided: sk-****. You can find your API key at https://platform.openai.com/account/api-keys.',
            { status: 401, code: 'invalid_api_key' },
          ),
    ({ body }) =>
      body.model === model
        ? null
        : refusal(`The model \`${body.model}\` does not exist or you do not have access to it.`, {
            status: 404,
            code: 'model_not_found',
          }),
    ...modelsOfOpenAi(model, more),
  ];
}

/** A resource of Azure with one deployment of a model. */
export function azure(key: string, deployment: string, model: string): Rule[] {
  const failure = (status: number, code: string, message: string): Scripted => ({
    status,
    body: JSON.stringify({ error: { code, message } }),
  });
  return [
    at('/openai/v1/chat/completions', () => failure(404, '404', 'Resource not found')),
    ({ headers }) =>
      headers['api-key'] === key && headers.authorization === undefined
        ? null
        : failure(
            401,
            '401',
            'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
          ),
    ({ body }) =>
      body.model === deployment
        ? null
        : failure(
            404,
            'DeploymentNotFound',
            'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.',
          ),
    ...modelsOfOpenAi(model),
  ];
}

/** How Azure refuses the words of a call. */
export const AZURE_FILTER: Scripted = {
  status: 400,
  body: JSON.stringify({
    error: {
      message:
        "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry. To learn more about our content filtering policies please read our documentation: https://go.microsoft.com/fwlink/?linkid=2198766",
      type: null,
      param: 'prompt',
      code: 'content_filter',
      status: 400,
      innererror: {
        code: 'ResponsibleAIPolicyViolation',
        content_filter_result: { violence: { filtered: true, severity: 'medium' } },
      },
    },
  }),
};

/** An endpoint of Amazon Bedrock, which checks signatures. */
export function bedrock(
  keys: SigningKeys,
  { model, region, service = 'bedrock' }: { model: string; region: string; service?: string },
): Rule[] {
  const failure = (status: number, message: string): Scripted => ({
    status,
    body: JSON.stringify({ message }),
  });
  const known = new Set([
    'model',
    'messages',
    'max_completion_tokens',
    'response_format',
    'reasoning_effort',
  ]);
  return [
    at(service === 'bedrock' ? '/openai/v1/chat/completions' : '/v1/chat/completions', () =>
      failure(404, 'Not Found'),
    ),
    (request) =>
      isSigned(request, keys, { service, region })
        ? null
        : failure(
            403,
            'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
          ),
    ({ body }) => (body.model === model ? null : failure(400, 'The provided model identifier is invalid.')),
    ({ body }) => {
      const foreign = Object.keys(body).find((name) => !known.has(name));
      return foreign === undefined
        ? null
        : failure(
            400,
            `Malformed input request: #: extraneous key [${foreign}] is not permitted, please reformat your input and try again.`,
          );
    },
    ({ body }) => {
      const bound = boundIn(body.response_format.json_schema.schema);
      return bound === null
        ? null
        : failure(400, `output_config.format.schema: For this type, property '${bound}' is not supported`);
    },
  ];
}

/** A server that refuses bounds in a schema, as older releases of vLLM do. */
export function withoutBounds(message: (bound: string) => string, status = 400): Rule {
  return ({ body }) => {
    const bound = boundIn(body.response_format?.json_schema?.schema);
    if (bound === null) return null;
    const error = { message: message(bound), type: 'BadRequestError', param: null, code: status };
    return { status, body: JSON.stringify({ object: 'error', ...error, error }) };
  };
}

/** A server that knows only these formats of an answer. */
export function withFormats(formats: readonly string[], message: (type: string) => string): Rule {
  return ({ body }) => {
    const { type } = (body.response_format ?? {}) as { type?: string };
    return type === undefined || formats.includes(type) ? null : refusal(message(type));
  };
}

/** A server that knows only these fields, and names one foreign field at a time as FastAPI does. */
export function withFields(fields: readonly string[]): Rule {
  return ({ body }) => {
    const foreign = Object.keys(body).find((name) => !fields.includes(name));
    if (foreign === undefined) return null;
    const detail = [
      { type: 'extra_forbidden', loc: ['body', foreign], msg: 'Extra inputs are not permitted', input: '' },
    ];
    return { status: 422, body: JSON.stringify({ detail }) };
  };
}

/** How vLLM says that a prompt and an answer of that length do not fit. */
export function vllmContext(limit: number, prompt: number, answer: number): Scripted {
  return refusal(
    `This model's maximum context length is ${limit} tokens. However, you requested ${prompt + answer} tokens (${prompt} in the messages, ${answer} in the completion). Please reduce the length of the messages or completion.`,
    { type: 'BadRequestError', code: '400' },
  );
}

function at(expected: string, refuse: (path: string) => Scripted): Rule {
  return ({ path }) => (path === expected ? null : refuse(path));
}

const BOUNDS = ['minItems', 'maxItems', 'minimum', 'maximum'];

function boundIn(schema: unknown): string | null {
  const [, bound = null] = new RegExp(`"(${BOUNDS.join('|')})":`).exec(JSON.stringify(schema ?? null)) ?? [];
  return bound;
}
