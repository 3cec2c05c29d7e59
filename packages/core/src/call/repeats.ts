import { lazyPattern, PLAIN_ASCII } from '../shared/lazy-pattern.ts';
import { isLong } from '../shared/steps.ts';
import type { Completeness, Turn } from './call.ts';
import { plainLabel } from './roles.ts';
import { withoutNoise } from './speech.ts';
import { countWords, isUnspaced } from './words.ts';

/** A partial result is followed by more of the same speech within this time. */
export const PARTIAL_MAX_MS = 5_000;
/** Nothing is said again sooner than this for each word of it, and never sooner than {@link REPEAT_MIN_MS}. */
const WORD_MS = 400;
const REPEAT_MIN_MS = 1_000;
/** Longest time for a word of a sentence that goes on. */
const SLOW_WORD_MS = 600;
/** How far the begins of the same speech may be apart. */
const SAME_BEGIN_MS = 600;
/** Where nothing tells the time, only a sentence of so many words counts as a repetition. */
const UNTIMED_REPEAT_WORDS = 5;
/** A word that is cut off ends a partial result of at least so many words. */
const CUT_PARTIAL_WORDS = 2;
/** Between a partial and the rest of it the other side may speak, when it has so many words. */
const INTERRUPTED_PARTIAL_WORDS = 3;

/** A turn that stays, as later ones of its voice are compared with it. */
interface Said {
  place: number;
  turn: Turn;
  /** When it was said last: a repetition counts from the one before it. */
  latest: Turn;
  /** Its words alone; read when they are first compared, which those of most long turns never are. */
  readonly plain: string;
  readonly words: number;
}

type Relation = 'partial' | 'repeat' | 'rest' | null;

/**
 * Leaves out what a recogniser has sent more than once: partial results beside the final one, and finals that are
 * repeated. What stays keeps its address. A chat has no partial results, since its messages are typed. Each `yield` is a
 * place to pause.
 *
 * @returns the turns that stay, and how many were left out for what.
 */
export function* withoutRepeats(
  turns: readonly Turn[],
  isChat: boolean,
): Generator<undefined, { turns: Turn[] } & Pick<Completeness, 'partials' | 'repeats'>> {
  const kept: (Turn | null)[] = [];
  const lastOf = new Map<string, Said>();
  const byBegin = new Map<string, Said>();
  let newest: Said | undefined;
  let partials = 0;
  let repeats = 0;
  for (const turn of turns) {
    const voice = plainLabel(turn.label ?? turn.speaker);
    const said = saidIn(turn, kept.length);
    const beginKey = hasLength(turn) ? `${turn.beginMs} ${voice}` : null;
    const last = lastOf.get(voice);
    const sameBegin = beginKey === null ? undefined : byBegin.get(beginKey);
    const before = sameBegin !== undefined && kept[sameBegin.place] !== null ? sameBegin : last;
    const relation = before === undefined ? null : relationOf(before, said, before === newest, isChat);
    if (isLong(turn.text)) yield;
    if (before !== undefined && (relation === 'repeat' || relation === 'rest')) {
      before.latest = turn;
      if (relation === 'repeat') repeats += 1;
      else partials += 1;
      continue;
    }
    if (before !== undefined && relation === 'partial') {
      kept[before.place] = null;
      partials += 1;
    }
    kept.push(turn);
    lastOf.set(voice, said);
    if (beginKey !== null) byBegin.set(beginKey, said);
    newest = said;
  }
  return { turns: kept.filter((turn) => turn !== null), partials, repeats };
}

function saidIn(turn: Turn, place: number): Said {
  let plain: string | undefined;
  let words: number | undefined;
  return {
    place,
    turn,
    latest: turn,
    get plain() {
      plain ??= plainWords(turn.text);
      return plain;
    },
    get words() {
      words ??= countWords(turn.text);
      return words;
    },
  };
}

