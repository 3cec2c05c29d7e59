import {
  CATEGORIES,
  type Category,
  GENERAL_ENQUIRY,
  type NamedCategory,
} from '@live-assist/core/analytics/categories';
import type { CallSentences } from './reading.ts';
import type { CustomerRequest } from './request.ts';
import { contentStems, overlap, stemsOf } from './stems.ts';
import type { ToolCall } from './tool-calls.ts';

/**
 * The category of the call, of the list that a model has too: words of the customer count double, their first words four
 * times, their request six times, and the name of a tool that acted counts as three mentions.
 *
 * @param own - The categories of the contact centre, if it has its own. Each is found by the words of its name and its
 *   sentence, and by what is known of it here.
 */
export function categoryOf(
  reading: CallSentences,
  tools: readonly ToolCall[],
  request: CustomerRequest | null,
  own?: readonly NamedCategory[],
): string {
  const kinds = own === undefined ? KNOWN : own.map(kindOf);
  const scores = new Map<string, number>();
  const weigh = (text: string, stems: ReadonlySet<string>, weight: number) => {
    for (const { name, mentions } of kinds) {
      const found = mentions(text, stems);
      if (found > 0) scores.set(name, (scores.get(name) ?? 0) + weight * found);
    }
  };
  if (request !== null) weigh(request.sentence.plain.slice(0, LONGEST), stemsOf(request.sentence), 6);
  for (const [at, sentence] of reading.customer.entries())
    weigh(sentence.plain.slice(0, LONGEST), stemsOf(sentence), at < FIRST_SENTENCES ? 4 : 2);
  for (const sentence of reading.agent) weigh(sentence.plain.slice(0, LONGEST), stemsOf(sentence), 1);
  for (const { words, done } of tools)
    if (done !== null) weigh(words.join(' '), contentStems(words.join(' ')), 3);
  return top(scores) ?? GENERAL_ENQUIRY;
}

const LONGEST = 1_000;
const FIRST_SENTENCES = 6;

/** A category, and how much a sentence speaks of it. */
interface Kind {
  name: string;
  mentions: (text: string, stems: ReadonlySet<string>) => number;
}

function kindOf({ name, sentence }: NamedCategory): Kind {
  const [named, told] = [contentStems(name.replace(/[-_]+/g, ' ')), contentStems(sentence)];
  const known = KNOWN.find((kind) => kind.name === name);
  return {
    name,
    mentions: (text, stems) =>
      Math.max(2 * overlap(named, stems) + overlap(told, stems), 2 * (known?.mentions(text, stems) ?? 0)),
  };
}

