import type { Analyst } from '@live-assist/core';
import type { Rules } from './rules.ts';

/**
 * An analyst whose code is loaded at the first analysis, so that a process that only reads starts without it.
 *
 * @param agentScoreBounds - Of rules whose bounds need less code than they do.
 */
export function lazyAnalyst(
  engine: Analyst['engine'],
  load: () => Promise<Rules>,
  agentScoreBounds?: Rules['agentScoreBounds'],
): Rules {
  let loaded: Promise<Rules> | undefined;
  return {
    engine,
    async analyze(request) {
      loaded ??= load();
      return (await loaded).analyze(request);
    },
    async begin(account) {
      loaded ??= load();
      const settle = await (await loaded).begin?.(account);
      return settle ?? (async () => undefined);
    },
    async agentScores(request) {
      loaded ??= load();
      const analyst = await loaded;
      return analyst.agentScores?.(request) ?? (await analyst.analyze(request)).judgement;
    },
    ...(agentScoreBounds && { agentScoreBounds }),
  };
}
