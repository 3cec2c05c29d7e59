/** Checks of national numbers; each takes the number without separators, its letters in capitals. */

/** The sum of the digits, each times its weight. */
function weighted(digits: string, weights: number[]): number {
  return weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0);
}

function isOneDigitRepeated(digits: string): boolean {
  return digits === digits[0]?.repeat(digits.length);
}

/** France, NIR: 13 digits and 97 less their rest by 97; Corsica is written 2A and 2B. */
export function isNir(nir: string): boolean {
  const body = nir.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return Number(body) % 97 === 97 - Number(nir.slice(13));
}

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** Spain, DNI and NIE: the letter is the rest by 23; the X, Y or Z of a NIE counts as 0, 1 or 2. */
export function isDni(dni: string): boolean {
  const digits = dni.slice(0, 8).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
  return DNI_LETTERS[Number(digits) % 23] === dni[8];
}

const ODD_DIGITS = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
const ODD_LETTERS = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

/** Italy, codice fiscale: odd places by a table, even ones by their value, the last letter is the rest by 26. */
export function isCodiceFiscale(code: string): boolean {
  let sum = 0;
  for (let place = 0; place < 15; place++) {
    const value = Number.parseInt(code[place] ?? '0', 36);
    const index = value > 9 ? value - 10 : value;
    sum += place % 2 === 1 ? index : ((value > 9 ? ODD_LETTERS : ODD_DIGITS)[index] ?? 0);
  }
  return code.charCodeAt(15) - 65 === sum % 26;
}

const RENTEN_WEIGHTS = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];

/** Germany, Rentenversicherungsnummer: the letter counts as its two digits; sum of the digits of each product. */
export function isRentenversicherung(number: string): boolean {
  const letter = String((number.charCodeAt(8) - 64) | 0).padStart(2, '0');
  const digits = number.slice(0, 8) + letter + number.slice(9, 11);
  const sum = RENTEN_WEIGHTS.reduce((total, weight, place) => {
    const product = weight * Number(digits[place]);
    return total + Math.floor(product / 10) + (product % 10);
  }, 0);
  return sum % 10 === Number(number[11]);
}

/** Brazil, CPF: two digits by falling weights and the rest by 11. */
export function isCpf(cpf: string): boolean {
  return (
    !isOneDigitRepeated(cpf) &&
    brazilianDigit(cpf, [10, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(cpf[9]) &&
    brazilianDigit(cpf, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(cpf[10])
  );
}

/** Brazil, CNPJ of digits: as a CPF, with weights that begin again at nine. */
export function isCnpj(cnpj: string): boolean {
  const weights = [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
  return (
    !isOneDigitRepeated(cnpj) &&
    brazilianDigit(cnpj, weights) === Number(cnpj[12]) &&
    brazilianDigit(cnpj, [6, ...weights]) === Number(cnpj[13])
  );
}

function brazilianDigit(digits: string, weights: number[]): number {
  const rest = weighted(digits, weights) % 11;
  return rest < 2 ? 0 : 11 - rest;
}

/** Germany, Steuer-ID: ISO/IEC 7064, MOD 11,10; of its first ten digits one or two stand more than once. */
export function isSteuerId(id: string): boolean {
  const kinds = new Set(id.slice(0, 10)).size;
  let product = 10;
  for (const digit of id.slice(0, 10)) {
    product = (((Number(digit) + product) % 10 || 10) * 2) % 11;
  }
  return (kinds === 8 || kinds === 9) && (11 - product) % 10 === Number(id[10]);
}

/** United Kingdom, NHS number: weights 10 to 2, the check digit is 11 less the rest by 11. */
export function isNhs(nhs: string): boolean {
  const check = (11 - (weighted(nhs, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return check === Number(nhs[9]);
}

/** Netherlands, BSN: weights 9 to 2 and -1, the sum is divided by 11 without a rest. */
export function isBsn(bsn: string): boolean {
  return !isOneDigitRepeated(bsn) && weighted(bsn, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
}

const DIHEDRAL = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const PERMUTED = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/** India, Aadhaar: the check of Verhoeff over twelve digits. */
export function isAadhaar(aadhaar: string): boolean {
  let state = 0;
  for (let place = 0; place < aadhaar.length; place++) {
    const digit = Number(aadhaar[aadhaar.length - 1 - place]);
    state = Number(DIHEDRAL[state]?.[Number(PERMUTED[place % 8]?.[digit])]);
  }
  return state === 0;
}
