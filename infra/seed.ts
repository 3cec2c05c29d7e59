/**
 * Records and analyses the sample calls through the API of a stage that uses `AUTH_SECRET`: `pnpm sst shell --stage
 * NAME node infra/seed.ts`. May be repeated.
 *
 * @module
 */
import { readFile } from 'node:fs/promises';
import { Resource } from 'sst/resource';
import { oneLine } from './one-line.ts';
import { stageToken } from './stage-token.ts';

interface SampleWindow {
  window_number: number;
  turns: string;
  aiTips?: string;
  activityFeed?: string;
  agent_id?: string;
  timestamp_marks?: string;
}

interface SampleCall {
  call_id: string;
  client_email: string;
  windows: SampleWindow[];
}

type Post = (route: string, body: object) => Promise<{ status: number; text: string }>;

async function record(
  post: Post,
  { call_id, client_email }: SampleCall,
  window: SampleWindow,
): Promise<void> {
  const { window_number, turns, aiTips = '[]', activityFeed = '[]', agent_id, timestamp_marks } = window;
  const columns = parsed({ turns, aiTips, activityFeed });
  if (columns === null) {
    console.log(`${call_id}: window ${window_number} is left out, it is cut off on purpose`);
    return;
  }
  const body = { call_id, client_email, window_num: window_number, agent_id, timestamp_marks, ...columns };
  const { status, text } = await post('/recordCallWindow', body);
  if (status !== 200) throw new Error(`/recordCallWindow answered ${status}: ${text}`);
}

/** Parses the lists in these columns; null when one is not JSON, as in one sample with a truncated recording. */
function parsed(columns: Record<string, string>): Record<string, unknown> | null {
  try {
    return Object.fromEntries(Object.entries(columns).map(([name, text]) => [name, JSON.parse(text)]));
  } catch {
    return null;
  }
}

async function analyse(post: Post, { call_id, client_email }: SampleCall): Promise<void> {
  const { status, text } = await post('/getCallAnalytics', { call_id, client_email });
  // One sample has no content to analyse.
  if (status === 422) console.log(`${call_id}: ${JSON.parse(text).error}`);
  else if (status === 200) console.log(call_id);
  // Behind a custom domain the API has a short request timeout.
  else if (status === 202) console.log(`${call_id}: is being analysed`);
  else throw new Error(`/getCallAnalytics answered ${status}: ${text}`);
}

await oneLine(async () => {
  const token = await stageToken('records:write analytics:write customers:any');
  const post: Post = async (route, body) => {
    const answer = await fetch(new URL(route, Resource.Api.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    return { status: answer.status, text: await answer.text() };
  };
  const lines = await readFile(new URL('../samples/calls.jsonl', import.meta.url), 'utf8');
  const calls: SampleCall[] = lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));
  for (const call of calls) {
    for (const window of call.windows) await record(post, call, window);
    await analyse(post, call);
  }
});
