import { lazyPattern } from '../../shared/lazy-pattern.ts';
import { finished } from '../../shared/steps.ts';
import { type SecretKind, TOKEN } from '../reading/lexer.ts';
import { plainView } from '../reading/plain-view.ts';
import { PERSONAL_KEYS } from './json-keys.ts';

/** How the parts of a JSON text are redacted: a plain text, and a value that is a secret by its key. */
export interface JsonRedaction {
  text(text: string): string;
  /** `key` is in lower case, its words joined by `_`. */
  byKey(kind: SecretKind, value: string, key: string): string;
}

/** The same in steps: each `yield` is a place to pause. */
export interface JsonRedactionInSteps extends Pick<JsonRedaction, 'byKey'> {
  text(text: string): Generator<undefined, string>;
  /** Texts that `text` leaves as they are, as far as it is known. */
  unchanged: Set<string>;
  /** What has been found out about keys: the tools of a call answer with the same ones again and again. */
  kinds: Map<string, FoundKey | null>;
}

/** A key that announces a secret; `spelled` is it in lower case, its words joined by `_`. */
export type FoundKey = KeyKind & { spelled: string };

/** The kind of secret that a key announces, and how many digits its value has then. */
export interface KeyKind {
  name: RegExp;
  kind: SecretKind | 'DEVICE';
  least: number;
  most: number;
}

// A string without an end goes to the end of the text, so that it is read once.
const LITERAL = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|$)|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const DEEPEST = 5;
const JSON_BEGIN = /^\s*[[{"\d-]/;
// A string that is itself JSON; one that holds a number is a text.
const NESTED_BEGIN = /^\s*[[{"]/;

// The end of a key says what it is; a longer one is cut to its last characters.
const LONGEST_KEY = 128;

/** What a value is by its key, however it is spelled: `cardNumber`, `card_number`, `Card number`. */
const KEYS: KeyKind[] = [
  {
    name: /(?<![^_])(?:pin|password|passwd|pwd|passcode|passphrase|otp|cvv2?|cvc2?|csc|cv2|cvn)(?:_(?:code|number))?$/,
    kind: 'SECRET',
    least: 0,
    most: Infinity,
  },
  {
    name: /(?<![^_])(?:security|verification|access|login|auth|one_time|card_verification)_(?:code|pass_?code|value)$/,
    kind: 'SECRET',
    least: 0,
    most: Infinity,
  },
  {
    name: /(?<![^_])(?:security_answer|memorable_word|maiden_name)(?:_?\d)?$/,
    kind: 'SECRET',
    least: 0,
    most: Infinity,
  },
  { name: /(?<![^_])(?:card|pan)_?(?:number|no)?$/, kind: 'CARD', least: 12, most: 19 },
  {
    name: /(?<![^_])(?:(?:bank_)?account_(?:number|no)|routing_(?:number|no)|sort_code|iban|aba)$/,
    kind: 'BANK_ACCOUNT',
    least: 6,
    most: Infinity,
  },
  {
    name: /(?<![^_])(?:phone|telephone|mobile|cell|landline|tel|msisdn)(?:_(?:number|no))?$/,
    kind: 'PHONE',
    least: 7,
    most: 15,
  },
  ...PERSONAL_KEYS,
];

/**
 * Redacts what a tool was given or gave back. When it is JSON, its strings and numbers are redacted one by
 * one and everything else stays as it was written, so that it still parses: a number that is a secret becomes
 * a string, and what lies under a key like `pin` is a secret by that. Anything else is redacted as plain text.
 *
 * @example redactJson('{"pin": 4821, "ok": true}', how) // '{"pin": "[SECRET]", "ok": true}'
 */
export function redactJson(text: string, how: JsonRedaction): string {
  const steps: JsonRedactionInSteps = {
    ...how,
    // biome-ignore lint/correctness/useYield: one step
    *text(part) {
      return how.text(part);
    },
    unchanged: new Set(),
    kinds: new Map(),
  };
  return finished(redactJsonInSteps(text, steps));
}

/** {@link redactJson} in steps of a literal or less. */
export function* redactJsonInSteps(
  text: string,
  how: JsonRedactionInSteps,
  depth = 0,
): Generator<undefined, string> {
  if (depth > DEEPEST || !(depth === 0 ? JSON_BEGIN : NESTED_BEGIN).test(text) || !isJson(text)) {
    return yield* how.text(text);
  }
  let key: FoundKey | null = null;
  let result = '';
  let done = 0;
  for (let literal = literalAt(text, 0); literal !== null; literal = literalAt(text, literal.end)) {
    const { written, begin, end } = literal;
    const isText = written.startsWith('"');
    const isKey = isText && nextChar(text, end) === ':';
    const value = isText ? stringIn(written) : written;
    if (isKey) {
      // It stays for the values that follow: {"backup_code": ["4821", "9916"]}.
      key = keyKind(value, how.kinds);
    }
    if (isText && how.unchanged.has(value) && (isKey || (key === null && !NESTED_BEGIN.test(value)))) {
      continue;
    }
    const redacted: string = yield* isKey
      ? how.text(value)
      : redactValue({ value, isText, key: key !== null && isSecretOf(key, value) ? key : null }, how, depth);
    if (redacted !== value) {
      result += text.slice(done, begin) + JSON.stringify(redacted);
      done = end;
    }
    yield;
  }
  return done === 0 ? text : result + text.slice(done);
}

function literalAt(text: string, from: number): { written: string; begin: number; end: number } | null {
  LITERAL.lastIndex = from;
  const match = LITERAL.exec(text);
  return match === null ? null : { written: match[0], begin: match.index, end: LITERAL.lastIndex };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What a literal of a valid JSON text says that is a string. */
function stringIn(literal: string): string {
  return literal.includes('\\') ? String(JSON.parse(literal)) : literal.slice(1, -1);
}

/** A number is read as it is written: 19 digits are more than a double can tell apart. */
function* redactValue(
  { value, isText, key }: { value: string; isText: boolean; key: FoundKey | null },
  how: JsonRedactionInSteps,
  depth: number,
): Generator<undefined, string> {
  if (key !== null) {
    return key.kind === 'DEVICE' ? value : how.byKey(key.kind, value, key.spelled);
  }
  if (isText) {
    return yield* redactJsonInSteps(value, how, depth + 1);
  }
  return /^\d+$/.test(value) ? yield* how.text(value) : value;
}

function keyKind(key: string, kinds: JsonRedactionInSteps['kinds']): FoundKey | null {
  const end = key.slice(-LONGEST_KEY);
  let found = kinds.get(end);
  if (found === undefined) {
    const spelled = spellKey(end);
    const kind = KEYS.find(({ name }) => name.test(spelled));
    found = kind === undefined ? null : { ...kind, spelled };
    kinds.set(end, found);
  }
  return found;
}

function isSecretOf({ least, most }: KeyKind, value: string): boolean {
  if (TOKEN.test(value) || !/\S/.test(value)) {
    return false;
  }
  const digits = plainView(value).text.replace(/[^0-9]+/g, '').length;
  return digits >= least && digits <= most;
}

const NO_WORD = lazyPattern(() => /[^\p{L}\p{N}]+/gu);

function spellKey(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(NO_WORD(), '_')
    .toLowerCase();
}

function nextChar(text: string, from: number): string {
  let at = from;
  while (/\s/.test(text[at] ?? '')) {
    at += 1;
  }
  return text[at] ?? '';
}
