import type { CallAnalytics, MemoryBox } from '@live-assist/core';
import type { ModelAnswer } from '@live-assist/core/prompt/prompt-answer';
import { describe, expect, it } from 'vitest';
import { promiseCall, windowOf } from '../../../../core/test/support/story.ts';
import {
  ANSWER_SCHEMA,
  reducedSchema,
  type Schema,
} from '../../../src/adapters/openai-analyst/provider/reduced-schema.ts';
import { bodyOf } from '../../support/app.ts';
import { dueWords, FIRM, plainAnswer } from '../../support/fake-model-server.ts';
import { appWithModel } from '../../support/openai-app.ts';

const ANA = 'ana@example.com';
const PROMISE = "I'll email you the form by Friday.";

async function analysed(answer: Partial<ModelAnswer>, windows = promiseCall()) {
  const app = await appWithModel(() => ({ content: JSON.stringify(plainAnswer(answer)) }));
  for (const window of windows) await app.ports.records.add(window);
  const request = { call_id: windows[0]?.call_id, client_email: ANA };
  const analytics = await bodyOf<CallAnalytics>(await app.post('/getCallAnalytics', request));
  const box = await bodyOf<MemoryBox>(await app.post('/getMemoryBox', { client_email: ANA }));
  return { analytics, box };
}

describe('what a real model gets wrong', () => {
  it('the line of a quote: the turn and the speaker are those in which it stands', async () => {
    const promise = { quotes: [{ quote: PROMISE, line: 903_312 % 99_999 }], text: 'Email the form' };
    const { analytics } = await analysed({
      commitments: [{ ...promise, owner: 'agent', due: dueWords('by Friday'), ...FIRM }],
    });
    expect(analytics.commitments).toMatchObject([
      { dueAt: '2026-11-06', evidence: [{ window_number: 1, turn: 2, speaker: 'agent', quote: PROMISE }] },
    ]);
  });

  it('the form of a day: the day is that of the words, and a flag says so', async () => {
    const promise = { quotes: [{ quote: PROMISE, line: 1 }], text: 'Email the form' };
    const due = { words: 'bis Freitag', form: 'weekday' as const, n: 3, month: 0 };
    const spoken = [
      { speaker: 'customer', transcript: 'Ich brauche immer noch das Formular für die Erstattung.' },
      { speaker: 'agent', transcript: 'Ich schicke Ihnen das Formular bis Freitag per Post.' },
    ];
    const foreign = {
      quotes: [{ quote: spoken[1]?.transcript ?? '', line: 0 }],
      text: 'Ich schicke Ihnen das Formular',
    };
    const { analytics } = await analysed({ commitments: [{ ...foreign, owner: 'agent', due, ...FIRM }] }, [
      windowOf('call-1', 1, spoken),
    ]);
    expect(analytics.commitments[0]?.dueAt).toBe('2026-11-06');
    expect(analytics.analysis.flags).toEqual(['due_read_differently:1:1']);
    const english = await analysed({
      commitments: [{ ...promise, owner: 'agent', due: { ...due, words: 'by Friday' }, ...FIRM }],
    });
    expect(english.analytics.commitments[0]?.dueAt).toBe('2026-11-06');
  });

  it('a text that is longer than it may be costs its entry alone', async () => {
    const quotes = [{ quote: PROMISE, line: 1 }];
    const { analytics } = await analysed({
      keyInsights: [
        { quotes, text: 'email the form '.repeat(40), tool: null },
        { quotes, text: 'The agent will email the form', tool: null },
      ],
    });
    expect(analytics.keyInsights).toEqual(['The agent will email the form']);
    expect(analytics.analysis.flags).toEqual(['entries_dropped:keyInsights']);
  });

  it('a risk in the middle of the scale is no escalation', async () => {
    const tagged = async (escalationRisk: number) => (await analysed({ escalationRisk })).analytics.tags;
    expect(await tagged(50)).not.toContain('escalation');
    expect(await tagged(67)).toContain('escalation');
  });
});

describe('the summary of a model', () => {
  const sentence = {
    quotes: [{ quote: PROMISE, line: 1 }],
    text: 'The agent will email the form by Friday.',
  };

  it('is stored beside the one of code, with its quotes, and marked by its name', async () => {
    const { analytics } = await analysed({ summary: [sentence] });
    expect(analytics.modelSummary).toEqual([
      { text: sentence.text, evidence: [{ window_number: 1, turn: 2, speaker: 'agent', quote: PROMISE }] },
    ]);
    expect(analytics.summary).toBe('About refund. Resolved.');
  });

  it('is not shown in the memory box', async () => {
    const { box } = await analysed({ summary: [sentence] });
    expect(box.lastCall?.summary).toBe('About refund. Resolved.');
    expect(JSON.stringify(box)).not.toContain(sentence.text);
  });
});

describe('the schema for providers that know no bounds', () => {
  it('holds every part that it names, and no bound', () => {
    const reduced = reducedSchema(ANSWER_SCHEMA);
    const text = JSON.stringify(reduced);
    expect(text).not.toMatch(/"(?:maxItems|maxLength|minimum|maximum)"/);
    const named = [...text.matchAll(/"#\/\$defs\/(\w+)"/g)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set(Object.keys(reduced.$defs ?? {})));
    expect((reduced as Schema).properties?.keyInsights).toMatchObject({ description: 'At most 3.' });
  });
});
