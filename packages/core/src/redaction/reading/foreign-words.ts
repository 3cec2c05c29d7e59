import { fold } from '../cues/kind-cues.ts';
import type { Atom } from './lexer.ts';

const LANGUAGES = [
  {
    units: 'null eins zwei drei vier funf sechs sieben acht neun',
    teens: 'zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn',
    tens: 'zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig',
    joined: 'und',
    also: { zwo: '2', ein: '1' },
  },
  {
    units: 'cero uno dos tres cuatro cinco seis siete ocho nueve',
    teens: 'diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve',
    tens: 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
    also: {
      veintiuno: '21',
      veintidos: '22',
      veintitres: '23',
      veinticuatro: '24',
      veinticinco: '25',
      veintiseis: '26',
      veintisiete: '27',
      veintiocho: '28',
      veintinueve: '29',
    },
  },
  {
    units: 'zero un deux trois quatre cinq six sept huit neuf',
    teens: 'dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf',
    tens: 'vingt trente quarante cinquante soixante septante huitante nonante',
    also: { une: '1' },
  },
  {
    units: 'zero uno due tre quattro cinque sei sette otto nove',
    teens: 'dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove',
    tens: 'venti trenta quaranta cinquanta sessanta settanta ottanta novanta',
    italian: true,
    also: {},
  },
  {
    units: 'zero um dois tres quatro cinco seis sete oito nove',
    teens: 'dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove',
    tens: 'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa',
    also: { uma: '1', duas: '2', meia: '6' },
  },
  {
    units: 'nul een twee drie vier vijf zes zeven acht negen',
    teens: 'tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien',
    tens: 'twintig dertig veertig vijftig zestig zeventig tachtig negentig',
    joined: 'en',
    also: {},
  },
];

/** The number that a word names, by language. */
const NUMBERS = new Map<string, (string | undefined)[]>();
for (const [language, { units, teens, tens, joined, italian, also }] of LANGUAGES.entries()) {
  const add = (word: string, digits: string) => {
    const known = NUMBERS.get(word) ?? [];
    known[language] = digits;
    NUMBERS.set(word, known);
  };
  const ones = units.split(' ');
  for (const [value, word] of [...ones, ...teens.split(' ')].entries()) {
    add(word, String(value));
  }
  for (const [index, word] of tens.split(' ').entries()) {
    add(word, String((index + 2) * 10));
    for (const [unit, name] of ones.entries()) {
      // "siebenundzwanzig", "zevenentwintig", "ventisette"
      if (unit > 0 && joined !== undefined) {
        add(
          `${unit === 1 && joined === 'und' ? 'ein' : name}${joined}${word}`,
          String((index + 2) * 10 + unit),
        );
      }
      if (unit > 0 && italian === true) {
        add((/^[aeiou]/.test(name) ? word.slice(0, -1) : word) + name, String((index + 2) * 10 + unit));
      }
    }
  }
  for (const [word, digits] of Object.entries(also)) {
    add(word, digits);
  }
}
const FEWEST = 3;
/** What stands between the tens and the unit of a number: "treinta y cuatro", "vingt-et-un". */
const PLUS = new Set(['-', 'y', 'et', 'e']);

const AT = new Map([
  ...'arroba arobase arrobase chiocciola klammeraffe apenstaartje apenstaart'
    .split(' ')
    .map((word): [string, boolean] => [word, true]),
  ['at', false],
]);
const IN_ADDRESS = new Map([
  ...'punto punkt point ponto punt'.split(' ').map((word): [string, string] => [word, 'dot']),
  ...'guion tiret trattino bindestrich hifen streepje'
    .split(' ')
    .map((word): [string, string] => [word, 'dash']),
  ...'unterstrich underscore'.split(' ').map((word): [string, string] => [word, 'underscore']),
]);
/** "Guión bajo" is an underscore. */
const LOW = new Set(['bajo', 'basso', 'baixo', 'bas']);
const LONGEST_ADDRESS = 12;

