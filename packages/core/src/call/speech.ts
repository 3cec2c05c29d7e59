import { lazyPattern } from '../shared/lazy-pattern.ts';
import { isMadeUp, unaccented } from './made-up.ts';

// What recognisers and captions write for a sound, in the languages in which they write it, without accents. A token such
// as [CARD] stands for words that were said, and is none of these.
const SOUNDS: ReadonlySet<string> = new Set(
  (
    'music song silence silent noise noises sil unk inaudible unintelligible indistinct crosstalk overlap ' +
    'overlapping laugh laughs laughter laughing chuckle chuckles chuckling cough coughs coughing sneeze sneezes sneezing ' +
    'sigh sighs sighing breath breaths breathes breathing sniff sniffs sniffles gasp gasps cry crying sob sobs sobbing ' +
    'applause clapping cheers cheering beep beeps beeping click clicks clicking static hum hums humming buzz buzzing ' +
    'ringing ringtone dialtone dtmf tone typing keyboard footsteps wind pause background barking foreign sound sounds ' +
    'throat smack nonspeech mumble mumbles mumbling murmur murmuring whisper whispers whispering chatter disconnected ' +
    'disconnects hangup jingle ' +
    'musik stille schweigen rauschen gelachter lachen lacht husten hustet rauspern seufzen seufzt applaus unverstandlich ' +
    'gerausch gerausche hintergrundgerausche wartemusik piepton klingeln klingelt tastatur ' +
    'musique bruit bruits rire rires soupir soupirs silencieux applaudissements inintelligible toux bip sonnerie ' +
    'musica risa risas ruido ruidos silencio suspiro suspira tos aplauso aplausos ininteligible pitido ' +
    'silenzio rumore rumori applausi risate sospiro tosse squillo incomprensibile ' +
    'inaudivel riso risos suspiro toque muziek stilte gelach zucht hoest geruis onverstaanbaar'
  ).split(' '),
);
/** Those that stand for words which were said and not understood. */
const HOLES: ReadonlySet<string> = new Set(
  (
    'inaudible unintelligible indistinct unk unverstandlich inintelligible ininteligible incomprensibile inaudivel ' +
    'onverstaanbaar 聞き取れず 聞き取り不能'
  ).split(' '),
);
/** Words that may stand beside one of these in a mark: "soft music playing", "speaking in foreign language". */
const BESIDE: ReadonlySet<string> = new Set(
  (
    'playing plays soft loud upbeat heavy dramatic tense gentle cheerful light slow jazz piano electronic phone line audio ' +
    'speech spoken vocalized speaking speaks in of the a and to non language english spanish german french italian ' +
    'portuguese dutch japanese chinese other starts stops ends end continues long short on hold no voice voices people ' +
    'dog door opens closes baby clears clearing lip call conversation side detected s ms sec secs second seconds dur ' +
    'duration time telefon im hintergrund de fond fondo d en attente espera telephone telefono telefone di da do op de'
  ).split(' '),
);
/** "(speaking Spanish)" */
const SPEAKING: ReadonlySet<string> = new Set(['speaking', 'speaks']);
const PHRASES: ReadonlySet<string> = new Set([
  'blank audio',
  'no audio',
  'no speech',
  'no speech detected',
  'on hold',
  'busy signal',
  'dial tone',
  'dog barks',
  'phone rings',
  'no sound',
  'call on hold',
  'hold',
  'hang up',
  'call ended',
  'end of call',
  'end of recording',
  'recording ends',
  'cross talk',
  'non speech',
  'non english speech',
  'speaking foreign language',
  'background conversation',
  'side conversation',
]);
const JAPANESE_SOUNDS: ReadonlySet<string> = new Set(
  '音楽 沈黙 無音 雑音 拍手 笑 笑い 咳 聞き取れず 聞き取り不能 保留音 保留音楽 音声なし'.split(' '),
);

/** Marks as they stand in a transcript: `[Music]`, `(silence)`, `<noise>`, `{noise}`, `*coughs*`. */
const MARK =
  /\[[^[\]]{0,40}\]|\([^()]{1,40}\)|<[^<>]{1,40}>|\{[^{}]{1,40}\}|\*[^*]{1,40}\*|【[^【】]{1,40}】|（[^（）]{1,40}）/gu;
