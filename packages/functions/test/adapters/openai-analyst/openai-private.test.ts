import { readFileSync } from 'node:fs';
import type { CallWindow } from '@live-assist/core';
import { inMemoryPorts, manualClock } from '@live-assist/core/in-memory';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localAnalyst } from '../../../src/adapters/local-analyst/local-analyst.ts';
import { NOW, testApp } from '../../support/app.ts';
import {
  type FakeModelServer,
  FIRM,
  plainAnswer,
  startFakeModel,
  turnsIn,
} from '../../support/fake-model-server.ts';
import { appAt } from '../../support/openai-app.ts';

const CALLS: { call_id: string; client_email: string; windows: CallWindow[] }[] = readFileSync(
  new URL('../../../../../samples/calls.jsonl', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line));

/** Private words of these calls, which must not leave them. */
const SECRETS = [
  'four two four two',
  '4242 4242',
  'One two three.',
  'oh seven seven double zero',
  '07700 900461',
  'george dot whitfield at example dot com',
  'george.whitfield@example.com',
];
const ADDRESS = /[\w.+-]+@[\w-]+\.\w+/g;
const secretsIn = (value: unknown): string[] => {
  const text = JSON.stringify(value);
  return [...SECRETS.filter((secret) => text.includes(secret)), ...(text.match(ADDRESS) ?? [])];
};

let server: FakeModelServer;
beforeAll(async () => {
  // Quotes whatever was said, so that a secret in the transcript would come back in a claim.
  server = await startFakeModel((request) => {
    const quoted = turnsIn(request).map(({ line, speaker, words }) => ({
      text: words,
      quotes: [{ line, speaker, quote: words }],
      tool: null,
    }));
    const promises = quoted
      .slice(-20)
      .map((claim) => ({ ...claim, owner: 'customer' as const, due: null, ...FIRM }));
    return {
      content: JSON.stringify(plainAnswer({ keyInsights: quoted.slice(0, 3), commitments: promises })),
    };
  });
});
afterAll(() => server.stop());

describe('the sample calls', () => {
  it('the sample calls hold every secret that is looked for', () => {
    const said = JSON.stringify(CALLS.map(({ windows }) => windows));
    expect(SECRETS.filter((secret) => !said.includes(secret))).toEqual([]);
  });

  it.each(['openai', 'local'] as const)('the sample calls leave no secret anywhere: %s', async (engine) => {
    const ports = inMemoryPorts({ clock: manualClock(Date.UTC(2026, 10, 22)) });
    const app =
      engine === 'openai' ? appAt(server.url, ports) : testApp({ ...ports, analyst: localAnalyst() });
    const times = { iat: NOW, exp: Date.UTC(2026, 10, 22, 1) / 1000 };
    let analysed = 0;
    for (const { call_id, client_email, windows } of CALLS) {
      for (const window of windows) await ports.records.add(window);
      const { status } = await app.post('/getCallAnalytics', { call_id, client_email }, times);
      if (status === 200) analysed += 1;
    }
    expect(analysed).toBe(CALLS.length - 1);
    const rows = ports.analytics.rows().map(({ client_email: _, ...row }) => row);
    expect(rows.length).toBe(analysed);
    expect(rows.flatMap(secretsIn)).toEqual([]);
    expect(app.lines.map(({ requestId: _, ...line }) => line).flatMap(secretsIn)).toEqual([]);
    if (engine === 'openai') {
      const sent = server.requests.map(({ body }) =>
        JSON.stringify(body.messages).replace(/data-[\da-f-]{36}/g, ''),
      );
      expect(sent.length).toBeGreaterThanOrEqual(analysed);
      expect(sent.flatMap(secretsIn)).toEqual([]);
    }
  });
});
