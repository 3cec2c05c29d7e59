import type { CallAnalytics, MemoryBox } from '@live-assist/core';
import { datedService } from './dated-service.ts';
import type { TestEngine } from './with-engine.ts';

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
  const { post, setTime } = await datedService(engine, timeZone);
  setTime(Date.parse(turns.at(-1)?.[2] ?? '') + 60_000);
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
      setTime(Date.parse(time));
      return post<MemoryBox>('/getMemoryBox', { client_email: CLIENT });
    },
  };
}
