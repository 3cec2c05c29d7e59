import { describe, expect, it } from 'vitest';
import { decodeCall } from '../../src/call/decode-call.ts';
import { phrasesIn } from '../../src/evidence/due/due-words.ts';
import { checkFindings } from '../../src/evidence/gate.ts';
import { namesDay } from '../../src/evidence/label/day-words.ts';
import { promptFor } from '../../src/prompt/prompt.ts';
import type { ModelAnswer } from '../../src/prompt/prompt-answer.ts';
import { judgementOf } from '../../src/prompt/prompt-judgement.ts';
import { partsOf } from '../../src/prompt/prompt-lines.ts';
import { promiseCall } from '../support/story.ts';

const CALL = decodeCall('c', promiseCall('c'));
const [PART = { lines: [], tools: [], tips: [] }] = partsOf(CALL, 32_000);
const GIVEN = { promises: [], matters: [] };
const { system } = promptFor(PART, { nonce: 'n', part: 1, parts: 1, ...GIVEN });
const examples = system.slice(system.indexOf('Two examples'));

describe('the examples of the prompt', () => {
  it('the examples name no day, no time, no amount and no person', () => {
    expect(namesDay(examples)).toBe(false);
    expect(phrasesIn(examples).candidates).toEqual([]);
    const words = examples.match(/"[^"]{12,}"/g) ?? [];
    expect(words.length).toBeGreaterThan(4);
    const names = words.join(' ').match(/(?<=[a-z,] )(?!I\b)[A-Z][a-z]+/g) ?? [];
    expect(names).toEqual([]);
    expect(words.join(' ')).not.toMatch(/[£$€%]|\d{2}/);
  });

  it('no instruction quotes words for a day, which small models repeat in every answer', () => {
    const quoted = system.match(/"[^"{[]{3,80}"/g) ?? [];
    expect(quoted.filter(namesDay)).toEqual([]);
    expect(system).not.toMatch(/by Friday|tomorrow|on Monday/i);
  });

  it('an answer that is copied from the examples leaves nothing in an analysis', () => {
    const answers = examples
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line): Partial<ModelAnswer> => JSON.parse(line));
    expect(answers).toHaveLength(2);
    for (const copied of answers) {
      const empty = { about: [], actionItems: [], closings: [], settles: [], summary: [], emotions: [] };
      const lists = { commitments: [], deliverables: [], keyInsights: [], improvementAreas: [], ...empty };
      const scores = { sentimentScore: 50, satisfactionScore: 50, escalationRisk: 0 };
      const ofAgent = { professionalismScore: 50, empathyScore: 50, knowledgeScore: 50 };
      const rest = { category: 'refund' as const, resolved: false, resolvedAtLine: null };
      const answer: ModelAnswer = { ...lists, ...scores, ...ofAgent, ...rest, ...copied };
      const given = judgementOf({ ...answer, summary: answer.keyInsights }, PART, GIVEN);
      const checked = checkFindings(given, CALL, [], null, 'UTC', { worded: true });
      const kept = [checked.commitments, checked.deliverables, checked.keyInsights, checked.modelSummary];
      expect(kept).toEqual([[], [], [], []]);
      expect(checked.dropped).toBeGreaterThan(0);
    }
  });
});
