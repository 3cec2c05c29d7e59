// RFC 3492, with its parameters for domains.
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE = 128;
const LAST_CODE = 0x10_ff_ff;
/** Bounds the work: a label of a domain has at most 63 characters. */
const MAX_LABEL = 254;

/**
 * Encodes a label of a domain in ASCII, without the prefix `xn--`.
 *
 * @example toPunycode('münchen') // 'mnchen-3ya'
 */
export function toPunycode(label: string): string {
  const codes = Array.from(label, (letter) => letter.codePointAt(0) ?? 0);
  const plain = codes.filter((code) => code < FIRST_CODE);
  const written = plain.map((code) => String.fromCodePoint(code));
  let handled = plain.length;
  if (handled > 0) written.push('-');
  let code = FIRST_CODE;
  let delta = 0;
  let bias = FIRST_BIAS;
  while (handled < codes.length) {
    const next = Math.min(...codes.filter((other) => other >= code));
    delta += (next - code) * (handled + 1);
    code = next;
    for (const other of codes) {
      if (other < code) delta += 1;
      if (other !== code) continue;
      written.push(...digitsOf(delta, bias));
      bias = adapted(delta, handled + 1, handled === plain.length);
      delta = 0;
      handled += 1;
    }
    delta += 1;
    code += 1;
  }
  return written.join('');
}

/**
 * Decodes a label that {@link toPunycode} encoded; null if the text is not valid punycode.
 *
 * @example fromPunycode('mnchen-3ya') // 'münchen'
 */
export function fromPunycode(text: string): string | null {
  if (text.length > MAX_LABEL) return null;
  const end = text.lastIndexOf('-');
  const letters = Array.from(text.slice(0, Math.max(0, end)));
  const digits = text.slice(end + 1);
  let code = FIRST_CODE;
  let bias = FIRST_BIAS;
  let index = 0;
  for (let at = 0; at < digits.length; ) {
    const before = index;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(digits.charCodeAt(at));
      at += 1;
      if (digit === null) return null;
      index += digit * weight;
      const threshold = thresholdAt(k, bias);
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    const places = letters.length + 1;
    bias = adapted(index - before, places, before === 0);
    code += Math.floor(index / places);
    index %= places;
    if (!(code <= LAST_CODE)) return null;
    letters.splice(index, 0, String.fromCodePoint(code));
    index += 1;
  }
  return letters.join('');
}

function digitsOf(delta: number, bias: number): string[] {
  const digits: string[] = [];
  let rest = delta;
  for (let k = BASE; ; k += BASE) {
    const threshold = thresholdAt(k, bias);
    if (rest < threshold) break;
    digits.push(letterOf(threshold + ((rest - threshold) % (BASE - threshold))));
    rest = Math.floor((rest - threshold) / (BASE - threshold));
  }
  return [...digits, letterOf(rest)];
}

function thresholdAt(k: number, bias: number): number {
  return Math.min(T_MAX, Math.max(T_MIN, k - bias));
}

function adapted(delta: number, places: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / places);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}

/** 0 to 25 are letters, 26 to 35 digits. */
function letterOf(digit: number): string {
  return digit < 26 ? String.fromCharCode(97 + digit) : String.fromCharCode(22 + digit);
}

function digitOf(char: number): number | null {
  if (char >= 97 && char < 123) return char - 97;
  return char >= 48 && char < 58 ? char - 22 : null;
}
