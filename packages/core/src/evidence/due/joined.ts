import type { TimeSymbol } from './symbols.ts';

// What only its neighbours tell: "5 pm", "half past nine", "a week", "3 - 5 days", "24/48 hours".
export function joined(symbols: readonly TimeSymbol[], text: string, by24: boolean): TimeSymbol[] {
  let led: TimeSymbol | null = null;
  const out: TimeSymbol[] = [];
  for (let i = 0; i < symbols.length; i += 1) {
    const symbol: TimeSymbol = led ?? (symbols[i] as TimeSymbol);
    led = null;
    const next = symbols[i + 1];
    const before = out.at(-1);
    // Most symbols are figures or long words, of which nothing is asked below.
    const isWord = symbol.end - symbol.at < 9 && !/\d/.test(text.charAt(symbol.at));
    const word = isWord ? text.slice(symbol.at, symbol.end).toLowerCase() : '';
    if (/^(?:a|an)$/.test(word) && next?.kind !== 'U') out.push({ ...symbol, kind: '_' });
    // "I'll ring you in ten."
    else if (isBareMinutes(symbol, next)) out.push(symbol, { ...symbol, kind: 'U', value: 0, lead: '' });
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
    } else if (symbol.kind === 'g' && next?.kind === 'N' && next.value < 13) {
      // "half past nine": the value is what is added to the hour.
      out.push({ ...symbol, kind: 't', value: next.value * 60 + symbol.value, end: next.end });
      i += 1;
    } else if (isSpokenYear(symbols, i, before)) {
      // "January fifteenth twenty twenty seven"
      out.push({ ...symbol, kind: 'Y', value: 2000 + (next?.value ?? 0), end: next?.end ?? symbol.end });
      i += 1;
    } else if (isHourAndMinutes(symbols, i, before)) {
      // "At nine thirty"
      out.push({
        ...symbol,
        kind: 't',
        value: symbol.value * 60 + (next?.value ?? 0),
        end: next?.end ?? symbol.end,
      });
      i += 1;
    } else if (isPastOrTo(symbols, i, text)) {
      // "Ten past nine", "at twenty to three"
      const hour = symbols[i + 2] as TimeSymbol;
      const value = hour.value * 60 + (next?.kind === '&' ? -symbol.value : symbol.value);
      out.push({ ...symbol, kind: 't', value, end: hour.end });
      i += 2;
    } else if (isPossessive(symbols, i, word)) out.push({ ...symbol, kind: '_' });
    // "In at the latest five days"
    else if (symbol.kind === 'V' && symbol.lead !== '' && next?.kind === 'N' && next.lead === '')
      led = { ...next, lead: symbol.lead, from: symbol.from };
    else if (symbol.kind === 'x') {
      // "Two and a half hours", "an hour and a quarter"
      const count = out.findLastIndex(({ kind }, at) => kind === 'N' && at >= out.length - 2);
      const number = out[count];
      if (number === undefined) out.push({ ...symbol, kind: '_' });
      else {
        out[count] = { ...number, value: number.value + symbol.value };
        out[out.length - 1] = { ...(out.at(-1) as TimeSymbol), end: symbol.end };
      }
    } else if (symbol.kind === 'p') {
      if (before !== undefined && /^[NTt]$/.test(before.kind))
        out[out.length - 1] = { ...withHalf(before, { ...symbol, kind: 'k', value: 0 }), end: symbol.end };
      const hour = out.at(-1);
      if (hour !== undefined && /^[Tt]$/.test(hour.kind)) hour.value += symbol.value;
      // "À 9 heures" is a time, "dans 9 heures" a span.
    } else if (
      by24 &&
      symbol.kind === 'U' &&
      symbol.value === 1 &&
      before?.kind === 'N' &&
      (isHourSpan(out) || (/[ab]/.test(before.lead) && !/i/.test(before.lead)))
    )
      out[out.length - 1] = { ...before, kind: 't', value: before.value * 60, end: symbol.end };
    else if (
      by24 &&
      symbol.kind === 'N' &&
      (symbol.lead.includes('o') || (before?.kind === 'W' && symbol.lead === '')) &&
      symbol.value < 32 &&
      !/^[UM&t]$/.test(next?.kind ?? '') &&
      !(next?.kind === 'N' && next.lead === '')
    )
      out.push({ ...symbol, kind: 'O' });
    else if (symbol.kind === 'S' && before?.kind !== 'U') out.push({ ...symbol, kind: '_' });
    else out.push(symbol);
  }
  return out;
}

function isSpokenYear(symbols: readonly TimeSymbol[], i: number, before: TimeSymbol | undefined): boolean {
  const [first, second] = [symbols[i], symbols[i + 1]];
  const isYear = first?.kind === 'N' && first.value === 20 && second?.kind === 'N' && second.lead === '';
  return isYear && second.value >= 20 && second.value < 60 && /^[OM]$/.test(before?.kind ?? '');
}

const isBareMinutes = ({ kind, value, lead }: TimeSymbol, next: TimeSymbol | undefined) =>
  kind === 'N' &&
  lead === 'i' &&
  [5, 10, 15, 20].includes(value) &&
  (next === undefined || next.kind === '.');

// "Tussen 14 en 16 uur"
function isHourSpan(out: readonly TimeSymbol[]): boolean {
  const [first, joint] = [out.at(-3), out.at(-2)];
  return joint?.kind === '&' && first?.kind === 'N' && first.lead.includes('t');
}

function isHourAndMinutes(
  symbols: readonly TimeSymbol[],
  i: number,
  before: TimeSymbol | undefined,
): boolean {
  const [hour, minutes] = [symbols[i], symbols[i + 1]];
  if (hour?.kind !== 'N' || minutes?.kind !== 'N' || minutes.lead !== '') return false;
  const isLed = /[xbt]/.test(hour.lead) || (hour.lead === '' && /^[DWPt]$/.test(before?.kind ?? ''));
  const isClock = hour.value > 0 && hour.value < 13 && minutes.value > 5 && minutes.value < 60;
  return isLed && isClock && minutes.value % 5 === 0 && !/^[UMNXq]$/.test(symbols[i + 2]?.kind ?? '');
}

function isPastOrTo(symbols: readonly TimeSymbol[], i: number, text: string): boolean {
  const [minutes, between, hour] = [symbols[i], symbols[i + 1], symbols[i + 2]];
  if (minutes?.kind !== 'N' || ![5, 10, 20, 25].includes(minutes.value) || between === undefined)
    return false;
  if (hour?.kind !== 'N' || hour.value > 12 || hour.lead !== '' || /^[UM]$/.test(symbols[i + 3]?.kind ?? ''))
    return false;
  const said = text.slice(between.at, between.end).toLowerCase();
  // "About ten to three" may be a span.
  return (
    said === 'past' || (said === 'to' && /\b(?:at|by|before) $/i.test(text.slice(minutes.from, minutes.at)))
  );
}

// "This weeks bill", as a transcript spells it: only units that are counted are many.
function isPossessive(symbols: readonly TimeSymbol[], i: number, word: string): boolean {
  return (
    /^(?:days|weeks|months|years|quarters)$/.test(word) &&
    /^[XC!]$/.test(symbols[i - 1]?.kind ?? '') &&
    !/^[Nq]$/.test(symbols[i - 2]?.kind ?? '')
  );
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
