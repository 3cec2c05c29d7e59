import { joinWords } from '../join-words.ts';
import {
  endAfter,
  jsonFormat,
  listOf,
  millisOf,
  nameOf,
  objectOf,
  objectsOf,
  requireDone,
  textOf,
} from '../json-values.ts';
import { type SpokenTurn, transcriptOf, UnreadableTranscript } from '../transcript.ts';

type Json = Record<string, unknown>;

const TICKS = 1 / 10_000;

/** Batch transcription of Azure AI Speech. */
export const azureBatch = jsonFormat(
  'azure-batch',
  'Azure AI Speech, batch transcription: needs the sides, the customer and the start',
  (json) => Array.isArray(json.recognizedPhrases) || Array.isArray(json.combinedRecognizedPhrases),
  (json, { joinGapMs }) => {
    const phrases = objectsOf(json.recognizedPhrases).filter(
      ({ recognitionStatus: status }) => status === undefined || status === 'Success',
    );
    const voice = voicesOf(phrases);
    const turns = phrases.map((phrase) => {
      const beginMs = millisOf(phrase.offsetInTicks, TICKS) ?? isoMillis(phrase.offset);
      const lasts = millisOf(phrase.durationInTicks, TICKS) ?? isoMillis(phrase.duration);
      const [best] = objectsOf(phrase.nBest);
      const text = textOf(best?.display) || textOf(best?.itn) || textOf(best?.lexical);
      return {
        speaker: voice(phrase),
        text,
        beginMs,
        endMs: endAfter(beginMs, lasts),
        ...languageOf(phrase),
      };
    });
    return transcriptOf('azure-batch', joinWords(turns, joinGapMs));
  },
);

/** Fast transcription of Azure AI Speech. */
export const azureFast = jsonFormat(
  'azure-fast',
  'Azure AI Speech, fast transcription: needs the sides, the customer and the start',
  (json) => Array.isArray(json.combinedPhrases) && Array.isArray(json.phrases),
  (json, { joinGapMs }) => {
    const phrases = objectsOf(json.phrases);
    const voice = voicesOf(phrases);
    const turns = phrases.map((phrase) => {
      const beginMs = millisOf(phrase.offsetMilliseconds, 1);
      const endMs = endAfter(beginMs, millisOf(phrase.durationMilliseconds, 1));
      return { speaker: voice(phrase), text: textOf(phrase.text), beginMs, endMs, ...languageOf(phrase) };
    });
    return transcriptOf('azure-fast', joinWords(turns, joinGapMs));
  },
);

/** Azure AI Content Understanding of a recording. */
export const azureUnderstanding = jsonFormat(
  'azure-content-understanding',
  'Azure AI Content Understanding, audio: needs the customer and the start',
  (json) => contentsOf(json).some((content) => 'transcriptPhrases' in content || 'markdown' in content),
  (json, { joinGapMs }) => {
    requireDone(json.status);
    const phrases = contentsOf(json).flatMap((content) => objectsOf(content.transcriptPhrases));
    const turns = phrases.map((phrase) => ({
      speaker: nameOf(phrase.speaker) ?? '',
      text: textOf(phrase.text),
      beginMs: millisOf(phrase.startTimeMs, 1),
      endMs: millisOf(phrase.endTimeMs, 1),
      ...languageOf(phrase),
    }));
    return transcriptOf('azure-content-understanding', joinWords(turns, joinGapMs));
  },
);

function contentsOf(json: Json): Json[] {
  return objectsOf(objectOf(json.result).contents);
}

/** What the conversation summary of Azure AI Language takes in. */
export const azureConversation = jsonFormat(
  'azure-conversation',
  'Azure AI Language, input of conversations: needs the customer and the start; has no times',
  (json) => Array.isArray(objectOf(json.analysisInput).conversations),
  (json) => {
    const conversations = objectsOf(objectOf(json.analysisInput).conversations);
    return conversations.map((conversation) => {
      const items = objectsOf(conversation.conversationItems);
      const turns = items.map((item): SpokenTurn => {
        const begin = millisOf(objectOf(listOf(item.audioTimings)[0]).offset, TICKS);
        return {
          speaker: nameOf(item.role) ?? nameOf(item.participantId) ?? '',
          text: textOf(item.text) || textOf(item.itn) || textOf(item.lexical),
          beginMs: begin,
          endMs: null,
        };
      });
      if (items.length === 0) {
        throw new UnreadableTranscript('no_turns', 'This conversation holds no items. Leave the file out.');
      }
      return transcriptOf('azure-conversation', turns, { callId: nameOf(conversation.id) });
    });
  },
);

/** Several channels are voices of their own; on one channel the numbers of the speakers tell them apart. */
function voicesOf(phrases: readonly Json[]): (phrase: Json) => string {
  const isMono = new Set(phrases.map(({ channel }) => nameOf(channel))).size <= 1;
  return (phrase) => {
    const name = nameOf(isMono ? phrase.speaker : phrase.channel);
    return name === null ? '' : `${isMono ? 'Speaker ' : 'ch_'}${name}`;
  };
}

function languageOf({ locale }: Json): { language?: string } {
  const language = nameOf(locale);
  return language === null ? {} : { language };
}

/** Milliseconds of a duration such as `PT1M2.5S`. */
function isoMillis(value: unknown): number | null {
  const [whole, hours = '0', minutes = '0', seconds = '0'] =
    /^PT(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,8}(?:\.\d{1,9})?)S)?$/.exec(textOf(value)) ?? [];
  if (whole === undefined) return null;
  return Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000);
}
