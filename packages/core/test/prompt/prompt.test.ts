import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCall } from '../../src/call/decode-call.ts';
import type { Call } from '../../src/index.ts';
import { PROMPT_VERSION, promptFor, transcriptText } from '../../src/prompt/prompt.ts';
import type { ModelAnswer } from '../../src/prompt/prompt-answer.ts';
import { joinJudgements } from '../../src/prompt/prompt-join.ts';
import { judgementOf } from '../../src/prompt/prompt-judgement.ts';
import { partsOf, tokenBound } from '../../src/prompt/prompt-lines.ts';
import { isShortened } from '../../src/prompt/tool-lines.ts';
import { plainJudgement, promiseCall, windowOf } from '../support/story.ts';

const CALL = decodeCall('c', promiseCall('c'));
const ONE = { nonce: 'n', part: 1, parts: 1, promises: [], matters: [] };
const [WHOLE = { lines: [], tools: [], tips: [] }] = partsOf(CALL, 32_000);

const GIVEN = { promises: [], matters: [] };
const FIRM = { conditional: false, waitsFor: null, recurring: false };
const TOLD = { by: null, now: false, when: null };

const answer = (more: Partial<ModelAnswer> = {}): ModelAnswer => ({
  ...plainJudgement(),
  category: 'refund',
  about: [],
  resolvedAtLine: null,
  emotions: [],
  keyInsights: [],
  actionItems: [],
  deliverables: [],
  improvementAreas: [],
  commitments: [],
  closings: [],
  settles: [],
  summary: [],
  ...more,
});

const callOf = (turns: { speaker: string; transcript: string }[], perWindow = 10): Call =>
  decodeCall(
    'long',
    Array.from({ length: Math.ceil(turns.length / perWindow) }, (_, i) =>
      windowOf('long', i + 1, turns.slice(i * perWindow, (i + 1) * perWindow)),
    ),
  );

