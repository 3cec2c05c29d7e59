import type { CallAnalytics } from '@live-assist/core';
import { decodeCall } from '@live-assist/core/call/decode-call';
import { isEnglish, languagesOfCall } from '@live-assist/core/language/languages-of-call';
import type { ModelAnswer } from '@live-assist/core/prompt/prompt-answer';
import { messagesIn } from '@live-assist/core/words/messages';
import { describe, expect, it } from 'vitest';
import { localAnalyst } from '../../../src/adapters/local-analyst/local-analyst.ts';
import { bodyOf, testApp } from '../../support/app.ts';
import { FIRM, plainAnswer } from '../../support/fake-model-server.ts';
import { appWithModel } from '../../support/openai-app.ts';
import { FOREIGN_CALLS, type ForeignCall, windowOfForeign } from './calls.ts';

const ANA = 'ana@example.com';
const named = FOREIGN_CALLS.map((call, place) => [`${call.language} ${place + 1}`, call] as const);

const proof = (quote: string) => ({ quotes: [{ quote, line: 0 }], text: quote, tool: null });

/** A model that finds the promises and the deed, and takes a denial for a deed and a promise as well. */
function answerTo({ promises, done, denied, turns }: ForeignCall): ModelAnswer {
  const due = ({ words, form, n, month = 0 }: ForeignCall['promises'][number]) => ({ words, form, n, month });
  const said = (text: string) => ({ ...proof(text.replace(/[.!?]$/, '')), owner: 'agent' as const, ...FIRM });
  return plainAnswer({
    resolved: false,
    commitments: [
      ...promises.map((promise) => ({ ...said(promise.quote), due: due(promise) })),
      { ...said(denied), text: 'Versprochen reembolso remboursement', due: null },
    ],
    deliverables: [
      ...(done === null ? [] : [proof(done)]),
      { ...proof(denied), text: withoutDenial(denied) },
    ],
    improvementAreas: [{ area: 'dates', quotes: [{ quote: turns[2] ?? '', line: 0 }] }],
    summary: [
      { quotes: [{ quote: turns[1] ?? '', line: 0 }], text: 'Something that the customer never said.' },
      ...promises.slice(0, 1).map(({ quote }) => ({ quotes: [{ quote, line: 0 }], text: quote })),
      { quotes: [{ quote: denied, line: 0 }], text: withoutDenial(denied) },
    ],
  });
}

