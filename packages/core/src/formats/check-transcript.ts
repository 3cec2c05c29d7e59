import { MAX_OFFSET_MS } from '../shared/timestamps.ts';
import { type ReadOptions, type SpokenTurn, type Transcript, UnreadableTranscript } from './transcript.ts';

/** The label of turns without one, in a call whose other turns have one. */
const UNNAMED = 'unknown voice';
/** Roughly: it tells a thousandfold speed from a usual one, in any script. */
const LETTERS_A_WORD = 5;
/** Fewest words by which the speed of speech is judged. */
const ENOUGH_WORDS = 20;
// Words a minute within turns: what lies outside of these bounds was not spoken in the unit that was read.
const SLOWEST_SPEECH = 4;
const FASTEST_SPEECH = 1500;

/**
 * What holds for the transcripts of all formats: no empty turn, no end before its begin, one voice at least, times that
 * can be those of speech, and one language.
 *
 * @throws {UnreadableTranscript} `no_turns`, `no_speakers`, `two_languages`, `wrong_times`.
 */
export function checkTranscript(read: Transcript, options: ReadOptions): Transcript {
  const warnings = [...read.warnings];
  const turns = inOneLanguage(read.turns, options).flatMap((turn) => {
    const text = turn.text.trim();
    return text === '' ? [] : [{ ...turn, text }];
  });
  if (turns.length === 0) {
    throw new UnreadableTranscript('no_turns', 'This transcript holds no words. Leave the file out.');
  }
  const named = withVoices(turns, options, warnings);
  const timed = withTimes(named, warnings);
  requireSpeech(timed);
  return { ...read, turns: inOrder(timed), warnings, parties: partiesOf(read, timed) };
}

function partiesOf({ parties }: Transcript, turns: readonly SpokenTurn[]): Transcript['parties'] {
  return turns.some(({ speaker }) => speaker === UNNAMED)
    ? [...parties, { label: UNNAMED, role: 'other' }]
    : parties;
}

function inOneLanguage(
  turns: readonly SpokenTurn[],
  { language: wanted }: ReadOptions,
): readonly SpokenTurn[] {
  const languages = new Map<string, string>();
  for (const { language, text } of turns) {
    if (language !== undefined && text.trim() !== '')
      languages.set(language.split(/[-_]/)[0] ?? '', language);
  }
  if (languages.size < 2 || wanted === 'all') return turns;
  const key = wanted?.split(/[-_]/)[0]?.toLowerCase();
  const found = [...languages.values()];
  if (key !== undefined && found.some((language) => isOf(language, key))) {
    return turns.filter(({ language }) => language === undefined || isOf(language, key));
  }
  const [first = ''] = found;
  throw new UnreadableTranscript(
    'two_languages',
    `This file is in ${found.slice(0, 5).map(shown).join(' and ')}. Pass --language all for all its turns, or --language ${shown(first)} for those of one language.`,
  );
}

function isOf(language: string, key: string): boolean {
  return language.split(/[-_]/)[0]?.toLowerCase() === key;
}

/** The name of a language as it may be shown: a file could hold anything in its place. */
function shown(language: string): string {
  return /^[\w-]{1,20}$/.test(language) ? language : '(a language)';
}

function withVoices(turns: SpokenTurn[], { speaker }: ReadOptions, warnings: string[]): SpokenTurn[] {
  const unnamed = turns.filter((turn) => turn.speaker === '').length;
  if (unnamed === 0) return turns;
  if (unnamed < turns.length) {
    warnings.push(`${unnamed} of ${turns.length} turns have no speaker, and count for neither side.`);
    return turns.map((turn) => (turn.speaker === '' ? { ...turn, speaker: UNNAMED } : turn));
  }
  if (speaker !== undefined) return turns.map((turn) => ({ ...turn, speaker }));
  throw new UnreadableTranscript(
    'no_speakers',
    'This file does not say who speaks. Transcribe with speakers or channels told apart, or pass one file for each side with --speaker agent or --speaker customer.',
  );
}

function withTimes(turns: readonly SpokenTurn[], warnings: string[]): SpokenTurn[] {
  let backwards = 0;
  let tooLate = 0;
  const timed = turns.map((turn): SpokenTurn => {
    const beginMs = within(turn.beginMs);
    let endMs = within(turn.endMs);
    if (beginMs !== turn.beginMs || endMs !== turn.endMs) tooLate += 1;
    if (beginMs !== null && endMs !== null && endMs < beginMs) {
      backwards += 1;
      endMs = null;
    }
    return { ...turn, beginMs, endMs };
  });
  if (backwards > 0) {
    warnings.push(`${backwards} of ${turns.length} turns end before they begin; their ends are left out.`);
  }
  if (tooLate * 2 > turns.length) {
    throw new UnreadableTranscript(
      'wrong_times',
      'The times of this file lie months after its start, so they are in another unit than their format has. Pass the file as its service gave it.',
    );
  }
  if (tooLate > 0)
    warnings.push(`${tooLate} of ${turns.length} turns have a time that no call has; it is left out.`);
  return timed;
}

function within(ms: number | null): number | null {
  return ms === null || (ms >= 0 && ms <= MAX_OFFSET_MS) ? ms : null;
}

/** Seconds read as milliseconds, or the other way round, make a thousand times the speed of speech. */
function requireSpeech(turns: readonly SpokenTurn[]): void {
  let words = 0;
  let millis = 0;
  for (const { text, beginMs, endMs } of turns) {
    if (beginMs === null || endMs === null) continue;
    words += text.length / LETTERS_A_WORD;
    millis += endMs - beginMs;
  }
  if (words < ENOUGH_WORDS) return;
  const perMinute = words / (Math.max(millis, 1) / 60_000);
  if (perMinute >= SLOWEST_SPEECH && perMinute <= FASTEST_SPEECH) return;
  throw new UnreadableTranscript(
    'wrong_times',
    `No one speaks ${perMinute < SLOWEST_SPEECH ? 'so slowly' : 'so fast'} as the times of this file say, so they are in another unit than its format has. Pass the file as its service gave it.`,
  );
}

/** By begin, as far as turns have one; others stay behind the turn before them. */
function inOrder(turns: SpokenTurn[]): SpokenTurn[] {
  let before = Number.NEGATIVE_INFINITY;
  const keyed = turns.map((turn, index) => {
    before = turn.at ?? turn.beginMs ?? before;
    return { turn, index, key: before };
  });
  return keyed.sort((a, b) => (a.key === b.key ? a.index - b.index : a.key - b.key)).map(({ turn }) => turn);
}