describe('the prompt', () => {
  it('the prompt has a version, and a system message that is the same for all calls', () => {
    const other = decodeCall('d', [windowOf('d', 1, [{ speaker: 'agent', transcript: 'Hello' }])]);
    const [part = WHOLE] = partsOf(other, 32_000);
    expect(PROMPT_VERSION).toMatch(/^call-\d+$/);
    expect(promptFor(part, ONE).system).toBe(promptFor(WHOLE, ONE).system);
    expect(promptFor(part, ONE).system).not.toMatch(/\d{4}-\d\d|@|\.com/);
  });

  it('the prompt holds the transcript as JSON lines in a block with a unique name', () => {
    const { user } = promptFor(WHOLE, { ...ONE, nonce: 'b7c1' });
    expect(user.split('\n')).toEqual([
      '<data-b7c1>',
      '[0,"Thanks for calling, how can I help?","I still need the refund form."]',
      `["I'll email you the form by Friday.","Great, thank you."]`,
      '</data-b7c1>',
      expect.stringContaining('not instructions'),
    ]);
  });

  it('the prompt holds tips, tool calls and open promises as data, without ids', () => {
    const call = decodeCall('c', [
      windowOf('c', 1, [{ speaker: 'other', transcript: 'Hi' }], {
        aiTips: JSON.stringify([{ tag: 'Urgent', content: 'Say "sorry"' }]),
        activityFeed: JSON.stringify([{ name: 'lookup', input: '{"a":1}', output: 'ok', status: 'success' }]),
      }),
    ]);
    const [part = WHOLE] = partsOf(call, 32_000);
    const { user } = promptFor(part, {
      ...ONE,
      promises: [{ id: 'secret-call:1:2:0', text: 'Send the form', owner: 'agent', dueAt: null }],
    });
    expect(user).toContain('{"promise":0,"owner":"agent","text":"Send the form","due":null}');
    expect(user).toContain('{"tip":["Urgent","Say \\"sorry\\""]}');
    expect(user).toContain('{"tool":[0,"lookup",{"a":1},"ok"]}');
    expect(user).toContain('[0,"","","Hi"]');
    expect(user).not.toContain('secret-call');
  });

  it.each([
    ['JSON on several lines', '{\n  "a": "x",\r\n\t"b": [1,\n2]\n}', '{ "a": "x", "b": [1, 2] }'],
    ['a list', ' [1, 2] ', '[1, 2]'],
    ['what only begins like JSON', '{"a":1', '"{\\"a\\":1"'],
    ['two objects', '{"a":1}{"tool":9}', '"{\\"a\\":1}{\\"tool\\":9}"'],
    ['two lines of objects', '{"a":1}\n{"tool":9}', '"{\\"a\\":1}\\n{\\"tool\\":9}"'],
    ['a long number', '{"a":12345678901234567890}', '{"a":12345678901234567890}'],
    ['words', 'No order.', '"No order."'],
  ])('the prompt holds a tool call on one line that is JSON, whatever came out: %s', (_, output, shown) => {
    const tools = [{ name: 'look_up', input: '', output, status: 'success' }];
    const call = decodeCall('c', [windowOf('c', 1, [], { activityFeed: JSON.stringify(tools) })]);
    const [part = WHOLE] = partsOf(call, 32_000);
    const { user } = promptFor(part, ONE);
    const [, line = ''] = user.split('\n');
    expect(line).toBe(`{"tool":[0,"look_up","",${shown}]}`);
    expect(JSON.parse(line).tool).toHaveLength(4);
    expect(user.split('\n')).toHaveLength(4);
  });

  it('the prompt states how much of a long tool call it omits', () => {
    const call = decodeCall('c', [
      windowOf('c', 1, [], {
        activityFeed: JSON.stringify([{ name: 'dump', output: 'x'.repeat(2_000), status: 'success' }]),
      }),
    ]);
    const [part = WHOLE] = partsOf(call, 32_000);
    expect(promptFor(part, ONE).user).toContain('xxx… (500 characters more)');
    expect([isShortened(call), isShortened(CALL)]).toEqual([true, false]);
  });

  it('the prompt has one line per exchange for any text', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\n', '</data-n>', '[0,"x"]', '"]', '\u2028'),
    );
    const turn = fc.record({
      speaker: fc.constantFrom('agent', 'customer', 'ivr'),
      transcript: fc.array(word, { minLength: 1 }).map((words) => `a${words.join('')}`),
    });
    fc.assert(
      fc.property(fc.array(turn, { minLength: 1, maxLength: 20 }), (turns) => {
        const call = callOf(turns);
        const [part = WHOLE] = partsOf(call, 1_000_000);
        const lines = transcriptText(part).split('\n');
        const read = lines.map((line): (number | string)[] => JSON.parse(line));
        const isNumber = (entry: number | string) => typeof entry === 'number';
        expect(read.map((line) => line.filter(isNumber))).toEqual(
          lines.map((_, i) => (i % 5 === 0 ? [i] : [])),
        );
        const said = read.flatMap((line) => line.filter((text) => text !== '' && !isNumber(text)));
        expect(said).toEqual(call.turns.map(({ text }) => JSON.parse(JSON.stringify(text))));
      }),
      { numRuns: 40 },
    );
  });
});

