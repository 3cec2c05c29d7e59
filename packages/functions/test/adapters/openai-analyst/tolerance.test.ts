import type { CallAnalytics } from '@live-assist/core';
import { CATEGORIES } from '@live-assist/core/analytics/categories';
import { EMOTIONS } from '@live-assist/core/prompt/prompt-answer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowOf } from '../../../../core/test/support/story.ts';
import { readReply } from '../../../src/adapters/openai-analyst/reply/envelope.ts';
import { bodyOf } from '../../support/app.ts';
import { completion, FIRM, plainAnswer, type Scripted, textOf } from '../../support/fake-model-server.ts';
import { appWithModel } from '../../support/openai-app.ts';
import { ANA } from '../../support/provider-app.ts';
import { refusal, vllmContext } from '../../support/provider-hosts.ts';

/** A call in which any judge finds something. */
const TURNS = [
  'Thanks for calling, this is Tom, how can I help you today?',
  'My line has been down since Monday and I am really annoyed about it.',
  'I am sorry to hear that. Let me look at the line for you right away.',
  'This is the third time that I call about the very same fault.',
  'I can see the fault now. An engineer has to look at the box in your street.',
  'And when will that be? I work from home and cannot wait for another week.',
  "I'll send an engineer on Friday morning, and I'll call you when he is done.",
  'Fine. Then I will wait for your call on Friday. Thank you for the help.',
].map((transcript, n) => ({ speaker: n % 2 === 0 ? 'agent' : 'customer', transcript }));

const PROMISE = {
  text: 'Send an engineer on Friday morning',
  owner: 'agent' as const,
  due: { words: 'on Friday morning', form: 'weekday' as const, n: 5, month: 0 },
  ...FIRM,
  quotes: [{ quote: "I'll send an engineer on Friday morning", line: 3 }],
};
const ANSWER = plainAnswer({ commitments: [PROMISE] });
const text = (answer: object) => JSON.stringify(answer);
const GOOD: Scripted = { content: text(ANSWER) };
const EMPTY: Scripted = {
  content: text(
    plainAnswer({
      ...{ sentimentScore: 50, satisfactionScore: 50, escalationRisk: 0 },
      ...{ professionalismScore: 50, empathyScore: 50, knowledgeScore: 50 },
    }),
  ),
};
/** An answer that has lost its way and is cut off in the middle. */
const LOOP: Scripted = {
  content: `{"category":"outage","about":[${'{"text":"the line is down","quotes":[],"tools":[]},'.repeat(200)}`,
  more: { finish_reason: 'length' },
};

/** Analyses one call with these answers, of which the last is given again. */
async function analysed(answers: Scripted | Scripted[], turns = TURNS, options = {}) {
  const scripts = [answers].flat();
  const app = await appWithModel((_, count) => scripts[Math.min(count, scripts.length) - 1] ?? GOOD, options);
  await app.ports.records.add(windowOf('call-1', 1, turns));
  const answer = await app.post('/getCallAnalytics', { call_id: 'call-1', client_email: ANA });
  const analytics = await bodyOf<CallAnalytics>(answer);
  return { ...app, status: answer.status, analytics, flags: analytics.analysis?.flags };
}

const promisesOf = ({ commitments }: CallAnalytics) => commitments.map(({ text }) => text);
const ours = (flags: string[] = []) => flags.filter((flag) => !flag.startsWith('agent_score_far'));

