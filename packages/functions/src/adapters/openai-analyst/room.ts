import type { Prompt } from '@live-assist/core/prompt/prompt';
import { tokenBound } from '@live-assist/core/prompt/prompt-lines';

/**
 * Tokens of what every prompt has: the system message, the schema of the answer, and what frames the data. A test counts
 * them.
 */
export const FIXED_TOKENS = 2_650;
// An answer has about 700 tokens; the rest is for reasoning.
const MAX_TOKENS = 6_000;
const MORE_TOKENS = 24_000;
/** Tokens of the sentence that complains about an answer, and of what frames both. */
const COMPLAINT_TOKENS = 100;
/** Characters of JSON that take one token at least. */
const CHARACTERS_PER_TOKEN = 1.6;
/** Longest part of an answer that is sent back, in characters. */
const MOST_SENT_BACK = 12_000;

/** Upper bound of the tokens that the contact centre's own categories add to {@link FIXED_TOKENS}. */
export function tokensOfCategories(categories: Prompt['categories']): number {
  if (categories === undefined) return 0;
  // Each stands in the system message with its sentence, and in the schema by its name.
  return tokenBound(categories.map(({ name, sentence }) => `${name} (${sentence}), "${name}",`).join(''));
}

/** The most tokens of an answer, at first and on the second try, for a context of that many tokens. */
export function limitsOf(contextTokens: number | null, prompt?: Pick<Prompt, 'user' | 'categories'>) {
  if (contextTokens === null) return { maxTokens: MAX_TOKENS, moreTokens: MORE_TOKENS };
  const maxTokens = Math.min(MAX_TOKENS, Math.floor(contextTokens / 4));
  const left =
    prompt === undefined
      ? 0
      : contextTokens - FIXED_TOKENS - tokensOfCategories(prompt.categories) - tokenBound(prompt.user);
  return { maxTokens, moreTokens: Math.min(MORE_TOKENS, Math.max(maxTokens, left)) };
}

/**
 * What the second try has: as much of the first answer as fits beside the prompt and another answer, and the room that
 * is left then.
 *
 * @param answer - Null when the first answer is not complained about.
 */
export function secondTry(
  { maxTokens, moreTokens }: ReturnType<typeof limitsOf>,
  answer: string | null,
): { maxTokens: number; sentBack: string } {
  if (answer === null) return { maxTokens: moreTokens, sentBack: '' };
  const room = Math.max(0, moreTokens - maxTokens - COMPLAINT_TOKENS);
  const sentBack = answer.slice(0, Math.min(MOST_SENT_BACK, Math.floor(room * CHARACTERS_PER_TOKEN)));
  const taken = Math.ceil(sentBack.length / CHARACTERS_PER_TOKEN) + COMPLAINT_TOKENS;
  return { maxTokens: Math.max(maxTokens, moreTokens - taken), sentBack };
}