const DENYING =
  /(?<!\p{L})(?:leider|nicht|nie|keinen|no|nunca|jamais|hay ningún|ne|n['’](?=est|a )|pas|aucun|não|nenhum)(?!\p{L})/giu;
const withoutDenial = (text: string) => text.replace(DENYING, ' ').replace(/\s+/g, ' ').trim();

async function analysed(call: ForeignCall, engine: 'model' | 'rules', more = {}): Promise<CallAnalytics> {
  const app =
    engine === 'model'
      ? await appWithModel(() => ({ content: JSON.stringify(answerTo(call)) }))
      : testApp({ analyst: localAnalyst() });
  await app.ports.records.add(windowOfForeign(call, 'call-1', more));
  return bodyOf<CallAnalytics>(await app.post('/getCallAnalytics', { call_id: 'call-1', client_email: ANA }));
}

describe('a call in another language, judged by a model', () => {
  it.each(named)('has the days of its promises, and nothing that is denied: %s', async (_, call) => {
    const analytics = await analysed(call, 'model');
    expect(analytics.language).toBe(call.language);
    const promised = analytics.commitments.map(({ text, dueAt }) => [text, dueAt]);
    expect(promised).toEqual(call.promises.map(({ quote, dueAt }) => [quote, dueAt]));
    expect(analytics.memory.deliverables).toEqual(call.done === null ? [] : [call.done]);
    expect(analytics.analysis.flags).toEqual([]);
    expect(analytics.sentiment.score).toBe(60);
    expect(JSON.stringify(analytics.modelSummary ?? [])).not.toContain(withoutDenial(call.denied));
  });

  it.each(named)('has the words of code in its language: %s', async (_, call) => {
    const { summary, memory, modelSummary } = await analysed(call, 'model');
    const { areas, categories, unresolved } = messagesIn(call.language);
    expect(summary).toContain(categories.refund);
    expect(summary).toContain(unresolved);
    expect(memory.improvementAreas).toEqual([areas.dates]);
    const [wanted] = modelSummary ?? [];
    expect(wanted?.text).toContain(call.turns[1]?.replaceAll('’', "'"));
    expect(wanted?.text).not.toMatch(/customer/i);
  });
});

describe('a call in a language whose days no rule reads', () => {
  it('has the day that the form of the model means, if the words for it stand in the quote', async () => {
    const quote = '金曜日までに書類をお送りします。';
    const call: ForeignCall = {
      language: 'ja',
      turns: [
        'お電話ありがとうございます。ご用件をどうぞ。',
        '返金の書類がまだ届いていません。',
        quote,
        'ありがとうございます。',
      ],
      promises: [],
      done: null,
      denied: '',
    };
    const dueOf = async (words: string) => {
      const due = { words, form: 'weekday' as const, n: 5, month: 0 };
      const { tool: _, ...said } = proof(quote);
      const answer = plainAnswer({
        resolved: false,
        commitments: [{ ...said, owner: 'agent', due, ...FIRM }],
      });
      const app = await appWithModel(() => ({ content: JSON.stringify(answer) }));
      await app.ports.records.add(windowOfForeign(call, 'call-1'));
      const sent = await app.post('/getCallAnalytics', { call_id: 'call-1', client_email: ANA });
      const { commitments, language, summary } = await bodyOf<CallAnalytics>(sent);
      return [language, commitments[0]?.dueAt, summary];
    };
    const summary = '用件：返金。 未解決。 担当者の約束：金曜日までに書類をお送りします。';
    expect(await dueOf('金曜日まで')).toEqual(['ja', '2026-03-06', summary]);
    expect(await dueOf('月曜日まで')).toEqual(['ja', null, summary]);
  });
});

describe('a call in another language, by rules alone', () => {
  it.each(named)('is not judged, and nothing is said of it that is not known: %s', async (_, call) => {
    const analytics = await analysed(call, 'rules');
    expect(analytics).toMatchObject({
      language: call.language,
      sentiment: { score: null, label: null },
      satisfaction: { score: null, prediction: null },
      emotions: [],
      issueResolution: { resolved: null, category: null, resolutionTimeMinutes: null, escalationRisk: null },
      agentPerformance: null,
      tags: [],
      keyInsights: [],
      actionItems: [],
      memory: { deliverables: [], improvementAreas: [] },
      commitments: [],
      closings: [],
      settles: [],
      summary: '',
      about: null,
    });
    expect(analytics.analysis.flags).toEqual(['language_not_judged']);
    expect(analytics.callMetrics.agentTalkTime).toBeGreaterThan(0);
  });

  it('tells what tools did', async () => {
    const [call] = FOREIGN_CALLS;
    if (call === undefined) throw new Error('there is no call');
    const activity = { name: 'send_form', input: '{}', output: '"sent"', status: 'success' };
    const analytics = await analysed(call, 'rules', { activityFeed: JSON.stringify([activity]) });
    expect(analytics.memory.deliverables).toEqual(['Sent form']);
    expect(analytics.summary).toBe('Erledigt: Sent form.');
    expect(analytics.issueResolution.resolved).toBeNull();
  });
});

describe('the language of a call', () => {
  it('is told of each side, and of the call', async () => {
    for (const call of FOREIGN_CALLS) {
      const { call: whole } = await languagesOfCall(decodeCall('c', [windowOfForeign(call, 'c')]));
      expect([call.turns[0], whole]).toEqual([call.turns[0], call.language]);
    }
  });

  it('two languages in one call are no English call', async () => {
    const turns = [
      'Good morning, thank you for calling, how can I help you with your order today?',
      'Meine Erstattung ist immer noch nicht da, und ich brauche das Formular, das Sie mir versprochen haben.',
      'I am sorry, I will send you the form again, and you should have it in a few days.',
      'Ich verstehe Sie leider nicht, können Sie bitte Deutsch mit mir sprechen, wenn es geht?',
    ];
    const [call] = FOREIGN_CALLS;
    if (call === undefined) throw new Error('there is no call');
    const told = await languagesOfCall(decodeCall('c', [windowOfForeign({ ...call, turns }, 'c')]));
    expect(told).toMatchObject({ agent: 'en', customer: 'de' });
    expect(isEnglish(told)).toBe(false);
  });
});
