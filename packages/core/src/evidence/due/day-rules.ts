import { later, RULES } from './day-table.ts';
import type { Moment, Point } from './spans.ts';
import type { TimeSymbol } from './symbols.ts';

/** When a phrase is due, seen from a moment; null when there is no such day. */
export type Meaning = (said: Moment) => Point | null;

/**
 * What the day of a phrase means; null when no rule reads it.
 *
 * @param symbols - The phrase without the time of day in it.
 */
export function dayOf(symbols: readonly TimeSymbol[]): Meaning | null {
  const one = ruleOf(symbols);
  if (one !== null) return one;
  // "Friday or Monday", "between Monday and Wednesday"
  const at = symbols.findIndex(({ kind }, i) => kind === '&' && i > 0);
  const [first, joint] = [symbols[0], symbols[at]];
  if (at === -1 || joint === undefined || first === undefined) return null;
  const isSpan = first.lead.includes('t');
  if (!isSpan && joint.value !== 0 && !(joint.value === 1 && !first.lead.includes('f'))) return null;
  const [left, right] = [ruleOf(symbols.slice(0, at)), ruleOf(symbols.slice(at + 1))];
  if (left === null || right === null) return null;
  return (said) => {
    const begin = left(said);
    if (begin === null) return null;
    return later(begin, right(isSpan ? { day: begin.day, minutes: null } : said));
  };
}

function ruleOf(symbols: readonly TimeSymbol[]): Meaning | null {
  const read = dated(symbols);
  const kinds = read.map(({ kind }) => kind).join('');
  const rule = Object.hasOwn(RULES, kinds) ? RULES[kinds] : undefined;
  if (rule === undefined || !isLed(kinds, read)) return null;
  const values = read.map(({ value }) => value);
  // "By December" is over when December begins.
  const starts = kinds === 'M' && /b/.test(read[0]?.lead ?? '');
  return (said) => {
    const found = rule(said.day, values, said);
    const point = typeof found === 'string' ? { day: found, minutes: null } : found;
    if (point === null || !starts) return point;
    const first = `${point.day.slice(0, 8)}01`;
    return first >= said.day ? { ...point, day: first } : point;
  };
}

// What is a date only with the right word before it.
function isLed(kinds: string, symbols: readonly TimeSymbol[]): boolean {
  const lead = symbols[0]?.lead ?? '';
  if (/^(?:NU|NU&N|NU&NU|qU)$/.test(kinds)) return /i/.test(lead);
  if (kinds === 'U') return /i/.test(lead) && /h/.test(lead);
  if (kinds === 'M') return /[ib]/.test(lead);
  if (kinds === 'O') return /[obh]/.test(lead) && !/f/.test(lead);
  // "Two days before Friday"
  if (/^NU[WD]$/.test(kinds) && /b/.test(symbols[2]?.lead ?? '')) return false;
  return !/f/.test(lead);
}

// A number beside a month is a day of it; "3 to 5 days" are five.
function dated(symbols: readonly TimeSymbol[]): TimeSymbol[] {
  const out: TimeSymbol[] = [];
  for (const [i, symbol] of symbols.entries()) {
    const [before, next] = [symbols[i - 1], symbols[i + 1]];
    const isCounted = symbol.kind === 'N' && (next?.kind === 'U' || next?.kind === 'X');
    // "Drei bis fünf Tage", where the word is one that may stand before a day as well.
    const joints = out.at(-1)?.kind === '&' ? 1 : /[ab]/.test(symbol.lead) ? 0 : null;
    const least = joints === null ? undefined : out.at(-1 - joints);
    const isDay =
      symbol.kind === 'N' &&
      symbol.value < 32 &&
      (next?.kind === 'M' || (before?.kind === 'M' && next?.kind !== 'U'));
    if (isCounted && joints !== null && least?.kind === 'N') {
      if (symbol.value < least.value) return [];
      out.splice(-1 - joints, 1 + joints, { ...symbol, lead: least.lead });
    } else out.push(isDay ? { ...symbol, kind: 'O' } : symbol);
  }
  return out;
}