/** A line that begins with a sign of music was sung, up to the next one; elsewhere people write them for a smile. */
const SUNG = /^[♪♫🎵🎶]{1,9}[^♪♫🎵🎶\n]{0,500}(?:[♪♫🎵🎶]{1,9}|$)|[♪♫🎵🎶]{1,9}/gmu;
const MARK_OR_SONG = new RegExp(`${SUNG.source}|${MARK.source}`, 'gmu');
const MAY_HOLD_MARK = /[[(<{*♪♫🎵🎶【（]/u;

const SPOKEN = lazyPattern(() => /[\p{L}\p{N}\p{Extended_Pictographic}]/u);

/**
 * A text without what is written in it for sounds. What is said in marks, and tokens, stay.
 *
 * @example withoutNoise('[Music] Hello? (inaudible 00:12)') // ' Hello? '
 */
export function withoutNoise(text: string): string {
  if (!MAY_HOLD_MARK.test(text)) return text;
  return text.replace(SUNG, ' ').replace(MARK, (mark) => (isSound(mark.slice(1, -1)) ? ' ' : mark));
}

/** How a word that was not understood is written in a turn. */
export const HOLE = '[inaudible]';

/**
 * A text without marks of sounds, closed up behind them. A word that was not understood stays as {@link HOLE}: what is left
 * out of a sentence may have turned it round.
 *
 * @example withoutSounds("I'll call <noise> you (inaudible 00:12) <beep>.") // "I'll call you [inaudible]."
 */
export function withoutSounds(text: string): string {
  if (!MAY_HOLD_MARK.test(text)) return text;
  const pieces: string[] = [];
  let from = 0;
  for (const { 0: mark, index } of text.matchAll(MARK_OR_SONG)) {
    const isSung = SONG_BEGINS.test(mark);
    if (!isSung && !isSound(mark.slice(1, -1))) continue;
    pieces.push(text.slice(from, index) + (!isSung && isHole(mark.slice(1, -1)) ? HOLE : ''));
    from = index + mark.length;
  }
  if (from === 0) return text;
  pieces.push(text.slice(from));
  return closedUp(pieces);
}

/** Pieces between which something was left out: with one space, or none before a mark of the sentence. */
export function closedUp(pieces: readonly string[]): string {
  let text = '';
  let isBroken = false;
  for (const piece of pieces) {
    const words = piece.trim();
    const [before = '', after = ''] = words === '' ? [piece] : piece.split(words, 2);
    isBroken ||= before.includes('\n');
    if (words === '') continue;
    if (text !== '' && !STOP_BEGINS.test(words)) text += isBroken ? '\n' : ' ';
    text += words;
    isBroken = after.includes('\n');
  }
  return text;
}

const SONG_BEGINS = /^[♪♫🎵🎶]/u;
const STOP_BEGINS = /^[.,;:!?…。、！？]/u;

/**
 * Does this turn hold no speech? Signs alone, sounds alone, and the phrases that recognisers make up on silence are none.
 * A picture is an answer, and a question mark alone is typed by a person.
 *
 * @example isNoise('[Music]') // true
 * @example isNoise('[CARD]') // false
 */
export function isNoise(text: string): boolean {
  const said = withoutNoise(text);
  if (!hasWords(said)) return !/[?!？！]/.test(said);
  return isMadeUp(said);
}

/** Does this text say anything? */
export function hasWords(text: string): boolean {
  return /[a-z\d]/i.test(text) || SPOKEN().test(text);
}

function isHole(inner: string): boolean {
  const words = wordsOfMark(inner);
  return words.length === 0 || words.some((word) => HOLES.has(word));
}

function wordsOfMark(inner: string): string[] {
  return unaccented(inner)
    .split(/[\s_,;:.!?/="'\d-]+/)
    .filter((word) => word !== '');
}

function isSound(inner: string): boolean {
  const words = wordsOfMark(inner);
  // "[ __ ]" stands for a word that was not to be heard.
  if (words.length === 0) return !/\d/.test(inner);
  const phrase = words.join(' ');
  if (PHRASES.has(phrase) || JAPANESE_SOUNDS.has(phrase)) return true;
  return (
    words.some((word) => SOUNDS.has(word) || SPEAKING.has(word)) &&
    words.every((word) => SOUNDS.has(word) || BESIDE.has(word))
  );
}
