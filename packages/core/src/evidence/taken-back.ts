import { type GuardedPattern, matchesGuarded } from '../shared/guarded-pattern.ts';
import { lazyPattern } from '../shared/lazy-pattern.ts';
import { deniesIn, hasDenials, isTaggedIn, restOfClause } from './abroad/denials.ts';
import { plainQuote, plainTurn } from './evidence.ts';

/** Options of the check. */
export interface TakenBackOptions {
  /** True if a question around the words does not take them back: an insight may report a question. */
  mayBeAsked?: boolean;
  /** True if a denial before the words does not take them back: an insight may report a refusal. */
  mayBeDenied?: boolean;
  /** The language of the words. In others than English, negations and questions alone are known. @default English */
  language?: string | null | undefined;
}

/**
 * True if the statement of a quote is denied, asked, attributed to someone else, only wished for, or taken back by the
 * words around it, while the finding does not say so. "You want me to say I'll refund you? I can't do that." promises
 * nothing. English, and
 * what denies in six more languages; linear.
 *
 * @param text - The text of the finding. If the quote contains it verbatim, the words around that text count.
 * @param turn - The whole turn.
 */
export function isTakenBack(
  text: string,
  turn: string,
  quote: string,
  options: TakenBackOptions = {},
): boolean {
  const [said, wanted, findingText] = [plainTurn(turn), plainQuote(quote), plainQuote(text)];
  // The words may occur more than once; one occurrence that is meant suffices.
  const places: number[] = [];
  for (let at = said.indexOf(wanted); at !== -1 && places.length < 5; at = said.indexOf(wanted, at + 1))
    places.push(at);
  return (
    places.length > 0 &&
    places.every((at) => {
      const own = said
        .slice(at, at + wanted.length)
        .toLowerCase()
        .indexOf(findingText.toLowerCase());
      const [from, length] = own === -1 ? [at, wanted.length] : [at + own, findingText.length];
      return isTakenBackAt(said, from, from + length, findingText, options);
    })
  );
}

function isTakenBackAt(
  said: string,
  from: number,
  to: number,
  findingText: string,
  { mayBeAsked = false, mayBeDenied = false, language = null }: TakenBackOptions,
): boolean {
  const before = sentenceStart(said, from);
  const end = sentenceEnd(said, to);
  const clause = said.slice(clauseStart(said, before, from), from);
  const words = said.slice(from, to);
  // In other languages the negation may follow: "das Geld überweise ich Ihnen nicht".
  const told = `${clause}${words}${hasDenials(language) ? restOfClause(said.slice(to, end)) : ''}`;
  if (!mayBeDenied && denies(told, language) && !denies(findingText, language)) return true;
  if (
    matchesGuarded(PUT_INTO_MOUTH, clause) ||
    matchesGuarded(PUT_INTO_MOUTH, words) ||
    (hasWords(clause) && WISHED().test(clause))
  )
    return true;
  if (COUNTERFACTUAL.test(said.slice(Math.max(before, from - 200), from))) return true;
  const isAsked = said[end - 1] === '?' && !isTagged(said.slice(before, end), words, said.slice(to, end));
  if (!mayBeAsked && isAsked && !isTaggedIn(said.slice(before, end), language ?? 'en')) return true;
  const rest = said.slice(to, end);
  if (hasWords(rest) && SO_YOU_SAY().test(rest)) return true;
  if (matchesGuarded(TAKES_BACK, rest)) return true;
  // The quote itself may go on to take the statement back, and the words that follow may be two sentences long.
  const inside = sentences(words).slice(1);
  const after = sentences(said.slice(end, end + 400)).slice(0, 2);
  return [...inside, ...after].some((sentence) => matchesGuarded(STARTS_TO_TAKE_BACK, sentence));
}

function hasWords(text: string): boolean {
  return /\w/.test(text);
}

const ENDS = ['. ', '! ', '? ', '." ', '!" ', '?" '];

function sentenceStart(said: string, at: number): number {
  return Math.max(0, ...ENDS.map((end) => said.lastIndexOf(end, at - 1) + 1));
}

