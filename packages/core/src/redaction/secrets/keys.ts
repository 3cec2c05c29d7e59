import { lazyPattern } from '../../shared/lazy-pattern.ts';
import type { Secret } from '../reading/lexer.ts';
import type { Reading } from '../reading/number-runs.ts';
import { secretLinksIn } from './links.ts';

/** Begins of keys and tokens as their makers publish them, with what follows. */
const KEYS = [
  // AWS access keys and temporary ones
  'A(?:KIA|SIA)[A-Z0-9]{16}(?![A-Za-z0-9])',
  // GitHub and GitLab
  'gh[opsur]_[A-Za-z0-9]{20,}',
  'github_pat_[A-Za-z0-9_]{20,}',
  'gl(?:pat|rt|dt|cbt|oas|ptt)-[\\w-]{16,}',
  // Slack
  'xox[a-z]-[\\w-]{10,}',
  'xapp-[\\w-]{10,}',
  // Stripe
  '(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}',
  'whsec_[A-Za-z0-9+/=]{16,}',
  // OpenAI, Anthropic and those that write theirs alike
  'sk-[\\w-]{20,}',
  // Google
  'AIza[\\w-]{30,}',
  'ya29\\.[\\w-]{20,}',
  'GOCSPX-[\\w-]{20,}',
  // JSON Web Tokens, their signature included
  'eyJ[\\w-]{5,}\\.[\\w-]{5,}(?:\\.[\\w-]*){0,3}',
  'npm_[A-Za-z0-9]{20,}',
  'pypi-[\\w-]{20,}',
  // SendGrid, Twilio, Mailgun, Brevo, Mailchimp
  'SG\\.[\\w-]{10,}\\.[\\w-]{10,}',
  '(?:AC|SK)[0-9a-f]{32}(?![0-9a-zA-Z])',
  'key-[0-9a-f]{32}',
  'xkeysib-[\\w-]{20,}',
  '[0-9a-f]{32}-us\\d{1,2}(?!\\d)',
  // Shopify, Square, DigitalOcean, Hugging Face, Linear, Databricks, Doppler, Vault, Notion, Telegram
  'shp(?:at|ss|ca|pa)_[0-9a-fA-F]{20,}',
  'sq0(?:atp|csp)-[\\w-]{20,}',
  'do[opr]_v1_[0-9a-f]{32,}',
  'hf_[A-Za-z0-9]{20,}',
  'lin_api_[A-Za-z0-9]{20,}',
  'dapi[0-9a-f]{32}',
  'dp\\.(?:pt|st|ct)\\.[A-Za-z0-9]{20,}',
  'hv[sbr]\\.[\\w-]{20,}',
  '(?:secret|ntn)_[A-Za-z0-9]{30,}',
  '\\d{8,10}:AA[\\w-]{30,}',
];
// No key begins inside a word, which also keeps a search of "eyJeyJeyJ…" from starting anew at each of them.
const KEY = lazyPattern(() => new RegExp(`(?<![\\w.-])(?:${KEYS.join('|')})`, 'g'));
const NAMED_KEY =
  /\b(?:api|access|secret|private|auth|bearer|session|refresh|license|licence|encryption|signing|webhook|client|account|shared)[ _-]?(?:access[ _-]?)?(?:key|token|secret)\b(?:[ _-]?(?:id|value))?["']?(?: (?:is|was|that|we|use|i|pasted|got|it|it's|here)){0,4}\s{0,3}[:=]?\s{0,3}["'`]?([\w+/.~=-]{8,})/gi;
const BEARER = /\bbearer ([\w+/.~=-]{16,})/gi;
const USER_INFO = /:\/\/[^\s/:@]{1,64}:([^\s/@]{3,128})@/g;
const PEM_BEGIN = /-----BEGIN [A-Z ]{0,32}PRIVATE KEY(?: BLOCK)?-----/g;
const PEM_END = /-----END [A-Z ]{0,32}PRIVATE KEY(?: BLOCK)?-----/g;
// A key has that many characters in one piece, and a link of some worth has as well.
const LONG_PIECE = 14;
const LEAST_NAMED = 8;
const NAMES = ['key', 'token', 'secret', 'Key', 'Token', 'Secret', 'KEY', 'TOKEN', 'SECRET'];

/** Keys and tokens by their published prefixes or after their name, private keys, and links that let one in. */
export function keysIn({ text }: Reading): Secret[] {
  const names = NAMES.some((name) => text.includes(name));
  if (!hasLongPiece(text) && !names && !text.includes('-----BEGIN ')) {
    return [];
  }
  const named =
    names || text.includes('earer ') ? [NAMED_KEY, BEARER].flatMap((name) => lastGroups(text, name)) : [];
  return [
    ...privateKeysIn(text),
    ...[...text.matchAll(KEY())].map(({ index, 0: key }) => secretAt(index, withoutStop(key))),
    ...named.filter(({ value }) => isMixed(value)).map(({ begin, value }) => secretAt(begin, value)),
    ...(text.includes('://') ? userInfosIn(text) : []),
    ...secretLinksIn(text),
  ];
}

/** Whether so many characters stand without a space; most sentences have none, and this is asked first. */
function hasLongPiece(text: string): boolean {
  for (let at = 0; at < text.length; ) {
    const space = text.indexOf(' ', at);
    const end = space === -1 ? text.length : space;
    if (end - at >= LONG_PIECE) {
      return true;
    }
    at = end + 1;
  }
  return false;
}

function userInfosIn(text: string): Secret[] {
  return [...text.matchAll(USER_INFO)].map(({ index, 0: whole, 1: value = '' }) =>
    secretAt(index + whole.length - 1 - value.length, value),
  );
}

interface Value {
  begin: number;
  value: string;
}

/** What the one group at the end of a pattern holds. */
function lastGroups(text: string, pattern: RegExp): Value[] {
  return [...text.matchAll(pattern)].map(({ index, 0: whole, 1: group = '' }) => ({
    begin: index + whole.length - group.length,
    value: withoutStop(group),
  }));
}

/** "The access token is here-and-there" holds no digit. */
function isMixed(value: string): boolean {
  return value.length >= LEAST_NAMED && /\d/.test(value) && /[A-Za-z]/.test(value);
}

function withoutStop(value: string): string {
  return value.endsWith('.') ? withoutStop(value.slice(0, -1)) : value;
}

function secretAt(begin: number, value: string): Secret {
  return { begin, end: begin + value.length, kind: 'SECRET' };
}

/** From each begin of a private key to its end, or to the end of the text where that was cut off. */
function privateKeysIn(text: string): Secret[] {
  const found: Secret[] = [];
  let done = 0;
  for (const { index } of text.matchAll(PEM_BEGIN)) {
    if (index < done) {
      continue;
    }
    PEM_END.lastIndex = index;
    const end = PEM_END.exec(text);
    done = end === null ? text.length : end.index + end[0].length;
    found.push({ begin: index, end: done, kind: 'SECRET' });
  }
  return found;
}