/** What a turn is to one of its own voice before it; `rest`: a partial result that comes after the final one. */
function relationOf(before: Said, now: Said, isNext: boolean, isChat: boolean): Relation {
  const apart = millisBetween(before.latest, now.turn);
  const areMeasured = hasLength(before.turn) && hasLength(now.turn);
  // The times are asked before the words: they are told at once, and most turns are far apart.
  if (areMeasured && (!overlap(before.turn, now.turn) || beginsApart(before.turn, now.turn))) return null;
  if (!areMeasured && (apart === null ? !isNext : apart > PARTIAL_MAX_MS)) return null;
  if (before.plain === '' || now.plain === '') return null;
  const isSame = before.plain === now.plain;
  if (areMeasured) {
    if (isSame) return 'repeat';
    // A recogniser changes its mind about words: of two results from the same moment the longer one is the final.
    const isChanged = before.turn.beginMs === now.turn.beginMs && sharesWords(before.plain, now.plain);
    if (begins(before, now) || (isChanged && now.words >= before.words)) return 'partial';
    return begins(now, before) || isChanged ? 'rest' : null;
  }
  if (isSame) {
    if (apart === null) return isNext && now.words >= UNTIMED_REPEAT_WORDS ? 'repeat' : null;
    const soonest = Math.min(PARTIAL_MAX_MS, Math.max(REPEAT_MIN_MS, now.words * WORD_MS));
    return apart <= soonest ? 'repeat' : null;
  }
  // Without a time nothing tells a partial result from a sentence that goes on.
  if (isChat || apart === null || !begins(before, now)) return null;
  const hasEnded = ENDED.test(before.turn.text);
  // A sentence that has ended is a partial result only if the rest of it follows as fast as it can be said.
  const more = now.words - before.words;
  if (hasEnded && apart > REPEAT_MIN_MS + more * SLOW_WORD_MS) return null;
  const isOpen = before.words >= INTERRUPTED_PARTIAL_WORDS && !hasEnded;
  return isNext || isOpen ? 'partial' : null;
}

/** Has one of two texts half of its words from the other? */
function sharesWords(one: string, other: string): boolean {
  const [less = [], more = []] = [one.split(' '), other.split(' ')].sort((a, b) => a.length - b.length);
  const known = new Set(more);
  return less.filter((word) => known.has(word)).length * 2 >= less.length;
}

const ENDED = /[.!?。！？]["'”’)\]]*\s*$/;

/** Is this the beginning of that, up to the end of a word, or of one that was cut off while it was spoken? */
function begins(part: Said, whole: Said): boolean {
  if (part.plain.length >= whole.plain.length) return tokensBegin(part.plain, whole.plain);
  if (!whole.plain.startsWith(part.plain)) return tokensBegin(part.plain, whole.plain);
  const next = whole.plain.charAt(part.plain.length);
  if (next === ' ' || isUnspaced(next)) return true;
  return (next === "'" || part.words >= CUT_PARTIAL_WORDS) && !ENDED.test(part.turn.text);
}

const TOKEN = /#[a-z_]+#/;
const TOKENS_AND_NUMBERS = /(?:#[a-z_]+#|\d+)(?: (?:#[a-z_]+#|\d+))*/g;

/** The same where a secret has been replaced in one of them, or in both at other places. */
function tokensBegin(part: string, whole: string): boolean {
  if (!TOKEN.test(whole)) return false;
  const [begin, all] = [part, whole].map((text) => text.replace(TOKENS_AND_NUMBERS, '#'));
  return begin !== all && `${all} `.startsWith(`${begin} `);
}

const MARKS = lazyPattern(() => /[^\p{L}\p{M}\p{N}'#_]+/gu);

/** The words of a text alone, in lower case; a token of a secret is kept apart from words. */
export function plainWords(text: string): string {
  const said = withoutNoise(text)
    .replace(/\[([A-Z_]+)\]/g, ' #$1# ')
    .toLowerCase();
  const folded = PLAIN_ASCII.test(said) ? said : said.normalize('NFKC').replace(/\u2019/g, "'");
  return PLAIN_ASCII.test(folded)
    ? folded.replace(/[^a-z\d'#_]+/g, ' ').trim()
    : folded.replace(MARKS(), ' ').trim();
}

function hasLength({ beginMs, endMs }: Turn): boolean {
  return beginMs !== null && endMs !== null && endMs > beginMs;
}

function overlap(a: Turn, b: Turn): boolean {
  return (a.beginMs ?? 0) < (b.endMs ?? 0) && (b.beginMs ?? 0) < (a.endMs ?? 0);
}

/** Results of one stretch of speech begin at the same moment; of what begins later another voice may say the same. */
function beginsApart(a: Turn, b: Turn): boolean {
  return Math.abs((a.beginMs ?? 0) - (b.beginMs ?? 0)) > SAME_BEGIN_MS;
}

/** Milliseconds between the stamps of two turns, of one kind; null where they have none in common. */
function millisBetween(a: Turn, b: Turn): number | null {
  for (const kind of ['at', 'offsetMs', 'beginMs'] as const) {
    const [first, second] = [a[kind], b[kind]];
    if (first !== null && second !== null) return Math.abs(second - first);
  }
  return null;
}
