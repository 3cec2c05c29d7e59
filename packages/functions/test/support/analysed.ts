import type { CallAnalytics, MemoryBox } from '@live-assist/core';
import { expect } from 'vitest';
import { localAnalyst } from '../../src/adapters/local-analyst/local-analyst.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { createApp } from '../../src/http/app.ts';
import { devToken } from '../../src/local/server/dev-token.ts';
import type { TestEngine } from './with-engine.ts';

const SECRET = 'a secret of these days that is long enough';
const SCOPE = 'analytics:write records:write memory:read customers:any';
const CLIENT = 'mo@example.com';

/** A turn as it is recorded, with its time in ISO 8601. */
export type SaidTurn = [speaker: string, transcript: string, timestamp: string];

/**
 * Records a call and has it analysed over the real engine, a minute after its last turn.
 *
 * @param timeZone - `TIME_ZONE` of the service.
 * @param more - Further fields of the window.
 */
export async function analysed(engine: TestEngine, turns: SaidTurn[], timeZone: string, more: object = {}) {
  const tables = await engine.newTables();
  let now = Date.parse(turns.at(-1)?.[2] ?? '') + 60_000;
  const app = createApp(
    {
      ...tables,
      analyst: localAnalyst(),
      clock: { ...systemClock, now: () => now },
      newToken: () => crypto.randomUUID(),
    },
    {
      auth: { keys: { secret: SECRET } },
      settings: { timeZone, analysisTimeoutMs: 60_000, sharedAddresses: [] },
      version: '0',
      log: () => {},
    },
  );
  const post = async <Body>(path: string, body: object): Promise<Body> => {
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
  };
  await post('/recordCallWindow', {
    call_id: 'call-1',
    window_num: 1,
    client_email: CLIENT,
    turns: turns.map(([speaker, transcript, timestamp]) => ({ speaker, transcript, timestamp })),
    ...more,
  });
  const { commitments } = await post<CallAnalytics>('/getCallAnalytics', {
    call_id: 'call-1',
    client_email: CLIENT,
  });
  return {
    commitments,
    due: commitments.map(({ dueAt, dueTime }) => [dueAt, dueTime]),
    boxAt: (time: string) => {
      now = Date.parse(time);
      return post<MemoryBox>('/getMemoryBox', { client_email: CLIENT });
    },
  };
}
