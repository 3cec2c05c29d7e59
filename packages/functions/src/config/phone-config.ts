import { listOf, type Reader } from './config-values.ts';

/** Regions without telephone numbers of their own, as the library of numbers has it. */
const WITHOUT_NUMBERS = /^(?:AQ|BV|CP|DG|EA|EU|EZ|GS|HM|IC|PN|QO|TF|UM|UN|ZZ|X[ABC])$/;

/** The country of telephone numbers without a country code. */
export const country: Reader<string> = (text) => {
  const code = text.trim().toUpperCase();
  if (/^[A-Z]{2}$/.test(code) && isRegion(code)) return code;
  throw new Error('must be the ISO 3166 code of a country, two letters such as GB, US or AT');
};

/** Telephone numbers that many people call from, in E.164. */
export const sharedPhones: Reader<string[]> = (text) =>
  listOf(
    (numbers) => numbers.every((number) => E164.test(plain(number))),
    'must list telephone numbers with their country code, such as +442079460958, separated by commas',
  )(text).map(plain);

const E164 = /^\+[1-9]\d{6,14}$/;

function plain(number: string): string {
  return number.replace(/[ ()./-]/g, '');
}

// The name of a region is a text of its own; UK and other names of today are written as their ISO code.
function isRegion(code: string): boolean {
  const isKnown = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) !== undefined;
  return isKnown && new Intl.Locale(`und-${code}`).region === code && !WITHOUT_NUMBERS.test(code);
}
