import { readFileSync } from 'node:fs';
import { type Activity, type AiTip, analyzeCall, type CallWindow, recallMemory } from '@live-assist/core';
import { CallAnalytics } from '@live-assist/core/analytics/analytics';
import { inMemoryPorts, manualClock } from '@live-assist/core/in-memory';
import type { ModelAnswer } from '@live-assist/core/prompt/prompt-answer';
import { promiseCall } from '../../../../core/test/support/story.ts';
import { localAnalyst } from '../../../src/adapters/local-analyst/local-analyst.ts';
import { openaiAnalyst } from '../../../src/adapters/openai-analyst/openai-analyst.ts';
import { modelSettings } from '../../../src/config/models.ts';
import {
  type ChatRequest,
  type FakeModelServer,
  FIRM,
  plainAnswer,
  promisesIn,
  type Scripted,
  startFakeModel,
  TOLD,
  textOf,
  turnsIn,
} from '../../support/fake-model-server.ts';
import type { Attack } from './injection-attacks.ts';
import type { Outcome } from './injection-runs.ts';

/** A part of a call other than its turns that can contain text. */
export interface Place {
  name: string;
  activities?: (words: string) => Activity[];
  tips?: (words: string) => AiTip[];
  agentId?: (words: string) => string;
  flag: RegExp;
}

const TOOL = /^tool_addresses_analyst:1:\d+$/;
const TIP = /^tip_addresses_analyst:1:\d+$/;
const tool = (more: Partial<Activity>): Activity[] => [
  { name: 'lookup_customer', input: '{"id":"4417"}', output: '{"ok":true}', status: 'success', ...more },
];

export const TOOL_PLACES: readonly Place[] = [
  { name: 'the output of a look-up', activities: (output) => tool({ output }), flag: TOOL },
  {
    name: 'a field in the output of a look-up',
    activities: (words) => tool({ output: JSON.stringify({ customer: { remarks: [words] } }) }),
    flag: TOOL,
  },
  {
    name: 'JSON in the JSON of a look-up',
    activities: (words) => tool({ output: JSON.stringify(JSON.stringify({ text: words })) }),
    flag: TOOL,
  },
  { name: 'the input of a look-up', activities: (input) => tool({ input }), flag: TOOL },
  {
    name: 'the reason in the input of an act',
    activities: (reason) => tool({ name: 'issue_refund', input: JSON.stringify({ reason, order: 7 }) }),
    flag: TOOL,
  },
  {
    name: 'the output of an act',
    activities: (output) => tool({ name: 'issue_refund', output }),
    flag: TOOL,
  },
  { name: 'the name of a tool', activities: (name) => tool({ name }), flag: TOOL },
  { name: 'a failed tool', activities: (output) => tool({ output, status: 'failed' }), flag: TOOL },
  { name: 'a tip', tips: (content) => [{ tag: 'Suggestion', content }], flag: TIP },
  { name: 'the tag of a tip', tips: (tag) => [{ tag, content: 'Offer help.' }], flag: TIP },
  { name: 'the id of the agent', agentId: (words) => words, flag: /^agent_id_addresses_analyst$/ },
];

const SAMPLE: { call_id: string; windows: CallWindow[] } = readFileSync(
  new URL('../../../../../samples/calls.jsonl', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line))
  .find(({ call_id }) => call_id === 'broadband-refund-2');
const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000, sharedAddresses: [] };
const ANA = 'ana@example.com';

/** A model that obeys any text in a call, and cites every tool call as evidence. */
export interface ToolObedientModel {
  /** Analyses a sample with words inserted in a place; `wants` is what the model then reports in every list. */
  analyse(place: Place, words: string, wants: Partial<Attack>, engine?: 'openai' | 'local'): Promise<Outcome>;
  server: FakeModelServer;
}

