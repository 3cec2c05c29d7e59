/** How a language writes numbers as words. */
export interface NumberWords {
  /** The value of a word, which may be a whole number in languages that write them together; null if it is none. */
  valueOfWord: (word: string) => number | null;
  /** Words between two parts of a number. */
  joins: ReadonlySet<string>;
  /** Whether sixty and eighty go on to nineteen more, and four before twenty is eighty. */
  scores: boolean;
}

type Values = readonly (readonly [words: string, value: number])[];

/** Words and the value of the first; each next one is a step more. Variants are joined by a stroke. */
function counted(words: string, from: number, step = 1): [string, number][] {
  return words
    .split(' ')
    .flatMap((variants, place) =>
      variants.split('/').map((word): [string, number] => [word, from + place * step]),
    );
}

/** Numbers as single words, one after the other. */
function spaced(joins: string, scores: boolean, ...values: Values[]): NumberWords {
  const known = new Map(values.flat());
  return { valueOfWord: (word) => known.get(word) ?? null, joins: new Set(joins.split(' ')), scores };
}

/** Numbers that are written as one word: so many thousands, so many hundreds, and the rest. */
function joined(
  below100: ReadonlyMap<string, number>,
  hundred: string,
  thousands: readonly string[],
  millions: readonly string[],
  link: string,
): NumberWords {
  const rest = (word: string): number | null =>
    below100.get(word) ?? (word.startsWith(link) ? (below100.get(word.slice(link.length)) ?? null) : null);
  const below1000 = (word: string): number | null => {
    const at = word.indexOf(hundred);
    if (at === -1) return rest(word);
    const [count, more] = [word.slice(0, at), word.slice(at + hundred.length)];
    const hundreds = count === '' ? 1 : (below100.get(count) ?? null);
    const left = more === '' ? 0 : rest(more);
    return hundreds === null || left === null ? null : hundreds * 100 + left;
  };
  const valueOfWord = (word: string): number | null => {
    if (word.length > LONGEST) return null;
    if (millions.includes(word)) return 1_000_000;
    const thousand = thousands.find((name) => word.includes(name));
    if (thousand === undefined) return below1000(word);
    const at = word.indexOf(thousand);
    const [count, more] = [word.slice(0, at), word.slice(at + thousand.length)];
    const [many, left] = [count === '' ? 1 : below1000(count), more === '' ? 0 : below1000(more)];
    return many === null || left === null ? null : many * 1_000 + left;
  };
  return { valueOfWord, joins: NO_JOINS, scores: false };
}

/** No number as a word is longer; the parts of a longer word are not looked for. */
const LONGEST = 60;
const NO_JOINS: ReadonlySet<string> = new Set();

/** Tens with units before them: "fünfunddreißig", "tweeëntwintig". */
function unitsFirst(
  units: [string, number][],
  teens: [string, number][],
  tens: [string, number][],
  link: string[],
) {
  const both = tens.flatMap(([ten, value]) =>
    units.flatMap(([unit, one]) =>
      link.map((between): [string, number] => [`${unit}${between}${ten}`, value + one]),
    ),
  );
  return new Map([...units, ...teens, ...tens, ...both]);
}

/** Tens with units behind them, where a ten loses its last vowel before one: "ventotto". */
function tensFirst(units: [string, number][], teens: [string, number][], tens: [string, number][]) {
  const both = tens.flatMap(([ten, value]) =>
    units.map(([unit, one]): [string, number] => [
      `${/^[ou]/.test(unit) ? ten.slice(0, -1) : ten}${unit}`,
      value + one,
    ]),
  );
  return new Map([...units, ...teens, ...tens, ...both]);
}

const german = () =>
  joined(
    unitsFirst(
      counted('ein/eins zwei/zwo drei vier fünf sechs sieben acht neun', 1),
      counted('zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn', 10),
      counted('zwanzig dreißig/dreissig vierzig fünfzig sechzig siebzig achtzig neunzig', 20, 10),
      ['und'],
    ),
    'hundert',
    ['tausend'],
    ['million', 'millionen'],
    'und',
  );
const dutch = () =>
  joined(
    unitsFirst(
      counted('een/één twee drie vier vijf zes zeven acht negen', 1),
      counted('tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien', 10),
      counted('twintig dertig veertig vijftig zestig zeventig tachtig negentig', 20, 10),
      ['en', 'ën'],
    ),
    'honderd',
    ['duizend'],
    ['miljoen'],
    'en',
  );
const italian = () =>
  joined(
    tensFirst(
      counted('uno due tre/tré quattro cinque sei sette otto nove', 1),
      counted('dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove', 10),
      counted('venti trenta quaranta cinquanta sessanta settanta ottanta novanta', 20, 10),
    ),
    'cento',
    ['mille', 'mila'],
    ['milione', 'milioni'],
    'e',
  );
const french = () =>
  spaced(
    'et',
    true,
    counted(
      'un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize',
      1,
    ),
    counted('vingt/vingts trente quarante cinquante soixante septante huitante/octante nonante', 20, 10),
    counted('cent/cents', 100),
    counted('mille', 1_000),
    counted('million/millions', 1_000_000),
  );
const spanish = () =>
  spaced(
    'y',
    false,
    counted('uno/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince', 1),
    counted('dieciséis diecisiete dieciocho diecinueve veinte veintiuno/veintiún/veintiuna veintidós', 16),
    counted('veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve', 23),
    counted('treinta cuarenta cincuenta sesenta setenta ochenta noventa', 30, 10),
    counted(
      'cien/ciento doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas',
      100,
      100,
    ),
    counted('quinientos/quinientas seiscientos/seiscientas setecientos/setecientas', 500, 100),
    counted('ochocientos/ochocientas novecientos/novecientas mil', 800, 100),
    counted('millón/millones', 1_000_000),
  );
const portuguese = () =>
  spaced(
    'e',
    false,
    counted('um/uma dois/duas três quatro cinco seis sete oito nove dez onze doze treze', 1),
    counted('catorze/quatorze quinze dezasseis/dezesseis dezassete/dezessete dezoito dezanove/dezenove', 14),
    counted('vinte trinta quarenta cinquenta sessenta setenta oitenta noventa', 20, 10),
    counted('cem/cento duzentos/duzentas trezentos/trezentas quatrocentos/quatrocentas', 100, 100),
    counted('quinhentos/quinhentas seiscentos/seiscentas setecentos/setecentas', 500, 100),
    counted('oitocentos/oitocentas novecentos/novecentas mil', 800, 100),
    counted('milhão/milhões', 1_000_000),
  );

const made = new Map<string, NumberWords>();
const once = (language: string, make: () => NumberWords): NumberWords => {
  const words = made.get(language) ?? make();
  made.set(language, words);
  return words;
};

/** The languages whose numbers as words are read; each is made when it is first asked for. */
export const LANGUAGES: Readonly<Record<string, NumberWords>> = {
  get de() {
    return once('de', german);
  },
  get fr() {
    return once('fr', french);
  },
  get es() {
    return once('es', spanish);
  },
  get pt() {
    return once('pt', portuguese);
  },
  get it() {
    return once('it', italian);
  },
  get nl() {
    return once('nl', dutch);
  },
};
