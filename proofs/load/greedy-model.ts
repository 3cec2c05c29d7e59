import type { ModelAnswer } from '@live-assist/core/judgement';
import {
  type ChatRequest,
  plainAnswer,
  promisesIn,
  turnsIn,
} from '../../packages/functions/test/fake-model-server.ts';

const LONGEST_QUOTE = 400;

/** Claims as much as an answer may hold, all of it with the words of the longest line: the most work for what checks it. */
export function greedyAnswer(request: ChatRequest): ModelAnswer {
  const turns = turnsIn(request).toSorted((a, b) => b.words.length - a.words.length);
  const [longest] = turns;
  if (longest === undefined) return plainAnswer();
  const { line, speaker, words } = longest;
  const quotes = [words.slice(0, LONGEST_QUOTE), words.slice(-LONGEST_QUOTE)].map((quote) => ({
    line,
    speaker,
    quote,
  }));
  const claims = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ text: `The form ${n} was sent again.`, quotes, tools: [] }));
  const owner = speaker === 'agent' ? ('agent' as const) : ('customer' as const);
  return plainAnswer({
    about: claims(1),
    keyInsights: claims(3),
    actionItems: claims(3),
    deliverables: claims(3),
    commitments: claims(20).map((claim) => ({ ...claim, owner, due: 'by Friday' })),
    closings: promisesIn(request)
      .slice(0, 20)
      .map((promise) => ({ promise, status: 'kept' as const, quotes, tools: [] })),
  });
}
