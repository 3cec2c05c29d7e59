import { wordSet as words } from '../../shared/word-set.ts';
import type { Atom } from '../reading/lexer.ts';
import { FOREIGN_BETWEEN, FOREIGN_COPULAS, FOREIGN_WORDS, foreignCueAt } from './cues-foreign.ts';
import { fold } from './kind-cues.ts';
import { isSecurityCodeCue, SECURITY_WORDS } from './security-cue.ts';

/**
 * What the words around a number say of it. `otp` is a secret that may hold letters, `code` the bare word
 * "code", `other` something that is no secret (an order, a meter, the end of a card number).
 */
export type Cue = 'secret' | 'otp' | 'code' | 'card' | 'bank' | 'phone' | 'other';

const SECRETS = words('pin pins cvv cvc cvv2 cv2 csc ssn');
const OTPS = words('otp passcode passcodes totp');
const OTP_CODES =
  words(`security verification access login authentication authenticator auth time otp sms texted pass
  unlock entry activation recovery backup temporary gate door alarm`);
const OTHER_CODES =
  words(`zip post postal postcode country dialling dialing promo promotion promotional discount
  voucher coupon offer referral gift booking reservation confirmation reference error status fault product item order
  tracking parcel qr bar source tax airport flight color colour store branch swift bic rate fare currency plan tariff
  reason return exit region state model part case ticket claim vehicle dress barcode exception response http`);
const BANK = words('account accounts acct routing aba iban checking savings clabe bsb');
const PHONES = words('phone telephone mobile cell cellphone landline tel fax whatsapp handset');
const PHONE_NUMBERS = words(
  'phone telephone mobile cell contact landline fax home work daytime evening whatsapp callback office',
);
const DIALLING = words('call ring text dial reach contact phone txt');
const DIALLED = words('me us him her them back on at you it plus');
const OWN = words('my your his her their our the a this that best good another new old');
const ENDINGS = words('ending ends ended');
const WHOLES = words('full whole entire complete');
const OTHERS =
  words(`order orders tracking ref reference booking confirmation invoice ticket case claim policy parcel
  consignment serial meter reservation flight id sku model zip postcode postal version receipt transaction quote imei mac
  item product barcode membership ending ends ended reads reading balance iccid meid ean gtin upc isbn`);

/** Every word that may be a cue: most are none, and are not asked about any further. */
const CUE_WORDS = new Set([
  ...[SECRETS, SECURITY_WORDS, OTPS, DIALLING, BANK, PHONES, OTHERS].flatMap((list) => [...list]),
  ...FOREIGN_WORDS,
  ...words('code codes digit digits number numbers no # sort'),
]);

/**
 * What the word at `at` says of a number near it; null when it says nothing.
 *
 * @example cueAt(atomsOf('my sort code'), 2) // 'bank'
 */
export function cueAt(atoms: Atom[], at: number): Cue | null {
  const word = atoms[at]?.text ?? '';
  if (!CUE_WORDS.has(fold(word))) return null;
  const before = wordBefore(atoms, at);
  if (SECRETS.has(word) || (word === 'security' && before === 'social') || isSecurityCodeCue(atoms, at)) {
    return 'secret';
  }
  if (OTPS.has(word)) {
    return 'otp';
  }
  const foreign = word === 'code' || word === 'no' ? foreignCueAt(atoms, at) : null;
  if (foreign !== null) {
    return foreign;
  }
  switch (word) {
    case 'code':
    case 'codes':
      return codeAfter(before);
    case 'digit':
    case 'digits':
      return digitsCue(atoms, at, before);
    case 'number':
    case 'numbers':
    case 'no':
    case '#':
      return WHOLES.has(before) ? wholeOf(atoms, at) : numberAfter(before);
    case 'sort':
      return OWN.has(before) || before === 'and' ? sortCue(atoms, at) : null;
  }
  if (DIALLING.has(word) && (DIALLED.has(atoms[at + 1]?.text ?? '') || atoms[at + 1]?.kind === 'digits')) {
    return 'phone';
  }
  if (BANK.has(word)) {
    return 'bank';
  }
  if (PHONES.has(word)) {
    return 'phone';
  }
  if (OTHERS.has(word)) {
    return isTakenBack(atoms, at) ? null : 'other';
  }
  return foreignCueAt(atoms, at);
}

/** "Account ending, no, the full one is 12345678": what comes is no end. */
function isTakenBack(atoms: Atom[], at: number): boolean {
  return (
    ENDINGS.has(atoms[at]?.text ?? '') && atoms.slice(at + 1, at + 7).some(({ text }) => WHOLES.has(text))
  );
}

