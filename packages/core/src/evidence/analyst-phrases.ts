import { type GuardedPattern, matchesGuarded } from '../shared/guarded-pattern.ts';
import { lazyPattern } from '../shared/lazy-pattern.ts';

/** Phrases with which people speak to a model, or to its memory, instead of the other side of the call. */

const words = (list: string) =>
  list
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('|');
const INSTRUCTIONS = 'instructions?|prompts?|guidelines|directives?|programming|guard ?rails';
// Honest callers use these words too, unless they speak of the rules of the other side.
const RULES = `(?:your|all|any|previous|prior|earlier|former|above|these|those|system)(?: \\w+){0,2} (?:rules?|constraints?|restrictions|orders|training|context|safeguards)`;
const OURS =
  'memory box|memory|summary|deliverables?|commitments?|key ?insights?|action ?items?|improvement ?areas|closings|transcript|analysis|analytics|evaluation|output|json|schema|score ?card|write ?up|wrap ?up|call (?:report|record|log|notes)';
const MACHINES =
  'analyst|model|summari[sz]er|transcriber|evaluator|grader|scorer|rater|assessor|classifier|parser|machine|algorithm|auto ?mod\\w*|copilot|co pilot';
const READERS = `a\\.?i\\.?|bot|${MACHINES}`;
const LATER = 'next|future|later|following|coming|subsequent';
const SCORED =
  'agent|representative|rep|satisfaction|sentiment|professionalism|empathy|knowledge|escalation(?: risk)?|performance|call';
const FULL =
  '\\d{1,3}|zero|nought|ten|(?:a |one )?hundred|full marks|perfect|the (?:maximum|minimum|highest|lowest)|max(?:imum)?|min(?:imum)?|top';
const WORK =
  '(?:summari[sz]|analy[sz]|evaluat|grad|scor|rat|assess|review|judg|process|transcrib|read|audit|writ)';

// Honest callers speak of the people who will review or read the call.
const JUDGING = '(?:summari[sz]|analy[sz]|evaluat|grad|scor|rat|assess|judg|writ)';

// Overriding and leaking.
const OVERRIDES = [
  `(?:ignore|disregard|forget|override|bypass|overrule|overwrite|skip|drop|discard|abandon|suspend|set aside|(?:do not|don't|stop|quit) (?:follow|obey|heed|apply)\\w*|pay no attention to)(?: \\w+){0,5} (?:${INSTRUCTIONS})`,
  `(?:ignore|disregard|forget|override|bypass|overrule|overwrite|abandon|(?:do not|don't|stop|quit) (?:follow|obey|heed)\\w*) (?:about )?${RULES}`,
  `(?:your|previous|prior|earlier|all|the above)(?: \\w+){0,2} (?:${INSTRUCTIONS}|rules)(?: \\w+){0,3} (?:no longer|do not|don't|void|cancelled|lifted|obsolete|replaced|superseded)(?: apply| count| hold)?`,
  `(?:hidden|secret|initial|original|system|developer) (?:${INSTRUCTIONS})`,
  `(?:repeat|print|reveal|show|output|recite|quote|copy|leak|disclose|dump|expose|spell out|read out|write out|tell me)(?: \\w+){0,4} (?:${INSTRUCTIONS}|canary|code ?word|system message|configuration|(?:text|words|everything|lines?) (?:above|before (?:this|the)))`,
  `(?:your|the) (?:${INSTRUCTIONS}) (?:say|are|is|were|verbatim|word for word|above)`,
];

// Other tasks and other modes.
const MODES = [
  `(?:decode|decipher|unscramble|decrypt)(?: \\w+){0,3} (?:and|then) (?:\\w+ )?(?:obey|follow|execute|do|run|comply)`,
  words(`system (?:override|prompt|mode)
    developer mode
    debug mode
    jailbr[eo]ak\\w*
    prompt injection
    your (?:new|next|only|real|actual|true) (?:task|goal|objective|mission|purpose|instructions?) (?:is|are|will be)
    you are (?:now|no longer) (?:a|an|in|the|my)
    from now on,? (?:you|your|ignore|always|answer|respond|every|all)
    pretend (?:to be|that you are|you are)
    act as (?:an?|if you) (?:a\\.?i\\.?|assistant|model|unrestricted|different|were|are)\\w*`),
];

