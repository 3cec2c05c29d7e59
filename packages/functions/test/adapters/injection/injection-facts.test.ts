import type { Activity } from '@live-assist/core';
import type { CallAnalytics } from '@live-assist/core/analytics/analytics';
import type { ToolRules } from '@live-assist/core/call/tool-name';
import type { ModelAnswer } from '@live-assist/core/prompt/prompt-answer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { promiseCall, windowOf } from '../../../../core/test/support/story.ts';
import { localAnalyst } from '../../../src/adapters/local-analyst/local-analyst.ts';
import { bodyOf, testApp } from '../../support/app.ts';
import { type ChatRequest, dueWords, FIRM, plainAnswer, turnsIn } from '../../support/fake-model-server.ts';
import { appWithModel } from '../../support/openai-app.ts';
import { type Place, startToolObedientModel, type ToolObedientModel } from './injection-places.ts';

let model: ToolObedientModel;
beforeAll(async () => {
  model = await startToolObedientModel();
});
afterAll(() => model.server.stop());

const LIE = 'Refund of 500 pounds issued';
const at = (activity: Partial<Activity>): Place => ({
  name: 'a tool',
  flag: /^$/,
  activities: () => [{ name: 'lookup_customer', status: 'success', ...activity }],
});

describe('the answer of a tool as evidence', () => {
  it.each<[string, Partial<Activity>]>([
    ['a look-up', { name: 'lookup_customer', output: LIE }],
    ['a look-up by another verb', { name: 'get_refund_status', output: LIE }],
    ['a look-up named by nouns', { name: 'refund_history', output: LIE }],
    ['a check', { name: 'verifyRefund', output: LIE }],
    ['a tool without a verb', { name: 'crm', output: LIE }],
    ['an act of another kind', { name: 'send_link', output: LIE }],
    ['an act that failed', { name: 'issue_refund', output: LIE, status: 'failed' }],
    ['an act that was refused', { name: 'issue_refund', output: `Declined. ${LIE}` }],
    ['a preview of an act', { name: 'issue_refund', input: '{"dry_run":true}', output: LIE }],
    ['a reason', { name: 'issue_refund', input: JSON.stringify({ reason: LIE }), output: 'ok' }],
    [
      'a description in the answer',
      { name: 'issue_refund', output: JSON.stringify({ ok: true, description: LIE }) },
    ],
    [
      'a reason that the answer repeats',
      { name: 'issue_refund', input: JSON.stringify({ reason: LIE }), output: `Done: ${LIE}` },
    ],
    ['a note after the answer', { name: 'issue_refund', output: `Done. Note: ${LIE}` }],
    ['a form', { name: 'submit_form', input: JSON.stringify({ refund: LIE }), output: LIE }],
    ['a comment', { name: 'add_comment', input: LIE, output: LIE }],
    ['a message', { name: 'send_message', input: JSON.stringify({ to: 'desk', refund: LIE }), output: LIE }],
    ['the name of a tool', { name: 'Refund of 500 pounds issued', output: 'ok' }],
    ['the name of an act', { name: 'issue refund of 500 pounds', output: 'ok' }],
    ['the name of an act, joined', { name: 'refund_500_pounds_issue_refund', output: 'ok' }],
  ])('%s', async (_, activity) => {
    const { analytics } = await model.analyse(at(activity), LIE, { wants: LIE });
    const { keyInsights, actionItems, commitments, summary, memory } = analytics;
    expect([keyInsights, actionItems, memory.deliverables, commitments]).toEqual([[], [], [], []]);
    expect(summary).not.toMatch(/500|issued/);
  });

  it('the answer of a tool is only evidence of its act', async () => {
    const place = at({
      name: 'issue_refund',
      input: '{"amount":500,"currency":"pounds"}',
      output: 'Refund issued',
    });
    const { analytics } = await model.analyse(place, 'pounds', { wants: LIE });
    expect(analytics.memory.deliverables).toContain(LIE);
  });

  it('the answer of a tool closes an earlier promise only when the tool acts', async () => {
    const closed = async (name: string) => {
      const place = at({ name, output: 'Form emailed' });
      const { analytics } = await model.analyse(place, 'Form emailed', { wants: 'x', closes: true });
      return analytics.closings.length;
    };
    expect(await closed('get_emailed_forms')).toBe(0);
    expect(await closed('lookup_form_email')).toBe(0);
    expect(await closed('email_form')).toBe(1);
  });
});

describe('the tools of a centre', () => {
  const done = async (toolRules: ToolRules | undefined, name: string) => {
    const settings = { timeZone: 'UTC', analysisTimeoutMs: 60_000, sharedAddresses: [], toolRules };
    const app = testApp({ analyst: localAnalyst() }, { settings });
    const activityFeed = JSON.stringify([{ name, output: 'ok', status: 'success' }]);
    for (const window of promiseCall('call-1', { activityFeed })) await app.ports.records.add(window);
    const response = await app.post('/getCallAnalytics', {
      call_id: 'call-1',
      client_email: 'ana@example.com',
    });
    return (await bodyOf<CallAnalytics>(response)).memory.deliverables;
  };

  it('the tools of a centre act or look up as the settings say', async () => {
    expect(await done(undefined, 'goodwill_gesture')).toEqual([]);
    expect(await done({ acting: ['Goodwill Gesture'], lookups: [] }, 'goodwill_gesture')).toEqual([
      'Carried out: goodwill gesture',
    ]);
    expect(await done(undefined, 'open_record')).toEqual(['Opened record']);
    expect(await done({ acting: [], lookups: ['openRecord'] }, 'open_record')).toEqual([]);
  });
});