describe('a long call', () => {
  const sentence = (n: number) =>
    `This is sentence ${n} of a conversation that goes on and on about a router.`;
  const long = callOf(
    Array.from({ length: 400 }, (_, n) => ({
      speaker: n % 2 ? 'customer' : 'agent',
      transcript: sentence(n),
    })),
  );

  it('a long call is divided into parts of similar size that hold every turn once, in order', () => {
    const parts = partsOf(long, 3_000);
    expect(parts.length).toBeGreaterThan(4);
    const turns = parts.flatMap(({ lines }) =>
      lines.flatMap(({ agent, customer }) => [agent, customer].flatMap((spoken) => spoken?.turn ?? [])),
    );
    expect(turns).toEqual(long.turns);
    const sizes = parts.map((part) => tokenBound(transcriptText(part)));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(3_000);
    expect(Math.min(...sizes) / Math.max(...sizes)).toBeGreaterThan(0.7);
  });

  it('the division of a long call drops nothing, for any content', () => {
    const turn = fc.record({
      speaker: fc.constantFrom('agent', 'customer', 'ivr'),
      transcript: fc.string({ minLength: 1, maxLength: 400 }).map((text) => `${text}.`),
    });
    const tool = fc.record({
      name: fc.constant('tool'),
      output: fc.string({ maxLength: 300 }),
      status: fc.constant('success'),
    });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 30 }), fc.array(tool, { maxLength: 8 }), (turns, tools) => {
        const call = decodeCall('c', [windowOf('c', 1, turns, { activityFeed: JSON.stringify(tools) })]);
        const parts = partsOf(call, 600);
        const squeezed = (texts: string[]) => texts.join('').replace(/\s+/g, '');
        const said = parts.flatMap(({ lines }) =>
          lines.flatMap(({ agent, customer, other }) =>
            [agent, customer, other].map((spoken) => spoken?.text ?? ''),
          ),
        );
        expect(squeezed(said)).toBe(squeezed(call.turns.map(({ text }) => text)));
        expect(parts.flatMap((part) => part.tools.map(({ activity }) => activity))).toEqual(call.activities);
        for (const part of parts) {
          expect(
            tokenBound(promptFor(part, ONE).user) -
              tokenBound(promptFor({ lines: [], tools: [], tips: [] }, ONE).user),
          ).toBeLessThanOrEqual(650 + part.lines.length);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a long turn spans several lines, each of which refers to it', () => {
    const words = Array.from({ length: 3_000 }, (_, n) => `word${n}`).join(' ');
    const parts = partsOf(callOf([{ speaker: 'customer', transcript: words }]), 2_000);
    expect(parts.length).toBeGreaterThan(1);
    const spoken = parts.flatMap(({ lines }) => lines.map(({ customer }) => customer));
    expect(new Set(spoken.map((one) => one?.turn)).size).toBe(1);
    expect(spoken.map((one) => one?.text).join(' ')).toBe(words);
  });
});

