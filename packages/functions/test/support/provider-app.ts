import { inMemoryPorts } from '@live-assist/core/in-memory';
import { promiseCall, windowOf } from '../../../core/test/support/story.ts';
import { localAnalyst } from '../../src/adapters/local-analyst/local-analyst.ts';
import { openaiAnalyst } from '../../src/adapters/openai-analyst/openai-analyst.ts';
import { readConfig } from '../../src/config/config.ts';
import { type TestApp, testApp } from './app.ts';
import { type FakeModelServer, fakeModel, plainAnswer, type Script } from './fake-model-server.ts';
import { resolveHere } from './named-hosts.ts';
import { firstRefusal, type Rule } from './provider-hosts.ts';

export const ANA = 'ana@example.com';

/** Answers with nothing to object to. */
export const GOOD: Script = () => ({ content: JSON.stringify(plainAnswer()) });

/** A host of a provider on this machine: its rules, then what it answers. */
export function hostOf(rules: readonly Rule[], answer: Script = GOOD): Promise<FakeModelServer> {
  return fakeModel((request, count) => firstRefusal(rules, request) ?? answer(request, count));
}

/** The app as these variables set it up, with hosts that lie on this machine. */
export interface ProviderApp extends TestApp {
  /** Records a call and has it analysed. */
  analyze(callId: string, turns?: { speaker: string; transcript: string }[]): Promise<Response>;
}

/**
 * Sets the app up as a deployment does.
 *
 * @param servers - By host name; a server that is not named is reached by its own address.
 */
export function appOfSettings(
  env: Record<string, string>,
  servers: Record<string, FakeModelServer> = {},
): ProviderApp {
  resolveHere(
    Object.fromEntries(Object.entries(servers).map(([host, { url }]) => [host, new URL(url).origin])),
  );
  const secret = 'a secret of this test that is long enough';
  const { analyst } = readConfig(
    { ANALYST: 'openai', AUTH_SECRET: secret, AUTH_ISSUER: 'https://issuer.example.com', ...env },
    { production: false },
  );
  if (analyst.engine !== 'openai') throw new Error('the settings name no model');
  const ports = inMemoryPorts();
  const { engine: _, ...settings } = analyst;
  const app = testApp({
    ...ports,
    analyst: openaiAnalyst({ ...settings, rules: localAnalyst(), clock: ports.clock }),
  });
  return {
    ...app,
    async analyze(callId, turns) {
      const windows = turns === undefined ? promiseCall(callId) : [windowOf(callId, 1, turns)];
      for (const window of windows) await app.ports.records.add(window);
      return app.post('/getCallAnalytics', { call_id: callId, client_email: ANA });
    },
  };
}