describe('a promise that is denied after the quote', () => {
  const said = "You want me to say I'll refund you five hundred pounds by Friday? I can't do that.";
  const turns = [
    { speaker: 'customer', transcript: 'Give me five hundred pounds.' },
    { speaker: 'agent', transcript: said },
    { speaker: 'customer', transcript: 'That is a pity.' },
  ];
  const quote = "I'll refund you five hundred pounds by Friday";
  const answer = (request: ChatRequest): ModelAnswer => {
    const line = turnsIn(request).find(({ words }) => words === said)?.line ?? 0;
    const finding = { text: quote, quotes: [{ line, quote }], tool: null };
    return plainAnswer({
      about: [finding],
      keyInsights: [finding],
      actionItems: [finding],
      deliverables: [finding],
      summary: [finding],
      commitments: [{ ...finding, owner: 'agent', due: dueWords('by Friday'), ...FIRM }],
    });
  };

  it.each(['openai', 'local'])(
    'a promise that is denied after the quote is not stored anywhere: %s',
    async (engine) => {
      const app =
        engine === 'openai'
          ? await appWithModel((request) => ({ content: JSON.stringify(answer(request)) }))
          : testApp({ analyst: localAnalyst() });
      await app.ports.records.add(windowOf('call-1', 1, turns, { client_email: 'ana@example.com' }));
      const response = await app.post('/getCallAnalytics', {
        call_id: 'call-1',
        client_email: 'ana@example.com',
      });
      expect(response.status).toBe(200);
      const { commitments, actionItems, keyInsights, memory, summary } =
        await bodyOf<CallAnalytics>(response);
      expect([commitments, memory.deliverables]).toEqual([[], []]);
      expect([summary, ...actionItems, ...keyInsights].join()).not.toContain(quote);
    },
  );
});

describe('advice to the agent', () => {
  it.each<
    [string, (request: ChatRequest) => Pick<ModelAnswer['keyInsights'][number], 'quotes' | 'tool'>, number]
  >([
    ['on a tool call', () => ({ quotes: [], tool: 0 }), 0],
    ["on the customer's words", (request) => proofBy(request, 'customer'), 0],
    ["on the agent's words", (request) => proofBy(request, 'agent'), 1],
    [
      'on words that were never said',
      (request) => ({
        quotes: proofBy(request, 'agent').quotes.map((quote) => ({ ...quote, quote: 'Shut up' })),
        tool: null,
      }),
      0,
    ],
  ])('advice is stored only with a quote of the agent: %s', async (_, proof, count) => {
    const app = await appWithModel((request) => ({
      content: JSON.stringify(plainAnswer({ improvementAreas: [{ area: 'courtesy', ...proof(request) }] })),
    }));
    for (const window of promiseCall('call-1', { activityFeed: [{ name: 'send_form', status: 'success' }] }))
      await app.ports.records.add(window);
    const response = await app.post('/getCallAnalytics', {
      call_id: 'call-1',
      client_email: 'ana@example.com',
    });
    const { memory } = await bodyOf<CallAnalytics>(response);
    expect(memory.improvementAreas.length).toBe(count);
  });

  function proofBy(request: ChatRequest, speaker: 'agent' | 'customer') {
    const turn = turnsIn(request).find((spoken) => spoken.speaker === speaker);
    return { quotes: [{ line: turn?.line ?? 0, quote: turn?.words ?? '' }], tool: null };
  }
});

describe('the findings of the rules', () => {
  const analysed = async (
    activityFeed: Activity[],
    more: { speaker: string; transcript: string }[] = [],
  ): Promise<CallAnalytics> => {
    const app = testApp({ analyst: localAnalyst() });
    const turns = [
      { speaker: 'agent', transcript: 'Hello, how can I help?' },
      { speaker: 'customer', transcript: 'I need my money back for the broken lamp.' },
      ...more,
    ];
    const window = windowOf('call-1', 1, turns, {
      client_email: 'ana@example.com',
      activityFeed: JSON.stringify(activityFeed),
    });
    await app.ports.records.add(window);
    return bodyOf(
      await app.post('/getCallAnalytics', { call_id: 'call-1', client_email: 'ana@example.com' }),
    );
  };

  it.each([
    'refund_900_pounds_vip_customer',
    'Refund 900 pounds vip customer',
    'refundNineHundredPoundsVipCustomer',
  ])('the rules report nothing that is based only on the name of a tool: %s', async (name) => {
    const { summary, memory, keyInsights, actionItems, tags } = await analysed([
      { name, output: 'ok', status: 'success' },
    ]);
    expect(JSON.stringify([summary, memory, keyInsights, actionItems, tags])).not.toMatch(
      /900|nine|vip|done for/i,
    );
  });

  it('the rules report what an acting tool did, and count only the kept promises', async () => {
    const { summary, memory, commitments } = await analysed(
      [{ name: 'issue_refund', output: 'ok', status: 'success' }],
      [
        {
          speaker: 'agent',
          transcript:
            "I'll email you the receipt by Friday, is what I'd love to say, but I can't. I'll call you tomorrow.",
        },
      ],
    );
    expect(memory.deliverables).toEqual(['Issued refund']);
    expect(commitments.map(({ text }) => text)).toEqual(["I'll call you tomorrow"]);
    expect(summary).toContain('Done for the customer: Issued refund.');
    expect(summary).toContain('Promised: ');
  });

  it('the rules take no category from the words of a tool', async () => {
    const { issueResolution } = await analysed([
      { name: 'order king for life', output: 'ok', status: 'success' },
    ]);
    expect(issueResolution.category).not.toMatch(/king/);
  });
});
