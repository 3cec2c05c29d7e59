import type { ModelAnswer } from '@live-assist/core/prompt/prompt-answer';
import type { PromptPart } from '@live-assist/core/prompt/prompt-lines';
import { dueWords, FIRM, plainAnswer, TOLD } from './fake-model-server.ts';

/** The words of one speaker on a line of the prompt. */
export interface Said {
  line: number;
  speaker: 'agent' | 'customer' | 'other';
  words: string;
}

const LONGEST_QUOTE = 400;

/**
 * Builds an answer with the maximum number of findings, each with the words of the longest line, so that checking it is
 * as much work as possible.
 *
 * @param promises - The numbers of the open promises in the prompt.
 */
export function greedyAnswer(said: readonly Said[], promises: readonly number[]): ModelAnswer {
  const [longest] = said.toSorted((a, b) => b.words.length - a.words.length);
  if (longest === undefined) return plainAnswer();
  const { line, speaker, words } = longest;
  const quotes = [words.slice(0, LONGEST_QUOTE), words.slice(-LONGEST_QUOTE)].map((quote) => ({
    line,
    quote,
  }));
  const claims = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ text: `The form ${n} was sent again.`, quotes, tool: null }));
  const owner = speaker === 'agent' ? ('agent' as const) : ('customer' as const);
  return plainAnswer({
    about: claims(1),
    keyInsights: claims(3),
    actionItems: claims(3),
    deliverables: claims(3),
    summary: claims(3),
    commitments: claims(20).map((claim) => ({ ...claim, owner, due: dueWords('by Friday'), ...FIRM })),
    closings: promises
      .slice(0, 20)
      .map((promise) => ({ promise, status: 'kept' as const, ...TOLD, quotes, tool: null })),
  });
}

/** The same for a part of a call in a prompt. */
export function greedyAnswerTo({ lines }: PromptPart): ModelAnswer {
  const said = lines.flatMap((line) =>
    (['agent', 'customer', 'other'] as const).flatMap((speaker) => {
      const spoken = line[speaker];
      return spoken === undefined ? [] : [{ line: line.line, speaker, words: spoken.text }];
    }),
  );
  return greedyAnswer(said, [0]);
}
