import type { Token } from './figures.ts';
import type { Lexicon } from './lexicon.ts';
import { type DueMeaning, meaningOf } from './meaning.ts';
import { isNegated, isOfNoun, type Stretch } from './nouns.ts';
import { symbolsOf, type TimeSymbol } from './symbols.ts';

/** A phrase of a text that says when something is due. */
export interface Candidate {
  from: number;
  end: number;
  /** The days that it names, each as its kind and value: `W5`. */
  days: string[];
  /** False for a time of day alone. */
  hasDay: boolean;
  /** "Until Friday": what is not done until then is done then. */
  isUntil: boolean;
  /** "Before Friday". */
  isBefore: boolean;
  means: DueMeaning;
}

/** The phrases of a text that are understood, and what stands there about time that is not. */
export interface Found {
  candidates: Candidate[];
  /** Where words about time stand that are not understood: "every Friday", "two days after". */
  refused: { from: number; end: number; isNegated: boolean; days: string[] }[];
}

// Bounds the work on a text that is all figures.
const MOST_RUNS = 200;

/** Looks a text through once. A stretch is understood as a whole or not at all, so that no word that changes its meaning is left out. */
export function candidatesIn(text: string, tokens: readonly Token[], lexicon: Lexicon): Found {
  const found: Found = { candidates: [], refused: [] };
  let run: TimeSymbol[] = [];
  let runs = 0;
  let before: TimeSymbol | null = null;
  for (const symbol of [...symbolsOf(text, tokens, lexicon), END]) {
    if (!/[_.]/.test(symbol.kind)) {
      run.push(symbol);
      continue;
    }
    if ((run.some(({ kind }) => SAYS_WHEN.test(kind)) || isBareHour(run, symbol)) && runs < MOST_RUNS) {
      runs += 1;
      read(run, { text, before, next: symbol }, found);
    }
    run = [];
    before = symbol;
  }
  return found;
}

const END: TimeSymbol = { kind: '.', value: 0, lead: '', from: 0, at: 0, end: 0 };
// "By 5", where nothing follows that is counted.
function isBareHour(run: readonly TimeSymbol[], next: TimeSymbol): boolean {
  const said = run.filter(({ kind }) => !/[,&V]/.test(kind));
  const [hour] = said;
  return (
    hour !== undefined &&
    said.length < 3 &&
    said.every(({ kind, value }) => kind === 'N' && value > 0 && value < 13 && value % 1 === 0) &&
    (/[xse]/.test(hour.lead) || (said.length === 2 && hour.lead.includes('t'))) &&
    (next.kind === '.' || next.isJoint === true)
  );
}

const daysOf = (symbols: readonly TimeSymbol[]) =>
  symbols.filter(({ kind }) => /[DWOMH]/.test(kind)).map(({ kind, value }) => `${kind}${value}`);

type Around = Omit<Stretch, 'run'>;
const SAYS_WHEN = /[DWMOUwHTtPQ]/;

function read(run: readonly TimeSymbol[], around: Around, found: Found): void {
  if (understood(run, around, found)) return;
  const pieces = splitAtCommas(run);
  for (const [i, piece] of pieces.entries()) {
    if (!piece.some(({ kind }) => SAYS_WHEN.test(kind))) continue;
    const next = i === pieces.length - 1 ? around.next : END;
    if (pieces.length > 1 && understood(piece, { ...around, next }, found)) continue;
    const [first, last] = [piece[0] as TimeSymbol, piece.at(-1) as TimeSymbol];
    const isNegated = piece.some(({ kind }) => kind === '~');
    found.refused.push({ from: first.from, end: last.end, isNegated, days: daysOf(piece) });
  }
}

function understood(run: readonly TimeSymbol[], around: Around, found: Found): boolean {
  const whole = trimmed(run, around.next) ?? tailOf(run, around.next);
  if (whole === null) return false;
  const { from, end } = whole;
  const part = run.filter((symbol) => symbol.from >= from && symbol.end <= end);
  const isLast = part.at(-1) === run.at(-1);
  const isOther =
    (!whole.isUntil && isNegated(around.text, whole)) || (isLast && isOfNoun({ ...around, run: part }));
  if (isOther) found.refused.push({ from, end, isNegated: false, days: [] });
  else found.candidates.push(whole);
  return true;
}

/**
 * Reads the end of a run whose beginning belongs to a noun: "the bill of last week by Wednesday", "the charge for November on
 * Friday". Null where the beginning may change what the end means, as in "every week by Friday".
 */
function tailOf(run: readonly TimeSymbol[], next: TimeSymbol): Candidate | null {
  const first = run[0] as TimeSymbol;
  for (let i = run.length - 1; i > Math.max(0, run.length - LONGEST_TAIL); i -= 1) {
    // Figures of a date stand at one place.
    if (run[i]?.at === run[i - 1]?.at || !startsTail(run, i)) continue;
    const begin = run.slice(0, i);
    if (first.kind === 'N' && !/[su]/.test(run[i]?.lead ?? '') && begin.some(({ kind }) => kind !== 'N'))
      return null;
    if ((i > 1 && begin.at(-1)?.kind === '&') || begin.some(changesTail)) return null;
    const tail = trimmed(run.slice(i), next);
    if (tail?.hasDay === true) return tail;
  }
  return null;
}

