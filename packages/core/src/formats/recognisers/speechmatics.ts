import { joinWords, type SpokenWord } from '../join-words.ts';
import { endAfter, jsonFormat, nameOf, objectOf, objectsOf, secondsOf, textOf } from '../json-values.ts';
import { type Party, transcriptOf } from '../transcript.ts';

/** The label of a voice that could not be told. */
const UNKNOWN = 'UU';

/** A result of Speechmatics, json-v2. */
export const speechmatics = jsonFormat(
  'speechmatics',
  'Speechmatics, json-v2, by speakers or channels: needs the sides, the customer and the start',
  (json) =>
    objectsOf(json.results).some(
      ({ type, alternatives }) => typeof type === 'string' && Array.isArray(alternatives),
    ),
  (json, { joinGapMs }) => {
    const words = objectsOf(json.results).map((result): SpokenWord => {
      const [best] = objectsOf(result.alternatives);
      const language = nameOf(best?.language);
      const isWord = result.type !== 'punctuation';
      return {
        speaker: nameOf(result.channel) ?? nameOf(best?.speaker) ?? UNKNOWN,
        text: textOf(best?.content),
        beginMs: secondsOf(result.start_time),
        endMs: secondsOf(result.end_time),
        joined: result.attaches_to === 'previous' || (!isWord && result.attaches_to === undefined),
        ...(language !== null && { language }),
      };
    });
    return transcriptOf('speechmatics', joinWords(named(words), joinGapMs), { parties: partiesOf(words) });
  },
);

/** A result of the first version of Speechmatics. */
export const speechmaticsV1 = jsonFormat(
  'speechmatics-v1',
  'Speechmatics, the former version with words and speakers: needs the sides, the customer and the start',
  (json) =>
    Array.isArray(json.speakers) && objectsOf(json.words).some((word) => 'name' in word && 'time' in word),
  (json, { joinGapMs }) => {
    const spans = objectsOf(json.speakers).map(({ time, name }) => ({
      beginMs: secondsOf(time) ?? 0,
      label: nameOf(name) ?? UNKNOWN,
    }));
    let at = 0;
    const words = objectsOf(json.words).map(({ name, time, duration }): SpokenWord => {
      const beginMs = secondsOf(time);
      while (beginMs !== null && at < spans.length - 1 && (spans[at + 1]?.beginMs ?? 0) <= beginMs) at += 1;
      return {
        speaker: spans[at]?.label ?? UNKNOWN,
        text: textOf(name),
        beginMs,
        endMs: endAfter(beginMs, secondsOf(duration)),
        joined: /^[.,!?;:]$/.test(textOf(name)),
      };
    });
    return transcriptOf('speechmatics-v1', joinWords(named(words), joinGapMs), {
      callId: nameOf(objectOf(json.job).id),
      parties: partiesOf(words),
    });
  },
);

/** Where no voice was told at all, the file names none. */
function named(words: readonly SpokenWord[]): SpokenWord[] {
  if (words.some(({ speaker }) => speaker !== UNKNOWN)) return [...words];
  return words.map((word) => ({ ...word, speaker: '' }));
}

function partiesOf(words: readonly SpokenWord[]): Party[] {
  const labels = new Set(words.map(({ speaker }) => speaker));
  return labels.size > 1 && labels.has(UNKNOWN) ? [{ label: UNKNOWN, role: 'other' }] : [];
}