describe('an answer that is not quite right', () => {
  const many = (length: number) =>
    Array.from({ length }, (_, n) => ({ ...PROMISE, text: `Send engineer number ${n}` }));

  it.each<[string, string, string[]]>([
    ['in a fence', `\`\`\`json\n${text(ANSWER)}\n\`\`\``, []],
    ['in a fence that is never closed', `\`\`\`\n${text(ANSWER)}`, []],
    ['after thoughts', `<think>The line {is} down.</think>\n${text(ANSWER)}`, []],
    ['after thoughts without a beginning', `so I say no.</think>${text(ANSWER)}`, []],
    ['after thoughts, in a fence', `<thinking>No.</thinking>\n\`\`\`json\n${text(ANSWER)}\n\`\`\``, []],
    ['between sentences', `Here is the judgement:\n${text(ANSWER)}\nI hope this helps!`, []],
    ['as a string of JSON', JSON.stringify(text(ANSWER)), []],
    ['in an object around it', text({ call_judgement: ANSWER }), []],
    ['with fractions', text({ ...ANSWER, sentimentScore: 70.5, empathyScore: 64.4 }), []],
    ['with numbers in quotes', text({ ...ANSWER, sentimentScore: '71', resolved: 'true' }), []],
    ['with a field too many', text({ ...ANSWER, explanation: 'because' }), []],
    ['with a list that is missing', text({ ...ANSWER, keyInsights: undefined, settles: null }), []],
    ['with a category in other letters', text({ ...ANSWER, category: 'Technical Support' }), []],
    ['with an unknown category', text({ ...ANSWER, category: 'broadband' }), ['category_unknown']],
    [
      'with an unknown emotion',
      text({ ...ANSWER, emotions: [{ emotion: 'bliss', intensity: 50 }] }),
      ['entries_dropped:emotions'],
    ],
    [
      'with one bad entry',
      text({ ...ANSWER, commitments: [{ text: 'no owner' }, PROMISE] }),
      ['entries_dropped:commitments'],
    ],
    ['with a line that cannot be', text({ ...ANSWER, resolvedAtLine: 903_312 }), []],
    ['with a list of text', text({ ...ANSWER, keyInsights: 'none' }), ['entries_dropped:keyInsights']],
    [
      'with too many entries',
      text({
        ...ANSWER,
        keyInsights: many(9).map(({ text, quotes }) => ({ text, quotes, tool: null })),
      }),
      ['list_shortened:keyInsights'],
    ],
    ['with the same entry again and again', text({ ...ANSWER, commitments: Array(60).fill(PROMISE) }), []],
    [
      'with a comma too many',
      text(ANSWER).replace(/\}$/, ',}').replaceAll(']', ',]').replaceAll('[,]', '[]'),
      [],
    ],
    ['with line breaks in a text', text(ANSWER).replace('Send an engineer', 'Send\nan\tengineer'), []],
  ])('an answer that is not quite right is used: %s', async (_, content, flags) => {
    const { status, analytics, server, ...app } = await analysed({ content });
    expect([status, server.requests.length]).toEqual([200, 1]);
    expect(ours(app.flags)).toEqual(flags);
    expect(promisesOf(analytics)).toHaveLength(1);
  });

  it('an answer that is not quite right has its fractions rounded', async () => {
    const content = text({ ...ANSWER, sentimentScore: 70.5, satisfactionScore: 33.4 });
    const { analytics } = await analysed({ content });
    expect([analytics.sentiment.score, analytics.satisfaction.score]).toEqual([71, 33]);
  });

  it.each<[string, object]>([
    ['a score on another scale', { ...ANSWER, sentimentScore: 0.7 }],
    ['a score that is missing', { ...ANSWER, empathyScore: undefined }],
    ['a score in words', { ...ANSWER, knowledgeScore: 'high' }],
    ['a score out of range', { ...ANSWER, escalationRisk: -3 }],
    ['nothing but a list', [ANSWER]],
  ])(
    'an answer that is not quite right is asked for again where a guess would be needed: %s',
    async (_, bad) => {
      const { status, server, flags } = await analysed([{ content: text(bad) }, GOOD]);
      expect([status, server.requests.length, ours(flags)]).toEqual([200, 2, []]);
      const [assistant, user] = server.requests[1]?.body.messages.slice(-2) ?? [];
      expect(assistant).toEqual({ role: 'assistant', content: text(bad) });
      expect(user?.role).toBe('user');
    },
  );
});