/** "The full number": of what was named before it. */
function wholeOf(atoms: Atom[], at: number): Cue | null {
  for (let earlier = at - 2; earlier >= Math.max(0, at - FURTHEST); earlier--) {
    const word = atoms[earlier]?.text ?? '';
    if (word === 'card' || BANK.has(word) || PHONES.has(word)) {
      return word === 'card' ? 'card' : BANK.has(word) ? 'bank' : 'phone';
    }
  }
  return null;
}

/** "The sort is 20 00 00", but not "the sort of 20". */
function sortCue(atoms: Atom[], at: number): Cue | null {
  const next = atoms[at + 1];
  return next === undefined || next.kind === 'digits' || next.kind === 'mark' || next.text === 'is'
    ? 'bank'
    : null;
}

function codeAfter(before: string): Cue {
  if (before === 'sort') {
    return 'bank';
  }
  if (before === 'pin') {
    return 'secret';
  }
  if (before === 'area') {
    return 'phone';
  }
  if (OTP_CODES.has(before)) {
    return 'otp';
  }
  return OTHER_CODES.has(before) ? 'other' : 'code';
}

/** "The three digits on the back" are a secret, "the last four digits" are none. */
function digitsCue(atoms: Atom[], at: number, before: string): Cue | null {
  if (atoms.slice(at + 1, at + 5).some(({ text }) => text === 'back' || text === 'signature')) {
    return 'secret';
  }
  if (atoms.slice(Math.max(0, at - 3), at).some(({ text }) => text === 'last' || text === 'first')) {
    return 'other';
  }
  return before === 'three' ? 'secret' : null;
}

function numberAfter(before: string): Cue | null {
  if (BANK.has(before)) {
    return 'bank';
  }
  if (SECRETS.has(before) || OTPS.has(before) || before === 'security') {
    return 'secret';
  }
  if (before === 'card' || before === 'long') {
    return 'card';
  }
  if (PHONE_NUMBERS.has(before) || OWN.has(before)) {
    return 'phone';
  }
  return before === '' || before === 'is' || before === 'and' ? null : 'other';
}

function wordBefore(atoms: Atom[], at: number): string {
  const before = atoms[at - 1];
  const joined = before?.text === '-' || before?.text === '_' ? atoms[at - 2] : before;
  return joined?.kind === 'word' ? joined.text : '';
}

// What people say between a cue and its number: "the code they texted me just now is …".
const BETWEEN =
  words(`is was are were be being it its that this these those the a an my your his her their our you i we
  they me us of for on by to as so from with back front card account number numbers code codes digit digits pin pins
  please uh um er erm ah oh ok okay yes yeah yep sure right here well now just again new old current temporary
  existing same set changed reset equals says said reads shows showing show sent send texted text gave give given got get
  have has had use used using phone app sms message email login log sign in one two three four six time verification
  security verify confirm confirms payment online banking voicemail debit credit bank checking savings sort there then
  no would should will can could think believe i'm it'll that'll would've i'd and or routing aba acct
  memorable secret full complete first name today ending ends whole entire ${FOREIGN_BETWEEN}`);
const BETWEEN_MARKS = words(`: = , ? " ' “ ” ‘ ’ - – — … # ( > | * _ / { } [ ]`);
const COPULAS = words(`is was are says said reads be : = ${FOREIGN_COPULAS}`);
const NEW_CLAUSE = words('and but because so , ; ! ?');
const FURTHEST = 14;

/** A cue before a number. `direct`: what stands between says no more than "it is the number". */
export interface CueBefore {
  cue: Cue;
  direct: boolean;
  /** Index of the atom that names it. */
  at: number;
}

/** The cues before a number whose atoms are `first` to `last`, the nearest first. */
export function cuesBefore(atoms: Atom[], first: number, last: number): CueBefore[] {
  const cues: CueBefore[] = [];
  const ends = atoms[last + 1] === undefined || atoms[last + 1]?.kind === 'mark';
  let direct = atoms[first - 1]?.text !== 'in';
  let linked = COPULAS.has(atoms[first - 1]?.text ?? '');
  for (let at = first - 1; at >= 0 && first - at <= FURTHEST; at--) {
    const atom = atoms[at];
    if (atom === undefined || atom.kind === 'closed') {
      break;
    }
    const cue = cueAt(atoms, at);
    if (cue !== null) {
      cues.push({ cue, direct: direct || linked, at });
    }
    const fullStop = atom.text === '.' && atoms[at - 1]?.text !== 'no';
    direct &&=
      BETWEEN.has(atom.text) ||
      BETWEEN_MARKS.has(atom.text) ||
      cue !== null ||
      (atom.text === '.' && (ends || !fullStop));
    linked &&= atom.kind === 'word' || atom.text === ':' || atom.text === '=';
    linked &&= !NEW_CLAUSE.has(atom.text);
  }
  return cues;
}
