import type { TurnEvidence } from '@live-assist/core';
import { lazyPattern } from '@live-assist/core/shared/lazy-pattern';
import { type CallSentences, isQuotable, quoteOf, type Sentence, shorten, tidy } from './reading.ts';
import { contentStems } from './stems.ts';

/** The customer's request in their own words. */
export interface CustomerRequest {
  sentence: Sentence;
  /** The words for the report, at most 150 characters. */
  words: string;
  evidence: TurnEvidence;
}

/**
 * The first words of the customer that state a need or a problem, or null: greetings, names, small talk and questions
 * back at the agent are skipped, because a wrong request is worse than none. The first third of the customer's turns is
 * searched, then the rest. A need that names little ("I just wanted to check.") is quoted with the sentence after it.
 */
export function requestOf(reading: CallSentences): CustomerRequest | null {
  const known = read.get(reading);
  if (known !== undefined) return known;
  const request = readRequest(reading);
  read.set(reading, request);
  return request;
}
// Two parts of the analyst ask for it.
const read = new WeakMap<CallSentences, CustomerRequest | null>();

function readRequest(reading: CallSentences): CustomerRequest | null {
  const asking = turnsThatAsk(reading);
  const turns = turnsOf(reading.customer);
  const early = Math.max(3, Math.ceil(turns.length / 3));
  for (const [at, turn] of turns.entries()) {
    // What is wanted tells more than what went wrong, or how it feels.
    const wanted = turn.find(wantsSomething);
    if (wanted !== undefined) return quoted(wanted, turn);
    const problem = turn.find(statesNeed);
    if (problem !== undefined) {
      // Who begins with what went wrong often says in the next turn what they want of us.
      const asked = turns[at + 1]?.find(({ plain }) => WANTS().test(plain) && substanceOf(plain) >= 2);
      return asked === undefined ? quoted(problem, turn) : quoted(asked, turns[at + 1] ?? []);
    }
    if (at >= early || !(at === 0 || asking.has((turn[0]?.turnOrder ?? 0) - 1))) continue;
    // Who opens with a story often says in the next turn what they want.
    const next = turns[at + 1] ?? [];
    const told = turn.find(tellsStory) ?? turn.find(asksForFacts);
    const later = next.find(statesNeed);
    if (later !== undefined) return quoted(later, next);
    if (told !== undefined) return quoted(told, turn);
  }
  return null;
}

function turnsOf(customer: readonly Sentence[]): Sentence[][] {
  const byTurn = new Map<number, Sentence[]>();
  for (const sentence of customer) {
    const turn = byTurn.get(sentence.turnOrder);
    if (turn === undefined) byTurn.set(sentence.turnOrder, [sentence]);
    else turn.push(sentence);
  }
  return [...byTurn.values()];
}

