import { readFileSync } from 'node:fs';
import { LiveAssistError } from '@live-assist/core';
import { decodeCall } from '@live-assist/core/call/decode-call';
import { measureCall } from '@live-assist/core/metrics/metrics';
import { redactCall } from '@live-assist/core/redaction/redact';
import { describe, expect, it } from 'vitest';
import { promiseCall } from '../../../../core/test/support/story.ts';
import { lazyAnalyst } from '../../../src/adapters/lazy-analyst.ts';
import { agentScoreBounds } from '../../../src/adapters/local-analyst/agent-scores.ts';
import { localAnalyst } from '../../../src/adapters/local-analyst/local-analyst.ts';
import type { Rules } from '../../../src/adapters/rules.ts';
import { bodyOf } from '../../support/app.ts';
import { plainAnswer, type Script } from '../../support/fake-model-server.ts';
import { appWithModel } from '../../support/openai-app.ts';

const samples = readFileSync(new URL('../../../../../samples/calls.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line));

const answers = () => ({ content: JSON.stringify(plainAnswer()) });

async function analysed(script: Script, rules: Rules) {
  const app = await appWithModel(script, { rules });
  for (const window of promiseCall()) await app.ports.records.add(window);
  return app.post('/getCallAnalytics', { call_id: 'call-1', client_email: 'ana@example.com' });
}

describe('the scores of the agent by the rules', () => {
  it.each(samples)(
    'the scores of the agent by the rules are those of the whole judgement: $call_id',
    async ({ call_id, windows }) => {
      const call = redactCall(decodeCall(call_id, windows));
      const { metrics } = measureCall(call);
      const request = { call, metrics, openCommitments: [], deadline: Number.POSITIVE_INFINITY };
      const late = lazyAnalyst('local', async () => localAnalyst());
      const { judgement } = await late.analyze(request);
      const { professionalismScore, empathyScore, knowledgeScore } = judgement;
      const scores = { professionalismScore, empathyScore, knowledgeScore };
      expect(await localAnalyst().agentScores?.(request)).toEqual(scores);
      expect(await late.agentScores?.(request)).toEqual(scores);
      const { least, most } = agentScoreBounds(request);
      for (const name of ['professionalismScore', 'empathyScore', 'knowledgeScore'] as const) {
        expect(scores[name]).toBeGreaterThanOrEqual(least[name]);
        expect(scores[name]).toBeLessThanOrEqual(most[name]);
      }
    },
  );
});

describe('the rules behind a model', () => {
  it('the rules behind a model run while the model is pending', async () => {
    let asked = () => {};
    const rulesAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const rules = localAnalyst();
    const watched: Rules = {
      ...rules,
      async agentScoreBounds(request) {
        asked();
        return agentScoreBounds(request);
      },
    };
    const answer = await analysed(async () => {
      await rulesAsked;
      return answers();
    }, watched);
    expect(answer.status).toBe(200);
  });

  it.each([
    ['near those of the rules', {}, 0, []],
    ['that may be far from them, but are not', { empathyScore: 25 }, 1, []],
    ['far from those of the rules', { knowledgeScore: 5 }, 1, ['agent_score_far_from_rules:knowledge']],
  ])('the rules read the whole call for scores %s: %o, %i times', async (_, scores, times, flags) => {
    let reads = 0;
    const rules = localAnalyst();
    const counted: Rules = {
      ...rules,
      async agentScores(request) {
        reads += 1;
        return (await rules.analyze(request)).judgement;
      },
    };
    const answer = await analysed(() => ({ content: JSON.stringify(plainAnswer(scores)) }), counted);
    const { analysis } = (await bodyOf(answer)) as { analysis: { flags: string[] } };
    expect(reads).toBe(times);
    expect(analysis.flags.filter((flag) => flag.startsWith('agent_score'))).toEqual(flags);
  });

  it.each([
    ['that cannot be loaded', new Error('no such file'), 500, 'internal'],
    ['that fail', new LiveAssistError('analyst_bad_output', 'Unreadable.'), 502, 'analyst_bad_output'],
  ])('%s fail the analysis', async (_, error, status, code) => {
    const answer = await analysed(
      answers,
      lazyAnalyst('local', () => Promise.reject(error)),
    );
    expect(answer.status).toBe(status);
    expect(await bodyOf(answer)).toMatchObject({ code });
  });

  it('the rules behind a model add no error of their own when the model fails', async () => {
    const answer = await analysed(
      () => ({ content: '', more: { finish_reason: 'content_filter' } }),
      lazyAnalyst('local', () => Promise.reject(new Error('no such file'))),
    );
    expect(await bodyOf(answer)).toMatchObject({ code: 'analyst_refused' });
  });
});
