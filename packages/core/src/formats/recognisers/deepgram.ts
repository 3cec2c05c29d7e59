import { joinWords, type SpokenWord } from '../join-words.ts';
import { jsonFormat, nameOf, objectOf, objectsOf, secondsOf, textOf } from '../json-values.ts';
import { transcriptOf } from '../transcript.ts';

type Json = Record<string, unknown>;

/** A result of Deepgram for a recording. Its utterances repeat the words of the channels, so the words are read. */
export const deepgram = jsonFormat(
  'deepgram',
  'Deepgram, by speakers or channels: needs the sides, the customer and the start',
  (json) => {
    const { channels, utterances } = objectOf(json.results);
    return (
      Array.isArray(channels) &&
      (objectsOf(channels).some((channel) => 'alternatives' in channel) || Array.isArray(utterances))
    );
  },
  (json, { joinGapMs }) => {
    const results = objectOf(json.results);
    const channels = objectsOf(results.channels);
    const words = channels.flatMap((channel, index) => {
      const [best] = objectsOf(channel.alternatives);
      const language = nameOf(channel.detected_language);
      return wordsOf(objectsOf(best?.words), channels.length > 1 ? `ch_${index}` : null, language);
    });
    const utterances = words.length > 0 ? [] : wordsOf(objectsOf(results.utterances), null, null);
    const texts = channels.map((channel, index) => ({
      speaker: channels.length > 1 ? `ch_${index}` : '',
      text: textOf(objectsOf(channel.alternatives)[0]?.transcript),
      beginMs: null,
      endMs: null,
    }));
    const turns =
      words.length > 0 || utterances.length > 0 ? joinWords([...words, ...utterances], joinGapMs) : texts;
    return transcriptOf('deepgram', turns);
  },
);

/** On several channels the numbers of the speakers begin anew on each, so the channel tells who speaks. */
function wordsOf(words: readonly Json[], channel: string | null, language: string | null): SpokenWord[] {
  return words.map((word) => {
    const speaker = nameOf(word.speaker);
    const spoken = nameOf(word.language) ?? language;
    return {
      speaker: channel ?? (speaker === null ? '' : `Speaker ${speaker}`),
      text: textOf(word.punctuated_word) || textOf(word.word) || textOf(word.transcript),
      beginMs: secondsOf(word.start),
      endMs: secondsOf(word.end),
      ...(spoken !== null && { language: spoken }),
    };
  });
}
