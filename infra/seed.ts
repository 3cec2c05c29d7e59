/**
 * Records the sample calls in a stage that signs with `AUTH_SECRET`, through its API, and has them analysed:
 * `pnpm sst shell --stage NAME node infra/seed.ts`. May be repeated.
 *
 * @module
 */
import { readFile } from 'node:fs/promises';
import { Resource } from 'sst/resource';
import { devToken } from '../packages/functions/src/local/dev-token.ts';

interface SampleCall {
  call_id: string;
  client_email: string;
  windows: { window_number: number; turns: string; aiTips?: string; activityFeed?: string }[];
}

const token = await devToken(Resource.AUTH_SECRET.value, {
  scope: 'records:write analytics:write customers:any',
});

async function post(route: string, body: object): Promise<void> {
  const answer = await fetch(new URL(route, Resource.Api.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${route} answered ${answer.status}: ${await answer.text()}`);
}

const text = await readFile(new URL('../samples/calls.jsonl', import.meta.url), 'utf8');
const calls: SampleCall[] = text
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => JSON.parse(line));
for (const { call_id, client_email, windows } of calls) {
  for (const { window_number, turns, aiTips = '[]', activityFeed = '[]' } of windows) {
    await post('/recordCallWindow', {
      call_id,
      client_email,
      window_num: window_number,
      turns: JSON.parse(turns),
      aiTips: JSON.parse(aiTips),
      activityFeed: JSON.parse(activityFeed),
    });
  }
  await post('/getCallAnalytics', { call_id, client_email });
  console.log(call_id);
}
