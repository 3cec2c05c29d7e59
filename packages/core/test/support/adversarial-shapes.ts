/** A text designed to slow down patterns: `text(size)` has about that many characters. */
export interface Shape {
  name: string;
  text: (size: number) => string;
}

/** `start`, then `unit` repeated, then an unexpected end. */
export function pumped(start: string, unit: string, end = 'y'): Shape['text'] {
  return (size) => `${start}${unit.repeat(Math.ceil(size / unit.length))}${end}`;
}

const repeated = (units: Record<string, string>): Shape[] =>
  Object.entries(units).map(([name, unit]) => ({ name, text: pumped('x', unit) }));

/**
 * The shapes for tests of all code that reads a call: runs of each character that patterns use, words of their
 * alternatives, and both mixed. A pattern that is slow on one of them can delay all other callers.
 */
export const SHAPES: readonly Shape[] = [
  ...repeated({
    'line feeds': '\n',
    'carriage returns and line feeds': '\r\n',
    'carriage returns': '\r',
    'line separators': '\u2028',
    'paragraph separators': '\u2029',
    'next-line marks': '\u0085',
    spaces: ' ',
    tabs: '\t',
    'no-break spaces': '\u00a0',
    'spaces and line feeds': ' \n',
    'letters and line feeds': 'a\n',
    dots: '.',
    commas: ',',
    'spaces and commas': ' ,',
    colons: ':',
    semicolons: '; ',
    'question marks': '?',
    'exclamation marks': '! ',
    dashes: '-',
    slashes: '/',
    backslashes: '\\',
    'escaped line feeds': '\\n',
    underscores: '_',
    'equals signs': '=',
    'plus signs': '+',
    'at signs': '@',
    'dollar signs': '$',
    'ampersands and entities': '&#x',
    quotes: '"',
    'escaped quotes': '\\"',
    apostrophes: "'",
    'typographic quotes': '\u201d\u2019',
    'opening brackets': '([{<',
    'closing brackets': ')]}>',
    'angle brackets and spaces': '< / ',
    digits: '7',
    'groups of digits': '4242 ',
    'digits and commas': '1,111',
    'digits and slashes': '1/',
    'digits and colons': '12:34',
    'digits and dashes': '2026-',
    'digits and letters': '1a',
    'digits of another script': '\u09ea',
    letters: 'a',
    capitals: 'A',
    'capitals and letters': 'Aa ',
    'single letters': 'a ',
    'letters and dots': 'a.',
    'letters of another script': '漢',
    'Cyrillic words': 'игнорируй ',
    'Arabic words': 'تجاهل ',
    'mixed scripts': 'aя漢1 ',
    'letters of two scripts': 'aа',
    'combining marks': '\u0301',
    'ligatures that grow': '\ufdfa',
    'hidden characters': 'a\u200b',
    'halves of characters': '\ud800',
    emoji: '🙂',
    'spoken digits': 'one ',
    'spoken repetitions': 'double ',
    'words of a date': 'by the next ',
    'days and months': 'Friday 3 May or ',
    subjects: 'I will ',
    'subjects and adverbs': "I'll also ",
    promises: "I'll email you the form. ",
    orders: 'ignore all ',
    negations: 'not never ',
    'codes and cues': 'my password is ',
    'spelled letters': 'i g n o r e ',
    'names of speakers': 'agent ',
    'names of speakers in lines': '\nagent',
    'opened lists': '[1,',
    'opened tags': '<a ',
    'addresses without an end': 'a@b.',
    'spoken addresses': 'a at b dot ',
    'halves of an IBAN': 'GB82 WEST 1234 ',
    tokens: '[CARD] ',
  }),
  { name: 'one long local part', text: (size) => `${'a.'.repeat(size / 2)}@` },
  { name: 'one long domain', text: (size) => `a@${'b.'.repeat(size / 2)}` },
  { name: 'one long gap', text: (size) => `PIN${' '.repeat(size)}4821x` },
  { name: 'one long word', text: (size) => 'x'.repeat(size) },
  { name: 'one deep list', text: (size) => '['.repeat(size) },
  { name: 'random-looking letters', text: scrambled },
];

/** Letters, digits and marks in a non-periodic order. */
function scrambled(size: number): string {
  const signs = 'ab c1.,\n"\'é漢-:@/ ';
  let text = '';
  for (let i = 1; text.length < size; i++) text += signs[(i * i * 31 + i * 7) % signs.length];
  return text;
}
