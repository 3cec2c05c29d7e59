import type { Lexicon } from './lexicon.ts';

/** A word, a sign or figures of a text, in lower case, and where it stands. */
export interface Token {
  text: string;
  at: number;
  end: number;
}

/** What some tokens mean together: times, or how the next time is meant. */
export interface Found {
  count: number;
  meant?: readonly { kind: string; value: number }[];
  lead?: string;
  /** Figures whose order the language tells: a word of it has to stand before them. */
  isOrdered?: boolean;
}

const ORDINAL = /^(?:st|nd|rd|th|er|ère|º|ª|°|o|e)$/;

/** What a number means with the signs behind it: a time, a date, or only a number. */
export function figuresOf(
  tokens: readonly Token[],
  i: number,
  { by24, dotIsOrdinal }: Lexicon,
): Found | null {
  const { text, end } = tokens[i] as Token;
  if (!/^\d/.test(text)) return null;
  const [next, after] = [tokens[i + 1], tokens[i + 2]];
  // Most numbers stand alone.
  if (text.length < 4 && (next === undefined || (next.at > end && next.text !== 'h')))
    return { count: 1, meant: [meant('N', Number(text))] };
  if (/^\d{4}-/.test(text)) {
    const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
    return { count: 1, meant: [meant('Y', year), meant('M', month), meant('O', day)] };
  }
  const dated = yearLast(tokens, i, by24);
  if (dated !== null) return dated;
  const clock = /^(\d+)([:.h])(\d+)$/.exec(text);
  const isDecimal = clock?.[2] === '.' && clock[3]?.length === 1;
  if (clock !== null) {
    const [hours, minutes] = [Number(clock[1]), Number(clock[3])];
    // "3.12." is a date.
    if (clock[2] === '.' && by24 && minutes < 13 && next?.text === '.' && next.at === end)
      return { count: 2, meant: [meant('O', hours), meant('M', minutes)], isOrdered: true };
    if (isDecimal) return { count: 1, meant: [meant('N', Number(text))] };
    if (hours > 24 || minutes > 59) return { count: 1, meant: [meant('!', 0)] };
    const isOpen = clock[2] !== 'h' && !by24 && hours < 13 && !text.startsWith('0');
    return { count: 1, meant: [meant(isOpen ? 't' : 'T', hours * 60 + minutes)] };
  }
  const number = Number(text);
  if (next?.text === '/' && /^\d{1,2}$/.test(after?.text ?? '') && next.at === end) {
    const date = slashed(tokens, i, by24);
    if (date !== null) return date;
  }
  if (/^(?:[01]\d|2[0-3])[0-5]\d$/.test(text) && /^(?:hours|hrs)$/.test(next?.text ?? ''))
    return { count: 2, meant: [meant('T', Math.floor(number / 100) * 60 + (number % 100))] };
  if (text.length === 4 && number >= 1900 && number < 2200) return { count: 1, meant: [meant('Y', number)] };
  if (next !== undefined && next.at === end && (ORDINAL.test(next.text) || next.text === '.')) {
    const isDot = next.text === '.';
    if (!isDot || (dotIsOrdinal && after !== undefined && after.at > next.end && number < 32))
      return { count: 2, meant: [meant('O', number)] };
  }
  // "9 h 30"
  if (next?.text === 'h' && number < 25 && /^[0-5]\d$/.test(after?.text ?? ''))
    return { count: 3, meant: [meant('T', number * 60 + Number(after?.text))] };
  // "14 h"
  if (next?.text === 'h' && number < 25) return { count: 2, meant: [meant('T', number * 60)] };
  return { count: 1, meant: [meant('N', number)] };
}

export const meant = (kind: string, value: number) => ({ kind, value });

// "15.12.2026", "15-12-2026"
function yearLast(tokens: readonly Token[], i: number, dayFirst: boolean): Found | null {
  const isDotted = /^\d{1,2}\.\d{1,2}$/.test(tokens[i]?.text ?? '');
  const count = isDotted ? 3 : 5;
  const parts = tokens.slice(i, i + count);
  const [first, last] = [parts[0], parts.at(-1)];
  if (first === undefined || last === undefined || parts.length < count || !/^\d{4}$/.test(last.text))
    return null;
  const said = parts.map(({ text }) => text).join('');
  const date = /^(\d{1,2})([.-])(\d{1,2})\2(\d{4})$/.exec(said);
  if (date === null || last.end - first.at !== said.length) return null;
  const [one, two, year] = [Number(date[1]), Number(date[3]), meant('Y', Number(date[4]))];
  if (one < 13 && two < 13 && !dayFirst) return { count, meant: [meant('!', 0)] };
  return two < 13
    ? { count, meant: [meant('O', one), meant('M', two), year] }
    : { count, meant: [meant('M', one), meant('O', two), year] };
}

// 12/15 has one reading, 3/4 has two, and "24/48 hours" is no date.
function slashed(tokens: readonly Token[], i: number, dayFirst: boolean): Found | null {
  const [first, second] = [Number(tokens[i]?.text), Number(tokens[i + 2]?.text)];
  const hasYear = tokens[i + 3]?.text === '/' && /^(?:\d{2}|\d{4})$/.test(tokens[i + 4]?.text ?? '');
  const count = hasYear ? 5 : 3;
  // Always, that is.
  if (first === 24 && second === 7 && !hasYear) return { count, meant: [meant('_', 0)] };
  const said = Number(tokens[i + 4]?.text);
  const year = hasYear ? [meant('Y', said < 100 ? 2000 + said : said)] : [];
  if (dayFirst && second < 13 && first < 32)
    return { count, meant: [meant('O', first), meant('M', second), ...year], isOrdered: first < 13 };
  if (first < 13 && second > 12 && second < 32)
    return { count, meant: [meant('M', first), meant('O', second), ...year] };
  if (second < 13 && first > 12 && first < 32)
    return { count, meant: [meant('O', first), meant('M', second), ...year] };
  return hasYear || (first < 13 && second < 13) ? { count, meant: [meant('!', 0)] } : null;
}
