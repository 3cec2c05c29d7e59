import type { Commitment, TurnEvidence } from '@live-assist/core';
import { type CallSentences, quoteOf, type Sentence } from '../reading.ts';

/**
 * What one side says in one breath: a sentence, or sentences that a pause or an "okay" of the other side has cut ("I'll
 * call you back" / "on Friday with the result").
 */
export interface Passage {
  owner: Commitment['owner'];
  text: string;
  /** `text` with plain apostrophes; positions do not change. */
  plain: string;
  /** The sentences, each with its place in `text`. */
  parts: readonly [Part, ...Part[]];
}
interface Part {
  sentence: Sentence;
  from: number;
  /** Place of the sentence among those of the call. */
  place: number;
}

// A pause cuts a sentence once or twice.
const MOST_PARTS = 4;
const LONGEST = 1_000;
const LONGEST_BACKCHANNEL = 25;
const LONGEST_QUOTE = 400;

/** Reads the passages of a call in order; questions are left out, a closing "is that okay?" is cut off. */
export function passagesOf({ sentences, call }: CallSentences): Passage[] {
  const firstOfTurn = new Map<number, number>();
  for (const [place, { turnOrder }] of sentences.entries())
    if (!firstOfTurn.has(turnOrder)) firstOfTurn.set(turnOrder, place);

  /** Place of the sentence with which the same side goes on after its turn, or null. */
  const goesOnAt = (last: Sentence): number | null => {
    const { speaker } = last.turn;
    let heard = false;
    for (let order = last.turnOrder + 1; order <= last.turnOrder + 3; order += 1) {
      const turn = call.turns[order];
      if (turn === undefined) return null;
      const place = firstOfTurn.get(order);
      if (turn.speaker === speaker) {
        if (place !== undefined && !FILLER.test(sentences[place]?.plain ?? '')) return place;
      } else if (place !== undefined) {
        if (heard || turn.text.length > LONGEST_BACKCHANNEL || turn.text.includes('?')) return null;
        heard = true;
      }
    }
    return null;
  };

  const joined = new Set<number>();
  return sentences.flatMap((sentence, place): Passage[] => {
    const owner = sentence.turn.speaker;
    if (owner === 'other' || joined.has(place)) return [];
    const parts: [Part, ...Part[]] = [{ sentence, from: 0, place }];
    let { text, plain } = { text: sentence.text.slice(0, sentence.plain.length), plain: sentence.plain };
    for (let last = sentence, at = place; parts.length < MOST_PARTS; ) {
      const isLast = sentences[at + 1]?.turnOrder !== last.turnOrder;
      const next = isLast && !ENDS.test(last.plain) ? goesOnAt(last) : null;
      const more = next === null ? undefined : sentences[next];
      if (next === null || more === undefined || plain.length + more.plain.length > LONGEST) break;
      if (!DANGLES.test(last.plain.slice(-20)) && !GOES_ON.test(more.plain)) break;
      parts.push({ sentence: more, from: plain.length + 1, place: next });
      text += ` ${more.text.slice(0, more.plain.length)}`;
      plain += ` ${more.plain}`;
      joined.add(next);
      [last, at] = [more, next];
    }
    const tag = TAG.exec(plain.slice(-120));
    const isTagged = tag !== null && !ASKS.test(plain);
    const isQuestion = parts.some((part) => part.sentence.isQuestion) && !isTagged;
    const end = isTagged ? plain.length - Math.min(120, plain.length) + tag.index : plain.length;
    return isQuestion ? [] : [{ owner, text: text.slice(0, end), plain: plain.slice(0, end), parts }];
  });
}

/** The words of the call from one place of a passage to another, at most two quotes. */
export function quotesOf({ parts }: Passage, begin: number, end: number): TurnEvidence[] {
  const touched = parts.filter(({ sentence, from }) => from < end && from + sentence.plain.length > begin);
  const [first = parts[0], ...rest] = touched;
  return [first, ...rest.slice(-1)].map(({ sentence, from }) => {
    if (sentence.text.length <= LONGEST_QUOTE) return quoteOf(sentence);
    // A minute of speech without a full stop is too long to quote: its words at that place are not.
    const at = Math.max(0, begin - from);
    const text = sentence.text.slice(at, Math.min(at + LONGEST_QUOTE, end - from)).trim();
    return quoteOf({
      ...sentence,
      text: text.replace(/\s\S*$/, (cut) => (at + LONGEST_QUOTE < end - from ? '' : cut)),
    });
  });
}

const ENDS = /[.!?。！？]["'”’)\s]*$/;
const FILLER = /^(?:(?:um|uh|erm|er|hmm|mm|mhm|so|well|like|yeah|okay|ok)\b[\s,.]*)+$/i;
// What cannot end a sentence, or cannot begin one.
const DANGLES =
  /(?:\b(?:the|a|an|to|you|your|my|our|will|shall|going|gonna|and|or|with|of|for|it|i|we|they|is|are|be|by|on|at|in|that|new|send|call|ring|get|have|sending|posting|getting|having|calling)|'ll|'m|'re)\W*$/i;
const GOES_ON =
  /^(?:by|on|in|at|within|before|after|until|with|for|to|from|about|of|tomorrow|today|tonight|this|next|and|or|back|out|over|up|first|once|when|if|as soon|unless|provided|because|so that|a|an|it|them|you|your|every|each|(?:mon|tues|wednes|thurs|fri|satur|sun)day|sent|[a-z]{3,}ed)\b/;
// "I'll call you on Friday, is that all right?" does not ask whether the speaker will call.
const TAG =
  /(?:,\s*|\s)(?:ok(?:ay)?|all ?right|right|yeah|yes|is (?:that|this) (?:ok(?:ay)?|all ?right|fine|good|convenient)|does (?:that|this) (?:work|suit|sound|help)|(?:would|will) that (?:be|work|suit)|if that's|sounds? good|how (?:does|is|about)|anything else|is there anything)\b[^?]{0,60}\?\W*$/i;
const ASKS =
  /^\W*(?:(?:so|and|ok|okay|well|right),? )*(?:do|does|did|are|is|can|could|would|will|shall|should|have|has|what|why|who|how|when|where)\b/i;