function sentenceEnd(said: string, at: number): number {
  if (at > 0 && /[.!?]/.test(said[at - 1] ?? '')) return at;
  const next = /(?<![.!?])[.!?]+(?=["')]?(?:\s|$))/g;
  next.lastIndex = at;
  const found = next.exec(said);
  return found === null ? said.length : found.index + found[0].length;
}

// "You said that you need it today, so I'll send it": only the last clause concerns the words that follow, unless the
// comma introduces words that a person is to say.
function clauseStart(said: string, begin: number, from: number): number {
  const before = said.slice(Math.max(begin, from - 200), from);
  const offset = from - before.length;
  let start = 0;
  for (const { index, 0: cut } of before.matchAll(/[,;:\u2013\u2014]\s|\s-\s|\b(?:so|but|then)\s/gi)) {
    const isOpen = /^[,:]/.test(cut) && ENDS_IN_SAYING.test(before.slice(0, index));
    if (!isOpen) start = index + cut.length;
  }
  return offset + start;
}

function sentences(text: string): string[] {
  return text.split(/(?<=[.!?])\s/).map((sentence) => sentence.trim());
}

// "I'll call you on Friday, is that all right?" does not ask whether the speaker will call.
function isTagged(sentence: string, words: string, rest: string): boolean {
  const statement = STATES.exec(words);
  return (
    TAG.test(rest) || (statement !== null && !ASKS.test(sentence) && TAG.test(words.slice(statement.index)))
  );
}
const STATES = /\b(?:i|we)(?:'ll|'ve| will| have)\b/i;
const ASKS =
  /^\W*(?:so |and |ok(?:ay)?,? )*(?:do|does|did|are|is|can|could|would|will|shall|should|have|has|what|why|who|how) /i;
const TAG =
  /(?:^|[^\w'])(?:ok(?:ay)?|all ?right|right|yeah|yes|is (?:that|there|this)|does (?:that|this)|would (?:that|you)|will that|do you|did you|are you|can (?:i|you|we)|could (?:i|you|we)|shall (?:i|we)|anything else|sounds? (?:good|ok\w*)|how|what|which|where|deal|fine|if (?:that|it)'s)\b[^?]{0,150}\?["']?$/i;

const DENIES =
  /\b(?:can't|cannot|can not|won't|will not|unable|not able|couldn't|could not|wouldn't|would not|haven't|have not|hasn't|has not|didn't|did not|isn't|is not|aren't|are not|wasn't|was not|not going|never|nobody|not yet|refus\w+|declin\w+|impossible|don't|do not|doesn't|does not)\b/i;

/** True if the text denies something: in English, or in a language whose negations are known; of others nothing is. */
export function denies(text: string, language: string | null = null): boolean {
  const plain = plainQuote(text);
  return language === null || language === 'en' ? DENIES.test(plain) : deniesIn(plain, language);
}

const SAYING =
  '(?:say(?:s|ing)?|said|tell(?:s|ing)?|told|claim(?:s|ed|ing)?|promis(?:e|ed|ing)|writ(?:e|ing)|repeat(?:ing)?|read(?:ing)? out|state|announce|confirm)';
const ENDS_IN_SAYING = new RegExp(`\\b${SAYING}(?: (?:you|me|us|them|him|her))?(?: that)?$`, 'i');

// Words of another person, or words that another person wants to hear.
const PUT_INTO_MOUTH: GuardedPattern = {
  guard:
    /want|like|expect|ask|sa(?:y|id)|claim|think|thought|believe|heard|hop(?:e|ing)|told|suggest|assum|insist|demand/i,
  pattern: lazyPattern(
    () =>
      /\b(?!you (?:can|should|may) expect\b)(?:you|they|people|everybody|everyone|somebody|someone|the customer)(?:'re|'ve|'d| are| were| have| would| do| did)? (?:\w+ ){0,2}(?:wants?|wanted|wanting|like|expect(?:s|ed|ing)?|ask(?:s|ed|ing)?|says?|saying|said|(?<!\b(?:the|our|your|a|my) )claim(?:s|ed|ing)?|think(?:ing)?|thought|believed?|heard|hoped?|hoping|told|suggest(?:ed|ing)?|assum(?:e|ed|ing)|insist(?:ed|ing)?|demand(?:ed|ing)?) (?:(?!because|so |but |then |before |until )[^.!?;]){0,60}(?:\b(?:i|we)(?:'ll|'d|'ve| will| would| have| am|'m)\b|["'] ?$|$)/i,
  ),
};
// Words that the speaker would like to say.
const WISHED = lazyPattern(
  () =>
    /\b(?:(?:i|we)(?:'d| would| might)?(?: only| really| just)? (?:love|like|wish|want(?:ed)?|be (?:able|allowed|happy|glad|lovely)|could)(?: (?:i|we|to|that|could|can|only)){0,4} (?:say|tell you|pretend|answer)|(?:i|we) would(?:'ve| have) said|(?:supposed|meant|told|asked|expected|trained|tempted|want(?:s|ed)? me) to (?:say|tell you|promise|write)|(?:wrong|dishonest|lying|untrue|false|misleading|irresponsible|a lie) (?:of me |for me )?(?:to|if i) (?:say|said|tell|told|promised?)|(?:script|advert|ad|leaflet|website|slogan|brochure)s? (?:says?|said|reads?)|if only|pretend(?:ing)?|imagine|suppose|let's say|what if|as if|as though|repeat after me)\b[^.!?;]{0,40}$/i,
);

const COUNTERFACTUAL =
  /\bif (?:only\b|(?:i|we|it) (?:could|were|was|had)\b|[^,.;!?]{0,40}\b(?:were|had been)\b)/i;

const SO_YOU_SAY = lazyPattern(
  () =>
    /^[\s"',;:\u2013\u2014-]*(?:(?:that|this|which|it)? ?(?:is|are|would be|was|'s) (?:what|something|how|the thing)\b[^.!?]{0,25}\b(?:you|they|i|we|people|customers?|he|she)\b|(?:so )?(?:you|they) (?:say|said|want|ask|asked|claim|hope)\b(?! (?:me|us) to (?:send|email|call))|as you (?:put|call) it|according to you|if (?:only|it (?:was|were)|i (?:was|were|could|had)|we (?:were|could|had)|pigs)|said (?:no ?one|nobody|no \w+ ever)|would be (?:a lie|lying|wrong|dishonest|untrue|misleading|false)|(?:only )?if\b[^.!?]{0,80}\b(?:which|and|but) (?:you|it|they|we|i|he|she|that)\b[^.!?]{0,20}(?:n't|\bnot|\bnever)\b|when (?:hell|pigs)|in your dreams|over my dead body)/i,
);

const NOT =
  "(?:(?:i|we)(?: just| really| simply| honestly)? (?:can't|cannot|can not|won't|will not|couldn't|could not|wouldn't|would not|don't|do not|didn't|did not|haven't|have not|never)|(?:i'm|i am|we're|we are)(?: just| really| simply)? (?:not (?:able|allowed|authori[sz]ed|going|permitted|in a position)|unable)(?: to)?)";
// The pronoun must end the clause: "I can't promise that it arrives on Monday" takes nothing back.
const CLAUSE_ENDS =
  "(?=\\s*(?:[.,!?;:\\u2013\\u2014-]|$|(?:for you|here|but|because|as|since|at all|i'm afraid|i am afraid|sorry|sir|madam|unfortunately|though|however|and|so|either)\\b))";
const DENIED = `${NOT}(?: (?:actually|really|possibly|ever|just))*(?: (?:do|say|said|promise|offer|guarantee|give|agree to|make|approve|commit to|allow|mean|confirm|done|did|authori[sz]e|have said)(?: you)? (?:that|this|it|so|any of that|any such thing|such a thing|anything like that))${CLAUSE_ENDS}`;
const TAKES_BACK: GuardedPattern = {
  guard: /n't|not|never|unable|scratch/i,
  pattern: lazyPattern(
    () =>
      new RegExp(
        `\\b(?:${DENIED}|but (?:sadly |unfortunately |i'm afraid )?${NOT}\\s*(?:[.!?]|$)|(?:(?:no|sorry|wait|actually|well)[,:]? )+(?:scratch that|not really|${NOT}\\s*(?:[.!?,]|$)))`,
        'i',
      ),
  ),
};
const STARTS_TO_TAKE_BACK: GuardedPattern = {
  guard:
    /n't|not|never|unable|impossible|out of the question|joke|joking|kidding|nonsense|mistake|wrong|incorrect|against|only what|no way|no chance|as if|dream|forget|scratch|strike|ignore|back|misspoke|wish|if only/i,
  pattern: lazyPattern(
    () =>
      new RegExp(
        `^["'\\s-]*(?:(?:but|no|nope|well|sorry|unfortunately|sadly|look|oh|i'm afraid|i am afraid|obviously|of course|honestly|actually|i'm sorry|and|yes|yeah|ha|haha)[,.! ]+(?:that )?)*(?:${[
          DENIED,
          `(?:i|we)(?:'d| would) (?:love|like|want) (?:to|that)\\b[^.!?]{0,20}\\bbut\\b[^.!?]{0,20}${NOT}`,
          `${NOT}\\s*(?:[.!?,]|$)`,
          "(?:that|this|it|which)(?:'s| is| was)? ?(?:simply |just |really )?(?:not|never|isn't|wasn't|won't|will not|can't|cannot|couldn't|wouldn't|doesn't)(?: be| going to| gonna)?(?: really| actually)? ?(?:possible|happen(?:ing)?|allowed|an option|true|something (?:i|we) (?:can|do|could)|up to me|on the table|for me to|how (?:it|this|we) works?|within my)",
          "(?:that|this|it)(?:'s| is| was| would be) (?:impossible|out of the question|a joke|nonsense|(?:a mistake|wrong|incorrect|not (?:right|correct|true))|against (?:the|our) (?:rules|policy)|only what you)",
          "(?:not (?:a chance|going to happen|possible|really|happening|ever)|no way|no chance|(?:i'm |i am |i was |just |only )+(?:joking|kidding)|as if|in your dreams|dream on)\\b",
          "(?:forget|scratch|strike|ignore) (?:that|it|what i (?:just )?said)\\b|i take (?:that|it) back|i (?:misspoke|was wrong)|i shouldn't have said|(?:i wish|if only)(?: (?:i|we) could)?\\s*[.!?,]",
        ].join('|')})`,
        'i',
      ),
  ),
};

/** For the test of their guards. */
export const GUARDED: readonly GuardedPattern[] = [PUT_INTO_MOUTH, TAKES_BACK, STARTS_TO_TAKE_BACK];
