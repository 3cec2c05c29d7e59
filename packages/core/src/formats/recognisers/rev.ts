import { joinWords, type SpokenWord } from '../join-words.ts';
import { jsonFormat, nameOf, objectsOf, requireDone, secondsOf, textOf } from '../json-values.ts';
import { transcriptOf } from '../transcript.ts';

/** A transcript of Rev AI. */
export const rev = jsonFormat(
  'rev',
  'Rev AI, by speakers: needs the sides, the customer and the start',
  (json) => objectsOf(json.monologues).some((monologue) => Array.isArray(monologue.elements)),
  (json, { joinGapMs }) => {
    requireDone(json.status);
    const names = new Map(objectsOf(json.speakers).map(({ id, name }) => [nameOf(id), nameOf(name)]));
    const words = objectsOf(json.monologues).flatMap((monologue): SpokenWord[] => {
      const id = nameOf(monologue.speaker);
      const speaker = names.get(id) ?? (id === null ? '' : `Speaker ${id}`);
      // A blank stands between words as an element of its own.
      return objectsOf(monologue.elements)
        .filter(({ value }) => textOf(value).trim() !== '')
        .map((element) => ({
          speaker,
          text: textOf(element.value).trim(),
          beginMs: secondsOf(element.ts),
          endMs: secondsOf(element.end_ts),
          joined: element.type === 'punct',
        }));
    });
    return transcriptOf('rev', joinWords(words, joinGapMs));
  },
);
