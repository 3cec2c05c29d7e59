import type { Call } from './call.ts';
import { numbersIn } from './redaction/accounts.ts';
import { cardsIn } from './redaction/cards.ts';
import { writtenEmailsIn } from './redaction/emails.ts';
import { ibansIn } from './redaction/ibans.ts';
import { redactJson } from './redaction/json.ts';
import { keysIn } from './redaction/keys.ts';
import { type KnownSecrets, knownIn, remember } from './redaction/known.ts';
import { replaceSecrets, type Secret, type SecretKind } from './redaction/lexer.ts';
import { type Reading, read } from './redaction/number-runs.ts';
import { passwordsIn } from './redaction/passwords.ts';
import { foreignPasswordsIn } from './redaction/passwords-foreign.ts';
import { personalIn } from './redaction/personal.ts';
import { phonesAbroadIn } from './redaction/phones-abroad.ts';
import { inOriginal } from './redaction/plain-view.ts';
import { redactReplies } from './redaction/replies.ts';
import { spokenEmailsIn } from './redaction/spoken-emails.ts';

// Each step reads what the one before left: an address before its digits, a card before the code after it.
const STEPS = [
  keysIn,
  writtenEmailsIn,
  spokenEmailsIn,
  ibansIn,
  personalIn,
  cardsIn,
  passwordsIn,
  foreignPasswordsIn,
  numbersIn,
  phonesAbroadIn,
];
// Where a token stands now, what is beside it may read differently: "the code is 10 20 07700 900123".
const MOST_ROUNDS = 8;

/**
 * Replaces personal secrets by `[CARD]`, `[BANK_ACCOUNT]`, `[EMAIL]`, `[PHONE]`, `[SECRET]`, `[NATIONAL_ID]`,
 * `[DATE_OF_BIRTH]`, `[ID_DOCUMENT]` and `[ADDRESS]`, written or spoken in English words. Cards pass the Luhn check, IBANs
 * the mod-97 check, national numbers the check of their country; keys and reset links have their published shape; everything
 * else is known by the words around it, in English, German, Spanish, French, Italian, Portuguese and Dutch. Takes time in proportion to the text, never throws,
 * and changes nothing when applied again.
 *
 * @example redact('PIN 4821, call 07700 900123') // 'PIN [SECRET], call [PHONE]'
 */
export function redact(text: string): string {
  return redactWith(text, (passage, secrets) => replaceSecrets(passage, secrets));
}

/**
 * A copy of the call with everything redacted that was said, shown, or passed to and from tools (their names
 * too; JSON stays JSON). A call tells more than its sentences: an answer to "what is your PIN?" is redacted though it names no
 * PIN, and so is a secret that somebody repeats later in the call.
 */
export function redactCall(call: Call): Call {
  const known: KnownSecrets = { numbers: new Map(), words: new Map() };
  const replace = (text: string, secrets: Secret[]): string => {
    for (const { begin, end, kind } of secrets) {
      remember(known, kind, text.slice(begin, end));
    }
    return replaceSecrets(text, secrets);
  };
  const first = redactTexts(call, {
    text: (text) => redactWith(text, replace),
    name: (name) => redactWith(redactWith(name, replace), replace, readName),
    byKey: (kind, value) => replace(value, [{ begin: 0, end: value.length, kind }]),
  });
  const answered = { ...first, turns: redactReplies(first.turns, replace) };
  const replaceKnown = (text: string): string => replaceSecrets(text, knownIn(text, known));
  return redactTexts(answered, {
    text: replaceKnown,
    name: replaceKnown,
    byKey: (kind) => `[${kind}]`,
  });
}

function redactWith(
  text: string,
  replace: (text: string, secrets: Secret[]) => string,
  reads: (text: string) => Reading = read,
): string {
  let reading = reads(text);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = reading;
    for (const secretsIn of STEPS) {
      const { view } = reading;
      const secrets = inOriginal(view, secretsIn(reading));
      reading = secrets.length === 0 ? reading : reads(replace(view.original, secrets));
    }
    if (reading === before) {
      break;
    }
  }
  return reading.view.original;
}

/** The name of a tool, its underscores read as spaces: "call_07700900123" is no name of a thing. */
function readName(name: string): Reading {
  const reading = read(name.replace(/_(?!(?:ACCOUNT|ID|OF_BIRTH|BIRTH|DOCUMENT)\])/g, ' '));
  return { ...reading, view: { ...reading.view, original: name } };
}

function redactTexts(
  call: Call,
  how: {
    text(text: string): string;
    name(name: string): string;
    byKey(kind: SecretKind, value: string): string;
  },
): Call {
  return {
    ...call,
    turns: call.turns.map((turn) => ({ ...turn, text: how.text(turn.text) })),
    tips: call.tips.map((tip) => ({ ...tip, tag: how.text(tip.tag), content: how.text(tip.content) })),
    activities: call.activities.map((activity) => ({
      ...activity,
      name: how.name(activity.name),
      input: redactJson(activity.input, how),
      output: redactJson(activity.output, how),
    })),
  };
}
