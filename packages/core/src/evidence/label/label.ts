import type { About } from '../../analytics/analytics.ts';
import type { Finding } from '../../analytics/findings.ts';
import { NUMBER_WORDS, TENS_WORDS } from '../../shared/english-words.ts';
import { lazyPattern } from '../../shared/lazy-pattern.ts';
import { plainQuote } from '../evidence.ts';
import { namesDay, withoutDays } from './day-words.ts';
import { ABOUT_WORDS, topicWords } from './topic-words.ts';

const MOST_WORDS = 6;
const LONGEST = 80;

/**
 * A promise in at most six of its words, without any word for a day: what its list shows. Null when nothing is left that
 * says what is promised.
 *
 * @param text - The promise as the analyst words it, borne out by its quote.
 * @param quote - The words in which it was made; read where the text says nothing.
 * @param due - The words for its day.
 *
 * @example labelOf("I'll email you the refund form by Friday", "I'll email you the refund form by Friday.")
 * // 'Email refund form'
 */
export function labelOf(text: string, quote: string, due: string | null = null): string | null {
  const undated = due === null ? text : text.replace(due, ' ');
  return labelIn(undated) ?? plainLabel(undated) ?? labelIn(quote);
}

/**
 * What a call was about, in at most eight words of the first quote that proves it; null without one, or when its words say
 * nothing.
 */
export function topicOf(finding: Finding | null): About | null {
  const said = finding?.evidence.find((item) => 'quote' in item);
  if (finding === null || said === undefined) return null;
  const own = finding.text.startsWith(said.quote.slice(0, 20))
    ? finding.text
    : RETOLD.test(finding.text)
      ? said.quote.replace(GREETS(), '').replace(FILLER(), ' ')
      : topicSource(finding.text, said.quote);
  const text = topicIn(own);
  return text === null ? null : { text, evidence: finding.evidence };
}

