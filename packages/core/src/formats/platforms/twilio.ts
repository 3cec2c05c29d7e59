import { roleOf } from '../../call/roles.ts';
import {
  fileTime,
  jsonFormat,
  nameOf,
  numberOf,
  objectOf,
  objectsOf,
  secondsOf,
  textOf,
} from '../json-values.ts';
import { type Party, transcriptOf, UnreadableTranscript } from '../transcript.ts';

/** A transcript of Twilio Conversational Intelligence with its sentences. */
export const twilio = jsonFormat(
  'twilio',
  'Twilio Conversational Intelligence, sentences with their transcript: needs --agent-channel where its participants have no roles',
  (json) =>
    objectsOf(json.sentences).some((sentence) => 'media_channel' in sentence) ||
    (/^GT/.test(textOf(json.sid)) && 'media_start_time' in json),
  (json) => {
    const call = objectOf(json.transcript ?? json);
    const sentences = objectsOf(json.sentences ?? call.sentences);
    if (sentences.length === 0) {
      throw new UnreadableTranscript(
        'not_a_transcript',
        'This is a transcript of Twilio without its sentences. Add the list of its resource Sentences under "sentences".',
      );
    }
    const participants = objectsOf(objectOf(call.channel).participants);
    const parties = participants.flatMap((one): Party[] => {
      const channel = nameOf(one.channel_participant);
      const role = roleOf(textOf(one.role)) ?? undefined;
      const email = nameOf(one.email);
      const phone = nameOf(one.media_participant_id);
      if (channel === null) return [];
      return [
        {
          label: `ch_${channel}`,
          role,
          // Some callers write a number where the address belongs.
          ...(email?.includes('@') && { email }),
          ...(phone !== null && { phone }),
        },
      ];
    });
    const turns = sentences.map((sentence) => {
      const channel = nameOf(sentence.media_channel);
      return {
        speaker: channel === null ? '' : `ch_${channel}`,
        text: textOf(sentence.transcript),
        beginMs: secondsOf(sentence.start_time),
        endMs: secondsOf(sentence.end_time),
      };
    });
    const duration = numberOf(call.duration);
    const last = turns.reduce((latest, { endMs }) => Math.max(latest, endMs ?? 0), 0);
    if (duration !== null && duration > 0 && last > duration * 10_000) {
      throw new UnreadableTranscript(
        'wrong_times',
        'The last sentence ends ten times later than the call: its times are no seconds. Pass the file as Twilio gave it.',
      );
    }
    const customer = nameOf(call.customer_key);
    return transcriptOf('twilio', turns, {
      callId: nameOf(call.sid) ?? nameOf(sentences[0]?.transcript_sid),
      startedAt: fileTime(call.media_start_time, 'media_start_time'),
      customer: { emails: [], phones: [], ids: customer === null ? [] : [customer] },
      redacted: call.redaction === true,
      parties,
    });
  },
);
