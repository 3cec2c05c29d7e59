import type { TurnEvidence } from '../analytics/findings.ts';
import type { Call, Turn } from '../call/call.ts';
import { type CallLanguages, languageOfSpeaker, UNTOLD } from '../language/call-languages.ts';
import { clockInZone } from '../shared/calendar.ts';
import type { DueForm } from '../shared/due-forms.ts';
import { agrees, asksWhen, asSpan, isBare, offers } from './due/answers.ts';
import { dayOfForm } from './due/due-form.ts';
import { evidenceIn, holdsTime, LONGEST_QUOTE, placeOf, timesOf } from './due/turns.ts';
import {
  type Due,
  dueOf,
  NOT_DUE,
  type Phrase,
  phraseAt,
  phraseOf,
  type Said,
  saysWhenAt,
} from './due-date.ts';
import { holdsQuote, plainQuote, plainTurn } from './evidence.ts';

/** When a promise is due, and the words of another turn that say so. */
export type DueOfPromise = Due & {
  also: TurnEvidence | null;
  /** True if the form that the analyst gave means another day than the rules read; the rules count. */
  differs?: boolean;
};

/** When the promises of a call are due. */
export interface PromiseTimes {
  /**
   * @param words - The words for the time, as the analyst gives them; null when it has found none.
   * @param said - Where the promise was made.
   * @param form - What the analyst says that the words mean, of words in the quote.
   */
  dueOf(words: string | null, said: TurnEvidence, form?: DueForm | null): DueOfPromise;
}

