import { fromPunycode, toPunycode } from './punycode.ts';

const PREFIX = 'xn--';

/**
 * Converts a domain to its canonical form: ASCII letters, as in the Domain Name System, without a trailing point.
 *
 * @param domain - In lower case.
 *
 * @example asciiDomain('münchen.example') // 'xn--mnchen-3ya.example'
 */
export function asciiDomain(domain: string): string {
  // Most domains already have that form.
  if (/^[\0-\x7f]*[^.]$/.test(domain) && !domain.includes(PREFIX)) return domain;
  const labels = domain.split(/[.\u3002]/);
  if (labels.at(-1) === '' && labels.at(-2)) labels.pop();
  return labels.map(asciiLabel).join('.');
}

/** Converts a domain to the form that people read: `münchen.example`. */
export function unicodeDomain(domain: string): string {
  if (!domain.includes(PREFIX)) return domain;
  return domain
    .split('.')
    .map((label) => (label.startsWith(PREFIX) ? (fromPunycode(label.slice(PREFIX.length)) ?? label) : label))
    .join('.');
}

function asciiLabel(label: string): string {
  const isEncoded = label.startsWith(PREFIX);
  const letters = isEncoded ? fromPunycode(label.slice(PREFIX.length)) : label;
  // A label that only looks encoded stays as it is.
  if (letters === null || isAscii(letters)) return label;
  const folded = folding(letters);
  return isAscii(folded) ? folded : PREFIX + toPunycode(folded);
}

// Fold letter by letter: at the end of a word, lower-casing changes the Greek sigma, which must not happen in a domain.
function folding(label: string): string {
  return Array.from(label.normalize('NFKC'), (letter) => letter.toLowerCase())
    .join('')
    .normalize('NFKC');
}

/** True if every character is of ASCII. */
export function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}
