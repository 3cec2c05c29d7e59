import { isTimeZone } from '../../shared/calendar.ts';
import { fileTime, jsonFormat, nameOf, objectOf, objectsOf, secondsOf, textOf } from '../json-values.ts';
import { inZone } from '../start-time.ts';
import { transcriptOf } from '../transcript.ts';

/** The output of the sample solution Amazon Transcribe Post Call Analytics. */
export const postCallAnalytics = jsonFormat(
  'post-call-analytics',
  'Amazon Transcribe Post Call Analytics (PCA): needs the customer; --swap where it names the wrong side',
  (json) => 'ConversationAnalytics' in json && 'SpeechSegments' in json,
  (json) => {
    const call = objectOf(json.ConversationAnalytics);
    const labels = new Map(
      objectsOf(call.SpeakerLabels).map((one) => [nameOf(one.Speaker), nameOf(one.DisplayText)]),
    );
    const turns = objectsOf(json.SpeechSegments).map((segment) => {
      const voice = nameOf(segment.SegmentSpeaker);
      const speaker = segment.IVRSegment === true ? 'IVR' : (labels.get(voice) ?? voice ?? '');
      return {
        speaker,
        text: textOf(segment.DisplayText) || textOf(segment.OriginalText),
        beginMs: secondsOf(segment.SegmentStartTime),
        endMs: secondsOf(segment.SegmentEndTime),
      };
    });
    const zone = textOf(call.ConversationLocation);
    const written = fileTime(call.ConversationTime, 'ConversationTime');
    const customer = nameOf(call.Cust);
    return transcriptOf('post-call-analytics', turns, {
      callId: nameOf(call.GUID),
      startedAt: written !== null && !written.hasZone && isTimeZone(zone) ? inZone(written, zone) : written,
      agentId: nameOf(call.Agent),
      customer: { emails: [], phones: [], ids: customer === null ? [] : [customer] },
    });
  },
);
