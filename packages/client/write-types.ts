/**
 * Writes `src/service.d.ts` from `docs/openapi.json`, the second half of `pnpm write-openapi`.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString, type OpenAPI3, UNDEFINED } from 'openapi-typescript';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const FILE = at('src/service.d.ts');

const NOTE =
  '// Written by `pnpm write-openapi` from docs/openapi.json: change what that is made from, and run it.\n';

/** What this script reads of an operation. */
interface Operation {
  operationId: string;
  summary: string;
  description: string;
  requestBody?: { content: Content };
  responses: Record<string, { content: Content }>;
}
type Content = { 'application/json': { schema: { $ref: string } } };
type Paths = Record<string, Record<string, Operation>>;

/**
 * The types of all bodies and answers by their names in the document, and a method for each route
 * that takes a token, and for `healthz`.
 *
 * @throws {Error} with what the generator or the formatter says.
 */
export async function serviceTypes(): Promise<string> {
  const document = JSON.parse(readFileSync(at('../../docs/openapi.json'), 'utf8')) as OpenAPI3;
  const { schemas } = document.components ?? {};
  const ast = await openapiTS(
    { ...document, paths: {}, components: { schemas: schemas ?? {} } },
    {
      rootTypes: true,
      rootTypesNoSchemaPrefix: true,
      // A field that must be absent tells the two kinds of analytics apart.
      transform: (schema) => ('not' in schema ? UNDEFINED : undefined),
    },
  );
  // Paths, parameters and other parts that this document has none of.
  const types = astToString(ast)
    .replace(/^export (type|interface) (paths|webhooks|operations|\$defs)\b.*\n/gm, '')
    .replace(/^ *\/\*\* @(enum|constant)\b.*\n/gm, '')
    .replace(/^ {4}(responses|parameters|requestBodies|headers|pathItems): never;\n/gm, '')
    .replace('export interface components', 'interface components');
  return formatted(`${NOTE}${types}\n${methods(document.paths as unknown as Paths)}`);
}

function methods(paths: Paths): string {
  const lines = Object.entries(paths)
    // A program that wants the document reads docs/openapi.json; deliveries are signed by other systems.
    .filter(([path]) => path !== '/openapi.json' && !path.startsWith('/ingest/'))
    .flatMap(([, methods]) => Object.values(methods))
    .map((operation) => {
      const { operationId, summary, description, requestBody, responses } = operation;
      const comment = `\n/**\n * ${summary}.\n *\n * ${description}\n */\n`;
      const answer = nameOf(responses['200']);
      if (requestBody === undefined)
        return `${comment}${operationId}(options?: Options): Promise<${answer}>;`;
      const body = nameOf(requestBody);
      const method = (of: string, promise: string) =>
        `${comment}${operationId}(body: ${of}, options?: Options): Promise<${promise}>;`;
      if (responses['202'] === undefined) return method(body, answer);
      return [
        method(`${body} & { async?: false | null }`, answer),
        method(body, `${answer} | ${nameOf(responses['202'])}`),
      ].join('\n');
    });
  return `/** A method for each route that takes a token, and \`healthz\`. */\nexport interface ServiceMethods<Options> { ${lines.join('\n')} }`;
}

function nameOf(part: { content: Content } | undefined): string {
  return part?.content['application/json'].schema.$ref.split('/').at(-1) ?? 'unknown';
}

function formatted(text: string): string {
  const biome = at('../../node_modules/@biomejs/biome/bin/biome');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [biome, 'check', '--write', `--stdin-file-path=${FILE}`],
    { input: text, encoding: 'utf8', cwd: at('../..') },
  );
  if (status !== 0) throw new Error(`The formatter ended with ${status}: ${stdout}${stderr}`);
  return stdout;
}

if (import.meta.main) writeFileSync(FILE, await serviceTypes());