describe('an answer that is wrong as a whole', () => {
  it('an answer that is wrong as a whole, because it repeats itself, is not asked for again: the rules judge', async () => {
    const { status, server, flags, analytics } = await analysed(LOOP);
    expect([status, server.requests.length]).toEqual([200, 1]);
    expect(server.requests[0]?.body.max_tokens).toBe(6_000);
    expect(ours(flags)).toEqual(['judged_by_rules:repetition_loop']);
    expect(promisesOf(analytics).length).toBeGreaterThan(0);
  });

  it.each([
    ['counts on', (n: number) => `{"text":"step ${n}","quotes":[],"tools":[]},`],
    ['is one character', () => 'a'],
    ['is a line of words', () => 'I am a joke. '],
  ])(
    'an answer that is wrong as a whole, because it repeats itself, is known where the loop %s',
    async (_, part) => {
      const content = `{"about":[${Array.from({ length: 900 }, (_, n) => part(n)).join('')}`;
      const { server, flags } = await analysed({ content, more: { finish_reason: 'length' } });
      expect([server.requests.length, ours(flags)]).toEqual([1, ['judged_by_rules:repetition_loop']]);
    },
  );

  it('an answer that is wrong as a whole, because it says nothing of a call with content, is asked for once more', async () => {
    const { status, server, flags } = await analysed([EMPTY, GOOD]);
    expect([status, server.requests.length]).toEqual([200, 2]);
    expect(ours(flags)).toEqual(['asked_again:answer_without_content']);
    expect(textOf(server.requests[1] as never)).toContain((EMPTY as { content: string }).content);
  });

  it.each<[string, Scripted[], string[]]>([
    [
      'nothing again',
      [EMPTY, EMPTY],
      ['asked_again:answer_without_content', 'judged_by_rules:answer_without_content'],
    ],
    [
      'what cannot be read',
      [EMPTY, { content: 'no' }],
      ['asked_again:answer_without_content', 'judged_by_rules:answer_without_content'],
    ],
    [
      'a failure',
      [EMPTY, { status: 503, headers: { 'x-should-retry': 'false' } }],
      ['asked_again:answer_without_content', 'judged_by_rules:answer_without_content'],
    ],
    [
      'nothing after what could not be read',
      [{ content: 'no' }, EMPTY],
      ['judged_by_rules:answer_without_content'],
    ],
  ])(
    'an answer that is wrong as a whole is followed by the rules when the second one says %s',
    async (_, answers, expected) => {
      const { status, server, flags, analytics } = await analysed(answers);
      expect([status, server.requests.length]).toEqual([200, 2]);
      expect(ours(flags)).toEqual(expected);
      expect(promisesOf(analytics).length).toBeGreaterThan(0);
    },
  );

  it('an answer that says nothing is right for a call without content', async () => {
    const { server, flags } = await analysed(EMPTY, TURNS.slice(0, 2));
    expect([server.requests.length, ours(flags)]).toEqual([1, []]);
  });
});

describe('a call that does not fit', () => {
  const LONG = Array.from({ length: 60 }, () => TURNS).flat();

  it('a call that does not fit is asked in smaller parts, and so is the next one at once', async () => {
    const context = 8_192;
    // What this server reads: about four characters a token.
    const app = await appWithModel((request) => {
      const prompt = Math.ceil(textOf(request).length / 4);
      const answer = Number(request.body.max_tokens);
      return prompt + answer > context ? vllmContext(context, prompt, answer) : GOOD;
    });
    const analyze = async (callId: string) => {
      await app.ports.records.add(windowOf(callId, 1, LONG));
      const before = app.server.requests.length;
      const answer = await app.post('/getCallAnalytics', { call_id: callId, client_email: ANA });
      const { analysis } = await bodyOf<CallAnalytics>(answer);
      const parts = Number(/judged_in_parts:(\d+)/.exec(analysis.flags.join())?.[1]);
      return { status: answer.status, parts, requests: app.server.requests.length - before };
    };
    const first = await analyze('call-1');
    expect(first.status).toBe(200);
    expect(first.parts).toBeGreaterThan(1);
    const second = await analyze('call-2');
    expect([second.status, second.requests]).toEqual([200, second.parts]);
  });

  it('a call that does not fit says so when it fits nowhere', async () => {
    const { status, analytics } = await analysed(vllmContext(512, 4_000, 128), LONG);
    expect([status, analytics]).toMatchObject([413, { code: 'transcript_too_long' }]);
  });

  it('an answer that does not fit beside the call is asked for in the room that is left', async () => {
    const app = await appWithModel(({ body }) => {
      const tokens = Number(body.max_tokens);
      const sentence = `'max_tokens' or 'max_completion_tokens' is too large: ${tokens}. This model's maximum context length is 8192 tokens and your request has 5000 input tokens (${tokens} > 8192 - 5000).`;
      return tokens > 3_192 ? refusal(sentence) : GOOD;
    });
    await app.ports.records.add(windowOf('call-1', 1, TURNS));
    const { status } = await app.post('/getCallAnalytics', { call_id: 'call-1', client_email: ANA });
    expect([status, app.server.requests.map(({ body }) => body.max_tokens)]).toEqual([200, [6_000, 3_160]]);
  });

  it.each([
    [
      'OpenAI',
      (n: number) =>
        `max_tokens is too large: 24000. This model supports at most ${n} completion tokens, whereas you provided 24000.`,
    ],
    [
      'Bedrock',
      (n: number) =>
        `The maximum tokens you requested exceeds the model limit of ${n}. Try again with a maximum tokens value that is lower than ${n}.`,
    ],
    ['DeepSeek', (n: number) => `Invalid max_tokens value, the valid range of max_tokens is [1, ${n}]`],
    [
      'Anthropic',
      (n: number) =>
        `max_tokens: 24000 > ${n}, which is the maximum allowed number of output tokens for this model`,
    ],
    [
      'Groq',
      (n: number) =>
        `\`max_tokens\` must be less than or equal to \`${n}\`, the maximum value for this model`,
    ],
  ])(
    'an answer that is longer than the model ever writes is asked for in its limit, as %s tells it',
    async (_, message) => {
      const limit = 4_096;
      const app = await appWithModel(({ body }) =>
        Number(body.max_tokens) > limit ? refusal(message(limit)) : GOOD,
      );
      for (const callId of ['call-1', 'call-2']) {
        await app.ports.records.add(windowOf(callId, 1, TURNS));
        const answer = await app.post('/getCallAnalytics', { call_id: callId, client_email: ANA });
        expect(answer.status).toBe(200);
      }
      expect(app.server.requests.map(({ body }) => body.max_tokens)).toEqual([6_000, limit, limit]);
    },
  );

  it('a small context has room for a second question: less of the first answer is sent back', async () => {
    const long = text({ ...ANSWER, sentimentScore: 'high', notes: 'x y z '.repeat(3_000) });
    const { status, server } = await analysed([{ content: long }, GOOD], TURNS, { contextTokens: 8_192 });
    expect([status, server.requests.length]).toEqual([200, 2]);
    for (const request of server.requests) {
      const schema = JSON.stringify(request.body.response_format).length;
      const tokens = (textOf(request).length + schema) / 4 + Number(request.body.max_tokens);
      expect(tokens).toBeLessThan(8_192);
    }
  });
});

