import { isToolWord } from '@live-assist/core/call/tool-name';
import { GENERAL_ENQUIRY } from '@live-assist/core/evidence/summary';
import type { CallSentences } from './reading.ts';
import type { ToolCall } from './tool-calls.ts';

/**
 * The topic of the call in kebab-case. A tool named after a topic (`bank_balance`, `order_status`) gives it in the
 * contact centre's words. Otherwise the cues below are weighed: words of the customer count double, their first words
 * four times, and the name of a tool that acted counts as three mentions.
 */
export function categoryOf(reading: CallSentences, tools: readonly ToolCall[]): string {
  return topicOf(tools) ?? strongest(reading, tools) ?? GENERAL_ENQUIRY;
}

const TOPIC_NOUNS = new Set(
  'account apartment appointment bank bill billing booking car card claim contract delivery doctor flight hotel insurance invoice loan meeting order party payment plane plan policy product restaurant ride room spaceship subscription taxi trip trivia warranty weather'.split(
    ' ',
  ),
);

const TOPIC_WORDS = new Set(
  'activation address baggage cancellation complaint damage dispute extension fault fraud installation issue location lost luggage number password problem question recommendation refill renewal repair replacement service setting support upgrade'.split(
    ' ',
  ),
);

function topicOf(tools: readonly ToolCall[]): string | null {
  const counts = new Map<string, number>();
  for (const { words } of tools) {
    if (words.length < 2 || words.length > 4 || !TOPIC_NOUNS.has(words[0] ?? '')) continue;
    // A category has no evidence, so it is only made of words that any contact centre uses.
    if (!words.every((word) => TOPIC_NOUNS.has(word) || TOPIC_WORDS.has(word) || isToolWord(word))) continue;
    const topic = words.join('-').slice(0, 60);
    counts.set(topic, (counts.get(topic) ?? 0) + 1);
  }
  return top(counts);
}

const CUES: [category: string, cue: RegExp][] = [
  ['refund', /\b(?:refund(?:s|ed)?|money back|reimburse(?:d|ment)?|compensat(?:e|ion))\b/i],
  [
    'billing',
    /\b(?:bill(?:s|ed|ing)?|invoices?|overcharged?|charged (?:twice|me|for)|direct debit|late fee)\b/i,
  ],
  [
    'payment',
    /\b(?:pay(?:ing)? (?:my|the|a)|payments? (?:failed|declined|method|did not|didn't)|card (?:was )?declined)\b/i,
  ],
  ['cancellation', /\b(?:cancel(?:s|led|ling|lation)?|canceled|canceling|terminate)\b/i],
  [
    'reservation-change',
    /\b(?:(?:change|modify|move|update|upgrade|switch|reschedule)\w* (?:\w+ ){0,4}(?:flight|booking|reservation|trip|seat|cabin|dates?|passenger)|update reservation|rebook)\b/i,
  ],
  [
    'booking',
    /\b(?:book(?:ing)? (?:a|an|the|me|this|that|it|flight|reservation)|make (?:a |an )?(?:booking|reservation)|reserve|need a (?:ride|room|table|flight|taxi|hotel)|book reservation)\b/i,
  ],
  ['appointment', /\b(?:appointments?|schedule (?:a|an|my)|doctor|check-?up|dentist)\b/i],
  ['password-reset', /\b(?:password|passcode|reset link)\b/i],
  [
    'login-issue',
    /\b(?:log ?in|sign ?in|logged out|locked out|(?:can't|cannot) (?:log|sign|access)|verification code|two-factor)\b/i,
  ],
  [
    'delivery',
    /\b(?:deliver(?:y|ed|ies|ing)?|parcel|package|courier|shipment|shipping|shipped|arrive[ds]? (?:damaged|late)|never arrived)\b/i,
  ],
  [
    'order-status',
    /\b(?:order status|status of (?:my|the|an) (?:order|refund|claim|application)|where(?:'s| is) my|track(?:ing)?|when will (?:my|the|it) (?:order|arrive|ship))\b/i,
  ],
  ['return', /\b(?:return (?:an?|the|my|it|this)|returns|wrong (?:size|item|colou?r)|exchange)\b/i],
  ['warranty', /\b(?:warranty|guarantee|repair)\b/i],
  [
    'technical-issue',
    /\b(?:not working|doesn't work|does not work|stopped working|broken|error|crash(?:es|ed|ing)?|router|internet|wi-?fi|connection|app|website|device|install|fault|outage|troubleshoot)\b/i,
  ],
  [
    'card-replacement',
    /\b(?:lost (?:my|a|the) (?:\w+ )?card|stolen card|(?:replace|new|replacement) (?:\w+ )?card|card (?:was )?(?:lost|stolen))\b/i,
  ],
  [
    'fraud-report',
    /\b(?:fraud\w*|scam|unauthori[sz]ed|suspicious|didn't (?:make|recogni[sz]e)|someone (?:took|transferred|used|withdrew))\b/i,
  ],
  ['balance-enquiry', /\b(?:balance)\b/i],
  ['money-transfer', /\b(?:transfer (?:money|funds|\w+ dollars)|transfer money|wire|send money)\b/i],
  [
    'account-update',
    /\b(?:(?:change|update|new) (?:my )?(?:address|e-?mail|phone|name|details|number)|moved house|new address)\b/i,
  ],
  [
    'complaint',
    /\b(?:complain(?:t|ing|ts)?|unacceptable|lost (?:my )?(?:luggage|bag|bags|property|item))\b/i,
  ],
  [
    'insurance-claim',
    /\b(?:(?:make|file|open|report) a claim|insurance claim|(?:buildings|contents|travel) cover)\b/i,
  ],
  ['insurance', /\b(?:(?:car|home|travel|health|life|pet) insurance|policy ?holder)\b/i],
  ['meter-reading', /\b(?:meter reading|smart meters?)\b/i],
  ['promotion', /\b(?:promo(?:tion)?|coupon|discount|voucher|promo code)\b/i],
  ['baggage', /\b(?:baggage|suitcases?|checked bags?|luggage)\b/i],
  ['subscription', /\b(?:subscription|membership|renew(?:al)?|my plan|upgrade my)\b/i],
  [
    'search',
    /\b(?:looking for|find|search(?:ing)? for|recommend)\b[^.?!]{0,30}\b(?:hotel|restaurant|flight|room|place|ride|apartment|shop|doctor)s?\b/i,
  ],
];

const FIRST_SENTENCES = 6;

function strongest({ customer, agent }: CallSentences, tools: readonly ToolCall[]): string | null {
  const scores = new Map<string, number>();
  const weigh = (text: string, weight: number) => {
    for (const [category, cue] of CUES)
      if (cue.test(text)) scores.set(category, (scores.get(category) ?? 0) + weight);
  };
  for (const [at, { plain }] of customer.entries())
    weigh(plain.slice(0, 1_000), at < FIRST_SENTENCES ? 4 : 2);
  for (const { plain } of agent) weigh(plain.slice(0, 1_000), 1);
  for (const { words, done } of tools) if (done !== null) weigh(words.join(' '), 3);
  return top(scores);
}

function top(scores: ReadonlyMap<string, number>): string | null {
  let best: [string, number] | null = null;
  for (const entry of scores) if (best === null || entry[1] > best[1]) best = entry;
  return best?.[0] ?? null;
}
