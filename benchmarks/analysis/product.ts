import { type Analyst, analyzeCall, type Turn } from '@live-assist/core';
import { plainJudgement } from '../../packages/core/test/support/story.ts';
import { readConfig } from '../../packages/functions/src/config/config.ts';
import { portsOf } from '../../packages/functions/src/doors/wiring.ts';

/** The product over the tables of the environment, with an analyst that answers at once. */
export function productAnalysis(): (call_id: string, client_email: string) => Promise<void> {
  const config = readConfig(process.env, { production: true });
  const ports = { ...portsOf(config), analyst: instantAnalyst };
  return async (call_id, client_email) => {
    const { source } = await analyzeCall(ports, config.settings, { call_id, client_email });
    if (source !== 'computed') throw new Error('The analysis was already stored.');
  };
}

/** Returns about as many findings as a model does, each with a sentence of the call. */
export const instantAnalyst: Analyst = {
  engine: 'local',
  async analyze({ call: { turns } }) {
    const claims = (speaker: Turn['speaker'], most: number) =>
      turns
        .filter((turn) => turn.speaker === speaker)
        .slice(0, most)
        .map(({ text, windowNumber, index }) => ({
          text: text.slice(0, 200),
          evidence: [{ window_number: windowNumber, turn: index, speaker, quote: text.slice(0, 200) }],
        }));
    const ofAgent = claims('agent', 8);
    const judgement = plainJudgement({
      emotions: [{ emotion: 'relief', intensity: 40 }],
      keyInsights: claims('customer', 3),
      actionItems: ofAgent.slice(0, 3),
      deliverables: ofAgent.slice(3, 5),
      improvementAreas: ofAgent.slice(5, 6),
      tags: ['refund', 'form'],
      commitments: ofAgent.slice(6, 8).map((claim) => ({ ...claim, owner: 'agent', due: null })),
    });
    return { judgement, model: 'instant', promptVersion: '1', usage: null, costUsd: null };
  },
};
