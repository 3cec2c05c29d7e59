import { numbersIn } from './accounts.ts';
import { numbersAfterTokens } from './after-token.ts';
import { cardsIn } from './cards.ts';
import { cardsInPieces } from './cards-in-pieces.ts';
import { writtenEmailsIn } from './emails.ts';
import { ibansIn } from './ibans.ts';
import { keysIn } from './keys.ts';
import type { Secret } from './lexer.ts';
import { type Reading, read } from './number-runs.ts';
import { passwordsIn } from './passwords.ts';
import { foreignPasswordsIn } from './passwords-foreign.ts';
import { personalIn } from './personal.ts';
import { phonesAbroadIn } from './phones-abroad.ts';
import { inOriginal } from './plain-view.ts';
import { spokenEmailsIn } from './spoken-emails.ts';

/** Each step reads what the one before left: an address before its digits, a card before the code after it. */
export const STEPS = [
  keysIn,
  writtenEmailsIn,
  spokenEmailsIn,
  ibansIn,
  personalIn,
  cardsIn,
  cardsInPieces,
  passwordsIn,
  foreignPasswordsIn,
  numbersIn,
  phonesAbroadIn,
  numbersAfterTokens,
];

/** Where a token stands now, what is beside it may read differently: "the code is 10 20 07700 900123". */
export const MOST_ROUNDS = 8;

/** Replaces the secrets that one text tells by itself, step by step; each `yield` is a place to pause. */
export function* redactText(
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
    if (reading === before) break;
  }
  return reading.view.original;
}

/** {@link redactText} without a pause. */
export function redactedText(...given: Parameters<typeof redactText>): string {
  return finished(redactText(...given));
}

/** Runs steps to their end without a pause. */
export function finished<Outcome>(steps: Generator<undefined, Outcome>): Outcome {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
