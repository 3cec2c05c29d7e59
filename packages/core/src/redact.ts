import type { Call } from './call.ts';
import type { OwnWork } from './ports.ts';
import { numbersIn } from './redaction/accounts.ts';
import { cardsIn } from './redaction/cards.ts';
import { writtenEmailsIn } from './redaction/emails.ts';
import { ibansIn } from './redaction/ibans.ts';
import { redactJson } from './redaction/json.ts';
import { type KnownSecrets, knownIn, remember } from './redaction/known.ts';
import { replaceSecrets, type Secret, type SecretKind } from './redaction/lexer.ts';
import { type Reading, read } from './redaction/number-runs.ts';
import { passwordsIn } from './redaction/passwords.ts';
import { inOriginal } from './redaction/plain-view.ts';
import { redactReplies } from './redaction/replies.ts';
import { spokenEmailsIn } from './redaction/spoken-emails.ts';

// Each step reads what the one before left: an address before its digits, a card before the code after it.
const STEPS = [writtenEmailsIn, spokenEmailsIn, ibansIn, cardsIn, passwordsIn, numbersIn];
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
  return finished(redactWith(text, (passage, secrets) => replaceSecrets(passage, secrets)));
}

/**
 * A copy of the call with everything redacted that was said, shown, or passed to and from tools (their names
 * too; JSON stays JSON). A call tells more than its sentences: an answer to "what is your PIN?" is redacted though it names no
 * PIN, and so is a secret that somebody repeats later in the call.
 */
export function redactCall(call: Call): Call {
  return finished(redaction(call));
}

/** {@link redactCall} in steps of a turn or less, so that other requests are answered in between. */
export async function redactCallInSteps(call: Call, work: OwnWork): Promise<Call> {
  const steps = redaction(call);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await work.step();
  }
}

/** Ends with the redacted call; each `yield` is a place where the work may pause. */
function* redaction(call: Call): Generator<undefined, Call> {
  const known: KnownSecrets = { numbers: new Map(), words: new Map() };
  const replace = (text: string, secrets: Secret[]): string => {
    for (const { begin, end, kind } of secrets) {
      remember(known, kind, text.slice(begin, end));
    }
    return replaceSecrets(text, secrets);
  };
  const first = yield* redactTexts(call, {
    text: (text) => redactWith(text, replace),
    name: (name) => finished(redactWith(finished(redactWith(name, replace)), replace, readName)),
    byKey: (kind, value) => replace(value, [{ begin: 0, end: value.length, kind }]),
  });
  const answered = { ...first, turns: yield* redactReplies(first.turns, replace) };
  const replaceKnown = (text: string): string => replaceSecrets(text, knownIn(text, known));
  return yield* redactTexts(answered, {
    // biome-ignore lint/correctness/useYield: one step
    *text(text) {
      return replaceKnown(text);
    },
    name: replaceKnown,
    byKey: (kind) => `[${kind}]`,
  });
}

/** Runs steps to their end without a pause. */
function finished<Outcome>(steps: Generator<undefined, Outcome>): Outcome {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

function* redactWith(
  text: string,
  replace: (text: string, secrets: Secret[]) => string,
  reads: (text: string) => Reading = read,
): Generator<undefined, string> {
  let reading = reads(text);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = reading;
    for (const secretsIn of STEPS) {
      const { view } = reading;
      const secrets = inOriginal(view, secretsIn(reading));
      reading = secrets.length === 0 ? reading : reads(replace(view.original, secrets));
      yield;
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

function* redactTexts(
  call: Call,
  how: {
    text(text: string): Generator<undefined, string>;
    name(name: string): string;
    byKey(kind: SecretKind, value: string): string;
  },
): Generator<undefined, Call> {
  const turns: Call['turns'] = [];
  for (const turn of call.turns) turns.push({ ...turn, text: yield* how.text(turn.text) });
  const tips: Call['tips'] = [];
  for (const tip of call.tips) {
    tips.push({ ...tip, tag: yield* how.text(tip.tag), content: yield* how.text(tip.content) });
  }
  const inJson = { byKey: how.byKey, text: (text: string) => finished(how.text(text)) };
  const activities: Call['activities'] = [];
  for (const activity of call.activities) {
    const input = redactJson(activity.input, inJson);
    yield;
    const output = redactJson(activity.output, inJson);
    yield;
    activities.push({ ...activity, name: how.name(activity.name), input, output });
  }
  return { ...call, turns, tips, activities };
}
