import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { REPOSITORY } from './local-service.ts';

const PAGE = new URL('reference/', import.meta.url);
const SWAGGER = join(REPOSITORY, 'node_modules', 'swagger-ui-dist');

/** The files of the page by path, with their types. */
const FILES = {
  '/docs': [new URL('index.html', PAGE), 'text/html'],
  '/docs/page.js': [new URL('page.js', PAGE), 'text/javascript'],
  '/docs/swagger-ui.css': [join(SWAGGER, 'swagger-ui.css'), 'text/css'],
  '/docs/swagger-ui-bundle.js': [join(SWAGGER, 'swagger-ui-bundle.js'), 'text/javascript'],
} as const;

/** No other origins, and no inline script. Swagger UI writes styles into its elements, and has its pictures in its sheet. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves `/docs`: the document of the API as a page on which each route can be tried. It comes from `node_modules` alone. */
export function serveReference(app: Hono): void {
  for (const [path, [file, type]] of Object.entries(FILES)) {
    app.get(path, async (c) =>
      c.body(await readFile(file, 'utf8'), 200, {
        'content-type': `${type}; charset=utf-8`,
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-cache',
      }),
    );
  }
}
