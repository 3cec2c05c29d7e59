import { type SecretKind, TOKEN } from './lexer.ts';

/** How the parts of a JSON text are redacted: a plain text, and a value that is a secret by its key. */
export interface JsonRedaction {
  text(text: string): string;
  byKey(kind: SecretKind, value: string): string;
}

const LITERAL = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const DEEPEST = 5;

/** What a value is by its key, however it is spelled: `cardNumber`, `card_number`, `Card number`. */
const KEYS: [RegExp, SecretKind, value: RegExp][] = [
  [
    /^(?:.*_)?(?:pin|password|passwd|pwd|passcode|passphrase|otp|cvv2?|cvc|csc)(?:_(?:code|number))?$/,
    'SECRET',
    /\S/,
  ],
  [/^(?:.*_)?(?:security|verification|access|login|auth|one_time)_(?:code|pass_?code)$/, 'SECRET', /\S/],
  [/^(?:.*_)?(?:security_answer|memorable_word|maiden_name)(?:_?\d)?$/, 'SECRET', /\S/],
  [/^(?:.*_)?(?:card|pan)_?(?:number|no)?$/, 'CARD', /^(?:\D*\d\D*){12,19}$/],
  [
    /^(?:.*_)?(?:(?:bank_)?account_(?:number|no)|routing_(?:number|no)|sort_code|iban|aba)$/,
    'BANK_ACCOUNT',
    /^(?:[^\d]*\d){6}/,
  ],
  [
    /^(?:.*_)?(?:phone|telephone|mobile|cell|landline|tel|msisdn)(?:_(?:number|no))?$/,
    'PHONE',
    /^(?:\D*\d\D*){7,15}$/,
  ],
];

/**
 * Redacts what a tool was given or gave back. When it is JSON, its strings and numbers are redacted one by
 * one and everything else stays as it was written, so that it still parses: a number that is a secret becomes
 * a string, and what lies under a key like `pin` is a secret by that. Anything else is redacted as plain text.
 *
 * @example redactJson('{"pin": 4821, "ok": true}', how) // '{"pin": "[SECRET]", "ok": true}'
 */
export function redactJson(text: string, how: JsonRedaction, depth = 0): string {
  if (depth > DEEPEST || !/^\s*(?:[[{"]|-?\d+\s*$)/.test(text) || !isJson(text)) {
    return how.text(text);
  }
  let key = '';
  let result = '';
  let done = 0;
  for (const match of text.matchAll(LITERAL)) {
    const literal = match[0];
    const end = match.index + literal.length;
    const isKey = literal.startsWith('"') && nextChar(text, end) === ':';
    result += text.slice(done, match.index);
    result += isKey ? redactKey(literal, how) : redactValue(literal, key, how, depth);
    done = end;
    // It stays for the values that follow: {"backup_code": ["4821", "9916"]}.
    key = isKey ? spellKey(String(JSON.parse(literal))) : key;
  }
  return result + text.slice(done);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function redactKey(literal: string, how: JsonRedaction): string {
  const key = String(JSON.parse(literal));
  const redacted = how.text(key);
  return redacted === key ? literal : JSON.stringify(redacted);
}

function redactValue(literal: string, key: string, how: JsonRedaction, depth: number): string {
  const parsed: unknown = JSON.parse(literal);
  // A number is read as it is written: 19 digits are more than a double can tell apart.
  const value = typeof parsed === 'string' ? parsed : literal;
  const kind = kindByKey(key, value);
  if (kind !== null) {
    return JSON.stringify(how.byKey(kind, value));
  }
  if (typeof parsed !== 'string' && !/^\d+$/.test(literal)) {
    return literal;
  }
  const redacted = typeof parsed === 'string' ? redactJson(value, how, depth + 1) : how.text(value);
  return redacted === value ? literal : JSON.stringify(redacted);
}

function kindByKey(key: string, value: string): SecretKind | null {
  if (TOKEN.test(value)) {
    return null;
  }
  return KEYS.find(([name, , shape]) => name.test(key) && shape.test(value))?.[1] ?? null;
}

function spellKey(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .toLowerCase();
}

function nextChar(text: string, from: number): string {
  let at = from;
  while (/\s/.test(text[at] ?? '')) {
    at += 1;
  }
  return text[at] ?? '';
}
