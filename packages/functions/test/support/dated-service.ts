import type { Ports } from '@live-assist/core';
import { expect } from 'vitest';
import { localAnalyst } from '../../src/adapters/local-analyst/local-analyst.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { createApp } from '../../src/http/app.ts';
import type { AppOptions } from '../../src/http/app-options.ts';
import { devToken } from '../../src/local/server/dev-token.ts';
import type { TestEngine } from './with-engine.ts';

const SECRET = 'a secret of these days that is long enough';
const SCOPE = 'analytics:write analytics:read records:write memory:read commitments:write customers:any';

/**
 * The service on tables of its own of the real engine, with the local analyst, at the times that a test chooses.
 *
 * @param timeZone - `TIME_ZONE` of the service.
 */
export async function datedService(engine: TestEngine, timeZone = 'UTC') {
  const tables = await engine.newTables();
  return serviceOver(
    { ...tables, analyst: localAnalyst(), clock: systemClock, newToken: () => crypto.randomUUID() },
    { timeZone, analysisTimeoutMs: 60_000, sharedAddresses: [] },
  );
}

/** The service over these ports, at the times that a test chooses. */
export function serviceOver(ports: Ports, settings: AppOptions['settings']) {
  let now = Date.now();
  const app = createApp(
    { ...ports, clock: { ...ports.clock, now: () => now } },
    { auth: { keys: { secret: SECRET } }, settings, version: '0', log: () => {} },
  );
  return {
    /** Sets the clock, in milliseconds since 1970. */
    setTime(time: number) {
      now = time;
    },
    /** Sends a body and expects 200. */
    async post<Body>(path: string, body: object): Promise<Body> {
      const answer = await app.request(path, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await devToken(SECRET, { scope: SCOPE, sub: 'agent-7' }, now)}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
      });
      expect([path, answer.status]).toEqual([path, 200]);
      return (await answer.json()) as Body;
    },
  };
}
