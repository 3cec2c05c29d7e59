import type { CallWindow } from '@live-assist/core';
import { inMemoryPorts, manualClock } from '@live-assist/core/in-memory';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localAnalyst } from '../../src/adapters/local-analyst/local-analyst.ts';
import { NOW, testApp } from '../support/app.ts';
import {
  type FakeModelServer,
  FIRM,
  plainAnswer,
  startFakeModel,
  turnsIn,
} from '../support/fake-model-server.ts';
import { appAt } from '../support/openai-app.ts';

/** One sentence per kind, with its secret. */
const SAID: [sentence: string, secret: string][] = [
  ['My social security number is 219-09-9999.', '219-09-9999'],
  ['Mein Steuer-ID ist 97 806 234 578.', '234 578'],
  ['I was born on the 3rd of August 1967.', 'August 1967'],
  ['My passport number is C01X00T47.', 'C01X00T47'],
  ['I live at 14 Harbour Street, Leeds, LS1 4AP.', '14 Harbour Street'],
  ['The key in the log is AKIAIOSFODNN7EXAMPLE.', 'AKIAIOSFODNN7EXAMPLE'],
  ['It sent me https://id.example.com/reset?token=9f8a7c6b5d.', '9f8a7c6b5d'],
  ['Mi contraseña es Verano-2026.', 'Verano-2026'],
];
const KEPT = ['IMEI is 490154203237518', 'order 12345678Z', 'flight on 12 May 2027'];
const TURNS = [
  ...SAID.map(([transcript]) => ({ speaker: 'customer', transcript })),
  { speaker: 'customer', transcript: `My ${KEPT.join(', my ')}.` },
  { speaker: 'agent', transcript: 'I will send you the label by Friday.' },
];
const TOOL = {
  tool: 'update_customer',
  input: { dob: '1967-08-03', address1: '14 Harbour Street' },
  status: 'success',
};

let server: FakeModelServer;
beforeAll(async () => {
  // The model quotes every line, so a secret in the transcript would reappear in a finding.
  server = await startFakeModel((request) => {
    const quoted = turnsIn(request).map(({ line, speaker, words }) => ({
      text: words,
      quotes: [{ line, speaker, quote: words }],
      tool: null,
    }));
    const promises = quoted.map((claim) => ({ ...claim, owner: 'customer' as const, due: null, ...FIRM }));
    return {
      content: JSON.stringify(plainAnswer({ keyInsights: quoted.slice(0, 3), commitments: promises })),
    };
  });
});
afterAll(() => server.stop());

it.each(['openai', 'local'] as const)(
  'no secret of any kind reaches the model or the analysis: %s',
  async (engine) => {
    const ports = inMemoryPorts({ clock: manualClock(Date.UTC(2026, 10, 22)) });
    const app =
      engine === 'openai' ? appAt(server.url, ports) : testApp({ ...ports, analyst: localAnalyst() });
    const call = { call_id: 'kinds-1', client_email: 'ana@example.com' };
    const window = {
      ...call,
      window_number: 1,
      turns: JSON.stringify(TURNS),
      call_activities: JSON.stringify([TOOL]),
    };
    await ports.records.add(window as unknown as CallWindow);
    const times = { iat: NOW, exp: Date.UTC(2026, 10, 22, 1) / 1000 };
    const answer = await app.post('/getCallAnalytics', call, times);
    expect(answer.status).toBe(200);
    const sent = JSON.stringify(server.requests.map(({ body }) => body.messages));
    const seen =
      JSON.stringify([answer.body, ports.analytics.rows(), app.lines]) + (engine === 'openai' ? sent : '');
    expect(SAID.filter(([, secret]) => seen.includes(secret))).toEqual([]);
    expect(seen).not.toContain('1967-08-03');
    if (engine === 'openai') {
      expect(KEPT.filter((kept) => !sent.includes(kept))).toEqual([]);
    }
  },
);
