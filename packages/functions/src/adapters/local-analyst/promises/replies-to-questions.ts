import { type CallSentences, isQuotable, type Sentence } from '../reading.ts';
import {
  CAME,
  DONE_BY_SPEAKER,
  LACKING,
  NEGATED,
  NEVER_CAME,
  REACHED_ME,
  RESERVED,
} from './receipt-patterns.ts';

/** An agent's question about whether something has happened, and the customer's clear answer. */
export interface AnsweredQuestion {
  question: Sentence;
  /** The customer's words that answer it. */
  answer: Sentence;
  says: 'yes' | 'no';
  /** `receipt`: the customer received something or was contacted; `deed`: the customer did something. */
  about: 'receipt' | 'deed' | 'unsaid';
}

/**
 * Finds questions such as "Did you get the form?" with a clear yes or no in the customer's next turn. A turn with two
 * questions is skipped, because the answered one is unknown; and a question without a verb ("And the credit?") needs an
 * answer that has one.
 */
export function answeredQuestions({ sentences, call }: CallSentences): AnsweredQuestion[] {
  const byTurn = new Map<number, Sentence[]>();
  for (const sentence of sentences) {
    const turn = byTurn.get(sentence.turnOrder);
    if (turn === undefined) byTurn.set(sentence.turnOrder, [sentence]);
    else turn.push(sentence);
  }
  return [...byTurn].flatMap(([order, turn]) => {
    const question = turn.at(-1);
    if (question?.turn.speaker !== 'agent' || call.turns[order + 1]?.speaker !== 'customer') return [];
    if (!question.isQuestion || turn.filter(({ isQuestion }) => isQuestion).length > 1) return [];
    const about = aboutOf(question.plain);
    const answer = about === null ? null : answerIn(byTurn.get(order + 1) ?? [], about);
    return about === null || answer === null ? [] : [{ question, about, ...answer }];
  });
}

const START = '^\\W*(?:(?:so|and|oh|ok|okay|well|right|now|great|good|hi|hello|first)[,!. ]+)*';
const RECEIPT = new RegExp(
  `${START}(?:did|have|has) \\p{L}+\\b[^?]*\\b(?:get (?!round|around|to\\b|a chance)|got|had|receive|received|come|came|arrive|arrived|reach|reached|show(?:ed)? up|turn(?:ed)? up|land|landed|go through|gone through|been paid|hear|heard|call|called|ring|rung|phone|phoned|text|texted|message|messaged|contact|contacted|e-?mail|e-?mailed|get in touch|been in touch)\\b`,
  'iu',
);
const DEED = new RegExp(
  `${START}(?:(?:did|have) you)\\b[^?]*\\b(?:send|sent|pay|paid|post|posted|e-?mail|e-?mailed|return|returned|upload|uploaded|sign|signed|fill|filled|submit|submitted|drop|dropped|bring|brought|call|called)\\b`,
  'i',
);
const NO_VERB = new RegExp(`${START}(?:and|what about|how about)(?: \\p{L}[\\p{L}'-]*){1,5}\\?\\W*$`, 'iu');
const HAS_VERB =
  /\b(?:is|are|was|were|do|does|did|have|has|had|can|could|will|would|shall|should|may|you|i|we)\b/i;

function aboutOf(plain: string): AnsweredQuestion['about'] | null {
  if (NEGATED.test(plain)) return null;
  // "Did you send it?" asks for a deed, "did you get it?" for a receipt; "did you email it?" can only be a deed.
  if (/\b(?:did|have) you\b/i.test(plain) && !GETTING.test(plain)) return DEED.test(plain) ? 'deed' : null;
  if (RECEIPT.test(plain)) return 'receipt';
  return NO_VERB.test(plain) && !HAS_VERB.test(plain) ? 'unsaid' : null;
}
const GETTING = /\b(?:get|got|had|receive|received|hear|heard)\b/i;

const OPENING = '^\\W*(?:(?:oh|uh|um|erm|ah|well|actually|hi|hello|so|okay|ok)[,.! ]+)*';
const PLAIN_YES = new RegExp(
  `${OPENING}(?:(?:yes|yep)(?:[,. ]+(?:thanks|thank you|sir|madam))*\\W*$|(?:(?:yes|yep|yeah)[,. ]+)?(?:i|we|you|it|they|he|she|somebody|someone) (?:did|have|has)(?:\\W*$|[,.!]))`,
  'i',
);
const YES = new RegExp(
  `${OPENING}(?:yes|yep|yeah|yup|(?:i|we|it|they|he|she) (?:did|have|has)\\b|got it)`,
  'i',
);
const PLAIN_NO = new RegExp(
  `${OPENING}(?:(?:no|nope)[,. ]+)*(?:no|nope|not yet|nothing(?: yet| at all)?|never|nobody(?: did| has)?|no one(?: did| has)?|(?:i|we|it|they|he|she) (?:haven't|hasn't|didn't|did not|have not|has not|never did)|(?:i'm )?still waiting)(?:[,. ]+(?:yet|i forgot|i haven't|i didn't|it didn't|it hasn't|i haven't had time|sorry|unfortunately|i'm afraid|i'm afraid not|sir|madam|not yet))*\\W*$`,
  'i',
);
const UNSURE =
  /\b(?:i think|i guess|i suppose|i believe|maybe|perhaps|probably|possibly|not sure|might|should have|don't know|don't remember|if|which|what)\b|\?/i;

function answerIn(
  turn: readonly Sentence[],
  about: AnsweredQuestion['about'],
): Pick<AnsweredQuestion, 'answer' | 'says'> | null {
  const [first, second] = turn.filter(isQuotable);
  if (first === undefined || UNSURE.test(first.plain)) return null;
  if (saysNo(first.plain, about)) return { answer: first, says: 'no' };
  const lacking = turn.find(({ plain }) => LACKING.test(plain));
  if (lacking !== undefined && about !== 'deed') return { answer: lacking, says: 'no' };
  if (turn.some(({ plain }) => RESERVED.test(plain))) return null;
  if (NEGATED.test(first.plain)) return null;
  if (tells(first.plain, about)) return { answer: first, says: 'yes' };
  // "Yes. It came on Monday." is quoted with what it says.
  if (YES.test(first.plain) && second !== undefined && !second.isQuestion && !NEGATED.test(second.plain))
    if (tells(second.plain, about)) return { answer: second, says: 'yes' };
  return about !== 'unsaid' && PLAIN_YES.test(first.plain) ? { answer: first, says: 'yes' } : null;
}

function tells(plain: string, about: AnsweredQuestion['about']): boolean {
  if (about === 'deed') return DONE_BY_SPEAKER.test(plain);
  return CAME().test(plain) || REACHED_ME.test(plain);
}

function saysNo(plain: string, about: AnsweredQuestion['about']): boolean {
  if (about !== 'unsaid' && PLAIN_NO.test(plain)) return true;
  const denial = NEVER_CAME().exec(plain);
  if (denial === null || (about === 'unsaid' && /^still waiting/i.test(denial[0]))) return false;
  // "No, it never came by post, it came by email."
  return !CAME().test(plain.slice(denial.index + denial[0].length)) && !YES.test(plain);
}
