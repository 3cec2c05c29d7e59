import { lazyPattern } from '../shared/lazy-pattern.ts';
import { wordSet } from '../shared/word-set.ts';

/** Rules for tools whose names do not show what they do. */
export interface ToolRules {
  /** Names of tools that act: they change something for a customer. */
  acting: readonly string[];
  /** Names of tools that only read. This list wins if a name is in both. */
  lookups: readonly string[];
}

/** No rules: each tool is classified by the verb in its name. */
export const NO_TOOL_RULES: ToolRules = { acting: [], lookups: [] };

/** The kind of a tool, derived from its name. */
export interface ToolName {
  /** `act` changes something for the customer, `look-up` reads, `hand-over` passes the customer to a person. */
  kind: 'act' | 'look-up' | 'hand-over';
  /** The words of the name, in lower case. */
  words: string[];
  /** Index of the verb of an act in `words`; -1 for every other tool, and for an act without a known verb. */
  verbAt: number;
}

/** A name that begins with one of these acts, whatever follows: "update_order_status" updates. */
const ACTING = wordSet(`
  activate add adjust apply approve arrange assign authorise authorize block cancel change close compensate correct create
  deactivate delete disable discard dispatch downgrade edit enable enrol enroll escalate exchange extend fix freeze grant
  initiate insert install launch lock merge modify notify open pay post prolong provision publish purchase raise reactivate
  rebook recharge redeem reimburse reinstate release remove renew reopen replace reschedule resend reserve reset restore
  resume revoke save send set ship submit subscribe suspend swap switch terminate unblock unfreeze unlock unsubscribe
  update upgrade upload void waive withdraw write`);
/** Verbs that are often nouns: "order_details", "credit_score" and "refund_policy" only read. */
const ACTING_OR_NOUN = wordSet(`
  book charge claim complete confirm credit debit email exchange fax file hold issue mail make order place process refund
  register report request resolve return schedule sign stop text top transfer`);
const READING = wordSet(`
  ask authenticate browse calculate check classify compare count describe detect display enter estimate explain fetch find
  forecast get identify inspect list load look lookup match monitor ping predict preview pull query read recommend retrieve
  scan search see select show simulate suggest summarise summarize test think track translate validate verify view`);
const INFORMATION = wordSet(`
  availability balance detail details eligibility estimate faq history hours identity info information limit limits list log
  logs offers option options overview policies policy preview price prices pricing profile quote quotes rate rates record
  records score scores statement statements stats status summary tracker tracking`);
/** Verbs that count between the name of a system and a noun: "zendesk_create_ticket". */
const ACTING_ANYWHERE = new Set([...ACTING].filter((verb) => !wordSet('close open post set swap').has(verb)));
const PEOPLE = wordSet(
  'agent agents colleague human humans manager person representative specialist supervisor support team',
);
const MONEY = wordSet(
  'dollar dollars euro euros pound pounds usd eur gbp pence cents yen franc francs percent hundred thousand million',
);

// A tool name is a label; a longer one is a sentence, which anyone may have written.
const LONGEST_NAME = 8;

/** True if tool names use this word to say what they do or show. */
export function isToolWord(word: string): boolean {
  return [ACTING, ACTING_OR_NOUN, READING, INFORMATION].some((known) => known.has(word));
}

/**
 * Classifies a tool by its name. A verb decides; without a known verb the tool counts as a look-up. An act mistaken for
 * a look-up costs one deliverable, but a look-up mistaken for an act forges one.
 *
 * @example readToolName('issue_refund', NO_TOOL_RULES).kind // 'act'
 */
export function readToolName(name: string, { acting, lookups }: ToolRules): ToolName {
  const own = wordsOfName(name);
  const is = (other: string) => wordsOfName(other).join(' ') === own.join(' ');
  if (lookups.some(is)) return { kind: 'look-up', words: own, verbAt: -1 };
  const handsOver = own.includes('escalate') || (hands(own) && own.some((word) => PEOPLE.has(word)));
  if (acting.some(is)) return { kind: handsOver ? 'hand-over' : 'act', words: own, verbAt: verbAt(own) };
  if (!isLabel(own)) return { kind: 'look-up', words: own, verbAt: -1 };
  if (handsOver) return { kind: 'hand-over', words: own, verbAt: -1 };
  const at = own.some((word, i) => READING.has(word) && !isCheckIn(own, i)) ? -1 : verbAt(own);
  return { kind: at === -1 ? 'look-up' : 'act', words: own, verbAt: at };
}

/** True if this is a name, not an amount or a sentence: "refund_900_pounds_vip_customer" is not a name. */
function isLabel(own: readonly string[]): boolean {
  return own.length <= LONGEST_NAME && !own.some((word) => MONEY.has(word) || /\d{3}/.test(word));
}

function hands(own: readonly string[]): boolean {
  return own.includes('transfer') || own.includes('handoff') || own.includes('handover');
}

// "check_in_passenger" is an act.
function isCheckIn(own: readonly string[], at: number): boolean {
  return own[at] === 'check' && (own[at + 1] === 'in' || own[at + 1] === 'out');
}

function verbAt(own: readonly string[]): number {
  const [first = ''] = own;
  const last = own.at(-1) ?? '';
  if (ACTING.has(first) || (first === 'check' && isCheckIn(own, 0))) return 0;
  if (own.some((word) => INFORMATION.has(word))) return -1;
  if (ACTING_OR_NOUN.has(first)) return 0;
  if (own.length > 1 && (ACTING.has(last) || ACTING_OR_NOUN.has(last))) return own.length - 1;
  return own.findIndex((word) => ACTING_ANYWHERE.has(word));
}

function wordsOfName(name: string): string[] {
  return name
    .slice(0, 200)
    .replace(HUMP(), '$1 $2')
    .toLowerCase()
    .split(BETWEEN_WORDS())
    .filter((word) => word !== '');
}

const HUMP = lazyPattern(() => /([\p{Ll}\d])(\p{Lu})/gu);
const BETWEEN_WORDS = lazyPattern(() => /[^\p{L}\p{N}]+/u);