// No phrase is longer, with what stands loose at its end.
const LONGEST_TAIL = 20;

const changesTail = ({ kind, value }: TimeSymbol) =>
  kind === '~' || kind === 'A' || (kind === '!' && value === 0);

function startsTail(run: readonly TimeSymbol[], i: number): boolean {
  const [first, { kind, lead }] = [run[0] as TimeSymbol, run[i] as TimeSymbol];
  // "The bill of March", "the visit to the 4th", "on 0 7 7 1"
  const isOfNoun = /[fr]/.test(first.lead) || first.kind === '&' || first.kind === 'N';
  if (lead.includes('s')) return true;
  const begin = run.slice(0, i);
  // "To your card ending in 4417 within five days"
  if (kind === 'N' && lead.includes('i')) return begin.every((symbol) => /^[NTY]$/.test(symbol.kind));
  if (!lead.includes('u')) return isOfNoun && (kind === 'D' || /o|be|br/.test(lead)) && !/f|or/.test(lead);
  // "From Monday until Friday" is a span.
  return (
    !first.lead.includes('f') ||
    begin.some((symbol) => symbol.kind === '!') ||
    begin.every((symbol) => /[MU]/.test(symbol.kind))
  );
}

function splitAtCommas(run: readonly TimeSymbol[]): TimeSymbol[][] {
  const pieces: TimeSymbol[][] = [[]];
  for (const symbol of run) {
    if (symbol.kind === ',') pieces.push([]);
    else pieces.at(-1)?.push(symbol);
  }
  return pieces;
}

/** Reads a run without the words at its ends that belong to the rest of the sentence: "send 2 forms this Friday and". */
function trimmed(run: readonly TimeSymbol[], next: TimeSymbol): Candidate | null {
  let [from, end] = [0, run.length];
  while (from < end && isLoose(run[from], run[from + 1])) from += 1;
  while (end > from && /^[,&]$/.test(run[end - 1]?.kind ?? '')) end -= 1;
  // "Today or soon" may be later than today.
  if (run[end]?.kind === '&' && run[end]?.value === 0) return null;
  const whole = candidate(run.slice(from, end), end === run.length ? next : END);
  if (whole !== null) return whole;
  // "It is coming December 3rd"
  if (run[from]?.kind === 'C' && run[from]?.lead === '' && end - from > 1) {
    const behind = candidate(run.slice(from + 1, end), end === run.length ? next : END);
    if (behind !== null) return behind;
  }
  const [before, last] = [run[end - 2], run[end - 1]];
  // "On Friday two engineers will come", and "on Monday after the meeting", which "the Monday after the meeting" is not.
  const isApart =
    last !== undefined &&
    ((/^[NqC]$/.test(last.kind) && last.lead === '') ||
      (last.kind === 'A' && /^[DWPQ]$/.test(before?.kind ?? '') && !/h/.test(before?.lead ?? '')));
  if (!isApart) return null;
  while (end - 2 > from && /^[,&]$/.test(run[end - 2]?.kind ?? '')) end -= 1;
  return candidate(run.slice(from, end - 1), END);
}

function candidate(symbols: readonly TimeSymbol[], next: TimeSymbol): Candidate | null {
  const [first, last] = [symbols[0], symbols.at(-1)];
  if (first === undefined || last === undefined) return null;
  // "Within 24 hours of booking"
  if (/f/.test(next.lead) && next.isJoint !== true && /^[UNOM]$/.test(last.kind)) return null;
  // "Up to 24 hours before"
  if (next.lead.startsWith('be') && last.kind === 'U' && symbols.some(({ kind }) => kind === 'N'))
    return null;
  // "On the second call", "by the 3rd attempt"
  if (last.kind === 'O' && symbols.length === 1 && next.kind === '_' && next.isJoint !== true) return null;
  const means = meaningOf(symbols);
  if (means === null) return null;
  const untimed: DueMeaning = (said) => {
    const point = means(said);
    return point === null ? null : { ...point, minutes: null };
  };
  const hasDay = symbols.some(({ kind }) => /^[DWMOUwH]$/.test(kind));
  const isUntil = first.lead.includes('u');
  return {
    from: first.from,
    end: last.end,
    days: daysOf(symbols),
    hasDay,
    isUntil,
    isBefore: first.lead.includes('e'),
    means: next.isZone === true ? untimed : means,
  };
}

// A word at the beginning that says nothing about the time behind it.
function isLoose(symbol: TimeSymbol | undefined, next: TimeSymbol | undefined): boolean {
  if (symbol === undefined) return false;
  if (/[&,V]/.test(symbol.kind)) return true;
  if (next === undefined || symbol.lead !== '') return false;
  if (symbol.kind === 'N' && next.kind === 'N' && next.lead === '') return true;
  if (/[NqCX]/.test(symbol.kind))
    return next.kind === 'D' || (next.lead !== '' && !/^f/.test(next.lead) && next.kind !== 'U');
  return false;
}
