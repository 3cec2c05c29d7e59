import type { StoredAnalytics } from '@live-assist/core';
import { recallMemory } from '@live-assist/core';
import { decodeCall } from '@live-assist/core/call/decode-call';
import { findDueWords } from '@live-assist/core/evidence/due-date';
import { checkFindings } from '@live-assist/core/evidence/gate';
import { addressesAnalyst } from '@live-assist/core/evidence/prompt-injection';
import { inMemoryPorts } from '@live-assist/core/in-memory';
import { measureCall } from '@live-assist/core/metrics/metrics';
import { promptFor } from '@live-assist/core/prompt/prompt';
import { judgementOf } from '@live-assist/core/prompt/prompt-judgement';
import { partsOf } from '@live-assist/core/prompt/prompt-lines';
import { redact, redactCall } from '@live-assist/core/redaction/redact';
import { describe, expect, it } from 'vitest';
import { SHAPES, type Shape } from '../../../../core/test/support/adversarial-shapes.ts';
import { growthPerDoubling, MOST_PER_DOUBLING } from '../../../../core/test/support/growth.ts';
import { share, THOROUGH } from '../../../../core/test/support/thorough.ts';
import { localAnalyst } from '../../../src/adapters/local-analyst/local-analyst.ts';
import { ANA, testApp, window } from '../../support/app.ts';
import { greedyAnswerTo } from '../../support/greedy-answer.ts';

const OPEN = [{ id: 'c-0:1:1:0', text: 'Email you the form', owner: 'agent' as const, dueAt: null }];

/** A call in which the text is said by both sides, shown, and passed to and from a tool. */
function callOf(text: string) {
  const turns = [
    { speaker: 'agent', transcript: 'What is your password, and your PIN?' },
    { speaker: 'customer', transcript: text },
    { speaker: 'agent', transcript: `I'll email you the form. ${text}` },
  ];
  const aiTips = [{ tag: 'Info', content: text }];
  const activityFeed = [
    { name: 'send_form', input: text, output: JSON.stringify({ note: text }), status: 'success' },
  ];
  return decodeCall('c-1', [{ call_id: 'c-1', window_number: 1, turns, aiTips, activityFeed }]);
}

/** So much English that the language of a call, which is told by what is said first, is English whatever follows. */
const IN_ENGLISH =
  'I can see that it is what you asked for, so we will do it with you here, and you can tell me if there is more. '.repeat(
    20,
  );

/** Has the rules judge a text; they leave alone what is of another language, which would prove nothing. */
async function judgedByRules(text: string): Promise<void> {
  const call = callOf(text);
  const opening = (['agent', 'customer'] as const).map((speaker, index) => ({
    ...{ windowNumber: 0, index, speaker, text: IN_ENGLISH },
    ...{ at: null, offsetMs: null, beginMs: null, endMs: null },
  }));
  const turns = [...opening, ...call.turns];
  const request = { call: { ...call, turns }, metrics: measureCall(call).metrics, openCommitments: OPEN };
  const { unjudged } = await localAnalyst().analyze({ ...request, deadline: Date.now() + 60_000 });
  if (unjudged !== undefined) throw new Error(`the rules did not judge it: ${unjudged}`);
}

function asModel(text: string) {
  const call = callOf(text);
  const [part] = partsOf(call, 4_000_000);
  if (part === undefined) throw new Error('there is no part');
  return { call, judgement: judgementOf(greedyAnswerTo(part), part, { promises: OPEN, matters: [] }) };
}

async function recall(text: string) {
  const ports = inMemoryPorts();
  // A row of the previous system may hold texts of any length.
  const row = { client_email: ANA, created_at: '2026-01-15T10:00:00.000Z', call_id: 'c-1' };
  const memory = { deliverables: [text, `${text}.`], improvementAreas: [text] };
  ports.analytics.put({ ...row, memory } as unknown as StoredAnalytics);
  return recallMemory(ports, { timeZone: 'UTC', sharedAddresses: [] }, { client_email: ANA }, true);
}

const ENOUGH = 3;
/** By default half of each size: what grows with the square still takes a quarter of a second. */
const PART = THOROUGH ? 1 : 0.5;

// What each of them reads in a few milliseconds; what grows with the square takes a second.
const ENTRIES: [name: string, size: number, read: (text: string) => unknown][] = [
  ['addressesAnalyst', 64_000, addressesAnalyst],
  ['redact', 16_000, redact],
  ['redactCall', 8_000, (text) => redactCall(callOf(text))],
  ['decodeCall', 160_000, callOf],
  ['measureCall', 64_000, (text) => measureCall(callOf(text))],
  ['checkFindings', 16_000, (text) => checkClaimsOf(asModel(text))],
  ['findDueWords', 64_000, findDueWords],
  ['the local analyst', 16_000, judgedByRules],
  ['partsOf and promptFor', 32_000, promptsOf],
  ['judgementOf', 32_000, asModel],
  ['recallMemory', 64_000, recall],
];

function checkClaimsOf({ call, judgement }: ReturnType<typeof asModel>) {
  return checkFindings(judgement, call, OPEN, Date.UTC(2026, 0, 15), 'UTC', { worded: true });
}

function promptsOf(text: string) {
  const options = { nonce: 'n', part: 1, parts: 1, promises: OPEN, matters: [] };
  return partsOf(callOf(text), 32_000).map((part) => promptFor(part, options));
}

/** Each kind of reading takes another third of the shapes. */
let turns = 0;

/** The shapes for which the time grows more than twofold with the text, with the factor. */
async function slowShapes(size: number, read: (text: string) => unknown): Promise<string[]> {
  const slow: string[] = [];
  turns += 1;
  for (const { name, text } of share<Shape>(SHAPES, 3, turns)) {
    const growth = await growthPerDoubling((length) => read(text(length)), size * PART);
    if (growth > MOST_PER_DOUBLING) slow.push(`${name}: ${growth.toFixed(1)}`);
    // A few tell enough: each of them takes seconds.
    if (slow.length === ENOUGH) break;
  }
  return slow;
}

describe('the time that a text takes grows no faster than the text, whatever its shape', () => {
  it.each(ENTRIES)(
    '%s',
    async (_, size, read) => {
      expect(await slowShapes(size, read)).toEqual([]);
    },
    240_000,
  );

  it('the time of recording grows no faster than the text, whatever its shape', async () => {
    let recorded = 0;
    const app = testApp();
    const slow = await slowShapes(16_000, async (text) => {
      recorded += 1;
      const turns = [{ speaker: 'customer', transcript: text }];
      const body = window({ call_id: `call-${recorded}`, turns });
      // The same window again is compared with the one that is there.
      for (const again of [body, body]) expect((await app.post('/recordCallWindow', again)).status).toBe(200);
    });
    expect(slow).toEqual([]);
  }, 240_000);
});
