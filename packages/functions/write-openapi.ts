/**
 * Writes `docs/openapi.json` from the routes, the schemas and real answers. It is the first half of `pnpm write-openapi`, which is
 * run after every change of a route, a body, an answer or an error code. A test compares the two.
 *
 * @module
 */
import { VERSION } from './src/config/version.ts';
import { openApiDocument } from './src/openapi/document.ts';
import { examples } from './src/openapi/examples.ts';
import { writeJson } from './write-json.ts';

writeJson('../../docs/openapi.json', openApiDocument(VERSION, await examples(VERSION)));
