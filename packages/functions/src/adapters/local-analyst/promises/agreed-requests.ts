import type { TurnEvidence } from '@live-assist/core';
import { findDueWords } from '@live-assist/core/evidence/due-date';
import { lazyPattern } from '@live-assist/core/shared/lazy-pattern';
import { type CallSentences, isQuotable, quoteOf, type Sentence } from '../reading.ts';
import type { Passage } from './passages.ts';

/** A request of one side that the other agrees to: "Will you ring me on Friday?" "Yes, I will." */
export interface AgreedRequest {
  /** The act as its owner would say it: "I will ring you on Friday". */
  words: string;
  /** The question, as evidence. */
  asked: TurnEvidence;
}

/**
 * Reads a passage as the answer that agrees to the question before it, or null. "Sure" to "Can you …?" is not enough: it
 * opens most answers, whatever follows. "Yes" to "You'll …?" is.
 */
export function agreedRequest(
  { owner, plain, parts }: Passage,
  reading: CallSentences,
): AgreedRequest | null {
  const [{ sentence, place }] = parts;
  const question = reading.sentences[place - 1];
  if (question === undefined || question.turnOrder !== sentence.turnOrder - 1) return null;
  if (question.turn.speaker === owner || question.turn.speaker === 'other' || !isQuotable(question))
    return null;
  if (plain.length > LONGEST_ANSWER || HEDGES.test(plain) || !AGREES.test(plain)) return null;
  const request = requestIn(question);
  // "Yes, by tomorrow" undertakes it too.
  const isUndertaken = UNDERTAKES.test(plain) || findDueWords(sentence.text) !== null;
  if (request === null || (!request.isCertain && !isUndertaken)) return null;
  return { words: `I will ${request.act}`, asked: quoteOf(question) };
}

const LONGEST_ANSWER = 120;
const AGREES =
  /^\W*(?:(?:oh|well|um|uh|ok|okay|right)[,. ]+)*(?:yes|yeah|yep|sure|of course|absolutely|certainly|definitely|no problem|will do|that's right|that's correct|correct|(?:i|we) will\b|(?:i|we)'?ll do|you will)/i;
const UNDERTAKES =
  /\b(?:(?:i|we) (?:certainly |definitely |of course )?will|(?:somebody|someone|they|he|she) will|will do|(?:i|we)'?ll do (?:that|it|so|this))\b/i;
const HEDGES =
  /\b(?:not|never|but|if|unless|can't|cannot|won't|now|one moment|let me|try|see what|we'll see|afraid|sorry|hold|check)\b|n't\b/i;

const ACT =
  '(?:call|ring|phone|text|message|e-?mail|send|post|mail|refund|credit|replace|fix|arrange|book|cancel|collect|deliver|pay|write|let|get|give|come|return|upload|sign|drop|bring|transfer|waive|confirm|look|chase|pass)';
const ASKS_TO = lazyPattern(
  () =>
    new RegExp(
      `\\b(?:(?<certain>will|are) (?:you|somebody|someone) (?:going to |be able to |definitely )?|(?:can|could|would) (?:you|somebody|someone) (?:please |also |just |possibly )?)(?<act>${ACT}\\b[^?]{0,120})\\?`,
      'i',
    ),
);
const PLEADS = lazyPattern(
  () =>
    new RegExp(
      `^\\W*(?:(?:so|and|then|but|ok|okay|right|well)[, ]+)*(?:please |i(?:'d like| need| want) you to )(?<act>${ACT}\\b[^?.!]{0,120})`,
      'i',
    ),
);
/** "Once you have it, you can email it to us": an order that says to whom. */
const ORDERS_FOR_US = lazyPattern(
  () =>
    new RegExp(
      `^\\W*(?:(?:so|and|then|but|ok|okay|right|well)[, ]+)*(?:(?:once|when|as soon as) [^,?.!]{1,60}, )?(?:please |just |you(?:'ll| will)? (?:can|could|need to|have to|should) (?:also |then |just )?){0,2}(?<act>(?:${ACT}|contact|reach)\\b(?=[^?.!]{0,60}\\b(?:us|me|our)\\b)[^?.!]{0,120})`,
      'i',
    ),
);
const TAKES_IT = lazyPattern(
  () =>
    new RegExp(
      `^\\W*(?:(?:so|and|then|but|ok|okay|right|great|good)[, ]+)*you(?:'ll| will|'re going to| are going to) (?:also |then |definitely )?(?<act>${ACT}\\b[^?]{0,120})\\?`,
      'i',
    ),
);
const AT_ONCE =
  /\b(?:now|while i|hold|repeat|(?<!\b(?:contact|call|message|write to|reach out to) (?:us|me) )again|moment|minute|second|code)\b/i;

function requestIn({ plain }: Sentence): { act: string; isCertain: boolean } | null {
  const [taken, asked] = [
    TAKES_IT().exec(plain),
    ASKS_TO().exec(plain) ?? PLEADS().exec(plain) ?? ORDERS_FOR_US().exec(plain),
  ];
  const act = taken?.groups?.act ?? asked?.groups?.act;
  if (act === undefined || AT_ONCE.test(act)) return null;
  const own = act
    .replace(/,? ?\b(?:yes|please|then|right|okay|won't you|will you|for me)\W*$/i, '')
    .replace(/\b(?:me|us)\b/gi, 'you')
    .replace(/\b(?:my|our)\b/gi, 'your');
  return { act: own.trim(), isCertain: taken !== null || asked?.groups?.certain !== undefined };
}
