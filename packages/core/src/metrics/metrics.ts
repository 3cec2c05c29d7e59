import type { CallAnalytics, Metrics } from '../analytics/analytics.ts';
import { type Call, MAX_LIST, type Speaker } from '../call/call.ts';
import { finished } from '../shared/steps.ts';
import { agentsOf } from './agents.ts';
import { countInterruptions } from './interruptions.ts';
import { gapsBetween, millisOf, millisOfBoth, union } from './intervals.ts';
import { figuresOfLatency, latenciesOf } from './latency.ts';
import { type Speech, type Timeline, timelineInSteps, timelineOf } from './timeline.ts';

/** Shortest stretch without speech that counts as non-talk time. */
export const NON_TALK_MIN_MS = 3000;

/** What {@link measureCall} computes: all figures, and the four that `callMetrics` of the previous system names. */
export interface CallFigures {
  metrics: Metrics;
  callMetrics: CallAnalytics['callMetrics'];
}

/**
 * Computes every figure of docs/metrics.md from the turns of a call. Times are whole milliseconds, percents
 * in `metrics` have one decimal, those of `callMetrics` are whole and add up to 100. What the turns cannot
 * tell is null. Takes n log n time in the number of turns.
 *
 * @example measureCall(decodeCall('c-1', windows)).callMetrics.duration // '04:10'
 */
export function measureCall(call: Call): CallFigures {
  return finished(figuresOf(call));
}

/** {@link measureCall} in steps: each `yield` is a place to pause. */
export function* figuresOf(call: Call): Generator<undefined, CallFigures> {
  const timeline = yield* timelineInSteps(call);
  const { durationMs, speech } = timeline;
  const words = { agent: wordsOf(timeline, 'agent'), customer: wordsOf(timeline, 'customer') };
  const talk = speech && { agent: talkMillis(speech, 'agent'), customer: talkMillis(speech, 'customer') };
  const talkTime = (speaker: 'agent' | 'customer') => ({
    millis: talk && Math.round(talk[speaker]),
    percent:
      talk !== null && durationMs !== null && durationMs > 0
        ? percentOf(talk[speaker], durationMs)
        : percentOf(words[speaker], words.agent + words.customer),
  });
  const talkSpeed = (speaker: 'agent' | 'customer') =>
    timeline.basis === 'measured' && talk !== null && talk[speaker] > 0
      ? roundTo1(words[speaker] / (talk[speaker] / 60_000))
      : null;

  return {
    metrics: {
      basis: timeline.basis,
      totalConversationDurationMillis: durationMs === null ? null : Math.round(durationMs),
      talkTime: { agent: talkTime('agent'), customer: talkTime('customer') },
      nonTalkTime: speech && durationMs !== null ? nonTalkTime(speech, durationMs) : null,
      interruptions: timeline.basis === 'measured' && speech !== null ? countInterruptions(speech) : null,
      talkSpeed: { agent: talkSpeed('agent'), customer: talkSpeed('customer') },
      agentResponseLatency: figuresOfLatency(latenciesOf(timeline.turns).map(({ millis }) => millis)),
      agents: agentsOf(timeline),
      completeness: call.completeness,
    },
    callMetrics: {
      duration: durationMs === null ? null : clock(durationMs),
      ...(speech !== null && durationMs !== null && durationMs > 0
        ? sharesOfTime(speech, durationMs)
        : sharesOfWords(words)),
    },
  };
}

/**
 * Whole minutes from the start of a call to one of its turns, rounded; null without an address, when the
 * call has no turn there, or when nothing tells the time of that turn.
 */
export function resolutionMinutes(
  call: Call,
  address: { window_number: number; turn: number } | null,
): number | null {
  if (address === null) return null;
  const { fromMs } =
    timelineOf(call).turns.find(
      ({ turn }) => turn.windowNumber === address.window_number && turn.index === address.turn,
    ) ?? {};
  return fromMs == null ? null : Math.round(fromMs / 60_000);
}

function nonTalkTime(speech: Speech[], durationMs: number): Metrics['nonTalkTime'] {
  const gaps = gapsBetween(union(speech), NON_TALK_MIN_MS);
  const millis = millisOf(gaps);
  return {
    millis: Math.round(millis),
    percent: percentOf(millis, durationMs),
    count: gaps.length,
    instances: gaps
      .slice(0, MAX_LIST)
      .map(({ beginMs, endMs }) => ({ beginMs: Math.round(beginMs), endMs: Math.round(endMs) })),
  };
}

type Shares = Pick<CallAnalytics['callMetrics'], 'agentTalkTime' | 'customerTalkTime' | 'holdTime'>;

function sharesOfTime(speech: Speech[], durationMs: number): Shares {
  const agent = union(speech.filter(({ speaker }) => speaker === 'agent'));
  const customer = union(speech.filter(({ speaker }) => speaker === 'customer'));
  const both = millisOfBoth(agent, customer);
  const agentMs = millisOf(agent) - both / 2;
  const customerMs = millisOf(customer) - both / 2;
  const [agentTalkTime, customerTalkTime, holdTime] = wholePercents([
    agentMs,
    customerMs,
    Math.max(0, durationMs - agentMs - customerMs),
  ]);
  return { agentTalkTime, customerTalkTime, holdTime };
}

function sharesOfWords(words: { agent: number; customer: number }): Shares {
  if (words.agent + words.customer === 0) {
    return { agentTalkTime: null, customerTalkTime: null, holdTime: null };
  }
  const [agentTalkTime, customerTalkTime] = wholePercents([words.agent, words.customer, 0]);
  return { agentTalkTime, customerTalkTime, holdTime: null };
}

/** Whole percents of three parts, rounded by largest remainder so that they add up to 100. */
function wholePercents(parts: [number, number, number]): [number, number, number] {
  const total = parts[0] + parts[1] + parts[2];
  const exact = parts.map((part) => (part / total) * 100);
  const whole = exact.map(Math.floor);
  const missing = 100 - whole.reduce((sum, value) => sum + value, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder);
  for (const { index } of byRemainder.slice(0, missing)) whole[index] = (whole[index] ?? 0) + 1;
  return [whole[0] ?? 0, whole[1] ?? 0, whole[2] ?? 0];
}

function wordsOf(timeline: Timeline, speaker: Speaker): number {
  return timeline.turns.reduce((sum, { turn, words }) => (turn.speaker === speaker ? sum + words : sum), 0);
}

function talkMillis(speech: Speech[], speaker: Speaker): number {
  return millisOf(speech.filter((stretch) => stretch.speaker === speaker));
}

// Several people on one side (a transfer, a conference) can talk longer than the call lasts.
function percentOf(part: number, whole: number): number | null {
  return whole > 0 ? Math.min(100, roundTo1((part / whole) * 100)) : null;
}

function roundTo1(value: number): number {
  return Math.round(value * 10) / 10;
}

function clock(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`;
}
