import { joinWords, type SpokenWord } from '../join-words.ts';
import { jsonFormat, listOf, nameOf, objectsOf, requireDone, secondsOf, textOf } from '../json-values.ts';
import { transcriptOf } from '../transcript.ts';

type Json = Record<string, unknown>;

/** A result of IBM Watson Speech to Text, also wrapped in its job. */
export const ibmWatson = jsonFormat(
  'ibm-watson',
  'IBM Watson Speech to Text, by speakers: needs the sides, the customer and the start',
  (json) => recognitionsOf(json).some(({ results }) => objectsOf(results).some(isResult)),
  (json, { joinGapMs }) => {
    requireDone(json.status);
    const words = recognitionsOf(json).flatMap((recognition) => {
      const speakers = new Map(
        objectsOf(recognition.speaker_labels).map((label) => [secondsOf(label.from), nameOf(label.speaker)]),
      );
      const hasSpeakers = speakers.size > 0;
      let speaker = '';
      return objectsOf(recognition.results).flatMap((result): SpokenWord[] => {
        const [best] = objectsOf(result.alternatives);
        const timed = listOf(best?.timestamps).map(listOf);
        if (timed.length === 0) {
          return [{ speaker: '', text: textOf(best?.transcript), beginMs: null, endMs: null }];
        }
        return timed.map(([word, from, to]) => {
          const beginMs = secondsOf(from);
          const label = speakers.get(beginMs);
          if (hasSpeakers && label !== undefined && label !== null) speaker = `Speaker ${label}`;
          return { speaker, text: textOf(word), beginMs, endMs: secondsOf(to) };
        });
      });
    });
    return transcriptOf('ibm-watson', joinWords(words, joinGapMs));
  },
);

function recognitionsOf(json: Json): Json[] {
  const results = objectsOf(json.results);
  return results.some(({ results: inner }) => Array.isArray(inner)) ? results : [json];
}

function isResult(result: Json): boolean {
  const [best] = objectsOf(result.alternatives);
  return best !== undefined && ('timestamps' in best || ('final' in result && 'transcript' in best));
}