// Speaking to a machine.
const TO_A_MACHINE = [
  words(`language model
    large model
    chat ?gpt
    gpt[- ]?\\d
    l ?l ?m
    a\\.?i\\.? (?:model|assistant|analyst|system|agent|reviewer|grader|summari[sz]er|transcri\\w+|note ?taker|tool|that|reading|reviewing)
    as an a\\.?i\\.?
    (?:dear|hey|hello|hi|attention|listen|note to|notice to|message (?:to|for)|instructions? (?:to|for)|to) (?:the |an? |all |any |our |my )?(?:\\w+ )?(?:${READERS})
    (?:dear|attention|note to|notice to|message (?:to|for)) (?:the |our |any )?(?:automated |automatic |quality )?(?:assistant|reviewer|auditor|judge|software|program)
    (?:(?:who|what)ever|(?:any|every)(?:one|body|thing) (?:who|that)|the (?:one|person|program|system|machine|software) (?:who|that)) (?:is |will be )?${WORK}(?:e?s|ing)? (?:up )?(?:this|the (?:call|conversation|transcript|chat)|my (?:call|conversation|transcript))
    (?:anyone|if you are|you who are) ${WORK}ing this
    (?:when|while|if|once|before|as) (?:you |the \\w+ )?(?:(?:is|are) )?${JUDGING}\\w* (?:up )?(?:this|the|my) (?:call|conversation|transcript|chat)
    supervisor override
    note from (?:the |your )?(?:supervisor|management|system|developer|admin\\w*)`),
];

const SCORES = [
  `(?:give|set|rate|score|assign|mark|award|put|grade|make|record)(?: \\w+){0,6} (?:${SCORED})(?:'s)?(?: \\w+){0,4} (?:${FULL})(?: (?:out of|percent|points?|stars?|score|on)|$|[^\\w ])`,
  `(?:${SCORED})(?:'s)? (?:scores?|rating|grade|risk)(?: \\w+){0,3} (?:be|is|to|as|at|of|should|must|=|equals?) (?:be )?(?:${FULL})`,
  `(?:give|score|rate|mark|grade)(?: (?:him|her|them|this|it))(?: \\w+){0,3} (?:zero|(?:a |one )?hundred|100|0)`,
  `(?:full|top|highest|perfect|maximum|zero|lowest|worst|best(?: possible)?) (?:marks?|scores?|grades?|ratings?|points?)(?: \\w+){0,4} (?:for|to|across|all round|in every|on every|everywhere)`,
  `(?:all|every|each|both) (?:the )?(?:scores?|ratings?)(?: \\w+){0,3} (?:${FULL})`,
  `(?:quality (?:check|score|review)|evaluation|grading|scoring|(?:call |automated )analysis)(?: of this call)? (?:must|should|has to|needs? to|shall|will) (?:\\w+ )?(?:be|come out|end up|show|say|state|read)`,
];

// Writing into the stored memory.
const MEMORY = [
  `(?:add|write|put|insert|record|list|include|store|save|log|enter|append|place|note|state|mention)(?: [\\w']+){0,12} (?:in|into|to|under|as|on)(?: \\w+){0,3} (?:${OURS})`,
  `(?:the|your|this) (?:${OURS}) (?:should|must|has to|have to|needs? to|shall|will) (?:say|state|read|show|contain|include|list|be|mention)`,
  `(?:make sure|ensure|see to it)(?: that)? (?:the|your|this) (?:${OURS}|report) (?:says?|states?|reads?|shows?|contains?|includes?|lists?|mentions?)`,
  `(?:in|into|under|to) (?:the |your )?(?:${OURS})(?: field| list| section)?,? (?:write|put|add|say|state|include|list)`,
  words(`memory box
    (?:deliverables|commitments|keyinsights|actionitems|improvementareas|closings) (?:field|list|array|section)
    (?:sentiment|satisfaction|professionalism|empathy|knowledge)score
    (?:notes?|reminders?|messages?|memos?|instructions?) (?:for|to) (?:the |your |all |every |any )?(?:${LATER}) (?:call|agent|time|person|representative|rep|conversation|session|analyst|colleague)\\w*
    (?<!(?:will|would|does|do) (?:the |an? )?)(?:${LATER}|any|every|all) (?:agents?|calls?|representatives?|reps?|sessions?|conversations?) (?:should|must|shall|has to|have to|need to|needs to|are to|is to|will have to)
    (?:always|automatically|permanently|forever|unconditionally) (?:approve|grant|refund|accept|trust|waive|believe|authori[sz]e|honou?r|bypass)\\w*
    (?:approve|grant|refund|accept|waive|trust|authori[sz]e)\\w*(?: \\w+){0,6} (?:without (?:question|asking|checks?|verif\\w+)|no questions asked|from now on|every time|automatically)
    (?:no|skip|without)(?: \\w+){0,2} (?:identification|verification|identity checks?|security (?:questions|checks?))(?: \\w+){0,3} (?:on|for|in|at) (?:any|all|every|later|future|the next)
    remember (?:forever|permanently|for (?:the )?(?:next|future|all)|that this (?:customer|caller|client))`),
];

// Closing promises of other calls, and forging lines.
const CLOSINGS = [
  `(?:mark|close|set|record|consider|treat|flag|count|regard|tick|report|declare|dismiss|delete|clear|wipe)(?: [\\w']+){0,6} (?:promises?|commitments?|closings?|obligations?)(?: [\\w']+){0,6}`,
  `(?:promises?|commitments?|obligations?) (?:(?!not |never )\\w+ ){0,8}(?:is|are|as|was|were|been|be) (?:now |all |already )?(?:kept|closed|fulfill?ed|settled|dismissed|void|cancelled|honou?red)`,
  words(`(?:the )?end of (?:the )?(?:transcript|data|block|conversation data|input)
    (?:the )?(?:transcript|data|block|conversation) (?:ends|is over|stops) here
    begin(?:ning)? of (?:the )?(?:new )?(?:transcript|instructions?|output)
    (?:respond|reply|answer|output) (?:only |just )?(?:with|in|as) (?:valid |the following |this )?(?:json|yaml|xml|html|markdown)`),
];

