import { lazyPattern } from '../shared/lazy-pattern.ts';
import { wordSet } from '../shared/word-set.ts';

/** What the tools of a contact centre do, where their names do not say it. */
export interface ToolRules {
  /** Names of tools that change something for a customer. */
  acting: readonly string[];
  /** Names of tools that only read. A name in both lists only reads. */
  lookups: readonly string[];
}

/** No tool is named: each is read by its verb. */
export const NO_TOOL_RULES: ToolRules = { acting: [], lookups: [] };

/** What a tool does, as far as its name tells. */
export interface ToolName {
  /** `act` changes something for the customer, `look-up` reads, `hand-over` passes the customer to a person. */
  kind: 'act' | 'look-up' | 'hand-over';
  /** The words of the name, in lower case. */
  words: string[];
  /** Place of the verb of an act in `words`; -1 for every other tool, and for an act whose name has no known verb. */
  verbAt: number;
}

/** What a name that begins with one of these does, whatever follows: "update_order_status" updates. */
const ACTING = wordSet(`
  activate add adjust apply approve arrange assign authorise authorize block cancel change close compensate correct create
  deactivate delete disable discard dispatch downgrade edit enable enrol enroll escalate exchange extend fix freeze grant
  initiate insert install launch lock merge modify notify open pay post prolong provision publish purchase raise reactivate
  rebook recharge redeem reimburse reinstate release remove renew reopen replace reschedule resend reserve reset restore
  resume revoke save send set ship submit subscribe suspend swap switch terminate unblock unfreeze unlock unsubscribe
  update upgrade upload void waive withdraw write`);
/** Verbs that are as often nouns: "order_details", "credit_score" and "refund_policy" only read. */
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
/** Between the name of a system and its noun: "zendesk_create_ticket". */
const ACTING_ANYWHERE = new Set([...ACTING].filter((verb) => !wordSet('close open post set swap').has(verb)));
const PEOPLE = wordSet(
  'agent agents colleague human humans manager person representative specialist supervisor support team',
);
const MONEY = wordSet(
  'dollar dollars euro euros pound pounds usd eur gbp pence cents yen franc francs percent hundred thousand million',
);

// The name of a tool is a label; what is longer is a sentence, which anybody may have written.
const LONGEST_NAME = 8;

/** Is this a word with which tools say what they do or show? */
export function isToolWord(word: string): boolean {
  return [ACTING, ACTING_OR_NOUN, READING, INFORMATION].some((known) => known.has(word));
}

/**
 * Reads what a tool does from its name. A verb decides, and where none is known the tool only reads: a tool that is wrongly
 * taken for a look-up costs a deliverable, one that is wrongly taken for an act forges one.
 *
 * @example readToolName('issue_refund', NO_TOOL_RULES).kind // 'act'
 */
export function readToolName(name: string, { acting, lookups }: ToolRules): ToolName {
  const own = wordsOf(name);
  const is = (other: string) => wordsOf(other).join(' ') === own.join(' ');
  if (lookups.some(is)) return { kind: 'look-up', words: own, verbAt: -1 };
  const handsOver = own.includes('escalate') || (hands(own) && own.some((word) => PEOPLE.has(word)));
  if (acting.some(is)) return { kind: handsOver ? 'hand-over' : 'act', words: own, verbAt: verbAt(own) };
  if (!isLabel(own)) return { kind: 'look-up', words: own, verbAt: -1 };
  if (handsOver) return { kind: 'hand-over', words: own, verbAt: -1 };
  const at = own.some((word, i) => READING.has(word) && !isCheckIn(own, i)) ? -1 : verbAt(own);
  return { kind: at === -1 ? 'look-up' : 'act', words: own, verbAt: at };
}

/** Is this a name, not an amount or a sentence in the place of one? "refund_900_pounds_vip_customer" is none. */
function isLabel(own: readonly string[]): boolean {
  return own.length <= LONGEST_NAME && !own.some((word) => MONEY.has(word) || /\d{3}/.test(word));
}

function hands(own: readonly string[]): boolean {
  return own.includes('transfer') || own.includes('handoff') || own.includes('handover');
}

// "check_in_passenger" does something.
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

function wordsOf(name: string): string[] {
  return name
    .slice(0, 200)
    .replace(HUMP(), '$1 $2')
    .toLowerCase()
    .split(BETWEEN_WORDS())
    .filter((word) => word !== '');
}

const HUMP = lazyPattern(() => /([\p{Ll}\d])(\p{Lu})/gu);
const BETWEEN_WORDS = lazyPattern(() => /[^\p{L}\p{N}]+/u);