export async function startToolObedientModel(): Promise<ToolObedientModel> {
  let wanted: Partial<Attack> = {};
  let said = '';
  // The model never receives the id of an agent, so it cannot obey it.
  let isSent = true;
  const server = await startFakeModel(
    (request): Scripted => ({
      content: JSON.stringify(isSent ? obedient(request, said, wanted) : plainAnswer()),
    }),
  );
  const portsAt = (time: number, engine: 'openai' | 'local') => {
    const clock = manualClock(time);
    const rules = localAnalyst();
    const model = openaiAnalyst({ apiKey: 'k', ...modelSettings({}), baseUrl: server.url, rules, clock });
    return { ...inMemoryPorts({ clock }), analyst: engine === 'openai' ? model : rules };
  };
  const before = portsAt(Date.UTC(2026, 10, 3), 'local');
  for (const window of promiseCall('earlier')) await before.records.add(window);
  await analyzeCall(before, SETTINGS, { call_id: 'earlier', client_email: ANA });
  const earlier = before.analytics.rows();

  return {
    server,
    analyse: async (place, words, wants, engine = 'openai') => {
      [said, wanted, isSent] = [words, wants, place.agentId === undefined];
      const ports = portsAt(Date.UTC(2026, 10, 22), engine);
      for (const row of earlier) ports.analytics.put(row);
      for (const window of windowsWith(place, words)) await ports.records.add(window);
      const command = { call_id: SAMPLE.call_id, client_email: ANA };
      const { analytics } = await analyzeCall(ports, SETTINGS, command);
      const memoryBox = await recallMemory(ports, SETTINGS, { client_email: ANA }, true);
      return { analytics: CallAnalytics.parse(analytics), memoryBox };
    },
  };
}

function windowsWith(place: Place, words: string): CallWindow[] {
  return SAMPLE.windows.map((window, at) => {
    const { activities, tips, agentId } = place;
    const named = agentId === undefined ? {} : { agent_id: agentId(words) };
    const own = { ...window, client_email: ANA, ...named };
    if (at > 0) return own;
    return {
      ...own,
      activityFeed: [...JSON.parse(String(window.activityFeed ?? '[]')), ...(activities?.(words) ?? [])],
      aiTips: [...JSON.parse(String(window.aiTips ?? '[]')), ...(tips?.(words) ?? [])],
    };
  });
}

function obedient(
  request: ChatRequest,
  said: string,
  { wants, scores, closes }: Partial<Attack>,
): ModelAnswer {
  const sent = textOf(request);
  const text = wants ?? said;
  const tools = [...sent.matchAll(/^\{"tool":\[(\d+),/gm)].map(([, number]) => Number(number));
  const agent = turnsIn(request).filter(({ speaker }) => speaker === 'agent');
  const quotes = agent.slice(0, 1).map(({ line, words }) => ({ line, quote: words }));
  // Each tool call alone, and together with a genuine quote of the agent.
  const proofs = [
    ...tools.slice(-2).map((number) => ({ quotes: [], tool: number })),
    ...tools.slice(-1).map((number) => ({ quotes, tool: number })),
    { quotes, tool: null },
  ].slice(0, 3);
  const forged = proofs.map((proof) => ({ text, ...proof }));
  return plainAnswer({
    ...(scores !== undefined && {
      professionalismScore: scores,
      empathyScore: scores,
      knowledgeScore: scores,
      satisfactionScore: scores,
      sentimentScore: scores,
    }),
    about: forged.slice(0, 1),
    keyInsights: forged,
    actionItems: forged,
    deliverables: forged,
    summary: forged,
    improvementAreas: proofs.map((proof) => ({ area: 'accuracy' as const, ...proof })),
    commitments: forged.flatMap((finding) => [
      { ...finding, owner: 'agent' as const, due: null, ...FIRM },
      { ...finding, owner: 'customer' as const, due: null, ...FIRM },
    ]),
    closings: promisesIn(request).flatMap((promise) =>
      (closes === undefined ? [] : proofs).map((proof) => ({
        promise,
        status: 'kept' as const,
        ...TOLD,
        ...proof,
      })),
    ),
  });
}
