import {
  isAadhaar,
  isBsn,
  isCnpj,
  isCodiceFiscale,
  isCpf,
  isDni,
  isNhs,
  isNir,
  isRentenversicherung,
  isSteuerId,
} from '../reading/check-digits.ts';

/**
 * What a national number looks like. `code` is it without separators, `written` with them (space, `-`, `.`,
 * `/`) where only the usual way of writing tells it from any other number.
 */
interface Shape {
  length: number;
  code: RegExp;
  written?: RegExp;
  check?: (code: string) => boolean;
}

/** Shapes that are believed without a cue. */
const STRONG: Shape[] = [
  // United States: social security number and ITIN.
  {
    length: 9,
    code: /^(?!000|666)\d{3}(?!00)\d{2}(?!0000)\d{4}$/,
    written: /^\d{3}-\d{2}-\d{4}$/,
  },
  // United Kingdom: national insurance number.
  {
    length: 9,
    code: /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/,
    written: /^[A-Z]{2}([ .-]?)\d{2}\1\d{2}\1\d{2}[ .-]?[A-D]$/,
  },
  { length: 9, code: /^(?:\d{8}|[XYZ]\d{7})[A-Z]$/, check: isDni },
  // India: PAN; the fourth letter tells the kind of holder.
  { length: 10, code: /^[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]$/, written: /^[A-Z]{5}\d{4}[A-Z]$/ },
  { length: 11, code: /^\d{11}$/, written: /^\d{3}\.\d{3}\.\d{3}-\d{2}$/, check: isCpf },
  { length: 12, code: /^\d{2}[0-3]\d[01]\d{3}[A-Z]\d{3}$/, check: isRentenversicherung },
  {
    length: 14,
    code: /^\d{14}$/,
    written: /^\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}$/,
    check: isCnpj,
  },
  {
    length: 15,
    code: /^[12]\d{2}(?:0[1-9]|1[0-2]|[2-4]\d|50)(?:\d{2}|2[AB])\d{8}$/,
    written: /^[12][ .-]?\d{2}[ .-]?\d{2}[ .-]?\d[\dAB][ .-]?\d{3}[ .-]?\d{3}[ .-]?\d{2}$/i,
    check: isNir,
  },
  {
    length: 16,
    code: /^[A-Z]{6}[\dL-NP-V]{2}[A-EHLMPR-T][\dL-NP-V]{2}[A-Z][\dL-NP-V]{3}[A-Z]$/,
    check: isCodiceFiscale,
  },
];

/** Bare digits that are believed after words such as "my ID number" when their check digit is right. */
const CHECKED: Shape[] = [
  { length: 9, code: /^\d{9}$/, check: isBsn },
  { length: 10, code: /^\d{10}$/, check: isNhs },
  { length: 11, code: /^[1-9]\d{10}$/, check: isSteuerId },
  { length: 11, code: /^\d{11}$/, check: isCpf },
  { length: 12, code: /^[2-9]\d{11}$/, check: isAadhaar },
  { length: 14, code: /^\d{14}$/, check: isCnpj },
];

export const SHORTEST_STRONG = 9;
export const LONGEST_STRONG = 16;

/** Whether a number is a national one by its shape, and its check digit where it has one. */
export function isNationalNumber(code: string, written: () => string): boolean {
  return STRONG.some((shape) => fits(shape, code, written));
}

/** Whether a number has the length and the check digit of a national one. */
export function passesNationalCheck(code: string): boolean {
  return CHECKED.some((shape) => fits(shape, code, () => ''));
}

function fits(
  { length, code: pattern, written: way, check }: Shape,
  code: string,
  written: () => string,
): boolean {
  return (
    code.length === length &&
    pattern.test(code) &&
    (way === undefined || way.test(written())) &&
    check?.(code) !== false
  );
}