/**
 * Numbers and the marks of an e-mail address that are spoken in German, Spanish, French, Italian, Portuguese or Dutch, read
 * as the English words that every step knows. A few words in a row have to be of one language: "due" alone is English.
 */
export function inEnglish(atoms: Atom[]): Atom[] {
  let result = atoms;
  const change = (at: number, atom: Partial<Atom>) => {
    result = result === atoms ? [...atoms] : result;
    const old = atoms[at];
    if (old !== undefined) {
      result[at] = { ...old, ...atom };
    }
  };
  for (let at = 0; at < atoms.length; at++) {
    const word = fold(atoms[at]?.text ?? '');
    const sign = AT.get(word);
    if (sign !== undefined) {
      readAddress(atoms, at, sign, change);
    }
    if (NUMBERS.has(word)) {
      at = readNumbers(atoms, at, change) - 1;
    }
  }
  return result;
}

type Change = (at: number, atom: Partial<Atom>) => void;

function readAddress(atoms: Atom[], at: number, foreign: boolean, change: Change): void {
  const places: number[] = [];
  for (let near = Math.max(0, at - LONGEST_ADDRESS); near <= at + LONGEST_ADDRESS; near++) {
    if (IN_ADDRESS.has(fold(atoms[near]?.text ?? ''))) {
      places.push(near);
    }
  }
  if (foreign || places.some((place) => place > at && place <= at + 5)) {
    change(at, { text: 'at' });
    for (const place of places) {
      const low = LOW.has(fold(atoms[place + 1]?.text ?? ''));
      change(place, { text: low ? 'underscore' : (IN_ADDRESS.get(fold(atoms[place]?.text ?? '')) ?? '') });
      if (low) {
        // A bracket in a spoken address is read over.
        change(place + 1, { kind: 'mark', text: '(' });
      }
    }
  }
}

/** Reads the numbers in a row that begins here; returns the atom behind it. */
function readNumbers(atoms: Atom[], first: number, change: Change): number {
  const row: number[] = [];
  let languages = LANGUAGES.map((_, language) => language);
  let at = first;
  for (; at < atoms.length; at++) {
    const word = fold(atoms[at]?.text ?? '');
    const numbers = NUMBERS.get(word);
    const speaking =
      numbers === undefined ? [] : languages.filter((language) => numbers[language] !== undefined);
    if (speaking.length > 0) {
      languages = speaking;
      row.push(at);
    } else if (numbers !== undefined || !(word === ',' || PLUS.has(word) || word === 'vingts')) {
      break;
    }
  }
  const [language] = languages;
  if (language !== undefined && row.length >= FEWEST) {
    changeRow(atoms, row, language, change);
  }
  return Math.max(at, first + 1);
}

function changeRow(atoms: Atom[], row: number[], language: number, change: Change): void {
  const numberAt = (place: number): string =>
    NUMBERS.get(fold(atoms[row[place] ?? -1]?.text ?? ''))?.[language] ?? '';
  for (let place = 0; place < row.length; place++) {
    const first = row[place] ?? 0;
    let value = numberAt(place);
    let last = first;
    if (
      /^[2-9]0$/.test(value) &&
      isJoined(atoms, first, row[place + 1]) &&
      /^(?:[1-9]|1\d)$/.test(numberAt(place + 1))
    ) {
      value = String(Number(value) + Number(numberAt(place + 1)));
      last = row[place + 1] ?? first;
      place += 1;
    }
    change(first, { kind: 'digits', text: value, end: atoms[last]?.end ?? 0 });
    for (let at = first + 1; at <= last; at++) {
      // What was read with the word before it is no number of its own.
      change(at, { kind: 'mark', text: '-' });
    }
  }
}

function isJoined(atoms: Atom[], tens: number, unit: number | undefined): boolean {
  const between = atoms[tens + 1]?.text ?? '';
  return unit === tens + 1 || (unit === tens + 2 && between !== ',' && PLUS.has(between));
}