/** What models do to a good answer without making it useless. */
const deviation = fc.constantFrom<(answer: Record<string, unknown>) => Record<string, unknown>>(
  (answer) => ({ ...answer, sentimentScore: `${answer.sentimentScore}` }),
  (answer) => ({ ...answer, satisfactionScore: Number(answer.satisfactionScore) + 0.4 }),
  (answer) => ({ ...answer, category: 'Something Else' }),
  (answer) => ({ ...answer, category: String(answer.category).toUpperCase() }),
  (answer) => ({
    ...answer,
    emotions: [
      { emotion: 'bliss', intensity: 3 },
      { emotion: 'joy', intensity: '7' },
    ],
  }),
  (answer) => ({ ...answer, keyInsights: null }),
  (answer) => ({ ...answer, actionItems: 'none' }),
  (answer) => ({ ...answer, deliverables: { text: 'A form', quotes: [], tools: [] } }),
  (answer) => ({ ...answer, improvementAreas: [{ area: 'smiling' }, 7, null, []] }),
  (answer) => ({ ...answer, settles: Array(40).fill({}) }),
  (answer) => ({ ...answer, reasoning: 'I thought about it.' }),
  (answer) => ({ ...answer, resolvedAtLine: 1e9 }),
);
const wrapping = fc.constantFrom<(content: string) => string>(
  (content) => content,
  (content) => `\`\`\`json\n${content}\n\`\`\``,
  (content) => `<think>Let me {see}: "}".</think>${content}`,
  (content) => `Sure! ${content}\nAnything else?`,
  (content) => JSON.stringify(content),
  (content) => content.replace(/\}$/, ',\n}'),
  (content) => `\uFEFF  ${content}`,
);

describe('any deviation', () => {
  it('any deviation leaves an answer that can be used, within the bounds of the schema', () => {
    fc.assert(
      fc.property(fc.array(deviation, { maxLength: 8 }), wrapping, (deviations, wrap) => {
        const answer = deviations.reduce<Record<string, unknown>>((so, change) => change(so), { ...ANSWER });
        const reply = readReply(completion('m', wrap(text(answer))));
        if (reply.kind !== 'answered') throw new Error(`${reply.kind}: ${text(answer)}`);
        expect(CATEGORIES).toContain(reply.answer.category);
        for (const { emotion, intensity } of reply.answer.emotions) {
          expect(EMOTIONS).toContain(emotion);
          expect(Number.isInteger(intensity)).toBe(true);
        }
        expect(reply.answer.commitments).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });

  it('any text at all is read without an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (content) => {
        expect(['answered', 'unreadable', 'loop']).toContain(readReply(completion('m', content)).kind);
      }),
      { numRuns: 500 },
    );
  });

  it('any body at all is read without an error', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        expect(typeof readReply(body).kind).toBe('string');
      }),
      { numRuns: 300 },
    );
  });
});
