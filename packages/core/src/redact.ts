import type { Call, Turn } from './call.ts';
import { numbersIn } from './redaction/accounts.ts';
import { numbersAfterTokens } from './redaction/after-token.ts';
import { cardsIn } from './redaction/cards.ts';
import { cardsInPieces } from './redaction/cards-in-pieces.ts';
import { writtenEmailsIn } from './redaction/emails.ts';
import { ibansIn } from './redaction/ibans.ts';
import { redactJson } from './redaction/json.ts';
import { type KnownSecrets, knownIn, nothingKnown, remember } from './redaction/known.ts';
import { replaceSecrets, type Secret, type SecretKind } from './redaction/lexer.ts';
import { type Reading, read } from './redaction/number-runs.ts';
import { passwordsIn } from './redaction/passwords.ts';
import { inOriginal } from './redaction/plain-view.ts';
import { redactReplies } from './redaction/replies.ts';
import { redactSplit, type SplitRedaction } from './redaction/split-secrets.ts';
import { spokenEmailsIn } from './redaction/spoken-emails.ts';

// Each step reads what the one before left: an address before its digits, a card before the code after it.
const STEPS = [
  writtenEmailsIn,
  spokenEmailsIn,
  ibansIn,
  cardsIn,
  cardsInPieces,
  passwordsIn,
  numbersIn,
  numbersAfterTokens,
];
// Where a token stands now, what is beside it may read differently: "the code is 10 20 07700 900123".
const MOST_ROUNDS = 8;

/**
 * Replaces personal secrets by `[CARD]`, `[BANK_ACCOUNT]`, `[EMAIL]`, `[PHONE]` and `[SECRET]`, written or
 * spoken in English words. Cards pass the Luhn check, IBANs the mod-97 check; other account numbers, PINs,
 * codes and passwords are known by the words around them. Takes time in proportion to the text, never throws,
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
  const known = nothingKnown();
  const reads = remembering(read);
  const replace = (text: string, secrets: Secret[]): string => {
    for (const { begin, end, kind } of secrets) {
      remember(known, kind, text.slice(begin, end));
    }
    return replaceSecrets(text, secrets);
  };
  const first = redactTexts(call, {
    text: (text) => redactWith(text, replace, reads),
    name: (name) => redactWith(redactWith(name, replace), replace, readName),
    byKey: (kind, value) => replace(value, [{ begin: 0, end: value.length, kind }]),
  });
  const replaceKnown = (text: string): string => withoutKnown(text, known, reads, false);
  const answered = { ...first, turns: redactConversation(first.turns, reads, replace, known) };
  return redactTexts(answered, {
    text: replaceKnown,
    name: replaceKnown,
    byKey: (kind) => `[${kind}]`,
  });
}

/** What no turn tells by itself: secrets cut by turns, and answers. */
function redactConversation(
  turns: Turn[],
  reads: (text: string) => Reading,
  replace: (text: string, secrets: Secret[]) => string,
  known: KnownSecrets,
): Turn[] {
  const split: SplitRedaction = {
    reads,
    steps: STEPS,
    inOriginal,
    found: (kind, passage) => remember(known, kind, passage),
  };
  const repeated = (turn: Turn): Turn => ({ ...turn, text: withoutKnown(turn.text, known, reads, true) });
  // What is known by its own cue keeps its kind; the question before it may be for something else.
  let now = turns.map(repeated);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = now;
    const joined = redactSplit(now, split).map((turn, index) =>
      turn === before[index] ? turn : { ...turn, text: redactWith(turn.text, replace, reads) },
    );
    now = redactReplies(joined, {
      reads,
      replace: (text, secrets) => redactWith(replace(text, secrets), replace, reads),
      told: (kind, digits) => remember(known, kind, digits),
    }).map(repeated);
    if (now.every((turn, index) => turn.text === before[index]?.text)) {
      break;
    }
  }
  return now;
}

function withoutKnown(
  text: string,
  known: KnownSecrets,
  reads: (text: string) => Reading,
  inTurn: boolean,
): string {
  const secrets = knownIn(text, known, reads, inTurn);
  return secrets.length === 0 ? text : redactWith(replaceSecrets(text, secrets), replaceSecrets, reads);
}

function remembering(reads: (text: string) => Reading): (text: string) => Reading {
  const known = new Map<string, Reading>();
  return (text) => {
    const reading = known.get(text) ?? reads(text);
    known.set(text, reading);
    return reading;
  };
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
  const reading = read(name.replace(/_(?!ACCOUNT\])/g, ' '));
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
