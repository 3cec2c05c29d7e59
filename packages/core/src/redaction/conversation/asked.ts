import { type Cue, cueAt } from '../cues/cues.ts';
import type { Atom, SecretKind } from '../reading/lexer.ts';
import type { Reading } from '../reading/number-runs.ts';
import { isPasswordCue } from '../secrets/passwords.ts';

/** What a turn asks for: the kind of number, a word that is a secret, or an address. */
export type Asked = Exclude<Cue, 'other'> | 'password' | 'email';

/** How many digits an answer has at least; cards and telephone numbers are read out in parts. */
export const ANSWERS: Record<Asked, { kind: SecretKind; least: number; most: number }> = {
  card: { kind: 'CARD', least: 4, most: 19 },
  bank: { kind: 'BANK_ACCOUNT', least: 6, most: 20 },
  phone: { kind: 'PHONE', least: 5, most: 15 },
  secret: { kind: 'SECRET', least: 3, most: 12 },
  otp: { kind: 'SECRET', least: 3, most: 12 },
  code: { kind: 'SECRET', least: 4, most: 8 },
  password: { kind: 'SECRET', least: 3, most: 20 },
  email: { kind: 'EMAIL', least: Infinity, most: 0 },
};

/** What the token at the end of a turn lets follow: the rest of its number or address. */
export const GOES_ON: Partial<Record<SecretKind, Asked>> = {
  CARD: 'card',
  BANK_ACCOUNT: 'bank',
  PHONE: 'phone',
  SECRET: 'secret',
  EMAIL: 'email',
  NATIONAL_ID: 'secret',
  ID_DOCUMENT: 'secret',
};

const ASKS_FOR_CARD =
  /\b(?:card|long) (?:number|details)\b|\bnumber (?:on|across) the (?:front|card)\b|\b(?:sixteen|16)[ -]digits?\b/i;
const ASKS_FOR_ANSWER =
  /\b(?:name of (?:your|the) first|(?:your|the) first pet|memorable (?:date|place|name)|(?:secret|security) (?:question|answer|word))\b/i;
const ASKS = /\?|\b(?:what|which|tell|give|provide|enter|type|say|spell|read|confirm|need|please|have)\b/i;
const CHARACTERS = new Set(['letter', 'letters', 'character', 'characters']);
const OWNERS = new Set(['your', 'my', 'his', 'her', 'their', 'the']);
const NOT_SECURITY = new Set(['media', 'account', 'network', 'club', 'worker', 'event', 'page', 'services']);

/** What a turn asks for, or says that it is about to tell. */
export function askedFor({ text, atoms }: Reading): Asked[] {
  const asks = ASKS.test(text);
  const cues = new Set<Asked>();
  for (let at = 0; at < atoms.length; at++) {
    if (atoms[at]?.kind !== 'word' && atoms[at]?.kind !== 'id' && atoms[at]?.text !== '#') {
      continue;
    }
    const cue = cueAt(atoms, at);
    const bare =
      cue === 'bank' &&
      atoms[at]?.text === 'account' &&
      !['number', 'no', '#'].includes(atoms[at + 1]?.text ?? '');
    // "What is my account balance?" asks for no account number.
    if (cue !== null && cue !== 'other' && !bare && !isOfEnd(atoms, at)) {
      cues.add(cue);
    }
    if (isSocialSecurity(atoms, at)) {
      cues.add('secret');
    }
    if (asks && isPasswordCue(atoms, at)) {
      cues.add('password');
    }
    if (asks && isEmailCue(atoms, at)) {
      cues.add('email');
    }
  }
  if (ASKS_FOR_CARD.test(text)) {
    cues.add('card');
  }
  if (asks && ASKS_FOR_ANSWER.test(text)) {
    cues.add('password');
  }
  return [...cues];
}

/** "Your phone number ends in 123?" asks for no more than that. */
function isOfEnd(atoms: Atom[], at: number): boolean {
  return atoms.slice(at + 1, at + 4).some(({ text }) => text === 'ends' || text === 'ending');
}

/** Whether a turn asks for letters of a secret word: "the third and fifth character?" */
export function asksForCharacters({ atoms }: Reading): boolean {
  return atoms.some(({ text }) => CHARACTERS.has(text));
}

/** "Last four of your social?" */
function isSocialSecurity(atoms: Atom[], at: number): boolean {
  return (
    atoms[at]?.text === 'social' &&
    OWNERS.has(atoms[at - 1]?.text ?? '') &&
    !NOT_SECURITY.has(atoms[at + 1]?.text ?? '')
  );
}

/** Whether the atom names an e-mail address: "email", "e-mail". */
export function isEmailCue(atoms: Atom[], at: number): boolean {
  const word = atoms[at]?.text ?? '';
  return (
    word === 'email' ||
    word === 'emails' ||
    (word === 'mail' && atoms[at - 1]?.text === '-' && atoms[at - 2]?.text === 'e')
  );
}
