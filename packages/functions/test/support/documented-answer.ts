import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** The published document, as far as answers need it. */
interface Document {
  paths: Record<string, Record<string, { responses: Record<string, DocumentedResponse> }>>;
  components: { headers: Record<string, { required?: boolean; schema: { type?: string } }> };
}

interface DocumentedResponse {
  headers: Record<string, unknown>;
  /** The codes of a failure. */
  'x-codes'?: string[];
}

/** Headers of HTTP itself and of CORS. */
const GENERAL = /^(?:content-(?:type|length)|vary|access-control-.+)$/;

let ajv: Ajv2020 | undefined;
let document: Document | undefined;
const validators = new Map<string, ValidateFunction>();

function read(): { ajv: Ajv2020; document: Document } {
  if (ajv === undefined || document === undefined) {
    const text = readFileSync(new URL('../../../../docs/openapi.json', import.meta.url), 'utf8');
    document = JSON.parse(text) as Document;
    ajv = new Ajv2020({ strict: false, logger: false });
    addFormats.default(ajv);
    ajv.addSchema({ $id: 'openapi.json', ...document });
  }
  return { ajv, document };
}

/**
 * Holds an answer against `docs/openapi.json`. Answers to unknown paths and methods are none of the document's.
 *
 * @throws {Error} that says where an answer is not as the document has it.
 */
export async function requireDocumented(path: string, method: string, answer: Response): Promise<void> {
  const { ajv, document } = read();
  const name = method.toLowerCase();
  const responses = document.paths[path]?.[name]?.responses;
  if (responses === undefined) return;
  const { status, headers } = answer;
  const described = responses[status];
  const fail = (what: string) => {
    throw new Error(
      `${method} ${path} answers ${status}: ${what}. Run pnpm write-openapi, or mend the answer.`,
    );
  };
  if (described === undefined) return fail('the document does not know this status');
  const wrong = wrongHeader(headers, described.headers);
  if (wrong !== null) return fail(wrong);
  const pointer = `openapi.json#/paths/${path.replaceAll('/', '~1')}/${name}/responses/${status}/content/application~1json/schema`;
  const validate = validators.get(pointer) ?? ajv.getSchema(pointer);
  if (validate === undefined) return fail('it has no schema');
  validators.set(pointer, validate);
  const body = (await answer.clone().json()) as { code?: string };
  if (!validate(body)) fail(ajv.errorsText(validate.errors));
  const codes = described['x-codes'];
  if (codes?.includes(body.code ?? '') === false) fail(`it lists no code ${body.code}`);
}

/** What is wrong with the headers of an answer, or null: each is documented, none that is required is missing, each has its form. */
function wrongHeader(headers: Headers, described: Record<string, unknown>): string | null {
  const { ajv, document } = read();
  for (const name of headers.keys()) {
    if (!GENERAL.test(name) && described[name] === undefined) return `it has no header ${name}`;
  }
  for (const name of Object.keys(described)) {
    const value = headers.get(name);
    const { required, schema } = document.components.headers[name] ?? { schema: {} };
    if (value === null) {
      if (required === true) return `the header ${name} is missing`;
      continue;
    }
    const validate = ajv.getSchema(`openapi.json#/components/headers/${name}/schema`);
    if (!validate?.(schema.type === 'integer' ? Number(value) : value))
      return `the header ${name} is ${value}`;
  }
  return null;
}
