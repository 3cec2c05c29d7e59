import type { PhoneReading } from '@live-assist/core';
// The smallest set of metadata: it tells how long the numbers of a country are. Which of them are in use changes, and a
// number that the library does not know yet must not be refused.
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** How telephone numbers are read. */
export interface PhoneOptions {
  /** ISO 3166 code of the country of numbers without a country code; undefined: those are not read. */
  country?: string | undefined;
  /** Numbers in E.164 that many people call from. */
  shared?: readonly string[] | undefined;
}

/** What networks and switches send in place of a number that is withheld; the last is ANONYMOUS on a keypad. */
const WITHHELD =
  /^(?:anonymous|blocked|hidden|no caller id|no number|not available|n\/a|private(?: number)?|restricted|unavailable|unknown|withheld|number withheld|\+?266696687)$/i;

/** Reads a telephone number in any usual spelling. */
export function readPhone(text: string, { country, shared = [] }: PhoneOptions): PhoneReading {
  const plain = plainNumber(text);
  const digits = plain.replace(/\D/g, '');
  if (WITHHELD.test(plain) || /^0*$/.test(digits)) {
    return { why: digits === '' && !WITHHELD.test(plain) && plain !== '' ? 'unreadable' : 'withheld' };
  }
  const isInternational = /^(?:\+|\(\+)/.test(plain);
  const parsed = parse(plain, country);
  // 00 is what most countries dial before a country code.
  const number = parsed?.isPossible()
    ? parsed
    : (parse(plain.replace(/^00(?=[\s1-9])/, '+'), country) ?? parsed);
  if (number === undefined) {
    if (!/^[\d\s()+./-]+$/.test(plain)) return { why: 'unreadable' };
    return { why: isInternational || country !== undefined || digits.length < 7 ? 'no_line' : 'no_country' };
  }
  const e164 = withoutOldDigits(number.number);
  if (e164 === number.number && !number.isPossible()) return { why: 'no_line' };
  if (shared.includes(e164)) return { why: 'shared' };
  return {
    name: number.ext
      ? (`tel:${e164};ext=${number.ext}` as `tel:+${string}`)
      : (`tel:${e164}` as `tel:+${string}`),
  };
}

function parse(text: string, country: string | undefined) {
  const defaultCountry = country as CountryCode | undefined;
  return parsePhoneNumberFromString(text, { extract: false, ...(defaultCountry && { defaultCountry }) });
}

// What comes in addresses of telephones and in other scripts, as the library takes it.
function plainNumber(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(/^(?:tel|sips?):/i, '')
    .replace(/^([^@]*)@.*$/, '$1')
    .trim();
}

// Mexico has dialled its mobile numbers without the 1 since 2019, and networks send both.
function withoutOldDigits(e164: string): string {
  return e164.replace(/^\+521(\d{10})$/, '+52$1');
}
