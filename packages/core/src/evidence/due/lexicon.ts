/**
 * What a word or a few words mean in a phrase about time. A kind is one letter, so that a phrase is a short word that
 * rules can match:
 *
 * - `D` a day counted from today (value: days), `W` weekday (1 to 7), `M` month, `O` day of the month, `Y` year;
 * - `N` number, `U` unit (index in {@link UNITS}), `q` "few", `S` "from now" after a span;
 * - `X` next, `C` this, `E` end, `B` beginning, `K` middle, `A` after, `w` weekend, `c` week commencing, `H` holiday;
 * - `T` time of day (minutes), `t` the same where morning or evening is open, `P` part of the day, `Q` end of business, `Z` zone;
 * - `&` and, or, to; `V` "at the latest"; `~` not; `!` what no due time may stand beside (last, ago, every).
 */
export interface Meant {
  kind: string;
  value: number;
}

/** Words of one language. */
export interface Lexicon {
  entries: ReadonlyMap<string, readonly Meant[]>;
  /** Words before a time that say how it is meant, as letters: `i` within, `b` by, `o` on, `a` at, `t` between, `f` of, `h` the. */
  leads: ReadonlyMap<string, string>;
  /** What an entry or such words begin with, word by word: "by the" of "by the very latest". */
  beginnings: ReadonlySet<string>;
  /** Words that are a time only behind one of these. */
  doubtful: ReadonlySet<string>;
  /** An hour is told by 24, as in "um 9 Uhr". */
  by24: boolean;
  /** A full stop behind a number makes it ordinal, as in "am 18. März"; elsewhere it ends the sentence. */
  dotIsOrdinal: boolean;
}

export const UNITS = [
  'minute',
  'hour',
  'day',
  'working day',
  'week',
  'fortnight',
  'month',
  'quarter',
  'year',
  'working hour',
] as const;

export const PARTS = ['morning', 'noon', 'lunch', 'afternoon', 'evening', 'night', 'midnight'] as const;

/**
 * Makes a lexicon of lines `kind=value words|more words`; several meanings of one entry stand side by side, with `+`.
 * A kind without a value numbers its words from 1.
 */
export function lexiconOf(
  table: string,
  leads: Record<string, string>,
  more: Partial<Lexicon> = {},
): Lexicon {
  const entries = new Map<string, Meant[]>();
  for (const line of table.trim().split('\n')) {
    const [head = '', ...rest] = line.trim().split(' ');
    const told = head.split('+').map((part) => {
      const [kind = '', value] = part.split('=');
      return { kind, value: value === undefined ? undefined : Number(value) };
    });
    const isCounted = told.some(({ value }) => value === undefined);
    const same = told.map(({ kind, value = 1 }) => ({ kind, value }));
    for (const [i, spelled] of rest.join(' ').split('|').entries()) {
      const meant = isCounted ? told.map(({ kind, value = i + 1 }) => ({ kind, value })) : same;
      // "mon,monday" are spellings of one entry.
      for (const word of spelled.split(',')) entries.set(word, meant);
    }
  }
  const leadOf = new Map<string, string>();
  for (const [letter, words] of Object.entries(leads)) {
    for (const word of words.split('|')) leadOf.set(word, letter === 'none' ? '' : letter);
  }
  const beginnings = new Set<string>();
  for (const key of [...entries.keys(), ...leadOf.keys()]) {
    for (let at = key.indexOf(' '); at !== -1; at = key.indexOf(' ', at + 1))
      beginnings.add(key.slice(0, at));
    beginnings.add(key);
  }
  return {
    entries,
    leads: leadOf,
    beginnings,
    doubtful: new Set(),
    by24: false,
    dotIsOrdinal: false,
    ...more,
  };
}
