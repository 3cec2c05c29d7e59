import { roleOf } from '../../call/roles.ts';
import { joinWords, type SpokenWord } from '../join-words.ts';
import {
  epochTime,
  fileTime,
  jsonFormat,
  listOf,
  millisOf,
  nameOf,
  numberOf,
  objectOf,
  objectsOf,
  textOf,
} from '../json-values.ts';
import { type Transcript, transcriptOf } from '../transcript.ts';

type Json = Record<string, unknown>;

/** A result of Google Cloud Speech-to-Text, version 1 or 2. */
export const googleStt = jsonFormat(
  'google-stt',
  'Google Cloud Speech-to-Text, by speakers or channels: needs the sides, the customer and the start',
  (json) => resultsOf(json).some(isResult),
  (json, { joinGapMs }) => {
    const results = resultsOf(json);
    // The last result of a recognition by speakers may repeat every word, with its speaker.
    const spoken = results.filter((result) => wordsIn(result).length > 0);
    const [first, last] = [spoken[0], spoken.at(-1)];
    const isDiarised = last !== undefined && wordsIn(last).some((word) => speakerOf(word) !== null);
    const repeats = isDiarised && first !== undefined && beginOf(last) <= beginOf(first);
    const words = (repeats ? [last] : results).flatMap(asWords);
    return transcriptOf('google-stt', joinWords(words, joinGapMs));
  },
);

function resultsOf(json: Json): Json[] {
  if (Array.isArray(json.results)) return objectsOf(json.results);
  const inside = objectOf(json.response ?? json);
  if (Array.isArray(inside.results)) return objectsOf(inside.results);
  const [file] = Object.values(objectOf(inside.results)).map(objectOf);
  return objectsOf(objectOf(file?.transcript ?? objectOf(file?.inlineResult).transcript).results);
}

// As JSON of the API has them, and as its libraries write them.
const BEGIN = ['startTime', 'startOffset', 'start_time', 'start_offset'];
const END = ['endTime', 'endOffset', 'end_time', 'end_offset'];

function firstOf(json: Json, keys: readonly string[]): unknown {
  return json[keys.find((key) => key in json) ?? ''];
}

function isResult(result: Json): boolean {
  const [best] = objectsOf(result.alternatives);
  if (best === undefined || 'timestamps' in best || 'final' in result || 'type' in result) return false;
  const [word] = objectsOf(best.words);
  if (word === undefined) return typeof best.transcript === 'string';
  return 'word' in word && [...BEGIN, ...END].some((key) => key in word);
}

function wordsIn(result: Json): Json[] {
  return objectsOf(objectsOf(result.alternatives)[0]?.words);
}

function beginOf(result: Json): number {
  return durationOf(firstOf(wordsIn(result)[0] ?? {}, BEGIN)) ?? 0;
}

function speakerOf(word: Json): string | null {
  const label = nameOf(word.speakerLabel ?? word.speaker_label);
  const tag = nameOf(word.speakerTag ?? word.speaker_tag);
  return label ?? (tag === '0' ? null : tag);
}

function asWords(result: Json): SpokenWord[] {
  const channel = nameOf(result.channelTag ?? result.channel_tag);
  const language = nameOf(result.languageCode ?? result.language_code);
  const more = language === null ? {} : { language };
  const words = wordsIn(result).map((word) => {
    const speaker = speakerOf(word);
    const label = speaker === null ? channel && `ch_${channel}` : `Speaker ${speaker}`;
    return {
      speaker: label ?? '',
      text: textOf(word.word),
      beginMs: durationOf(firstOf(word, BEGIN)),
      endMs: durationOf(firstOf(word, END)),
      ...more,
    };
  });
  // A word at the very beginning of a recording has no begin, since it is 0.
  const [first] = words;
  if (first?.beginMs === null && first.endMs !== null && first.endMs < 2000) first.beginMs = 0;
  if (words.length > 0) return words;
  const text = textOf(objectsOf(result.alternatives)[0]?.transcript);
  const endMs = durationOf(result.resultEndTime ?? result.resultEndOffset);
  return [{ speaker: channel === null ? '' : `ch_${channel}`, text, beginMs: null, endMs, ...more }];
}

