import { lazyPattern } from '@live-assist/core/shared/lazy-pattern';

/**
 * The words of a customer's request as a sentence about them. Words that fit no form are quoted.
 *
 * @example retold('I need to cancel my flight') // 'The customer wanted to cancel their flight.'
 */
export function retold(words: string): string {
  const pieces = words.split(/(?<=\p{L}{2}[.!?])\s/u);
  // "I just wanted to check. The postage came back": the second sentence says what.
  const [first = '', second] = pieces;
  const said = second !== undefined && first.split(' ').length <= 6 ? second : words;
  const plain = said
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/(?<![\s.!?,;:])[\s.!?,;:]+$/u, '')
    .replace(/,? please$/i, '');
  for (const [form, opening] of FORMS) {
    const found = form().exec(plain);
    const rest = found === null ? '' : plain.slice(found[0].length).trim();
    if (found !== null && rest.length >= 3 && !/[“”"]/.test(rest)) return `${opening} ${theirs(rest)}.`;
  }
  if (TELLS().test(plain) && !/[?“”"]/.test(words)) return `The customer reported: ${theirs(plain)}.`;
  return `The customer’s words: “${words}”.`;
}

const LEAD =
  '^(?:(?:hi|hello|hey|yes|yeah|yea|ok|okay|so|um|uh|well|right|please|just|actually|there|and|but)[,.! ]+){0,4}';
const SOFT = '(?:just |only |really |actually |also |still |urgently |badly |kindly |please ){0,2}';

const FORMS: readonly [form: () => RegExp, opening: string][] = [
  [
    `(?:i|we)(?:'d| would)? ${SOFT}(?:want|wanted|need|needed|like|love|wish|prefer|require)(?:ed)? to `,
    'The customer wanted to',
  ],
  [
    `(?:i|we)(?:'m| am|'re| are| was| were) ${SOFT}(?:trying|hoping|looking|wanting|here|calling|ringing|writing|contacting you|reaching out|getting in touch|wondering if (?:i|we) (?:can|could)) ?(?:to )(?!be\\b)`,
    'The customer wanted to',
  ],
  [`(?:can|could|may) (?:i|we) ${SOFT}(?=[a-z]{2,} )`, 'The customer wanted to'],
  [
    `(?:i|we)(?:'d| would)? ${SOFT}(?:want|wanted|need|needed|like|require) (?=(?:a|an|the|my|our|some|your|information|help|details|one|two|three|\\d))`,
    'The customer wanted',
  ],
  [`(?:i|we)(?:'m| am|'re| are) ${SOFT}(?:looking for|after|interested in) `, 'The customer was looking for'],
  [
    `(?:i|we)(?:'m| am|'re| are) ${SOFT}(?:calling|ringing|phoning|writing|contacting you|getting in touch|reaching out|here) (?:about|regarding|with|on) `,
    'The customer called about',
  ],
  [`(?:can|could|would|will) you ${SOFT}(?=[a-z]{2,} )`, 'The customer asked the agent to'],
  [
    '(?=(?:book|cancel|change|check|find|get|give|make|order|report|reserve|reset|search|send|track|transfer|upgrade|compare) )',
    'The customer asked the agent to',
  ],
].map(([form = '', opening = '']) => [lazyPattern(() => new RegExp(`${LEAD}${form}`, 'i')), opening]);

// A statement with a subject that can stand by itself.
const TELLS = lazyPattern(
  () => /^(?:(?:i|we|my|our|the|there|some(?:one|body)|it|they|this|that)\b|i'|we'|there')[^?]{8,}$/i,
);

const THEIRS: readonly [RegExp, string][] = [
  [/\bI(?:'m| am)\b/gi, "they're"],
  [/\bI wasn't\b/gi, "they weren't"],
  [/\bI was\b/gi, 'they were'],
  [/\bI(?:'ve)\b/gi, "they've"],
  [/\bI(?:'d)\b/gi, "they'd"],
  [/\bI(?:'ll)\b/gi, "they'll"],
  [/\b(?:am) I\b/gi, 'are they'],
  [/\bI\b/g, 'they'],
  [/(?<=^|\s)i(?=\s)/g, 'they'],
  [/\b(?:myself|ourselves)\b/gi, 'themselves'],
  [/\b(?:my|our)\b/gi, 'their'],
  [/\b(?:mine|ours)\b/gi, 'theirs'],
  [/\bme\b/gi, 'them'],
  [/\bwe\b/gi, 'they'],
  [/\b(?:us)\b/g, 'them'],
  [/\byour\b/gi, 'the company’s'],
];

function theirs(words: string): string {
  return THEIRS.reduce((text, [own, other]) => text.replace(own, other), words);
}