const UNKNOWN: DueOfPromise = { ...NOT_DUE, also: null };
// A turn of the other side that only says that they listen: "mm-hm", "okay, great".
const LONGEST_BACKCHANNEL = 25;
const LONGEST_ANSWER = 160;
const NEIGHBOURS = [1, -1, 2, -2];
const ENDS = /[.!?…]["'”’)\s]*$/;

/**
 * Reads due times in a call. A day counts from the time of the turn in which it is said; the words may also stand in a turn
 * beside the promise: a question answered, or a sentence cut by a pause.
 *
 * @param withheld - Turns that are evidence of nothing.
 * @param languages - In other languages than English, the form of an analyst counts where no rule reads the words.
 */
export function promiseTimes(
  call: Call,
  endedAt: number | null,
  timeZone: string,
  withheld: ReadonlySet<Turn>,
  languages: CallLanguages = UNTOLD,
): PromiseTimes {
  const { turns } = call;
  const places = new Map(turns.map((turn, place) => [`${turn.windowNumber}:${turn.index}`, place]));
  const times = timesOf(turns, endedAt);
  const saidAt = (place: number): Said | null => {
    const at = times[place] ?? null;
    return at === null ? null : { ...clockInZone(at, timeZone), timeZone };
  };
  const turnAt = (place: number): Turn | undefined => {
    const turn = turns[place];
    return turn === undefined || withheld.has(turn) || turn.speaker === 'other' ? undefined : turn;
  };
  const told = (phrase: Phrase, place: number, also: TurnEvidence | null): DueOfPromise => {
    const said = saidAt(place);
    return said === null ? UNKNOWN : { ...dueOf(phrase, said), also };
  };
  /** Where the same speaker goes on: in the next turn, or behind an "okay". */
  const goesOnAt = (place: number, step: 1 | -1): number | null => {
    const [own, next, second] = [turns[place], turnAt(place + step), turnAt(place + 2 * step)];
    if (own === undefined || next === undefined) return null;
    if (next.speaker === own.speaker) return place + step;
    const isListening = next.text.length <= LONGEST_BACKCHANNEL && !next.text.includes('?');
    return isListening && second?.speaker === own.speaker ? place + 2 * step : null;
  };

  const given = (words: string, place: number, quote: string): DueOfPromise | null => {
    const own = plainTurn(turns[place]?.text ?? '');
    const next = goesOnAt(place, 1);
    const joined = next === null ? own : `${own} ${plainQuote(turns[next]?.text ?? '')}`;
    const isOwn = holdsQuote(own, words);
    // What a pause cuts is read on: "in a week" … "on Friday".
    const text = isOwn && ENDS.test(own) ? own : joined;
    if (isOwn || (next !== null && holdsQuote(joined, words))) {
      const at = placeOf(text, words, quote);
      const phrase = phraseAt(text, at, at + words.length);
      if (phrase === null) return UNKNOWN;
      const also = phrase.end > own.length && next !== null ? evidenceIn(turns[next], null) : null;
      return told(phrase, place, also);
    }
    for (const step of NEIGHBOURS) {
      const turn = turnAt(place + step);
      if (turn === undefined || !holdsQuote(turn.text, words)) continue;
      const there = plainQuote(turn.text);
      const at = placeOf(there, words, '');
      const phrase = phraseAt(there, at, at + words.length);
      return phrase === null
        ? UNKNOWN
        : told(phrase, place + step, evidenceIn(turn, there.slice(phrase.from, phrase.end)));
    }
    return null;
  };

  const beside = (place: number, quote: string): DueOfPromise => {
    const own = plainTurn(turns[place]?.text ?? '');
    const isLast = own.length - (own.indexOf(quote) + quote.length) < 4;
    const next = isLast ? goesOnAt(place, 1) : null;
    if (next !== null) {
      const tail = own.slice(-LONGEST_QUOTE);
      const more = plainQuote(turns[next]?.text ?? '').slice(0, LONGEST_ANSWER);
      const text = ENDS.test(own) ? more : `${tail} ${more}`;
      const begin = text.length - more.length;
      const phrase = firstOf(text, begin);
      if (phrase !== null && (begin > 0 || /^[\s.!?,;]*(?:$|[.!?])/.test(text.slice(phrase.end))))
        return told(phrase, place, evidenceIn(turns[next], null));
    }
    const [before, answered, asked] = [turnAt(place - 1), turnAt(place + 2), turnAt(place + 1)];
    const { speaker } = turns[place] as Turn;
    const isOther = (turn: Turn | undefined): turn is Turn => turn !== undefined && turn.speaker !== speaker;
    if (isOther(asked) && answered?.speaker === speaker && isQuestion(asked)) {
      const text = plainQuote(answered.text).slice(0, LONGEST_ANSWER);
      const phrase = phraseOf(text) ?? phraseOf(asSpan(text));
      if (phrase !== null) return told(phrase, place + 2, evidenceIn(answered, null));
      const asks = phraseOf(plainQuote(asked.text));
      if (asks !== null && agrees(answered.text)) return told(asks, place + 1, evidenceIn(asked, null));
    }
    if (isOther(before) && before.text.trimEnd().endsWith('?')) {
      if (asksWhen(before.text, LONGEST_ANSWER)) {
        const text = own.slice(0, LONGEST_ANSWER);
        const phrase = phraseOf(text);
        if (phrase !== null) return told(phrase, place, evidenceIn(before, null));
      } else if (agrees(own)) {
        const text = plainQuote(before.text).slice(-LONGEST_ANSWER);
        const phrase = phraseOf(text);
        if (phrase !== null)
          return told(phrase, place - 1, evidenceIn(before, text.slice(phrase.from, phrase.end)));
      }
    }
    const agreed = agreedBefore(place);
    if (agreed !== null) return agreed;
    const earlier = own.startsWith(quote) ? goesOnAt(place, -1) : null;
    const cut = earlier === null ? '' : plainQuote(turns[earlier]?.text ?? '').slice(-LONGEST_ANSWER);
    const phrase = ENDS.test(cut) || cut === '' ? null : phraseOf(cut);
    return phrase === null || cut.length - phrase.end > 1 || earlier === null
      ? UNKNOWN
      : told(phrase, earlier, evidenceIn(turns[earlier], cut.slice(phrase.from, phrase.end)));
  };

  /** A day that was offered and taken just before: "Is Monday okay?" "Yes." "Great, I'll call you then." */
  const agreedBefore = (place: number): DueOfPromise | null => {
    const [first, second] = [turnAt(place - 2), turnAt(place - 1)];
    const own = turns[place] as Turn;
    const isAgreed = agrees(own.text) || /\bthen\b/i.test(own.text);
    if (!isAgreed || first?.speaker !== own.speaker || second === undefined || second.speaker === own.speaker)
      return null;
    if (!offers(first.text)) return null;
    for (const [turn, at] of [[second, place - 1] as const, [first, place - 2] as const]) {
      const text = plainQuote(turn.text).slice(-LONGEST_ANSWER);
      const phrase = phraseOf(text);
      if (phrase !== null && isBare(text, phrase)) return told(phrase, at, evidenceIn(turn, null));
      if (!agrees(turn.text)) return null;
    }
    return null;
  };

  /** The day of a form whose words stand in the quote; null where it says none. */
  const byForm = (form: DueForm, words: string, place: number, quote: string): string | null => {
    const said = saidAt(place);
    const { speaker } = turns[place] as Turn;
    if (said === null || !holdsTime(quote, words)) return null;
    return dayOfForm(form, words, languageOfSpeaker(languages, speaker), said.day);
  };
  const isRead = (words: string, quote: string): boolean => {
    const from = quote.toLowerCase().indexOf(words.toLowerCase());
    return from !== -1 && saysWhenAt(quote, from, from + words.length);
  };

  return {
    dueOf: (words, said, form = null) => {
      const place = places.get(`${said.window_number}:${said.turn}`);
      if (place === undefined || endedAt === null) return UNKNOWN;
      const quote = plainQuote(said.quote);
      if (words !== null) {
        const plain = plainQuote(words);
        const due = given(plain, place, quote) ?? UNKNOWN;
        const day = form === null ? null : byForm(form, plain, place, quote);
        if (day === null || due.dueAt === day) return due;
        if (due.dueAt !== null) return { ...due, differs: true };
        return isRead(plain, quote) ? due : { dueAt: day, dueTime: null, also: null };
      }
      return phraseOf(quote) === null ? beside(place, quote) : UNKNOWN;
    },
  };
}

// "When?", "by Friday?", "will that be today?"
function isQuestion({ text }: Turn): boolean {
  if (asksWhen(text, LONGEST_ANSWER)) return true;
  const plain = plainQuote(text);
  const phrase = plain.length > LONGEST_ANSWER ? null : phraseOf(plain);
  return phrase !== null && isBare(plain, phrase);
}

/** The phrase that begins with a place of a text, or goes on over it. */
function firstOf(text: string, place: number): Phrase | null {
  const phrase = phraseOf(text);
  return phrase !== null && phrase.end > place && phrase.from <= place + 1 ? phrase : null;
}