/** Milliseconds of `"12.900s"` or of `{ seconds: "12", nanos: 900000000 }`. */
function durationOf(value: unknown): number | null {
  if (typeof value === 'string') return millisOf(value.replace(/s$/, ''), 1000);
  if (typeof value !== 'object' || value === null) return null;
  const { seconds, nanos } = objectOf(value);
  return millisOf((numberOf(seconds) ?? 0) + (numberOf(nanos) ?? 0) / 1e9, 1000);
}

/** Conversations as Google Contact Center AI Insights takes them in. */
export const googleEntries = jsonFormat(
  'google-ccai',
  'Google Contact Center AI, conversations as entries: needs the customer; has no ends',
  (json) =>
    objectsOf(json.entries).some(
      (entry) => 'start_timestamp_usec' in entry || ('text' in entry && 'user_id' in entry),
    ),
  (json): Transcript => {
    const info = objectOf(json.conversation_info);
    const turns = objectsOf(json.entries).map((entry) => {
      const at = epochTime(entry.start_timestamp_usec, 1e-3, '');
      const user = nameOf(entry.user_id);
      return {
        speaker: nameOf(entry.role) ?? (user === null ? '' : `user ${user}`),
        text: textOf(entry.text),
        beginMs: null,
        endMs: null,
        ...(at !== null && { at: at.ms }),
      };
    });
    const labels = [...new Set(turns.map(({ speaker }) => speaker))];
    const first = turns.find(({ at }) => at !== undefined)?.at;
    return transcriptOf('google-ccai', turns, {
      callId: nameOf(json.conversation_id) ?? nameOf(info.conversation_id),
      startedAt: first === undefined ? null : { ms: first, hasZone: true, from: 'first entry' },
      marks: 'start',
      // "user 1" names a number of a person here, and not a customer.
      parties: labels.map((label) => ({
        label,
        role: label.startsWith('user ') ? undefined : (roleOf(label) ?? undefined),
      })),
    });
  },
);

/** A conversation of Google Contact Center AI Insights, as its API answers. */
export const googleConversation = jsonFormat(
  'google-ccai-conversation',
  'Google Contact Center AI Insights, conversations of its API: needs the customer',
  (json) => Array.isArray(transcriptIn(json).transcriptSegments),
  (json) => {
    const startedAt = fileTime(json.startTime, 'startTime');
    const call = objectOf(json.callMetadata);
    const agents = new Set([nameOf(call.agentChannel)]);
    const customers = new Set([nameOf(call.customerChannel)]);
    const turns = objectsOf(transcriptIn(json).transcriptSegments).map((segment) => {
      const words = objectsOf(segment.words);
      const at = fileTime(segment.messageTime, '')?.ms;
      const channel = nameOf(segment.channelTag);
      const byChannel = agents.has(channel) ? 'AGENT' : customers.has(channel) ? 'CUSTOMER' : null;
      const role = nameOf(objectOf(segment.segmentParticipant).role);
      const beginMs = durationOf(objectOf(words[0]).startOffset);
      return {
        speaker: role ?? (channel === null ? '' : (byChannel ?? `ch_${channel}`)),
        text: textOf(segment.text),
        beginMs:
          beginMs ??
          (at !== undefined && startedAt !== null && at >= startedAt.ms ? at - startedAt.ms : null),
        endMs: durationOf(objectOf(words.at(-1)).endOffset),
        ...(beginMs === null && at !== undefined && { at }),
      };
    });
    const labels = objectOf(json.labels);
    const emails = listOf(Object.values(labels))
      .map(textOf)
      .filter((value) => /^[^\s@]+@[^\s@]+$/.test(value));
    return transcriptOf('google-ccai-conversation', turns, {
      callId: nameOf(json.name)?.split('/').at(-1) ?? null,
      startedAt,
      agentId: nameOf(json.agentId),
      customer: { emails, phones: [], ids: [] },
      marks: json.medium === 'CHAT' ? 'sent' : 'start',
    });
  },
);

function transcriptIn(json: Json): Json {
  return objectOf(json.transcript);
}
