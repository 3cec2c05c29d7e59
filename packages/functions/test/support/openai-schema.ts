import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const SPEC = fileURLToPath(
  new URL('../../../../../shared/data/openai-spec/chat-and-responses.json', import.meta.url),
);

/** Whether OpenAI's published description lies beside the clone; where it does not, a line says so. */
export const hasSpec = existsSync(SPEC);
if (!hasSpec) console.log(`Skipped: requests are held against OpenAI's schema only where ${SPEC} is.`);

type Schema = { $ref?: string; allOf?: Schema[]; properties?: Record<string, unknown> };

/** Checks bodies against OpenAI's published description; each check returns the faults it finds. */
export interface OpenAiSchema {
  faultsOfRequest(body: object): string[];
  faultsOfResponse(body: object): string[];
}

/** Compiles the description, which takes some seconds. */
export function openAiSchema(): OpenAiSchema {
  const { components } = JSON.parse(readFileSync(SPEC, 'utf8'));
  const schemas: Record<string, Schema> = components.schemas;
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'openapi.json', components });
  const check = (name: string) => {
    const isValid = ajv.compile({ $ref: `openapi.json#/components/schemas/${name}` });
    return (body: object) =>
      isValid(body) ? [] : (isValid.errors ?? []).map(({ message }) => String(message));
  };
  const request = check('CreateChatCompletionRequest');

  /** The fields at the top of a schema, with those of everything that it is made of. */
  const known = new Set<string>();
  const collect = ({ $ref, allOf = [], properties = {} }: Schema): void => {
    for (const field of Object.keys(properties)) known.add(field);
    const target = $ref === undefined ? undefined : schemas[$ref.split('/').at(-1) ?? ''];
    for (const part of target === undefined ? allOf : [target, ...allOf]) collect(part);
  };
  collect(schemas.CreateChatCompletionRequest ?? {});

  return {
    // The schema's objects are open, so a misspelt field is found by its name alone.
    faultsOfRequest: (body) => [...Object.keys(body).filter((field) => !known.has(field)), ...request(body)],
    faultsOfResponse: check('CreateChatCompletionResponse'),
  };
}
