import fc from 'fast-check';
import { expect, it } from 'vitest';
import { THOROUGH } from '../../../core/test/support/thorough.ts';
import { breachIn } from '../support/answer-contract.ts';
import { ANA, BEN, hurriedClock, NOW, scriptedAnalyst, testApp, token, window } from '../support/app.ts';
import { secretSigner, unsigned } from '../support/tokens.ts';
import {
  fuzzedAuthorization,
  fuzzedBody,
  fuzzedContentType,
  fuzzedPath,
  GUARDED,
  MARKER,
  withoutUnknownNames,
} from './fuzzed-requests.ts';

const BATCHES = THOROUGH ? 250 : 120;
const REQUESTS_A_BATCH = 20;

const tokens = await Promise.all([
  token(),
  token({ scope: 'analytics:read customers:any' }),
  token({ client_email: ANA }),
  token({ client_email: BEN, call_id: 'call-2' }),
  token({ exp: NOW - 1 }),
  token({}, unsigned),
  token({}, await secretSigner('a secret that is not the right one')),
]);
const request = fc.record({
  path: fuzzedPath,
  authorization: fuzzedAuthorization(tokens.slice(0, 4), tokens.slice(4)),
  contentType: fuzzedContentType,
  body: fuzzedBody,
});

it('no request crashes the service, and every error has the common shape', async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(request, { minLength: REQUESTS_A_BATCH, maxLength: REQUESTS_A_BATCH }),
      // Bodies have fields of every route, so `refuse` rejects most of them; `ignore` lets them reach later checks.
      fc.constantFrom('ignore' as const, 'ignore' as const, 'refuse' as const),
      async (requests, unknownFields) => {
        const app = testApp(
          { clock: hurriedClock(), analyst: scriptedAnalyst({ resolved: false }) },
          { unknownFields },
        );
        await app.post('/recordCallWindow', window({ call_id: 'call-1' }));
        await app.post('/recordCallWindow', window({ call_id: 'call-2', client_email: BEN }));
        await app.post('/getCallAnalytics', { call_id: 'call-1', client_email: ANA });
        app.lines.length = 0;
        for (const { path, authorization, contentType, body } of requests) {
          const answer = await app.request(path, {
            method: 'POST',
            headers: { authorization, 'content-type': contentType },
            body,
          });
          const sent = await answer.text();
          const outcome = `${path} ${answer.status}`;
          seen.set(outcome, (seen.get(outcome) ?? 0) + 1);

          expect(answer.status).toBeLessThan(500);
          expect(
            breachIn(path, 'POST', { status: answer.status, headers: answer.headers, body: sent }),
          ).toBeNull();
          if (answer.status !== 200) expect(withoutUnknownNames(sent)).not.toContain(MARKER);
        }
        const lines = app.lines.map((line) => ({ ...line, unknownFields: undefined }));
        expect(JSON.stringify(lines)).not.toContain(MARKER);
        expect(app.lines).toHaveLength(requests.length);
      },
    ),
    { numRuns: BATCHES, seed: 1, endOnFailure: false },
  );
  // The fuzzing is only useful if some bodies are accepted and every guard refuses some.
  for (const path of GUARDED) {
    for (const status of [200, 400, 401, 403]) expect(seen.get(`${path} ${status}`)).toBeGreaterThan(0);
  }
  expect([...seen.values()].reduce((sum, count) => sum + count)).toBe(BATCHES * REQUESTS_A_BATCH);
});
