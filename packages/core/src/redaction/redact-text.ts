import { finished, isLong } from '../shared/steps.ts';
import { numbersIn } from './numbers/accounts.ts';
import { numbersAfterTokens } from './numbers/after-token.ts';
import { cardsIn } from './numbers/cards.ts';
import { cardsInPieces } from './numbers/cards-in-pieces.ts';
import { ibansIn } from './numbers/ibans.ts';
import { phonesAbroadIn } from './numbers/phones-abroad.ts';
import { personalIn } from './personal/personal.ts';
import type { Secret } from './reading/lexer.ts';
import { type Reading, type Reads, readInSteps } from './reading/number-runs.ts';
import { inOriginal } from './reading/plain-view.ts';
import { writtenEmailsIn } from './secrets/emails.ts';
import { keysIn } from './secrets/keys.ts';
import { passwordsIn } from './secrets/passwords.ts';
import { foreignPasswordsIn } from './secrets/passwords-foreign.ts';
import { spokenEmailsIn } from './secrets/spoken-emails.ts';

/** The secrets of one kind or several in a text, found at once or with places to pause. */
export type SecretsIn = (reading: Reading) => Secret[] | Generator<undefined, Secret[]>;

/** Each step reads what the one before left: an address before its digits, a card before the code after it. */
export const STEPS: readonly SecretsIn[] = [
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
  reads: Reads = readInSteps,
): Generator<undefined, string> {
  let reading = yield* reads(text);
  if (isLong(text)) yield;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = reading;
    for (const secretsIn of STEPS) {
      const { view } = reading;
      const found = secretsIn(reading);
      const secrets = inOriginal(view, Array.isArray(found) ? found : yield* found);
      if (isLong(view.original)) yield;
      if (secrets.length > 0) {
        const replaced = replace(view.original, secrets);
        if (isLong(replaced)) yield;
        reading = yield* reads(replaced);
        if (isLong(replaced)) yield;
      }
    }
    if (reading === before) break;
  }
  return reading.view.original;
}

/** {@link redactText} without a pause. */
export function redactedText(...given: Parameters<typeof redactText>): string {
  return finished(redactText(...given));
}
