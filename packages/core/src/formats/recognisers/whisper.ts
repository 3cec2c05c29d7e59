import { joinWords, type SpokenWord } from '../join-words.ts';
import { jsonFormat, millisOf, nameOf, objectOf, objectsOf, secondsOf, textOf } from '../json-values.ts';
import { type Transcript, transcriptOf } from '../transcript.ts';

type Json = Record<string, unknown>;

/** Is this a list of segments as Whisper and its relatives write them? */
function segmentsOf(json: Json): Json[] {
  const segments = objectsOf(json.segments);
  return segments.some((segment) => 'start' in segment && 'end' in segment && 'text' in segment)
    ? segments
    : [];
}

function isDiarizedByOpenAi(segments: readonly Json[]): boolean {
  return segments.some(({ type }) => type === 'transcript.text.segment');
}

function hasVoices(json: Json, segments: readonly Json[]): boolean {
  return 'word_segments' in json || segments.some((segment) => nameOf(segment.speaker) !== null);
}

/** `diarized_json` of the transcriptions of OpenAI. */
export const openAiDiarized = jsonFormat(
  'openai-diarized',
  'OpenAI transcriptions, diarized_json: needs the sides, the customer and the start',
  (json) => isDiarizedByOpenAi(segmentsOf(json)),
  (json, { joinGapMs }) => fromSegments('openai-diarized', segmentsOf(json), joinGapMs),
);

/** WhisperX, which tells voices apart. */
export const whisperX = jsonFormat(
  'whisperx',
  'WhisperX: needs the sides, the customer and the start',
  (json) => {
    const segments = segmentsOf(json);
    return segments.length > 0 && !isDiarizedByOpenAi(segments) && hasVoices(json, segments);
  },
  (json, { joinGapMs }) => fromSegments('whisperx', segmentsOf(json), joinGapMs),
);

/** Whisper, and `verbose_json` of OpenAI, which name no voices. */
export const whisper = jsonFormat(
  'whisper',
  'Whisper and verbose_json of OpenAI, which name no voices: needs --speaker or one file for each side, the customer and the start',
  (json) => {
    const segments = segmentsOf(json);
    return segments.length > 0 && !isDiarizedByOpenAi(segments) && !hasVoices(json, segments);
  },
  (json, { joinGapMs }) => fromSegments('whisper', segmentsOf(json), joinGapMs),
);

/** whisper.cpp, which tells the channels of a stereo recording apart on request. */
export const whisperCpp = jsonFormat(
  'whisper.cpp',
  'whisper.cpp, with --diarize for stereo: needs the sides or --speaker, the customer and the start',
  (json) => objectsOf(json.transcription).some((segment) => 'offsets' in segment && 'text' in segment),
  (json, { joinGapMs }) => {
    const parts = objectsOf(json.transcription).map(({ text, offsets, speaker }): SpokenWord => {
      const { from, to } = objectOf(offsets);
      const name = nameOf(speaker);
      return {
        speaker: name === null || name === '?' ? '' : `ch_${name}`,
        text: textOf(text).trim(),
        beginMs: millisOf(from, 1),
        endMs: millisOf(to, 1),
      };
    });
    return transcriptOf('whisper.cpp', joinWords(parts, joinGapMs));
  },
);

/** Words tell when a voice changes within a segment; those without a voice or a time go with their segment. */
function fromSegments(format: string, segments: readonly Json[], joinGapMs: number | undefined): Transcript {
  const parts = segments.flatMap((segment): SpokenWord[] => {
    const voice = nameOf(segment.speaker) ?? '';
    const words = objectsOf(segment.words).map((word) => ({
      speaker: nameOf(word.speaker) ?? voice,
      text: (textOf(word.word) || textOf(word.text)).trim(),
      beginMs: secondsOf(word.start),
      endMs: secondsOf(word.end),
    }));
    if (words.some(({ text, beginMs }) => text !== '' && beginMs !== null)) return words;
    return [
      {
        speaker: voice,
        text: textOf(segment.text).trim(),
        beginMs: secondsOf(segment.start),
        endMs: secondsOf(segment.end),
      },
    ];
  });
  return transcriptOf(format, joinWords(parts, joinGapMs));
}