function turnsThatAsk({ agent }: CallSentences): Set<number> {
  const asking = agent.filter(({ plain }) => OFFERS_HELP.test(plain));
  return new Set(asking.map(({ turnOrder }) => turnOrder));
}
const OFFERS_HELP =
  /\b(?:how (?:can|may|could) (?:i|we)|what can (?:i|we) do|what (?:are you|is it you're) (?:calling|looking)|what's (?:the (?:problem|matter|issue)|going on|happened)|what (?:brings you|happened))\b/i;

// --- Sentences that say it

// Each by itself: joined, they would take three times as long to compile.
const NEEDS = [
  '^(?:(?:hi|hello|hey|yes|yeah|yo|ok|okay|so|um|uh|right|please|just|well|look)[,.! ]+)*(?:book|cancel|change|check|find|get|give|make|order|report|reserve|reset|search|send|track|transfer|upgrade)(?: me)? (?:a|an|the|my|for|to|some|information|flight)\\b',
  "\\bi(?:'m| am) (?:just |only )?(?:calling|ringing|phoning|writing|contacting you|getting in touch|reaching out|here) (?:about|because|as|to|for|regarding|with|on|in regards?)\\b",
  '\\b(?:i|we) (?:just |only |really |actually |do |also |still |urgently |badly )*(?:want|wanted|need|needed|require|would like|wish) (?:to|a|an|the|my|our|some|your|you|it|this|that|help (?:with|to)|one|two|\\d|information|details|new)\\b',
  "\\b(?:i|we)(?:'d| would) (?:just |really |also )?(?:like|love|prefer)\\b",
  "\\b(?:i|we)(?:'m| am|'re| are) (?:just |only |really |actually )?(?:trying|hoping|looking|wanting|wondering|interested|after)\\b",
  '\\b(?:can|could|would|will) you (?:please |maybe |possibly |just )?(?!hear\\b|repeat|hold|wait|see me|spell|speak|help(?: me)?(?: please)?\\W*$|help me (?:out|with (?:something|that|this))\\W*$|say that|tell me (?:your|who)|do that|explain that|believe|imagine|understand|call me back)',
  '\\b(?:can|could|may) i (?:please |just |also |maybe )?(?:get|have|change|cancel|return|book|order|speak|talk|make|add|move|pay|switch|upgrade|report|know|still|check|use|transfer|reset|renew|reserve|schedule)\\b',
  '\\bhelp (?:me )?(?:with|to|getting|finding|booking) (?!something\\b|that\\W*$|this\\W*$|it\\W*$)',
  '\\b(?:calling|ringing|enquiring|inquiring) (?:about|because)\\b',
  '\\bi was (?:promised|told|charged|billed|supposed|meant|wondering|hoping|expecting|looking)\\b',
  "\\b(?:i|we)(?:'ve| have)? been (?:waiting for|charged|billed|overcharged|trying|promised|told|locked|disconnected|scammed)\\b",
  '\\b(?:i|we) (?:just |recently |accidentally )?(?:lost|forgot|broke|ordered|booked|bought|purchased|placed|missed) (?:my|a|an|the|some|our|two|this|it)\\b',
  "\\b(?:i|we) (?:just |still )?(?:can't|cannot|couldn't|can not|haven't|have not|didn't|did not|never|don't|do not) (?:(?:been able to|ever|even|actually) )*(?:get|got|log|sign|access|open|pay|use|connect|reach|receive|received|had|have any|recogni[sz]e|order|make|send|transfer|book|find my)\\b",
  "\\bthere(?:'s| is| are| was| were| has| have| seems) (?:to be )?(?:been )?(?:a|an|no|some|something|two|another|still) (?:\\w+ ){0,3}?(?:problem|issue|fault|error|mistake|charge|leak|payment|transaction|fee|crack|hole|delay|outage|water|money|smell|noise|wrong|missing|internet|signal|heating|power)\\b",
].map((need) => lazyPattern(() => new RegExp(need, 'i')));
const PROBLEM = lazyPattern(
  () =>
    new RegExp(
      [
        // My parcel hasn't come; our heating keeps going off; my bag didn't come out.
        "\\b(?:my|our|the|this|your|it|they) ?(?:[\\w'-]+ ){0,4}?(?:isn't|is not|aren't|wasn't|weren't|hasn't|has not|haven't|won't|will not|doesn't|does not|didn't|did not|never|keeps?|stopped|still)\\b",
        "\\b(?:my|our) (?:[\\w-]+ ){0,6}?[\\w-]+(?:'s| is| has| have|'ve| was| were| are|) (?:just |been |gone |now |suddenly |always |still )*(?:off|down|dead|lost|late|broken|missing|stolen|slow|blocked|locked|damaged|wrong|cancell?ed|delayed|expired|declined|cracked|leaking|goes|went|stops|froze|freezes|crashe[sd]|cuts? out|ends|runs out|failed|died|disappeared|been|due)\\b",
        '\\b(?:lost|broken|stolen|missing|damaged|cracked|faulty|defective|overcharged|double charged|charged (?:twice|me|us|for)|out of order|not working|wrong (?:size|item|colou?r|amount|address|order|bill)|(?:taken|took) [^.!?]{0,60}(?:out of|from) my)\\b',
        "\\b(?:doesn't|does not|didn't|won't|isn't|not) (?:work|working|turn on|switch on|connect|load|open|arrive|here|come|charge|start)\\b",
      ].join('|'),
      'i',
    ),
);
// A question that names what it is about; one that leans on the agent's words ("How long does that take?") does not.
const ASKS_FOR_FACTS =
  /\b(?:where(?:'s| is| are) my|when (?:will|is|does|can) (?:my|the|i)|what(?:'s| is| are) (?:my|the)|how (?:do|can|could|would|much|many|long|about)|do you (?:have|sell|offer|know)|is there (?:a|an|any)|are there any|why (?:is|was|did|has|have|are))\b/i;

function namesNeed(plain: string): boolean {
  return NEEDS.some((need) => need().test(plain));
}

function statesNeed(sentence: Sentence): boolean {
  const { plain, isQuestion } = sentence;
  if (!isWorthQuoting(sentence)) return false;
  if (namesNeed(plain)) return !isQuestion || !LEANS.test(plain) || substanceOf(plain) >= 2;
  return !isQuestion && PROBLEM().test(plain);
}

function wantsSomething(sentence: Sentence): boolean {
  const { plain } = sentence;
  return statesNeed(sentence) && namesNeed(plain) && substanceOf(plain) >= 2 && !FEELS().test(plain);
}
const WANTS = lazyPattern(
  () =>
    /\b(?:i|we)(?:'d like| would like| want| need| just want| only want)(?: to (?:be |have |get )|\s+(?:a|an|my|the|some(?:one|body) to)\b)(?!\s*(?:speak|talk|manager|supervisor|complain))/i,
);
// "I'm really upset because my flight is late": the want is in another sentence, or behind the reason.
const FEELS = lazyPattern(
  () =>
    /^\W*(?:i(?:'m| am)|we(?:'re| are)) (?:so |really |very |just |quite |extremely )*(?:upset|frustrated|annoyed|angry|mad|sorry|disappointed|unhappy|confused|worried|stuck|poor|tired|sick)\b/i,
);

function asksForFacts(sentence: Sentence): boolean {
  return (
    isWorthQuoting(sentence) &&
    ASKS_FOR_FACTS.test(sentence.plain) &&
    !LEANS.test(sentence.plain) &&
    substanceOf(sentence.plain) >= 2
  );
}

function tellsStory(sentence: Sentence): boolean {
  return (
    !sentence.isQuestion &&
    isWorthQuoting(sentence) &&
    sentence.plain.split(/\s+/).length >= 5 &&
    substanceOf(sentence.plain) >= 3
  );
}

// --- Sentences that look like it

const ONLY_HELP =
  /^\W*(?:(?:hi|hello|hey|yes|good \w+|there|please|computer|ok|so|well)[,.! ]+)*(?:(?:yes,? )?i (?:need|want|could use|would like|have)|i'd like|can you give me) (?:a|an|some |your |a little |a quick )?(?:help|assistance|question)(?: (?:please|with something|from you|today|here))*\W*$/i;
const INTRODUCES = /\b(?:my name(?:'s| is)|(?:i|we) (?:spoke|talked)|you may remember|speaking)\b/i;
const NAMES_ITSELF =
  /^[^\p{L}\p{N}_]*(?:\p{L}+[,.! ]+){0,3}(?:[Tt]his is|[Ii]t's|[Ii]t is|I'm|I am) (?:\p{Lu}[\p{L}'-]+(?![\p{L}'-])[ ,.]*){1,3}(?:$|,|\.|here\b|and (?:we|I) (?:spoke|talked))/u;
// Names, numbers and addresses that the agent asked for, and what is said about the line.
const DETAILS =
  /^\W*(?:(?:yes|yeah|sure|ok|okay|so|um|uh|it's)[,. ]+)*(?:(?:my|the) (?:[\w-]+ ){0,2}?(?:name|e-?mail|address|number|phone|account|id|date of birth|birthday|postcode|zip(?: code)?|reference|pin|username|user|code|order id|password)(?:'s| is| was)|(?:it|that)(?:'s| is) (?:\p{N}|\p{Lu}{2}))/iu;
const SMALL_TALK =
  /\b(?:how are you|nice to (?:meet|speak|talk)|hope you(?:'re| are)|no (?:problem|worries|rush)|never mind|don't (?:mind|know|worry|think so|believe it|remember|care)|doesn't matter|i (?:can't|couldn't|didn't) (?:hear|remember|recall|catch|understand|see you)|(?:can|do) you hear|thank you|thanks|cheers|that explains|good to know|fair enough|bear with|hang on|hold on|not (?:sure|bad|too bad|really)|are you (?:a )?(?:real|human|robot)|read by an ai|your instructions|to the ai|need (?:from me|my)|you need|i(?:'ll| will) (?:be|have to) (?:waiting|thinking))\b/i;
const LEANS = /\b(?:that|it|this|those|them|one)\W*(?:\b(?:then|take|cost|please|work)\b\W*)?$/i;

function isWorthQuoting(sentence: Sentence): boolean {
  const { plain } = sentence;
  if (!isQuotable(sentence) || plain.split(/\s+/).length < 3) return false;
  if (ONLY_HELP.test(plain) || SMALL_TALK.test(plain)) return false;
  return namesNeed(plain) || !(INTRODUCES.test(plain) || NAMES_ITSELF.test(plain) || DETAILS.test(plain));
}

// --- The words

const MOST = 150;
const LONGEST_QUOTE = 400;
const CUE_WORDS = contentStems(
  'hi hello hey um uh want wanted need like love ask check confirm know help question calling about make please just have problem issue trying wondering hoping',
);
// "Hi Leah, …" and "It's Priya Nair, and …" say who speaks to whom.
const ADDRESSES =
  /^(?:(?:[Oo]h|[Aa]h|[Uu]m|[Uu]h|[Ss]o|[Ww]ell|[Yy]es|[Yy]eah)[,.! ]+)*(?:[Hh]i|[Hh]ello|[Hh]ey|[Gg]ood (?:morning|afternoon|evening)|[Mm]orning|[Tt]his is|[Ii]t's|[Mm]y name is|I'm)(?:,? (?:there|again|\p{Lu}[\p{L}'-]+)){1,3}(?:,|\.|!| and)\s+/u;
const NAME_RUN_IN = /^(?:(?:hi|hello|hey|yes|yeah|um|uh) )*my name is \p{L}+ (?:\p{L}+ )?(?:and )?(?=i\b)/iu;

// "I'm John and would like …", "As a member, I …", "I'm Ana I need …".
const WHO_SPEAKS = lazyPattern(
  () =>
    /^(?:(?:[Mm]y name(?:'s| is)|[Ii](?:'m| am)|[Tt]his is|[Ii]t's) \p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?(?:,| and(?= I\b| would\b| want\b| need\b)| here,?)?|[Aa]s an? [\p{L} ]{3,30},)\s+(?=\p{L})/u,
);
const MOOD = lazyPattern(
  () =>
    /^(?:I'm|I am|i'm|i am) (?:so |really |very |just |quite |extremely )*(?:upset|frustrated|annoyed|angry|mad|sorry|disappointed|unhappy|worried) (?:because|that|as|since|about) (?=\p{L}+ \p{L}+ \p{L}+)/u,
);

function substanceOf(plain: string): number {
  return [...contentStems(plain)].filter((stem) => !CUE_WORDS.has(stem)).length;
}

function quoted(sentence: Sentence, turn: readonly Sentence[]): CustomerRequest {
  const quote = quoteOf(sentence);
  const next = turn[turn.indexOf(sentence) + 1];
  if (substanceOf(sentence.plain) < 2 && next !== undefined && !SMALL_TALK.test(next.plain)) {
    const { text } = sentence.turn;
    const begin = text.indexOf(sentence.text);
    const end = text.indexOf(next.text, begin + sentence.text.length) + next.text.length;
    if (end - begin <= LONGEST_QUOTE) quote.quote = text.slice(begin, end);
  }
  const words = [/^[^\p{L}\p{N}]+/u, ADDRESSES, NAME_RUN_IN, WHO_SPEAKS(), MOOD()].reduce(
    (left, lead) => left.replace(lead, ''),
    quote.quote,
  );
  // The evidence is what the request is read from, so that its topic is no greeting.
  if (words.length >= 10) quote.quote = words;
  return { sentence, words: shorten(tidy(words), MOST), evidence: quote };
}
