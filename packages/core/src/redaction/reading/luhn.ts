// Prefixes and lengths of the large card schemes; a number that has one is preferred to a chance match.
const SCHEMES =
  /^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|35\d{14}|6(?:011|5\d\d|4[4-9]\d)\d{12}|62\d{14,17}|(?:5[06-9]|6\d)\d{10,17})$/;

const ZERO = 48;
export const SHORTEST_CARD = 13;
export const LONGEST_CARD = 19;

/** Whether digits pass the Luhn check (ISO/IEC 7812-1, annex B). */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - ZERO;
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Whether digits are the number of a card: they begin as a scheme's cards do, and pass the Luhn check. */
export function isCardNumber(digits: string): boolean {
  return digits.length >= SHORTEST_CARD && SCHEMES.test(digits) && passesLuhn(digits);
}
