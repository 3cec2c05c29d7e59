import type { Metrics } from '../analytics/analytics.ts';
import { MAX_LIST, type Turn } from '../call/call.ts';
import { plainLabel, shownLabel } from '../call/roles.ts';
import { millisOf } from './intervals.ts';
import { figuresOfLatency, latenciesOf } from './latency.ts';
import type { Speech, Timeline } from './timeline.ts';

interface Voice {
  agentId: string | null;
  label: string;
  speech: Speech[];
  latencies: number[];
}

/**
 * The figures of each agent of a call, in the order in which they first speak. An agent is known by the id of the window,
 * else by the label. A label that may be a name is shown as `agent`.
 */
export function agentsOf({ turns, speech }: Timeline): NonNullable<Metrics['agents']> {
  const voices = new Map<string, Voice>();
  const voiceOf = (turn: Turn): Voice => {
    const name = nameOf(turn);
    const known = voices.get(name);
    if (known !== undefined) return known;
    const voice: Voice = {
      agentId: turn.agentId ?? null,
      label: shownLabel(turn.label ?? '') ?? 'agent',
      speech: [],
      latencies: [],
    };
    voices.set(name, voice);
    return voice;
  };
  for (const { turn, words } of turns) if (turn.speaker === 'agent' && words > 0) voiceOf(turn);
  for (const stretch of speech ?? []) {
    if (stretch.speaker === 'agent') voices.get(nameOf(stretch.turn))?.speech.push(stretch);
  }
  for (const { answer, millis } of latenciesOf(turns))
    voices.get(nameOf(answer.turn))?.latencies.push(millis);
  return [...voices.values()].slice(0, MAX_LIST).map((voice) => ({
    agent_id: voice.agentId,
    label: voice.label,
    talkTimeMillis: speech === null ? null : Math.round(millisOf(voice.speech)),
    responseLatencyMedianMs: figuresOfLatency(voice.latencies)?.medianMs ?? null,
  }));
}

function nameOf({ agentId, label, speaker }: Turn): string {
  return agentId == null ? `label ${plainLabel(label ?? speaker)}` : `id ${agentId}`;
}
