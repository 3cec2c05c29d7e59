import { lazyPattern } from '../../shared/lazy-pattern.ts';
import type { Lexicon } from './lexicon.ts';

/** A word, or a few words, about time; {@link Lexicon} tells the kinds. `_` is any other word, `.` ends a sentence, `,` is a comma. */
export interface TimeSymbol {
  kind: string;
  value: number;
  /** The letters of the words before it that say how it is meant, as "by the" is `bh`. */
  lead: string;
  /** Where it stands, with those words and without. */
  from: number;
  at: number;
  end: number;
  /** A word that goes on with the sentence, not one that is counted or dated: "on the 3rd if", not "on the 3rd call". */
  isJoint?: boolean;
}

const JOINT =
  /^(?:if|so|but|when|then|please|with|in|to|at|as|once|i|we|you|it|they|he|she|that|which|because|unless|okay|ok|right|and|or|for|via|us|me|him|her|them|uns|mir|ihm|nous|moi|nosotros|mí|nós)$/;
const TOKEN = lazyPattern(
  () =>
    /\d{4}-\d{2}-\d{2}(?!\d)|\d{1,2}[:.hH]\d{2}(?!\d)|\d{1,9}|[ap]\.\s?m\b\.?|\p{L}[\p{L}\p{M}]*(?:['’][\p{L}]+)*['’]?|([^\s\p{L}\p{N}])\1*/giu,
);
interface Token {
  text: string;
  at: number;
  end: number;
}

/** Reads a text as symbols, in linear time. */
export function symbolsOf(text: string, lexicon: Lexicon): TimeSymbol[] {
  const tokens = tokensOf(text);
  const symbols: TimeSymbol[] = [];
  let lead = '';
  let from = -1;
  for (let i = 0; i < tokens.length; ) {
    const token = tokens[i] as Token;
    const found = lookUp(tokens, i, lexicon) ?? figuresOf(tokens, i, lexicon);
    const end = (tokens[i + (found?.count ?? 1) - 1] ?? token).end;
    if (found === null && isPassedOver(tokens, i)) {
      i += 1;
      continue;
    }
    if (found?.lead !== undefined) {
      if (from === -1) from = token.at;
      lead += found.lead;
      i += found.count;
      continue;
    }
    const begin = from === -1 ? token.at : from;
    const isUnordered = found?.isOrdered === true && !/[ob]/.test(lead);
    for (const { kind, value } of isUnordered ? [meant('!', 0)] : (found?.meant ?? [unknown(token.text)])) {
      const isJoint = kind === '_' && JOINT.test(token.text);
      symbols.push({ kind, value, lead, from: begin, at: token.at, end, ...(isJoint && { isJoint }) });
    }
    lead = '';
    from = -1;
    i += found?.count ?? 1;
  }
  // "I am here 24 hours of the day": what stands before the end of a text says nothing.
  if (lead !== '') symbols.push({ kind: '_', value: 0, lead, from, at: text.length, end: text.length });
  return joined(symbols, text, lexicon.by24);
}

// Quotation marks and brackets, and the hyphen of "mid-December".
function isPassedOver(tokens: readonly Token[], i: number): boolean {
  const { text, at, end } = tokens[i] as Token;
  if (text !== '-') return /^['"’“”‘()[\]*_]$/.test(text);
  const [before, after] = [tokens[i - 1], tokens[i + 1]];
  return before?.end === at && after?.at === end && !/^\d/.test(after.text);
}

const unknown = (text: string) => ({
  kind: /^[.!?;:…]/.test(text) ? '.' : text.startsWith(',') ? ',' : '_',
  value: 0,
});

function tokensOf(text: string): Token[] {
  const tokens = [...text.matchAll(TOKEN())].map((match) => ({
    text: match[0].toLowerCase().replaceAll('’', "'"),
    at: match.index,
    end: match.index + match[0].length,
  }));
  return tokens.map((token) =>
    token.text.endsWith("'") && token.text.length > 1
      ? { ...token, text: token.text.slice(0, -1), end: token.end - 1 }
      : token,
  );
}

interface Found {
  count: number;
  meant?: readonly { kind: string; value: number }[];
  lead?: string;
  /** Figures whose order the language tells: a word of it has to stand before them. */
  isOrdered?: boolean;
}

// The longest entry that begins at a token.
function lookUp(tokens: readonly Token[], i: number, lexicon: Lexicon): Found | null {
  let key = '';
  let best: Found | null = null;
  let words = 0;
  for (let k = i; k < tokens.length && words < lexicon.longest; k += 1) {
    const { text } = tokens[k] as Token;
    // "mid-week", "w/c"
    if (k > i && (text === '-' || text === '/') && /\p{L}/u.test(tokens[k + 1]?.text ?? '')) continue;
    key = key === '' ? text : `${key} ${text}`;
    words += 1;
    const meant = lexicon.entries.get(key);
    const lead = lexicon.leads.get(key);
    if (meant !== undefined) best = { count: k - i + 1, meant };
    else if (lead !== undefined) best = { count: k - i + 1, lead };
  }
  if (best?.count !== 1 || !lexicon.doubtful.has(tokens[i]?.text ?? '')) return best;
  return isTime(tokens, i, lexicon) ? best : null;
}

// "May" is a month in "by May", "5 May", "May 5th".
function isTime(tokens: readonly Token[], i: number, { leads, entries }: Lexicon): boolean {
  const [before, after] = [tokens[i - 1]?.text ?? '', tokens[i + 1]?.text ?? ''];
  if (tokens[i]?.text === 'second') return before === 'the' && /^(?:of|[.,;!?]|)$/.test(after);
  const [kind] = entries.get(before) ?? [];
  return (
    /^\d/.test(after) ||
    /^(?:\d+|st|nd|rd|th)$/.test(before) ||
    (leads.get(before) ?? 'h') !== 'h' ||
    /^[XCEBKO&mT]$/.test(kind?.kind ?? '')
  );
}

const ORDINAL = /^(?:st|nd|rd|th|er|ère|º|ª|°|o|e)$/;

function figuresOf(tokens: readonly Token[], i: number, { by24 }: Lexicon): Found | null {
  const { text, end } = tokens[i] as Token;
  if (!/^\d/.test(text)) return null;
  const [next, after] = [tokens[i + 1], tokens[i + 2]];
  if (/^\d{4}-/.test(text)) {
    const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
    return { count: 1, meant: [meant('Y', year), meant('M', month), meant('O', day)] };
  }
  const clock = /^(\d+)([:.h])(\d+)$/.exec(text);
  if (clock !== null) {
    const [hours, minutes] = [Number(clock[1]), Number(clock[3])];
    // "3.12." is a date.
    if (clock[2] === '.' && by24 && next?.text === '.' && next.at === end)
      return { count: 2, meant: [meant('O', hours), meant('M', minutes)], isOrdered: true };
    if (hours > 24 || minutes > 59) return { count: 1, meant: [meant('!', 0)] };
    const isOpen = clock[2] !== 'h' && !by24 && hours < 13 && !text.startsWith('0');
    return { count: 1, meant: [meant(isOpen ? 't' : 'T', hours * 60 + minutes)] };
  }
  const number = Number(text);
  if (next?.text === '/' && /^\d{1,2}$/.test(after?.text ?? '') && next.at === end) {
    const date = slashed(tokens, i, by24);
    if (date !== null) return date;
  }
  if (text.length === 4 && number >= 1900 && number < 2200) return { count: 1, meant: [meant('Y', number)] };
  if (next !== undefined && next.at === end && (ORDINAL.test(next.text) || next.text === '.')) {
    const isDot = next.text === '.';
    if (!isDot || (by24 && after !== undefined && after.at > next.end && number < 32))
      return { count: 2, meant: [meant('O', number)] };
  }
  // "14 h"
  if (next?.text === 'h' && number < 25) return { count: 2, meant: [meant('T', number * 60)] };
  return { count: 1, meant: [meant('N', number)] };
}

const meant = (kind: string, value: number) => ({ kind, value });

// 12/15 has one reading, 3/4 has two, and "24/48 hours" is no date.
function slashed(tokens: readonly Token[], i: number, dayFirst: boolean): Found | null {
  const [first, second] = [Number(tokens[i]?.text), Number(tokens[i + 2]?.text)];
  const hasYear = tokens[i + 3]?.text === '/' && /^(?:\d{2}|\d{4})$/.test(tokens[i + 4]?.text ?? '');
  const count = hasYear ? 5 : 3;
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

// What only its neighbours tell: "5 pm", "half past nine", "a week", "3 - 5 days", "24/48 hours".
function joined(symbols: readonly TimeSymbol[], text: string, by24: boolean): TimeSymbol[] {
  const out: TimeSymbol[] = [];
  for (let i = 0; i < symbols.length; i += 1) {
    const symbol = symbols[i] as TimeSymbol;
    const next = symbols[i + 1];
    const before = out.at(-1);
    const word = text.slice(symbol.at, symbol.end).toLowerCase();
    if (/^(?:a|an)$/.test(word) && next?.kind !== 'U') out.push({ ...symbol, kind: '_' });
    else if (
      symbol.kind === '_' &&
      /^[-–—/]$/.test(word) &&
      before !== undefined &&
      /[NtTOWMD]/.test(before.kind) &&
      next !== undefined &&
      /[NtTOWMD]/.test(next.kind)
    )
      out.push({ ...symbol, kind: '&', value: 3 });
    else if (symbol.kind === 'm' || symbol.kind === 'k') {
      if (before !== undefined && /^[Nt]$/.test(before.kind)) out[out.length - 1] = withHalf(before, symbol);
      else out.push({ ...symbol, kind: '_' });
    } else if (symbol.kind === 'g' && next !== undefined && /^[Nt]$/.test(next.kind) && next.value < 13) {
      // "half past nine": the value is what is added to the hour.
      out.push({ ...symbol, kind: 't', value: next.value * 60 + symbol.value, end: next.end });
      i += 1;
    } else if (symbol.kind === 'p') {
      if (before !== undefined && /^[NTt]$/.test(before.kind))
        out[out.length - 1] = { ...withHalf(before, { ...symbol, kind: 'k', value: 0 }), end: symbol.end };
      const hour = out.at(-1);
      if (hour !== undefined && /^[Tt]$/.test(hour.kind)) hour.value += symbol.value;
      // "À 9 heures" is a time, "dans 9 heures" a span.
    } else if (by24 && symbol.kind === 'U' && symbol.value === 1 && before?.kind === 'N' && /[ab]/.test(before.lead) && !/i/.test(before.lead))
      out[out.length - 1] = { ...before, kind: 't', value: before.value * 60, end: symbol.end };
    else if (by24 && symbol.kind === 'N' && symbol.lead.includes('o') && symbol.value < 32 && !/^[UM&Nt]$/.test(next?.kind ?? ''))
      out.push({ ...symbol, kind: 'O' });
    else if (symbol.kind === 'S' && before?.kind !== 'U') out.push({ ...symbol, kind: '_' });
    else out.push(symbol);
  }
  return out;
}

function withHalf(hour: TimeSymbol, half: TimeSymbol): TimeSymbol {
  const minutes = hour.kind === 'N' ? hour.value * 60 : hour.value;
  if (minutes > 24 * 60) return { ...hour, kind: '!' };
  if (half.kind === 'k')
    return { ...hour, kind: half.value === 1 || minutes >= 780 ? 'T' : 't', value: minutes, end: half.end };
  const noon = 12 * 60;
  const value = minutes >= 780 ? minutes : (minutes % noon) + half.value * noon;
  return { ...hour, kind: 'T', value, end: half.end };
}
