import { describe, expect, it } from 'vitest';
import { ANA, bodyOf, scriptedAnalyst, testApp, window } from '../support/app.ts';

/** A call of 18 million characters without a customer. */
function longRecording() {
  const analyst = scriptedAnalyst();
  const app = testApp({ analyst });
  const turns = [{ speaker: 'agent', transcript: 'x'.repeat(300_000) }];
  for (let number = 0; number < 60; number++) {
    app.ports.records.put({ call_id: 'call-1', window_number: number, turns: JSON.stringify(turns) });
  }
  return { app, analyst };
}

describe('a recording of more than 16 million characters', () => {
  it('a recording of more than 16 million characters is not analysed', async () => {
    const { app, analyst } = longRecording();
    const answer = await app.post('/getCallAnalytics', { call_id: 'call-1', client_email: ANA });
    expect([answer.status, (await bodyOf(answer)).code]).toEqual([413, 'transcript_too_long']);
    expect(analyst.asked).toBe(0);
  });

  it('a recording of more than 16 million characters stays without a customer when a later window names one', async () => {
    const { app } = longRecording();
    const answer = await app.post(
      '/recordCallWindow',
      window({ call_id: 'call-1', window_num: 60, client_email: ANA }),
    );
    expect([answer.status, (await bodyOf(answer)).code]).toEqual([413, 'transcript_too_long']);
    expect(await app.ports.claims.get('call-1')).toBeNull();
    expect(await app.ports.records.newestWindow('call-1')).toBe(59);
  });
});
