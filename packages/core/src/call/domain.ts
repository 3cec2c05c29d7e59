import { fromPunycode, toPunycode } from './punycode.ts';

const PREFIX = 'xn--';

/**
 * The one form of a domain: in the letters of ASCII, as the Domain Name System has it, without a point at its end.
 *
 * @param domain - In lower case.
 * @example asciiDomain('münchen.example') // 'xn--mnchen-3ya.example'
 */
export function asciiDomain(domain: string): string {
  // Most domains are in that form.
  if (/^[\0-\x7f]*[^.]$/.test(domain) && !domain.includes(PREFIX)) return domain;
  const labels = domain.split(/[.\u3002]/);
  if (labels.at(-1) === '' && labels.at(-2)) labels.pop();
  return labels.map(asciiLabel).join('.');
}

/** The same domain as its readers know it: `münchen.example`. */
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
  // What only looks encoded stays as it is.
  if (letters === null || isAscii(letters)) return label;
  const folded = folding(letters);
  return isAscii(folded) ? folded : PREFIX + toPunycode(folded);
}

// Letter by letter: where a word ends makes another letter of the Greek sigma, and of a domain it makes none.
function folding(label: string): string {
  return Array.from(label.normalize('NFKC'), (letter) => letter.toLowerCase())
    .join('')
    .normalize('NFKC');
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}
