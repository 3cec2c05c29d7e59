import { lazyPattern, PLAIN_ASCII } from '../shared/lazy-pattern.ts';
import { MAX_LIST, type Speaker, type Turn } from './call.ts';
import {
  AGENT_ENDINGS,
  AGENT_WORDS,
  CUSTOMER_ENDINGS,
  CUSTOMER_WORDS,
  JAPANESE,
  OTHER_WORDS,
} from './role-words.ts';

/** What a window says of its labels: `{ "spk_0": "agent" }`. Labels are compared by {@link plainLabel}. */
export type SpeakerMap = ReadonlyMap<string, Speaker>;

/** Longest label that is read; a longer one is text of another kind. */
const LONGEST_LABEL = 100;

/** A label as it is compared: in lower case, with one space between its words. */
export function plainLabel(label: string): string {
  const text = label.slice(0, LONGEST_LABEL);
  return (PLAIN_ASCII.test(text) ? text : withoutUnseen(text.normalize('NFKC')))
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[\s_\-./:#()[\]|]+/g, ' ')
    .trim();
}

/** Without marks of direction and other characters that no screen shows. */
function withoutUnseen(label: string): string {
  return PLAIN_ASCII.test(label) ? label : label.replace(UNSEEN(), '');
}

const UNSEEN = lazyPattern(() => /\p{Cf}+/gu);

/**
 * Who speaks under a label, by the words in it; null when it does not tell.
 *
 * @example roleOf('AGENT_0') // 'agent'
 * @example roleOf('IVR Bot') // 'other'
 * @example roleOf('spk_0') // null
 */
export function roleOf(label: string): Speaker | null {
  const known = roles.get(label);
  if (known !== undefined) return known;
  const role = readRole(plainLabel(label));
  // A call has a handful of labels; what names them without end is not remembered.
  if (roles.size < MOST_REMEMBERED) roles.set(label, role);
  return role;
}

const roles = new Map<string, Speaker | null>();
const MOST_REMEMBERED = 1000;

function readRole(label: string): Speaker | null {
  const found = new Set(wordsOf(label.replace(MANAGER_OF_CUSTOMERS, 'agent')).map(roleOfWord));
  if (!PLAIN_ASCII.test(label)) {
    let rest = label;
    for (const [role, word] of JAPANESE) {
      if (rest.includes(word)) found.add(role);
      rest = rest.replaceAll(word, ' ');
    }
  }
  // A virtual assistant is a machine, and customer support speaks for the company.
  if (found.has('other')) return 'other';
  if (found.has('agent')) return isUserOfOurs(label) ? 'customer' : 'agent';
  return found.has('customer') ? 'customer' : null;
}

// Any other manager listens in.
const MANAGER_OF_CUSTOMERS = /\b(?:account|case|relationship|success) manager\b/;

/** "Support user", "business customer": the last word says who it is. "Service client" is French for the company. */
function isUserOfOurs(label: string): boolean {
  return /^(?:support|service|services|sales|business|company) (?:customer|caller|user)(?: \d+)?$/.test(
    label,
  );
}

function roleOfWord(word: string): Speaker | null {
  if (OTHER_WORDS.has(word)) return 'other';
  if (AGENT_WORDS.has(word)) return 'agent';
  if (CUSTOMER_WORDS.has(word)) return 'customer';
  if (AGENT_ENDINGS.some((ending) => word.endsWith(ending))) return 'agent';
  return CUSTOMER_ENDINGS.some((ending) => word.endsWith(ending)) ? 'customer' : null;
}

function wordsOf(label: string): string[] {
  const letters = PLAIN_ASCII.test(label) ? label : label.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  return letters.split(/[^a-z\u00df-\u024f]+/).filter((word) => word.length > 1);
}

/**
 * The roles that the windows of a call name for labels; the latest word on a label counts.
 *
 * @param given - What holds for every call of this service; a window knows better.
 */
export function speakerMapOf(
  windows: readonly { speakers?: unknown }[],
  given: ReadonlyMap<string, Speaker> = NONE,
): SpeakerMap {
  const map = new Map([...given].map(([label, role]): [string, Speaker] => [plainLabel(label), role]));
  for (const { speakers } of windows) {
    for (const [label, role] of Object.entries(mapOf(speakers))) {
      if (role === 'agent' || role === 'customer' || role === 'other') map.set(plainLabel(label), role);
    }
  }
  return map;
}

const NONE: SpeakerMap = new Map();

// A direct writer may have written it as JSON, as the lists are.
function mapOf(speakers: unknown): Record<string, unknown> {
  if (typeof speakers === 'string') {
    try {
      return mapOf(JSON.parse(speakers));
    } catch {
      return {};
    }
  }
  return typeof speakers === 'object' && speakers !== null && !Array.isArray(speakers)
    ? (speakers as Record<string, unknown>)
    : {};
}

/** Is this label made of words for a role and of short numbers alone? Such a label names no person. */
export function isRoleLabel(label: string): boolean {
  const plain = plainLabel(label);
  if (roleOf(label) === null || /\d{4}|\d \d \d/.test(plain)) return false;
  let rest = plain;
  for (const [, word] of JAPANESE) rest = rest.replaceAll(word, ' ');
  return (
    wordsOf(rest).every((word) => roleOfWord(word) !== null || CONNECTING.has(word)) && !hasLetters(rest)
  );
}

const CONNECTING = new Set(
  'call center centre contact team line channel side end left right one two three account manager de la le el da di van der du the'.split(
    ' ',
  ),
);

/** Letters of a script in which no role is written. */
function hasLetters(label: string): boolean {
  return !PLAIN_ASCII.test(label) && OTHER_LETTERS().test(label);
}

const OTHER_LETTERS = lazyPattern(() => /(?!\p{Script=Latin})\p{L}/u);

/**
 * A label as it may be shown: one that looks like a label ("spk_0", "Speaker 1", "left") or says a role. Of any other it
 * says only that there is one, since it may be a name or an address.
 */
export function shownLabel(label: string): string | null {
  const text = withoutUnseen(label).trim();
  if (text.length > LONGEST_SHOWN) return null;
  return isRoleLabel(text) || TECHNICAL.test(text) ? text : null;
}

const LONGEST_SHOWN = 40;
const TECHNICAL =
  /^(?:(?:spk|spkr|speaker|sp|ch|chan|channel|voice|person|participant|party|track|line|side|mic|leg|seat|user|sprecher|kanal|locuteur|intervenant|canal|voix|hablante|locutor|voz|parlante|canale|voce|falante|spreker|stem)[ _\-:#.]*(?:\d{1,3}|[a-z]|left|right|one|two|three)?|[a-z]{1,3}[_-]?\d{1,2}|[a-z]|\d{1,3}|left|right|inbound|outbound|inbound[_ -]track|outbound[_ -]track|unknown|first|second|mono|stereo|話者 ?\d{0,3})$/i;

/** The labels of turns of which nothing tells who speaks, each once, in the order in which they come. */
export function unknownLabelsOf(turns: readonly Turn[], speakers: SpeakerMap): string[] {
  const found = new Map<string, string>();
  for (const { label = '' } of turns) {
    const plain = plainLabel(label);
    if (found.has(plain) || speakers.has(plain) || roleOf(label) !== null) continue;
    found.set(plain, label.trim());
    if (found.size === MAX_LIST) break;
  }
  return [...found.values()];
}
