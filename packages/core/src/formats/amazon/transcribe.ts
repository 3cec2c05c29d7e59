import { joinWords, type SpokenWord } from '../join-words.ts';
import {
  jsonFormat,
  listOf,
  nameOf,
  objectOf,
  objectsOf,
  requireDone,
  secondsOf,
  textOf,
} from '../json-values.ts';
import { type SpokenTurn, transcriptOf } from '../transcript.ts';

type Json = Record<string, unknown>;

/** A result of Amazon Transcribe, by speakers or by channels. */
export const transcribeStandard = jsonFormat(
  'transcribe',
  'Amazon Transcribe, by speakers or channels: needs the sides, the customer and the start',
  (json) => {
    const results = objectOf(json.results);
    return (
      (Array.isArray(results.transcripts) && Array.isArray(results.items)) ||
      ('jobName' in json && 'status' in json && 'accountId' in json)
    );
  },
  (json, { joinGapMs }) => {
    requireDone(json.status);
    const results = objectOf(json.results);
    const channels = objectsOf(objectOf(results.channel_labels).channels);
    const words =
      channels.length > 0
        ? channels.flatMap((channel) =>
            wordsOf(objectsOf(channel.items), () => nameOf(channel.channel_label)),
          )
        : wordsOf(objectsOf(results.items), speakersOf(objectOf(results.speaker_labels)));
    const plain = textOf(objectOf(listOf(results.transcripts)[0]).transcript);
    const turns: SpokenTurn[] =
      words.length > 0
        ? joinWords(words, joinGapMs)
        : [{ speaker: '', text: plain, beginMs: null, endMs: null }];
    return transcriptOf('transcribe', turns, {
      callId: nameOf(json.jobName),
      redacted: json.isRedacted === true,
    });
  },
);

/** Words of a list of items. Punctuation has no times, and belongs to the voice of the word before. */
function wordsOf(items: readonly Json[], speakerOf: (item: Json) => string | null): SpokenWord[] {
  let speaker = '';
  return items.flatMap((item) => {
    const text = textOf(objectOf(listOf(item.alternatives)[0]).content);
    const isWord = item.type !== 'punctuation';
    if (isWord) speaker = speakerOf(item) ?? '';
    if (text === '') return [];
    const language = nameOf(item.language_code);
    return [
      {
        speaker,
        text,
        beginMs: isWord ? secondsOf(item.start_time) : null,
        endMs: isWord ? secondsOf(item.end_time) : null,
        joined: !isWord,
        ...(language !== null && { language }),
      },
    ];
  });
}

/** Who speaks a word: as its item says, else the segment that names its begin, else the segment around it. */
function speakersOf(labels: Json): (item: Json) => string | null {
  const byBegin = new Map<number | null, string | null>();
  const spans: { beginMs: number; endMs: number; label: string | null }[] = [];
  for (const segment of objectsOf(labels.segments)) {
    for (const item of objectsOf(segment.items)) {
      byBegin.set(secondsOf(item.start_time), nameOf(item.speaker_label) ?? nameOf(segment.speaker_label));
    }
    const beginMs = secondsOf(segment.start_time);
    const endMs = secondsOf(segment.end_time);
    if (beginMs !== null && endMs !== null)
      spans.push({ beginMs, endMs, label: nameOf(segment.speaker_label) });
  }
  let at = 0;
  return (item) => {
    const begin = secondsOf(item.start_time);
    const named = nameOf(item.speaker_label) ?? byBegin.get(begin);
    if (named !== undefined && named !== null) return named;
    if (begin === null) return null;
    while (at < spans.length - 1 && (spans[at]?.endMs ?? 0) <= begin) at += 1;
    return spans[at]?.label ?? null;
  };
}
