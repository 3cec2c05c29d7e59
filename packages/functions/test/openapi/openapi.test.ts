import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VERSION } from '../../src/config/version.ts';
import { routes } from '../../src/http/routes.ts';
import { openApiDocument } from '../../src/openapi/document.ts';
import { examples } from '../../src/openapi/examples.ts';
import { STATUS } from '../../src/telemetry/statuses.ts';
import { testApp } from '../support/app.ts';
import { requireDocumented } from '../support/documented-answer.ts';

interface Described {
  operationId: string;
  responses: Record<string, { description: string }>;
}
interface Document {
  paths: Record<string, Record<string, Described>>;
}

const published = JSON.parse(
  readFileSync(new URL('../../../../docs/openapi.json', import.meta.url), 'utf8'),
) as Document;
const operations = Object.values(published.paths).flatMap((methods) => Object.values(methods));

describe('the OpenAPI document', () => {
  it('is what pnpm write-openapi writes: run it after a change of a route, a body, an answer or a code', async () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(openApiDocument(VERSION, await examples(VERSION)))));
  });

  it('has every route with its method, and no other', () => {
    const described = Object.entries(published.paths).map(([path, methods]) => [path, Object.keys(methods)]);
    expect(described).toEqual(
      Object.entries(routes).map(([path, { method }]) => [path, [method.toLowerCase()]]),
    );
  });

  it('has every error code under its status, and no other', () => {
    const described = operations.flatMap(({ responses }) =>
      Object.entries(responses)
        .filter(([status]) => Number(status) >= 400)
        .flatMap(([status, { description }]) =>
          description.split(', ').map((code) => `${code.replaceAll('`', '')} ${status}`),
        ),
    );
    // No path of the document answers not_found, and only the log of jobs tells events_not_taken.
    const unanswered = ['not_found', 'events_not_taken'];
    const codes = Object.entries(STATUS).filter(([code]) => !unanswered.includes(code));
    expect([...new Set(described)].sort()).toEqual(codes.map(([code, status]) => `${code} ${status}`).sort());
  });

  it('is answered without a token', async () => {
    const answer = await testApp().request('/openapi.json');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual(published);
  });

  it.each([
    ['another status', 418, { error: 'A teapot.', code: 'internal' }, 'does not know this status'],
    ['a missing field', 200, { status: 'ok' }, "must have required property 'version'"],
    ['another code', 500, { error: 'Try again.', code: 'analyst_timeout' }, 'must be equal to one of'],
    ['an unknown field', 200, { status: 'ok', version: '1', secret: 'x' }, 'must NOT have additional'],
  ])('is broken by an answer with %s', async (_, status, body, says) => {
    const answer = Response.json(body, { status });
    await expect(requireDocumented('/healthz', 'GET', answer)).rejects.toThrow(says);
  });
});