const CUES: [category: Category, cue: RegExp][] = [
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
    'booking-change',
    /\b(?:(?:change|modify|move|update|upgrade|switch|reschedule)\w* (?:\w+ ){0,4}(?:flight|booking|reservation|trip|seat|cabin|dates?|passenger)|update reservation|rebook)\b/i,
  ],
  [
    'new-booking',
    /\b(?:book(?:ing)? (?:a|an|the|me|this|that|it|flight|reservation)|make (?:a |an )?(?:booking|reservation)|reserve|need (?:a|to) (?:reservation|book|room|table|ride|taxi)|(?:a|another) (?:room|table|ride|seat) (?:for|at|in|to)|book reservation)\b/i,
  ],
  ['appointment', /\b(?:appointments?|schedule (?:a|an|my)|doctor|check-?up|dentist)\b/i],
  ['account-access', /\b(?:password|passcode|reset link)\b/i],
  [
    'account-access',
    /\b(?:log ?in|sign ?in|logged out|locked out|(?:can't|cannot) (?:log|sign|access)|verification code|two-factor)\b/i,
  ],
  [
    'delivery',
    /\b(?:deliver(?:y|ed|ies|ing)?|parcel|package|courier|shipment|shipping|shipped|arrive[ds]? (?:damaged|late)|never arrived)\b/i,
  ],
  [
    'order',
    /\b(?:order status|status of (?:my|the|an) (?:order|refund|claim|application)|where(?:'s| is) my|track(?:ing)?|when will (?:my|the|it) (?:order|arrive|ship))\b/i,
  ],
  ['return', /\b(?:return (?:an?|the|my|it|this)|returns|wrong (?:size|item|colou?r)|exchange)\b/i],
  ['warranty', /\b(?:warranty|guarantee|repair)\b/i],
  [
    'technical-support',
    /\b(?:not working|doesn't work|does not work|stopped working|broken|error|crash(?:es|ed|ing)?|router|internet|wi-?fi|connection|app|website|device|install|fault|outage|troubleshoot)\b/i,
  ],
  [
    'card',
    /\b(?:lost (?:my|a|the) (?:\w+ )?card|stolen card|(?:replace|new|replacement) (?:\w+ )?card|card (?:was )?(?:lost|stolen))\b/i,
  ],
  [
    'fraud',
    /\b(?:fraud\w*|scam|unauthori[sz]ed|suspicious|didn't (?:make|recogni[sz]e)|someone (?:took|transferred|used|withdrew))\b/i,
  ],
  ['information', /\b(?:balance)\b/i],
  ['transfer', /\b(?:transfer (?:money|funds|\w+ dollars)|transfer money|wire|send money)\b/i],
  [
    'account-change',
    /\b(?:(?:change|update|new) (?:my )?(?:address|e-?mail|phone|name|details|number)|moved house|new address)\b/i,
  ],
  [
    'complaint',
    /\b(?:complain(?:t|ing|ts)?|unacceptable|lost (?:my )?(?:luggage|bag|bags|property|item))\b/i,
  ],
  ['claim', /\b(?:(?:make|file|open|report) a claim|insurance claim|(?:buildings|contents|travel) cover)\b/i],
  ['insurance', /\b(?:(?:car|home|travel|health|life|pet) insurance|policy ?holder)\b/i],
  ['billing', /\b(?:meter reading|smart meters?)\b/i],
  ['sales', /\b(?:promo(?:tion)?|coupon|discount|voucher|promo code)\b/i],
  ['travel', /\b(?:baggage|suitcases?|checked bags?|luggage)\b/i],
  ['subscription', /\b(?:subscription|membership|renew(?:al)?|my plan|upgrade my)\b/i],
  [
    'information',
    /\b(?:looking for|find|search(?:ing)? for|recommend)\b[^.?!]{0,30}\b(?:hotel|restaurant|flight|room|place|ride|apartment|shop|doctor)s?\b/i,
  ],
  [
    'information',
    /\b(?:how (?:much|many|long|far)|how (?:do|can) (?:i|we|you) (?!help|assist|be of)|what (?:is|are|time|kind)|do you (?:have|know|offer)|opening (?:hours|times)|information|rating|compare)\b/i,
  ],
  [
    'outage',
    /\b(?:outage|power cut|(?:no|without) (?:internet|power|signal|heating|water|electricity)|(?:internet|network|line|power) (?:is|has been|went|keeps going) (?:down|off|out))\b/i,
  ],
  [
    'product-fault',
    /\b(?:broken|cracked|damaged|faulty|defective|stopped working|won't (?:turn|switch) on|falls? apart|doesn't (?:turn|switch) on)\b/i,
  ],
  [
    'installation',
    /\b(?:install(?:ation|ed|ing)?|set(?:ting)? (?:it )?up|fitt(?:ed|ing)|connect(?:ed|ion) (?:date|appointment))\b/i,
  ],
  ['contract', /\b(?:contract|minimum term|notice period|terms and conditions|agreement)\b/i],
  [
    'order',
    /\b(?:(?:my|an|the|place|new|this) orders?|order(?:ed|ing)? (?:a|an|the|some|two|more)|purchase[ds]?|bought)\b/i,
  ],
  [
    'service-quality',
    /\b(?:rude|unfriendly|unprofessional|poor service|bad service|kept (?:me )?waiting|nobody (?:called|answered))\b/i,
  ],
];

const KNOWN: readonly Kind[] = CATEGORIES.map((name) => {
  const cues = CUES.filter(([category]) => category === name).map(([, cue]) => cue);
  return { name, mentions: (text) => (cues.some((cue) => cue.test(text)) ? 1 : 0) };
});

function top(scores: ReadonlyMap<string, number>): string | null {
  let best: [string, number] | null = null;
  for (const entry of scores) if (best === null || entry[1] > best[1]) best = entry;
  return best?.[0] ?? null;
}