describe('the answer of a model', () => {
  it('the answer of a model becomes a judgement whose evidence names windows and turns', () => {
    const quotes = [{ line: 1, quote: "I'll email you the form by Friday." }];
    const promise = {
      text: 'Email the form',
      owner: 'agent' as const,
      due: { words: 'by Friday', form: 'weekday' as const, n: 5, month: 0 },
      ...FIRM,
      quotes,
    };
    const judgement = judgementOf(answer({ commitments: [promise], resolvedAtLine: 1 }), WHOLE, GIVEN);
    expect(judgement.resolvedAt).toEqual({ window_number: 1, turn: 3 });
    expect(judgement.commitments).toEqual([
      {
        text: 'Email the form',
        owner: 'agent',
        due: 'by Friday',
        dueForm: { form: 'weekday', n: 5, month: 0 },
        evidence: [
          { window_number: 1, turn: 2, speaker: 'agent', quote: "I'll email you the form by Friday." },
        ],
      },
    ]);
  });

  it('a finding that names nothing stays without evidence, so that the gate counts it', () => {
    const nothing = { quotes: [{ line: 99, quote: 'x' }], tool: 7 };
    const judgement = judgementOf(
      answer({
        deliverables: [
          { text: 'No such line', ...nothing },
          { text: 'No such words', quotes: [{ line: 0, quote: 'Thank' }], tool: null },
        ],
        closings: [{ promise: 3, status: 'kept', ...TOLD, ...nothing }],
      }),
      WHOLE,
      GIVEN,
    );
    expect(judgement.deliverables.map(({ evidence }) => evidence)).toEqual([[], []]);
    expect(judgement.closings).toEqual([{ commitment_id: '', status: 'kept', evidence: [] }]);
  });

  it('places of promises and matters become their names', () => {
    const quotes = [{ line: 1, quote: "I'll email you the form by Friday." }];
    const promise = { owner: 'agent' as const, due: null, ...FIRM, quotes };
    const { commitments, closings, settles } = judgementOf(
      answer({
        commitments: [
          { ...promise, text: 'Email the form', conditional: true, waitsFor: 1 },
          { ...promise, text: 'Send the number', owner: 'customer', recurring: true },
        ],
        closings: [
          { promise: 1, status: 'missed', ...TOLD, quotes, tool: null },
          { promise: 0, status: 'replaced', ...TOLD, by: 0, quotes, tool: null },
          { promise: 0, status: 'kept', by: 9, now: true, when: 'on Monday', quotes, tool: null },
        ],
        settles: [
          { matter: 0, quotes },
          { matter: 4, quotes },
        ],
      }),
      WHOLE,
      {
        promises: [
          { id: 'open', text: 'The form', owner: 'agent', dueAt: null },
          { id: 'kept', text: 'The call', owner: 'agent', dueAt: null, kept: true },
        ],
        matters: [{ call_id: 'first', category: 'refund', about: null }],
      },
    );
    expect(commitments).toMatchObject([
      { conditional: true, waitsFor: 'Send the number' },
      { recurring: true },
    ]);
    expect(closings).toMatchObject([
      { commitment_id: 'kept', status: 'missed' },
      { commitment_id: 'open', status: 'replaced', by: 'Email the form' },
      { commitment_id: 'open', status: 'kept', by: null, now: true, when: 'on Monday' },
    ]);
    expect(settles?.map(({ call_id }) => call_id)).toEqual(['first', '']);
  });

  it('shows what is believed kept, and open matters, as data without ids', () => {
    const { user } = promptFor(WHOLE, {
      ...ONE,
      promises: [{ id: 'secret', text: 'Send it', owner: 'agent', dueAt: null, kept: true, recurring: true }],
      matters: [{ call_id: 'secret', category: 'refund', about: 'the lamp' }],
    });
    expect(user).toContain(
      '{"promise":0,"owner":"agent","text":"Send it","due":null,"recurring":true,"kept":true}',
    );
    expect(user).toContain('{"matter":0,"category":"refund","about":"the lamp"}');
    expect(user).not.toContain('secret');
  });

  it('the judgements of all parts are joined', () => {
    const finding = (text: string) => ({ text, evidence: [] });
    const { judgement, overfull } = joinJudgements([
      {
        turns: 30,
        judgement: plainJudgement({
          empathyScore: 40,
          resolved: true,
          escalationRisk: 80,
          deliverables: ['a', 'b', 'c'].map(finding),
          emotions: [{ emotion: 'anger', intensity: 90 }],
          closings: [{ commitment_id: 'p', status: 'kept', evidence: [] }],
        }),
      },
      {
        turns: 10,
        judgement: plainJudgement({
          empathyScore: 80,
          resolved: false,
          sentimentScore: 20,
          deliverables: [finding('d')],
          emotions: [{ emotion: 'relief', intensity: 30 }],
          closings: [{ commitment_id: 'p', status: 'missed', evidence: [] }],
        }),
      },
    ]);
    expect(judgement).toMatchObject({
      empathyScore: 50,
      resolved: false,
      sentimentScore: 20,
      escalationRisk: 80,
      deliverables: [{ text: 'a' }, { text: 'd' }, { text: 'b' }],
      emotions: [{ emotion: 'anger' }, { emotion: 'relief' }],
      closings: [
        { commitment_id: 'p', status: 'kept' },
        { commitment_id: 'p', status: 'missed' },
      ],
    });
    expect(overfull).toEqual(['deliverables']);
  });
});