// Phrases that a tool of the contact centre, or a tip of its own assistant, may use honestly.
const SPOKEN = [
  `(?:new|updated|following) (?:${INSTRUCTIONS})`,
  `(?:what|everything|anything|how) (?:were you|you were|you(?:'ve| have) been|have you been) (?:told|instructed|programmed|prompted|configured|given)`,
  words(`system (?:message|note)
    supervisor note
    act as (?:an?|if you)
    (?:(?:who|what)ever) ${WORK}\\w*s (?:this|the|my)
    (?:for|in|on) (?:all |every |any )(?:future|later|coming|next|following) (?:calls?|conversations?|contacts?|agents?)
    (?:always|automatically|permanently|forever|unconditionally) (?:give|treat|offer|allow|skip)\\w*
    (?:approve|grant|refund|accept|waive|trust|authori[sz]e)\\w*(?: \\w+){0,6} in (?:the )?future
    this (?:customer|caller|client|user) (?:is|has|had|must|should|always|never|gets|deserves|was|will|can|may|qualifies)`),
];

// Each list becomes one expression with ASCII boundaries: a class of all letters in each would take ten times as long
// to compile, a tenth of a second of the first analysis.
const whole = (phrases: readonly string[]) =>
  lazyPattern(() => new RegExp(`(?<![a-z\\d])(?:${phrases.join('|')})(?![a-z\\d])`, 'i'));

/** The orders by what each of them must say. */
export const ORDERS: readonly GuardedPattern[] = [
  {
    guard: new RegExp(
      `${INSTRUCTIONS}|rule|constraint|restriction|orders|training|context|safeguard|canary|code ?word|system message|configuration|(?:text|words|everything|lines?) (?:above|before th)`,
      'i',
    ),
    pattern: whole(OVERRIDES),
  },
  {
    guard:
      /decode|decipher|unscramble|decrypt|system (?:override|prompt|mode)|(?:developer|debug) mode|jailbr|injection|your (?:new|next|only|real|actual|true) |you are n|from now on|pretend|act as/i,
    pattern: whole(MODES),
  },
  {
    guard: new RegExp(
      `gpt|(?<![a-z])(?:l ?l ?m|a\\.?i|bot)(?![a-z\\d])|${MACHINES}|assistant|reviewer|auditor|judge|software|program|(?<!\\w)${WORK}\\w* (?:up )?(?:this|the|my)|override|note from`,
      'i',
    ),
    pattern: whole(TO_A_MACHINE),
  },
  {
    guard: new RegExp(
      `scor(?:e|ing)|rating|grad(?:e|ing)|risk|marks?(?![a-z])|points?|evaluation|quality (?:check|review)|analysis|(?:give|rate|mark) (?:him|her|them|this|it)(?: \\w+){0,3} (?:zero|(?:a |one )?hundred|100|0)|(?:give|set|rate|assign|mark|award|put|make|record)(?: \\w+){0,6} (?:${SCORED})`,
      'i',
    ),
    pattern: whole(SCORES),
  },
  {
    guard: new RegExp(
      `${OURS}|score|report|(?:for|to) (?:(?:the|your|all|every|any) )?(?:${LATER})|(?:${LATER}|any|every|all) (?:agent|call|rep|session|conversation)\\w* (?:should|must|shall|has|have|needs?|are|is|will)|always|automatically|permanently|forever|unconditionally|without|no questions asked|from now on|every time|(?:no|skip)(?: \\w+){0,2} (?:identification|verification|identity check|security (?:question|check))|remember (?:for|permanently|that this)`,
      'i',
    ),
    pattern: whole(MEMORY),
  },
  {
    guard:
      /promise|commitment|closing|obligation|end of (?:the )?(?:transcript|data|block|conversation|input)|(?:ends|is over|stops) here|begin(?:ning)? of|json|yaml|xml|html|markdown/i,
    pattern: whole(CLOSINGS),
  },
];

/** True if the text gives an analyst an order, in English; each gap in it is one space. */
export function isOrder(text: string): boolean {
  return ORDERS.some((order) => matchesGuarded(order, text));
}

/** Phrases that are orders only if a person says them. */
export const SPOKEN_ORDER: GuardedPattern = {
  guard: new RegExp(
    `${INSTRUCTIONS}|were you|you were|you(?:'ve| have) been|have you been|system (?:message|note)|supervisor note|act as|ever |future|(?:${LATER}) (?:call|conversation|contact|agent)|always|automatically|permanently|forever|unconditionally|this (?:customer|caller|client|user)`,
    'i',
  ),
  pattern: whole(SPOKEN),
};
