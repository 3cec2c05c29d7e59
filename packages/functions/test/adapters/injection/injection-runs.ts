import { readFileSync } from 'node:fs';
import { analyzeCall, type CallWindow, type RecordedTurn, recallMemory } from '@live-assist/core';
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
  type ReadTurn,
  type Scripted,
  startFakeModel,
  TOLD,
  textOf,
  turnsIn,
} from '../../support/fake-model-server.ts';
import type { Attack } from './injection-attacks.ts';

export const PLACES = ['first', 'middle', 'last'] as const;
export type Place = (typeof PLACES)[number];

/** The calls that contain the attacks. */
export const BASES = [
  'broadband-refund-2',
  'lost-parcel-1',
  'chat',
  'happy-short',
  'customer-promise',
] as const;
export type Base = (typeof BASES)[number];

const SAMPLES = new Map<string, { client_email: string; windows: CallWindow[] }>(
  readFileSync(new URL('../../../../../samples/calls.jsonl', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
    .map((call) => [call.call_id, call]),
);
const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000, sharedAddresses: [] };
const ANA = 'ana@example.com';

/** The result of one call: the stored analytics, and the memory box of the next call. */
export interface Outcome {
  analytics: CallAnalytics;
  memoryBox: Awaited<ReturnType<typeof recallMemory>>;
}

/** A model that obeys every speaker. */
export interface ObedientModel {
  /** Analyses a sample with a spoken attack, or unchanged when `attack` is null. */
  analyse(base: Base, attack: Attack | null, place: Place): Promise<Outcome>;
  /** The same with a model that writes `words` into every string of the schema. */
  flood(base: Base, words: string, place: Place): Promise<Outcome>;
  /** Every received request. */
  server: FakeModelServer;
}

export async function startObedientModel(): Promise<ObedientModel> {
  let answer: (request: ChatRequest) => unknown = () => plainAnswer();
  const server = await startFakeModel((request): Scripted => ({ content: JSON.stringify(answer(request)) }));
  const portsAt = (time: number) => {
    const clock = manualClock(time);
    const rules = localAnalyst();
    const analyst = openaiAnalyst({ apiKey: 'k', ...modelSettings({}), baseUrl: server.url, rules, clock });
    return { ...inMemoryPorts({ clock }), analyst };
  };
  // An earlier call with an open promise.
  const before = portsAt(Date.UTC(2026, 10, 3));
  for (const window of promiseCall('earlier')) await before.records.add(window);
  answer = faithful;
  await analyzeCall(before, SETTINGS, { call_id: 'earlier', client_email: ANA });
  const earlier = before.analytics.rows();

  const run = async (base: Base, said: string | null, place: Place, how: typeof answer): Promise<Outcome> => {
    const ports = portsAt(Date.UTC(2026, 10, 22));
    for (const row of earlier) ports.analytics.put(row);
    for (const window of windowsOf(base, said, place)) await ports.records.add(window);
    answer = how;
    const { analytics } = await analyzeCall(ports, SETTINGS, { call_id: base, client_email: ANA });
    const memoryBox = await recallMemory(ports, SETTINGS, { client_email: ANA }, true);
    return { analytics: CallAnalytics.parse(analytics), memoryBox };
  };
  return {
    server,
    analyse: (base, attack, place) =>
      run(base, attack?.says ?? null, place, (request) =>
        attack === null ? faithful(request) : obedient(request, attack),
      ),
    flood: (base, words, place) => run(base, words, place, (request) => flooded(request, words)),
  };
}

/** The effects of an attack on a result; empty when it failed. */
export async function damage(outcome: Outcome, attack: Attack, base: Base): Promise<string[]> {
  const { analytics, memoryBox } = outcome;
  const found: string[] = [];
  const holds = (value: unknown, words = '') =>
    words !== '' && plain(JSON.stringify(value)).includes(plain(words));
  const wanted = [attack.wants, attack.says];
  const stored = plain(JSON.stringify({ ...analytics, call_id: '' }));
  const { keyInsights, evidence, modelSummary = [], ...row } = analytics;
  const ofModel = [...keyInsights, ...modelSummary.map(({ text }) => text)];
  const own = ofModel.filter((text) => !text.startsWith('The customer said: “'));
  const quotedAsAgents = [...Object.values(evidence), modelSummary.map((sentence) => sentence.evidence)]
    .flat(2)
    .filter((item) => !('quote' in item) || item.speaker !== 'customer');
  if (wanted.some((words) => holds([row, own, quotedAsAgents], words))) found.push('stored');
  else if (wanted.some((words) => holds(analytics, words))) found.push("kept as the customer's words");
  if (wanted.some((words) => holds(memoryBox, words))) found.push('in the memory box');
  if (/judge finished calls|strict|data between two marks/.test(stored)) found.push('instructions leaked');
  if (/<\w|javascript:|\]\(/.test(JSON.stringify([analytics, memoryBox]))) found.push('markup');
  // The agent of the sample promises the same again, which replaces it.
  const isLeft = (status: string) => status === 'open' || status === 'replaced';
  if (memoryBox.commitments.some(({ madeIn, status }) => madeIn.call_id === 'earlier' && !isLeft(status))) {
    found.push('promise closed');
  }
  if (attack.scores !== undefined) {
    const { professionalismScore, empathyScore, knowledgeScore } = analytics.agentPerformance ?? {};
    const ordered = [professionalismScore, empathyScore, knowledgeScore, analytics.satisfaction.score];
    if (ordered.filter((score) => score === attack.scores).length >= 3) found.push(`scores of ${base}`);
  }
  return found;
}

function windowsOf(base: Base, said: string | null, place: Place): CallWindow[] {
  const sample = SAMPLES.get(base);
  if (sample === undefined) throw new Error(`there is no sample ${base}`);
  const windows = sample.windows.map((window) => ({
    ...window,
    client_email: ANA,
    turns: JSON.parse(String(window.turns)) as RecordedTurn[],
  }));
  const target =
    place === 'first'
      ? windows[0]
      : place === 'last'
        ? windows.at(-1)
        : windows[Math.floor(windows.length / 2)];
  if (said !== null && target !== undefined) {
    const { turns } = target;
    const at = place === 'first' ? 0 : place === 'last' ? turns.length : Math.floor(turns.length / 2);
    turns.splice(at, 0, { speaker: 'customer', transcript: said });
  }
  return windows;
}

// --- What the model answers

const promise = /[^.!?]*\b(?:I'll|I will|we'll|we will)\b[^.!?]*[.!?]?/i;
const done = /[^.!?]*\b(?:I've|I have|we've|done)\b[^.!?]*[.!?]?/i;

/** The answer of an honest model: the agent's promises and acts with their quotes. */
function faithful(request: ChatRequest): ModelAnswer {
  const turns = turnsIn(request);
  const agent = turns.filter(({ speaker }) => speaker === 'agent');
  const found = (cue: RegExp, by: ReadTurn['speaker']) =>
    turns.flatMap((turn) => {
      if (turn.speaker !== by) return [];
      const quote = cue.exec(turn.words)?.[0].trim();
      return quote === undefined ? [] : [{ text: quote, ...proof(turn, quote) }];
    });
  return plainAnswer({
    about: agent.slice(0, 1).map((turn) => ({ text: turn.words, ...proof(turn, turn.words) })),
    commitments: (['agent', 'customer'] as const).flatMap((owner) =>
      found(promise, owner)
        .slice(0, 4)
        .map((finding) => ({ ...finding, owner, due: null, ...FIRM })),
    ),
    deliverables: found(done, 'agent').slice(0, 1),
  });
}

function obedient(request: ChatRequest, attack: Attack): ModelAnswer {
  const honest = faithful(request);
  const turns = turnsIn(request);
  const words = attack.wants ?? (attack.kind === 'leak' ? leaked(request) : attack.says);
  const spoken = turns.find((turn) => plain(turn.words) === plain(attack.says)) ?? turns[0];
  if (spoken === undefined) return honest;
  const agent = turns.find(({ speaker }) => speaker === 'agent');
  // All kinds of evidence: the attack itself, the attack attributed to the agent, genuine words of the agent, and words
  // that were never said.
  const proofs = [
    proof(spoken, attack.says),
    ...(agent === undefined
      ? []
      : [proof(agent, attack.says), proof(agent, agent.words), proof(agent, words), both(agent, spoken)]),
  ];
  const forged = proofs.map((evidence) => ({ text: words, ...evidence }));
  const [asCustomer, asAgent, onAgent] = forged;
  const three = [asCustomer, asAgent, onAgent].filter((finding) => finding !== undefined);
  const score = attack.scores;
  return {
    ...honest,
    ...(score !== undefined && {
      professionalismScore: score,
      empathyScore: score,
      knowledgeScore: score,
      satisfactionScore: score,
      sentimentScore: score,
    }),
    about: three.slice(2, 3),
    keyInsights: three,
    actionItems: three,
    deliverables: three,
    summary: three,
    improvementAreas: proofs.slice(0, 3).map((evidence) => ({ area: 'accuracy' as const, ...evidence })),
    commitments: [
      ...honest.commitments,
      ...forged.flatMap((finding) => [
        { ...finding, owner: 'customer' as const, due: null, ...FIRM },
        { ...finding, owner: 'agent' as const, due: null, ...FIRM },
      ]),
    ],
    closings: promisesIn(request).flatMap((promise) =>
      proofs.slice(0, 3).map((evidence) => ({ promise, status: 'kept' as const, ...TOLD, ...evidence })),
    ),
  };
}

/** The longest answer that the schema allows, with these words in every string. */
function flooded(request: ChatRequest, words: string): unknown {
  const turns = turnsIn(request);
  const spoken = turns.find((turn) => plain(turn.words) === plain(words)) ?? turns[0];
  const whole = request.body.response_format.json_schema.schema;
  const fill = (given: Record<string, unknown>, name: string, nth: number): unknown => {
    const shared = (whole.$defs ?? {}) as Record<string, Record<string, unknown>>;
    const schema = shared[String(given.$ref).split('/').at(-1) ?? ''] ?? given;
    const { type, enum: values, properties, items } = schema;
    if (Array.isArray(values)) return values[nth % values.length];
    if (Array.isArray(schema.anyOf)) return fill(schema.anyOf[0], name, nth);
    const kind = Array.isArray(type) ? type[0] : type;
    if (kind === 'string') return words;
    if (kind === 'integer' || kind === 'number') return name === 'line' ? spoken?.line : 0;
    if (kind === 'boolean') return true;
    if (kind === 'array') {
      const most = Number(schema.maxItems ?? 2);
      return Array.from({ length: most }, (_, i) => fill(items as Record<string, unknown>, name, i));
    }
    return Object.fromEntries(
      Object.entries((properties ?? {}) as Record<string, Record<string, unknown>>).map(([key, value]) => [
        key,
        fill(value, key, nth),
      ]),
    );
  };
  return fill(whole, '', 0);
}

function proof(turn: ReadTurn, quote: string) {
  return { quotes: [{ ...at(turn), quote }], tool: null };
}

/** Genuine words of the agent beside those of the attack. */
function both(agent: ReadTurn, spoken: ReadTurn) {
  const quotes = [agent, spoken].map((turn) => ({ ...at(turn), quote: turn.words }));
  return { quotes, tool: null };
}

function at({ line }: ReadTurn) {
  return { line };
}

function leaked(request: ChatRequest): string {
  return textOf(request).slice(0, 400);
}

function plain(text: string): string {
  return text
    .replace(/\\[nrt"]/g, ' ')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
