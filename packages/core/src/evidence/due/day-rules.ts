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
  // "Between Monday and Wednesday of next week": what follows the second day tells the week of both.
  const ofBoth = ruleOf([...symbols.slice(0, at), ...symbols.slice(at + 2)]);
  const isNarrowed = QUALIFIED.test(kindsOf(symbols.slice(at + 1))) && ofBoth !== null;
  // "January 3rd or 4th", "next Thursday or Friday"
  const goesOn =
    isSpan || (at > 1 && symbols.length === at + 2 && QUALIFIED.test(kindsOf(symbols.slice(0, at))));
  return (said) => {
    const begin = (isNarrowed && at === 1 ? ofBoth : left)(said);
    if (begin === null) return null;
    const isFrom = goesOn && !isNarrowed;
    return later(begin, right(isFrom ? { day: begin.day, minutes: null } : said));
  };
}

const QUALIFIED = /^[WO]*[XACUMO]/;
const kindsOf = (symbols: readonly TimeSymbol[]) => symbols.map(({ kind }) => kind).join('');

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
  // "Next day delivery"
  if (kinds === 'XU' && symbols[1]?.value === 2) return false;
  if (kinds === 'U') return /i/.test(lead) && /h/.test(lead);
  if (kinds === 'M') return /[ib]/.test(lead);
  // "The fee for this month"
  // "The charge for 14 November by Monday", where "next week by Wednesday" is one day
  if (
    symbols.some(
      (symbol, i) =>
        symbol.at !== symbols[i - 1]?.at && i > 0 && symbol.lead.includes('s') && /[DWOMH]/.test(symbol.kind),
    )
  )
    if (!/^(?:C?XU|CU|UX|UC|UAX|D)[WO]$/.test(kinds) || /[fr]/.test(lead)) return false;
  if (
    /^(?:CU|UC)$/.test(kinds) &&
    /r/.test(lead) &&
    symbols.some(({ kind, value }) => kind === 'U' && value > 5)
  )
    return false;
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
