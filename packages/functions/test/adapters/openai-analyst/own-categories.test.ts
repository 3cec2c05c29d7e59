import type { CallAnalytics } from '@live-assist/core';
import { CATEGORIES } from '@live-assist/core/analytics/categories';
import { describe, expect, it } from 'vitest';
import { windowOf } from '../../../../core/test/support/story.ts';
import { bodyOf } from '../../support/app.ts';
import { plainAnswer, type Scripted, textOf } from '../../support/fake-model-server.ts';
import { appWithModel } from '../../support/openai-app.ts';
import { ANA } from '../../support/provider-app.ts';
import { vllmContext } from '../../support/provider-hosts.ts';

const TURNS = [
  { speaker: 'agent', transcript: 'Green Fingers, this is Tom, how can I help you?' },
  { speaker: 'customer', transcript: 'The hedge has grown over the path, so I need a gardener.' },
  { speaker: 'agent', transcript: 'I have booked a gardener for the hedge, so that is settled.' },
  { speaker: 'customer', transcript: 'Wonderful, that is all that I wanted.' },
];
const OWN = [
  { name: 'garden-visit', sentence: 'A gardener should come  and look after\nlawn, trees or hedges.' },
  { name: 'plant-order', sentence: 'The customer buys plants.' },
];

/** Analyses a call whose model names this category, where the contact centre has these categories. */
async function analysed(category: string, categories?: typeof OWN) {
  const answer: Scripted = { content: JSON.stringify({ ...plainAnswer(), category }) };
  const settings = { timeZone: 'UTC', analysisTimeoutMs: 60_000, sharedAddresses: [], categories };
  const app = await appWithModel(() => answer, {}, { settings });
  await app.ports.records.add(windowOf('call-1', 1, TURNS));
  const reply = await app.post('/getCallAnalytics', { call_id: 'call-1', client_email: ANA });
  const { issueResolution, tags, analysis } = await bodyOf<CallAnalytics>(reply);
  const [request] = app.server.requests;
  if (request === undefined) throw new Error('the model was not asked');
  const [system = ''] = request.body.messages.map(({ content }) => String(content));
  const format = JSON.stringify(request.body.response_format);
  const offered: string[] = JSON.parse(/"category":\{[^}]*?"enum":(\[[^\]]*\])/.exec(format)?.[1] ?? '[]');
  const flags = analysis.flags.filter((flag) => flag.startsWith('category'));
  return { category: issueResolution.category, tags, flags, system, offered, requests: app.server.requests };
}

describe('the categories of a contact centre and a model', () => {
  it('the model may choose from them alone, or say that the call belongs to none', async () => {
    const { offered, system } = await analysed('garden-visit', OWN);
    expect(offered).toEqual(['garden-visit', 'plant-order', 'general-enquiry']);
    expect(system).toContain(
      'one of garden-visit (A gardener should come and look after lawn, trees or hedges.), plant-order (The customer buys plants.), general-enquiry (',
    );
  });

  it.each([
    ['as it is named', 'garden-visit', 'garden-visit', []],
    ['in other letters', 'Garden Visit', 'garden-visit', []],
    ['the one for all others', 'general-enquiry', 'general-enquiry', []],
    ['one of the usual list', 'refund', 'general-enquiry', ['category_unknown']],
    ['one of no list', 'hedges', 'general-enquiry', ['category_unknown']],
  ])('what the model chooses is kept if it is on the list: %s', async (_, named, expected, flags) => {
    const answer = await analysed(named, OWN);
    expect([answer.category, answer.flags]).toEqual([expected, flags]);
    expect(answer.tags).toContain(expected);
    expect(answer.requests).toHaveLength(1);
  });

  it('a list that has a category for all others gets no second one', async () => {
    const named = [...OWN, { name: 'general-enquiry', sentence: 'Opening hours and the like.' }];
    const { offered, system } = await analysed('plant-order', named);
    expect(offered).toEqual(named.map(({ name }) => name));
    expect(system).toContain('general-enquiry (Opening hours and the like.)');
  });

  it('without a list of its own the usual names are offered, and the message is the same for all', async () => {
    const usual = await analysed('refund');
    expect([usual.category, usual.offered]).toEqual(['refund', [...CATEGORIES]]);
    const own = await analysed('garden-visit', OWN);
    // Only the part that names the categories differs, so a rule can be missing in neither.
    expect(own.system.replace(/, one of garden-visit .*?\(None of the others\.\)/, '')).toBe(usual.system);
  });

  it('a long list leaves less room for the call in a small context, and still fits', async () => {
    const context = 16_384;
    const categories = Array.from({ length: 60 }, (_, n) => ({
      name: `kind-of-call-number-${n}`,
      sentence: `${'What belongs to it is told here at some length. '.repeat(4).slice(0, 180)}${n}.`,
    }));
    const settings = { timeZone: 'UTC', analysisTimeoutMs: 60_000, sharedAddresses: [], categories };
    const content = JSON.stringify({ ...plainAnswer(), category: 'kind-of-call-number-7' });
    const app = await appWithModel(
      (request) => {
        const schema = JSON.stringify(request.body.response_format).length;
        const prompt = Math.ceil((textOf(request).length + schema) / 4);
        const answer = Number(request.body.max_tokens);
        return prompt + answer > context ? vllmContext(context, prompt, answer) : { content };
      },
      { contextTokens: context },
      { settings },
    );
    await app.ports.records.add(windowOf('call-1', 1, Array.from({ length: 20 }, () => TURNS).flat()));
    const reply = await app.post('/getCallAnalytics', { call_id: 'call-1', client_email: ANA });
    const { issueResolution, analysis } = await bodyOf<CallAnalytics>(reply);
    expect([reply.status, issueResolution.category]).toEqual([200, 'kind-of-call-number-7']);
    const parts = Number(/judged_in_parts:(\d+)/.exec(analysis.flags.join())?.[1] ?? 1);
    expect(app.server.requests).toHaveLength(parts);
  });
});
