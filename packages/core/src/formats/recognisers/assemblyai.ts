import { joinWords, type SpokenWord } from '../join-words.ts';
import { jsonFormat, millisOf, nameOf, numberOf, objectsOf, requireDone, textOf } from '../json-values.ts';
import { transcriptOf, UnreadableTranscript } from '../transcript.ts';

type Json = Record<string, unknown>;

/** A result of AssemblyAI. Times of words are milliseconds, the length of the recording is in seconds. */
export const assemblyAi = jsonFormat(
  'assemblyai',
  'AssemblyAI, by speakers or channels: needs the sides, the customer and the start',
  (json) =>
    ('audio_url' in json || 'audio_duration' in json) &&
    ('words' in json || 'utterances' in json || 'status' in json),
  (json, { joinGapMs }) => {
    requireDone(json.status);
    const words = objectsOf(json.words);
    const utterances = objectsOf(json.utterances);
    const isNamed = words.some((word) => voiceOf(word) !== '');
    const parts = isNamed || utterances.length === 0 ? words : utterances;
    const spoken = parts.map(
      (part): SpokenWord => ({
        speaker: voiceOf(part),
        text: textOf(part.text),
        beginMs: millisOf(part.start, 1),
        endMs: millisOf(part.end, 1),
      }),
    );
    requireMilliseconds(spoken, numberOf(json.audio_duration));
    const whole = { speaker: '', text: textOf(json.text), beginMs: null, endMs: null };
    return transcriptOf('assemblyai', spoken.length > 0 ? joinWords(spoken, joinGapMs) : [whole], {
      redacted: json.redact_pii === true,
    });
  },
);

function voiceOf(part: Json): string {
  const channel = nameOf(part.channel);
  if (channel !== null) return `ch_${channel}`;
  const speaker = nameOf(part.speaker);
  return speaker === null ? '' : `Speaker ${speaker}`;
}

/** A converter may have written seconds, which this service never does. */
function requireMilliseconds(words: readonly SpokenWord[], durationSeconds: number | null): void {
  let last = 0;
  for (const { endMs } of words) last = Math.max(last, endMs ?? 0);
  if (durationSeconds === null || durationSeconds < 5 || last === 0 || last > durationSeconds * 2) return;
  throw new UnreadableTranscript(
    'wrong_times',
    'The times of this file are not the milliseconds that AssemblyAI writes, but look like seconds. Pass the file as the service gave it.',
  );
}
