import type { Commitment, Metrics } from '../analytics/analytics.ts';
import type { Evidence } from '../analytics/findings.ts';
import type { Call } from '../call/call.ts';
import { agentIdOf } from './agent-id.ts';
import { isName } from './analysis-flags.ts';

/** A name that windows give, which is short as well, and no order to the analyst. */
function nameOf(agentId: string | null | undefined): string | null {
  const name = agentIdOf(agentId ?? null);
  return name !== null && isName(name) ? name : null;
}

/**
 * The figures with the names of agents as a row may hold them.
 *
 * @param agentId - Who the call is of; the name of the only agent whom no window names.
 */
export function withNames(metrics: Metrics, agentId: string | null): Metrics {
  const agents = metrics.agents ?? [];
  const names = agents.map((agent) => nameOf(agent.agent_id));
  const only = agents.length === 1 && names[0] === null ? nameOf(agentId) : null;
  return { ...metrics, agents: agents.map((agent, at) => ({ ...agent, agent_id: names[at] ?? only })) };
}

/**
 * Whose call it is. Of several agents whom the windows name it is the one who said most, and not the last one.
 *
 * @param agentId - Who the request says it is, else the last whom a window names.
 */
export function mainAgent(agentId: string | null, metrics: Metrics, call: Call): string | null {
  const names = new Set(
    (metrics.agents ?? []).map(({ agent_id }) => agent_id).filter((name) => name !== null),
  );
  if (names.size < 2 || agentId !== call.agentId) return agentId;
  const said = new Map<string, number>();
  for (const turn of call.turns) {
    if (turn.speaker !== 'agent' || turn.agentId == null || !names.has(turn.agentId)) continue;
    said.set(turn.agentId, (said.get(turn.agentId) ?? 0) + turn.text.length);
  }
  const most = Math.max(...said.values());
  return [...said].find(([, length]) => length === most)?.[0] ?? agentId;
}

/** Says of each promise, and of what advice stands on, which agent spoke. */
export function agentsOfTurns(
  call: Call,
  metrics: Metrics,
): {
  promises(commitments: readonly Commitment[]): Commitment[];
  advice(evidence: readonly Evidence[]): Evidence[];
} {
  const only = metrics.agents?.length === 1 ? (metrics.agents[0]?.agent_id ?? null) : null;
  const known = new Set((metrics.agents ?? []).map(({ agent_id }) => agent_id));
  const names = new Map<string, string | null>();
  for (const { windowNumber, index, speaker, agentId = null } of call.turns) {
    if (speaker === 'agent')
      names.set(`${windowNumber}:${index}`, known.has(agentId) ? (agentId ?? only) : only);
  }
  const whoSaid = (item: Evidence | undefined): string | null =>
    item !== undefined && 'quote' in item ? (names.get(`${item.window_number}:${item.turn}`) ?? null) : null;
  const isSeveral = known.size > 1;
  return {
    promises: (commitments) =>
      commitments.map((promise) => ({
        ...promise,
        agent_id:
          promise.owner === 'agent' ? whoSaid(promise.evidence.find((item) => 'quote' in item)) : null,
      })),
    advice: (evidence) =>
      isSeveral
        ? evidence.map((item) => ('quote' in item ? { ...item, agent_id: whoSaid(item) } : item))
        : [...evidence],
  };
}
