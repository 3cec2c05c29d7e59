import { MONTHS, WEEKDAYS } from '@live-assist/core/shared/english-words';
import type { Sentence } from './reading.ts';

/** A clause in which an agent says that something has been done. */
export interface DoneStatement {
  sentence: Sentence;
  /** The clause, verbatim. */
  clause: string;
  /** `own`: "I have reset …"; `passive`: "your booking has been …"; `bare`: "booked!", which names nothing. */
  form: 'own' | 'passive' | 'bare';
}

/** Reads a sentence of an agent as a statement that something has been done for the customer, or null. */
export function doneStatement(sentence: Sentence): DoneStatement | null {
  const known = read.get(sentence);
  if (known !== undefined) return known;
  const statement = readStatement(sentence);
  read.set(sentence, statement);
  return statement;
}
// Five parts of the analyst ask for it.
const read = new WeakMap<Sentence, DoneStatement | null>();

function readStatement(sentence: Sentence): DoneStatement | null {
  const { plain } = sentence;
  if (sentence.isQuestion || plain.length > 600) return null;
  if (BARE.test(plain)) return { sentence, clause: sentence.text, form: 'bare' };
  const own = OWN.exec(plain);
  if (own !== null && isStatement(plain, own))
    return { sentence, clause: clauseFrom(sentence, own.index, own), form: 'own' };
  const passive = [...plain.matchAll(PASSIVE), ...plain.matchAll(IS_NOW)].find(
    (found) => isStatement(plain, found) && !isNews(plain, found),
  );
  if (passive === undefined) return null;
  const start = subjectStart(plain, passive.index + passive[0].length);
  return PRONOUN.test(plain.slice(start).replace(OPENING, ''))
    ? { sentence, clause: sentence.text, form: 'bare' }
    : { sentence, clause: clauseFrom(sentence, start, passive), form: 'passive' };
}

/** True if the agent says that it failed, or that there is none. */
export function saysFailed({ plain }: Sentence): boolean {
  return FAILED.test(plain);
}

/** True if the agent says that the rules do not allow it. */
export function saysRefused({ plain, isQuestion }: Sentence): boolean {
  return !isQuestion && REFUSED_BY_RULE.test(plain);
}

const FOR_CUSTOMER =
  'reset|sent|e-?mailed|mailed|posted|texted|forwarded|cancell?ed|booked|rebooked|reserved|refunded|credited|reimbursed|updated|changed|corrected|amended|ordered|reordered|processed|submitted|resubmitted|scheduled|rescheduled|issued|added|removed|upgraded|downgraded|unlocked|unblocked|activated|reactivated|enabled|restored|fixed|repaired|resolved|applied|waived|extended|renewed|replaced|arranged|completed|notified|registered|enrolled|paid|set up|requested|reported|subscribed|unsubscribed|redeemed|shipped|dispatched|switched';
// "I've transferred you" and "I've placed you on hold" are moves in the call, nothing that lasts.
const OWN_ONLY =
  '(?:created|raised|filed) (?=(?:a|an|the|your|this|that|it)\\b)|blocked|frozen|closed|deactivated|disabled|opened (?!up\\b)(?:a|the|an)|logged (?:a|an|the)|put (?:in|through) (?:a|an|the|your)|placed (?:a|an|the|your) (?!call)|transferred (?!you\\b|the call|your call)|moved (?:your|the)|made (?:a|an|the|your|those|these|that) (?:[a-z]+ )?(?:change|booking|reservation|payment|appointment|correction|update|order)';
const HOW = '(?:just |now |already |also |both |all |fully |successfully |gone ahead and |went ahead and )*';

const OWN = new RegExp(
  `\\b(?:i|we)(?:'ve| have| just| went ahead and|) ${HOW}(?:(?:${FOR_CUSTOMER})\\b(?! you (?:to|over)\\b)|(?:${OWN_ONLY}))`,
  'i',
);
const PASSIVE = new RegExp(
  `(?:(?:\\b(?:has|have)|'ve|'s) ${HOW}been |\\b(?:is|are|was|were) (?:now |all |both )*successfully )${HOW}(?:${FOR_CUSTOMER}|transferred|created|raised|filed)\\b`,
  'gi',
);
const IS_NOW =
  /(?:\byour (?:[a-z]+ ){1,3}(?=(?:is|are) (?:now|all) )|\b(?:booking|reservation|ride|flight|room|table|appointment|order|request|payment|account|card|service|change|trip|refund) (?:at [^.?!]{1,40} )?)(?:is|are) (?:now |all |successfully )*(?:booked|confirmed|reserved|scheduled|placed|submitted|active|activated|updated|cancell?ed|complete|completed|unlocked)(?=\s*(?:[.,!]|$)|\s+(?:for|with|and|now)\b)/gi;
