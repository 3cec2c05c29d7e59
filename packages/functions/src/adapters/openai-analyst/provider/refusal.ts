/** What a provider refused a request for, read from the body of its answer. */
export type Refusal =
  /** The text of the refusal, in lower case; never logged. */
  | { kind: 'unknown field or value'; text: string }
  /** The call does not fit. Tokens are null where the provider does not tell them. */
  | { kind: 'context'; limit: number | null; prompt: number | null }
  /** The model never writes as many tokens in one answer as were allowed. */
  | { kind: 'answer too long'; limit: number }
  | { kind: 'words' }
  | { kind: 'other' };

const LONGEST_TEXT = 4_000;

/**
 * Reads a refusal. Providers put the same fields at different depths, so the text is searched and not parsed.
 *
 * @param status - Status of the response.
 * @param body - Its text; whatever the provider sent.
 */
export function readRefusal(status: number, body: string): Refusal {
  const text = body.slice(0, LONGEST_TEXT).toLowerCase();
  // Some servers fail where they should refuse a schema.
  if (status === 500)
    return GRAMMAR_FAILED.test(text) ? { kind: 'unknown field or value', text } : { kind: 'other' };
  if (status !== 400 && status !== 413 && status !== 422) return { kind: 'other' };
  if (WORDS_REFUSED.test(text)) return { kind: 'words' };
  // vLLM also says "max_tokens is too large" of an answer that alone would fit.
  const limit = NAMES_CONTEXT.test(text) ? null : firstNumber(ANSWER_LIMITS, text);
  if (limit !== null) return { kind: 'answer too long', limit };
  if (status === 413 || TOO_LONG.test(text)) {
    return { kind: 'context', limit: firstNumber(LIMITS, text), prompt: firstNumber(PROMPTS, text) };
  }
  return { kind: 'unknown field or value', text };
}

/** Refusals because of the words of a call: the configuration is fine, and the next call may be judged. */
const WORDS_REFUSED =
  /"(?:invalid_prompt|content_filter|content_policy_violation|responsibleaipolicyviolation)"/;

const GRAMMAR_FAILED =
  /(?:json[_ ]schema|grammar|guided decoding|structured output|response[_ ]format)[\s\S]{0,200}(?:fail|invalid|unsupported|not support|error)|(?:fail|invalid|unsupported|not support|error)[\s\S]{0,200}(?:json[_ ]schema|grammar|guided decoding|structured output|response[_ ]format)/;

const TOO_LONG =
  /context_length_exceeded|string_above_max_length|exceed_context_size|maximum context length|available context size|input is too long|prompt is too long|too many (?:input )?tokens|max_tokens must be at least 1|larger than the maximum/;

const NAMES_CONTEXT = /maximum context length/;
const ANSWER_LIMITS = [
  /at most (\d{3,9}) (?:completion|output) tokens/,
  /exceeds the model limit of (\d{3,9})/,
  /range of max(?:_completion)?_tokens is \[\d+, ?(\d{3,9})\]/,
  /max(?:_completion)?_tokens: \d+ > (\d{3,9})/,
  /max(?:_completion)?_tokens\W{1,3}(?:must be|should be|cannot be|is)[^\d]{1,60}(\d{3,9})\b/,
];
const LIMITS = [
  /maximum context length (?:is|of) (\d{3,9})/,
  /"n_ctx":\s*(\d{3,9})/,
  /tokens > (\d{3,9}) maximum/,
  /context size \(?(\d{3,9})/,
];
const PROMPTS = [
  /(\d{1,9}) in the messages/,
  /(?:has|contains|contains at least) (\d{1,9}) (?:input|prompt) tokens/,
  /resulted in (\d{1,9}) tokens/,
  /"n_prompt_tokens":\s*(\d{1,9})/,
  /prompt is too long: (\d{1,9})/,
];

function firstNumber(patterns: readonly RegExp[], text: string): number | null {
  for (const pattern of patterns) {
    const [, digits] = pattern.exec(text) ?? [];
    if (digits !== undefined) return Number(digits);
  }
  return null;
}
