import type { Call, Speaker, Turn, TurnEvidence } from '@live-assist/core';

/** One sentence of a turn, verbatim. */
export interface Sentence {
  turn: Turn;
  /** Place of the turn in the call, 0-based. */
  turnOrder: number;
  /** The verbatim text, for quotes. */
  text: string;
  /** The text with plain apostrophes, up to the limit that is read; positions do not change. */
  plain: string;
  isQuestion: boolean;
}

/** The sentences of a call in order, also grouped by speaker. */
export interface CallSentences {
  call: Call;
  sentences: readonly Sentence[];
  agent: Sentence[];
  customer: Sentence[];
}

// A longer sentence is a list or text without punctuation: too long to quote.
const QUOTABLE = 400;
// Limits the work on a turn with a pasted document.
const READ_PER_TURN = 20_000;
// Two minutes without a full stop.
const READ_PER_SENTENCE = 2_000;
// Two hours of speech at 150 words a minute: a longer call is read at both ends, where its request and its outcome
// are.
const READ_PER_END = 100_000;
// A turn or a sentence counts as at least so many characters, since one of a single letter is work too.
const LEAST = 40;

// A recogniser without punctuation runs the closing question into the statement before it. A wide gap parts the
// columns of something pasted.
const BOUNDARY =
  /(?<=[.!?。！？])\s|[\r\n]+|\s(?=(?:so )?(?:is there |was there )?anything else (?:that )?(?:i|we) can\b|\s(?=is there anything else\b))|\s{10,}/iu;
const QUESTION_START =
  /^(?:(?:ok(?:ay)?|so|and|uh|um|alright|great|sure|well|now|hi|hello)[, ]+)*(?:(?:can|could|may|shall|should|would|will|do|does|did|is|are|was|were|have|has) (?:i|we|you|it|that|this|there|they|he|she|your|the|someone)\b|anything else\b|what\b(?!'ll happen| (?:will|is going to) happen| (?:i|we)(?:'ll|'m|'re| will| am| are| can)\b)|which\b|when (?:will|would|can|did|do|are|is)\b|where\b|who\b|why\b|how (?:can|may|do|did|would|much|many|long|about)\b)/i;

/**
 * Splits a call into sentences, in linear time. Of a call that is longer than any conversation, the middle is left out;
 * of a long turn or sentence, what lies beyond 20,000 or 2,000 characters.
 */
export function readCall(call: Call): CallSentences {
  const turns = bothEnds([...call.turns.entries()], ([, { text }]) => Math.min(text.length, READ_PER_TURN));
  const sentences = bothEnds(
    turns.flatMap(([turnOrder, turn]) => sentencesOf(turn, turnOrder)),
    ({ plain }) => plain.length,
  );
  const by = (speaker: Speaker) => sentences.filter((sentence) => sentence.turn.speaker === speaker);
  return { call, sentences, agent: by('agent'), customer: by('customer') };
}

/** The sentences of a side's last turns. */
export function lastTurnsOf(sentences: readonly Sentence[], turns: number): Sentence[] {
  const orders = [...new Set(sentences.map((sentence) => sentence.turnOrder))].slice(-turns);
  return sentences.filter((sentence) => orders.includes(sentence.turnOrder));
}

/** True if the sentence can be quoted as evidence. */
export function isQuotable(sentence: Sentence): boolean {
  return sentence.text.length <= QUOTABLE && /[\p{L}\p{N}].*[\p{L}\p{N}]/su.test(sentence.text);
}

/** The sentence as evidence. */
export function quoteOf({ turn, text }: Sentence): TurnEvidence {
  return { window_number: turn.windowNumber, turn: turn.index, speaker: turn.speaker, quote: text };
}

/** The text cut at a word so that it fits; a cut is marked by "…". */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  const word = cut.lastIndexOf(' ');
  const kept = (word > most / 2 ? cut.slice(0, word) : cut).replace(/(?<![\s,;:–-])[\s,;:–-]+$/, '');
  // Never ends inside a surrogate pair.
  return `${kept.replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Turns a passage of a transcript into a sentence for a report: no fillers, no markup, a capital at its start. */
export function tidy(passage: string): string {
  const bare = passage
    .replace(/\*\*|__|`/g, '')
    .replace(/\[(?:noise|laughter|unk)\]|<unk>/gi, ' ')
    .replace(FILLER_BETWEEN, ' ')
    .replace(FILLER, ' ')
    .replace(/\s+/g, ' ')
    .replace(
      /^(?:[\s,.;:–-]|(?:ok|okay|so|and|but|well|right|alright|great|perfect|yes|yeah|sure|now|then|hi|hello|hey|good (?:morning|afternoon|evening))\b[\s,.!]*)+/i,
      '',
    )
    // The look-behind lets a run of marks be tried once, not once for each mark in it.
    .replace(/(?<![\s,.;:!–-])[\s,.;:!–-]+$/, '')
    .trim();
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

// What a recogniser writes for a sound.
const NOISE = /^(?:\s|\[[a-z ]{1,20}\]|<[a-z]{1,10}>)*$/i;
// "An offer for, uh, the faster line": the comma goes with the sound.
const FILLER_BETWEEN =
  /(?<=\b(?:about|and|at|for|from|in|of|on|that|the|to|with)),? (?:uh|um|uhm|erm|hmm),?(?=\s)/gi;
const FILLER = /(?:^|(?<=\s))(?:uh|um|uhm|erm|hmm),?(?=\s|$)/gi;

function sentencesOf(turn: Turn, turnOrder: number): Sentence[] {
  return turn.text
    .slice(0, READ_PER_TURN)
    .split(BOUNDARY)
    .map((piece) => piece.trim())
    .filter((text) => !NOISE.test(text))
    .map((text) => {
      const plain = text.slice(0, READ_PER_SENTENCE).replace(/[\u2018\u2019]/g, "'");
      return {
        turn,
        turnOrder,
        text,
        plain,
        isQuestion: /\?[^\w?]*$/.test(text.slice(-8)) || QUESTION_START.test(plain),
      };
    });
}

function bothEnds<Part>(parts: readonly Part[], lengthOf: (part: Part) => number): readonly Part[] {
  const head = howMany(parts, lengthOf);
  const tail = howMany(parts.toReversed(), lengthOf);
  return head + tail >= parts.length ? parts : [...parts.slice(0, head), ...parts.slice(-tail)];
}

function howMany<Part>(parts: readonly Part[], lengthOf: (part: Part) => number): number {
  let left = READ_PER_END;
  const beyond = parts.findIndex((part) => {
    left -= Math.max(LEAST, lengthOf(part));
    return left < 0;
  });
  return beyond === -1 ? parts.length : beyond;
}