const BARE =
  /^(?:(?:ok(?:ay)?|alright|great|right|perfect|yes|sure|so)[,.! ]+)*(?:(?:it|that|this|everything)(?:'s| is| has been| is now)? |all )?(?:now |all |successfully )*(?:booked|done|cancell?ed|confirmed|reserved|submitted|completed)(?: (?:it|for you|now))*[.! ]*$/i;
const OPENING = /^(?:(?:so|and|ok(?:ay)?|right|well|now|yes|um|uh)[, ]+)+/i;
const PRONOUN = /^(?:it|that|this|they|everything|which|he|she)\b/i;

// Before the verb: a condition, a doubt, another person's words, or a denial.
const NOT_STATED_BEFORE =
  /\b(?:if|unless|whether|until|once|when|before|after|would|could|should|might|may|can|cannot|will|to (?:be|have|see|make|ensure|check|know|get|verify|find)|not|never|nobody|seems?|seemed|looks? like|appears?|according|apparently|shows?|showing|see|saw|noticed|said|says|told|claims?|thought|think|believe|guess|suppose|wish|did|didn't|don't|haven't|hasn't|wasn't|unable|unfortunately|sorry|confirm|ensure|please|how|that you)\b|n't\b/i;
const NOT_STATED_AFTER =
  /^\s+(?:our\b|the (?:polic|terms|rules|system|website|price))|^[^.!?]{0,80}\b(?:yesterday|last (?:week|month|time|year|night)|days? ago|weeks? ago|months? ago|previously|by mistake|in error|sorry|apologi[sz]e|before|several|multiple|many|by the (?:airline|bank|carrier|seller)|due to)\b/i;

// "We processed it on the 3rd of May" tells of another day; "I've booked it on the 3rd" of this one.
const SIMPLE_PAST = /^(?:i|we) (?!have\b|just\b|went\b|now\b)/i;
const A_MONTH = MONTHS.join('|');
const ON_A_DAY = new RegExp(
  `^[^.!?]{0,60} (?:on (?:the |${WEEKDAYS.join('|')}|${A_MONTH}|\\d)|in (?:${A_MONTH}))`,
  'i',
);

function isStatement(plain: string, found: RegExpExecArray): boolean {
  const before = plain.slice(Math.max(0, found.index - 100), found.index);
  const after = plain.slice(found.index + found[0].length);
  if (SIMPLE_PAST.test(found[0]) && ON_A_DAY.test(after)) return false;
  return !NOT_STATED_BEFORE.test(before) && !NOT_STATED_AFTER.test(after);
}

// "Your flight has been cancelled" is news, "your order has been shipped" a status: unless the agent says that it was
// done now, or for the customer, it was not done in this call.
const STATUS =
  /(?:cancell?ed|changed|shipped|dispatched|refunded|processed|ordered|sent|issued|paid|completed|replaced|updated|applied|credited)$/i;
const DONE_HERE = /\b(?:success(?:ful|fully)|now|just|for you|to you|as (?:you )?requested|as you asked)\b/i;
const OWN_SUBJECT =
  /\b(?:reservation|booking|appointment|subscription|membership|request|address|details?|password|preferences?)\b/i;

function isNews(plain: string, found: RegExpExecArray): boolean {
  if (!STATUS.test(found[0]) || DONE_HERE.test(plain)) return false;
  return !OWN_SUBJECT.test(plain.slice(0, found.index));
}

function subjectStart(plain: string, verbAt: number): number {
  const before = plain.slice(0, verbAt);
  const comma = before.lastIndexOf(', ');
  const rest = comma === -1 ? '' : before.slice(comma + 2);
  return /^(?:your|the|a|an|all|both|it|that|this|everything|we|i)\b/i.test(rest) ? comma + 2 : 0;
}

// The clause ends where another statement begins: the rest belongs to another finding, or to none.
const NEXT_CLAUSE =
  /:(?=\s|$)|[;\n]|\s[-–—]\s|\. |, (?:i|we|you|they|it|he|she)\b|,? (?:and|so|but|which|because|since) (?:i|we|you|it|it's|your|they|he|she|there|that|the|is|can|will|should|a|an)\b|,? and (?:[\w'-]+ ){1,5}(?:has|have) (?:now |also )?been\b|,? (?:with the following|as follows|here (?:are|is))\b|(?<=\w) (?:is|was) there anything\b/i;

function clauseFrom({ text, plain }: Sentence, start: number, verb: RegExpExecArray): string {
  const after = verb.index + verb[0].length;
  const end = NEXT_CLAUSE.exec(plain.slice(after));
  return text.slice(start, end === null ? undefined : after + end.index).trim();
}

const FAILED =
  /\b(?:unsuccessful|(?:booking|reservation|payment|request|transaction|order|search)(?: request)? (?:has )?failed|(?:could not|couldn't|cannot|can't|can not) (?:be |find|process|complete|authenticate|verify|locate|book|reach|access|accommodate|accomodate)|no (?:longer |\w+ )?(?:rooms?|flights?|tables?|rides?|seats?|appointments?|restaurants?|hotels?|results?)\b[^.!?]{0,40}\b(?:available|match|found)|there (?:is|are|were|was) no\b|not (?:able|available|possible|found)|isn't available|aren't available|not available|unavailable|unable to|only able to|no way to|nothing (?:else )?(?:i|we) can do|(?:does|did) not (?:work|go through)|(?:doesn't|didn't) (?:work|go through)|out of stock|sold out)\b/i;
const REFUSED_BY_RULE =
  /\b(?:polic(?:y|ies)\b|not (?:allowed|permitted|eligible|refundable|covered|entitled)|non-?refundable|(?:cannot|can't|can not|may not|won't|unable to) (?:be )?(?:cancel|chang|modif|refund|alter|transferr|exchang|offer|waive|issue|accept|authori[sz]e|approve|process (?:a|any|the|your) (?:refund|cancellation|exception)|make (?:an )?exceptions?|provide (?:a |any )?(?:refund|compensation|waiver|exception)|remov)|(?:does|do) not (?:allow|permit|cover|qualify)|doesn't (?:allow|permit|cover|qualify)|restrictions?|only (?:allows?|permits?)|outside (?:of )?the|more than (?:\d+|a|an|twenty-four|thirty|sixty|ninety) (?:hours?|days?))/i;