// Rules tell of the customer in the third person; a topic is in the customer's words.
const RETOLD = /^The customer\b/;
const GREETS = lazyPattern(
  () => /^\W*(?:(?:hi|hello|hey|yes|yeah|ok|okay|so|um|uh|well|right|there|good \p{L}+)[,.! ]+)+/iu,
);
const FILLER = lazyPattern(() => /\s(?:uh|um|uhm|erm|hmm),?(?=\s)/gi);
// Rules report words of the customer in quotation marks.
const topicSource = (text: string, quote: string) =>
  /[“"]([^“”"]{3,})[”"]/u.exec(text)?.[1] ?? (text.length <= 80 ? text : quote);

function topicIn(text: string): string | null {
  const told = plainQuote(text)
    .split(/(?<=\p{L}{3}[.!?])\s/u)
    .map((sentence) => sentence.replace(LEAD_IN(), '').replace(LEAD_IN(), ''))
    .find((sentence) => wordsOf(sentence).length >= 2);
  if (told === undefined) return null;
  const [clause = told] = told.split(CLAUSE_END());
  const topic = cut(topicWords(wordsOf(wordsOf(clause).length < 2 ? told : clause)), ABOUT_WORDS);
  return topic === '' ? null : capital(topic);
}

function labelIn(text: string): string | null {
  const plain = plainQuote(text).slice(0, 400);
  const main = withoutCondition(plain);
  const act = withoutDays(main.replace(RECURS(), ' '));
  const [deed = ''] = act
    .replace(APPOSITION(), '$1')
    .replace(SUBJECT(), '')
    .replace(HAVE(), '')
    .split(/(?<=\S)[,;]\s/);
  const words = wordsOf(deed.replace(ASIDE(), ' ')).filter(
    (word) => !namesDay(word) && !SKIPPED.has(word.toLowerCase()),
  );
  const label = cut(words, MOST_WORDS);
  return label === '' || label.length > LONGEST || EMPTY().test(label) || PRONOUN_FIRST.test(label)
    ? null
    : capital(label);
}

// "It'll be with you": no more than this is said.
function plainLabel(text: string): string | null {
  const words = wordsOf(withoutDays(plainQuote(text).slice(0, 400))).filter((word) => !namesDay(word));
  return words.length < 2 ? null : capital(cut(words, MOST_WORDS));
}

function withoutCondition(plain: string): string {
  const opening = CONDITION_FIRST().exec(plain);
  const main = opening === null ? plain : plain.slice(opening[0].length);
  const later = CONDITION_LATER().exec(main);
  return later === null || later.index < 8 ? main : main.slice(0, later.index);
}

function wordsOf(text: string): string[] {
  return text
    .split(/\s+/)
    .map(withoutMarks)
    .filter((word) => word !== '');
}

/** The word without the marks around it. */
function withoutMarks(word: string): string {
  const signs = [...word.slice(0, 80)];
  const from = signs.findIndex((sign) => BEGINS.test(sign));
  return from === -1 ? '' : signs.slice(from, signs.findLastIndex((sign) => ENDS.test(sign)) + 1).join('');
}
const BEGINS = /[\p{L}\p{N}$£€[]/u;
const ENDS = /[\p{L}\p{N}\]%]/u;

function cut(words: readonly string[], most: number): string {
  const kept = words.slice(0, most);
  // "Talk to her" is whole; "send her" of a longer text is not.
  const isDangling = (word: string) =>
    DANGLING.has(word) || (words.length > most && /^(?:her|out|off)$/.test(word));
  while (kept.length > 0 && isDangling((kept.at(-1) ?? '').toLowerCase())) kept.pop();
  return kept.join(' ').slice(0, 120);
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const listOf = (words: string) => new Set(words.split(' '));
// Words that a list of promises does not need.
const SKIPPED = listOf(
  "a an the you your i we me us my our also then just definitely certainly personally that's it's so okay please i'll we'll you'll be will shall ich wir ihnen sie dir dich je nous vous lhe usted le la les der die das den o os eu nós",
);
const DANGLING = listOf(
  'a an the and or but to for with of in on at by from about as so that which who when once if is are was were will be been has have had here because since into onto over your my our their his then und mit für zu von et de du des pour avec en con para por e com',
);
const SUBJECT = lazyPattern(
  () =>
    /^(?:.{0,60}?\b(?:i|we)(?:'ll| will| shall|(?:'m|'re| am| are) (?:going to|gonna)|(?:'m|'re| am| are)(?= \w+ing\b)|(?:'ve| have)(?= \w+(?:ed|t)\b)| promise to| aim to| intend to)|.{0,30}?\byou(?:'ll| will| should| can expect)|.{0,20}?\blet (?:me|us)\b|expect\b|(?:they|he|she|it)(?:'ll| will))(?:\s+|$)/i,
);
const HAVE = lazyPattern(
  () =>
    /^(?:(?:also |then |just )*(?:get|receive|have|hear(?: back)?(?: from us)?)\s+)(?=(?:a|an|the|your|my|another|some|our)\b)/i,
);
// "My supervisor, Helen, will call": the name is no clause of its own.
const APPOSITION = lazyPattern(
  () => /^([^,]{1,60}),\s[\p{L}' -]{1,40},(?=\s(?:will|is going to|are going to|should)\b)/iu,
);
const PRONOUN_FIRST = /^(?:it|that|this|they) /i;
const ASIDE = lazyPattern(
  () =>
    /\b(?:to|for|with|at|on|of|by)\s+(?:you|me|us)\b|\b(?:give|giving) you an?\b|\b(?:get|getting|come|coming) back (?:to|with) you on (?:that|this|it)\b|\bmake sure(?: that)?\b|\band (?:(?:i|we)(?:'ll| will) )?let you know\b/gi,
);
const EMPTY = lazyPattern(
  () =>
    /^(?:it|that|this|them|do|do that|be|get|have|yes|no|ok|okay|sure|of course|back|delivered|done|sorted|fixed|there)$/i,
);
const CONDITION_FIRST = lazyPattern(
  () =>
    /^(?:(?:and|so|well|okay|ok|just|please)\s+)*(?:once|when|as soon as|after|if|provided|as long as|assuming|upon|on receipt)\b[^.;!?]{0,160}?(?:,\s+|\s(?=(?:i|we|you|they)(?:'ll| will)\b))/i,
);
const CONDITION_LATER = lazyPattern(
  () =>
    /,?\s(?:once|when|as soon as|after|if|unless|provided|as long as|until|because|so that|in case|since|which|while)\b/i,
);
const RECURS = lazyPattern(
  () => /\b(?:every|each)\s+(?:single |other |two |three )?\p{L}+\b|\b(?:once|twice) a \p{L}+\b/giu,
);
const CLAUSE_END = lazyPattern(() => {
  // "One hundred and forty" is one number.
  const inNumber = `\\b(?:hundred|thousand|million)(?=\\sand (?:${[...NUMBER_WORDS, ...TENS_WORDS].join('|')})\\b)`;
  return new RegExp(
    `[,;:]\\s|(?<!${inNumber})\\s(?:and|but|so|because|please|right|that's|if that's)\\s|\\splease\\W*$`,
    'i',
  );
});
const LEAD_IN = lazyPattern(
  () =>
    /^\W*(?:(?:hi|hello|hey|yes|yeah|ok|okay|so|um|uh|well|right|please|good \p{L}+|there|and|just|look|you)[,.! ]+)*(?:(?:i(?:'m| am)|we(?:'re| are)) (?:just |only )?(?:calling|ringing|phoning|writing|contacting you|getting in touch|here|trying|looking|hoping)(?: (?:about|because|regarding|to|for|with|that))*|(?:i|we)(?:'d| would)? (?:just |only |really )?(?:like|want|wanted|need|needed)(?: to)?|(?:can|could|would|will) you (?:please |just )?(?:help me (?:with|to) |tell me |check )?|i have an? (?:question|problem|issue) (?:about|with)|it's about|this is about|calling about|(?:know|ask|find out)(?: (?:if|whether|why|about|how))?|i(?:'ve| have) been waiting for|i(?:'ve| have) got)\s+/iu,
);
