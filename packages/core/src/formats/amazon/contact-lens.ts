import { roleOf } from '../../call/roles.ts';
import {
  fileTime,
  jsonFormat,
  listOf,
  millisOf,
  nameOf,
  objectOf,
  objectsOf,
  requireDone,
  textOf,
} from '../json-values.ts';
import { type FileTime, type Party, type SpokenTurn, transcriptOf } from '../transcript.ts';

type Json = Record<string, unknown>;

/** Post-contact analysis of a call by Amazon Connect Contact Lens. */
export const contactLensVoice = jsonFormat(
  'contact-lens-voice',
  'Amazon Connect Contact Lens, calls: needs the customer; the start where the path of the recording does not tell it',
  (json) =>
    json.Channel === 'VOICE' && 'JobStatus' in json && !isCallAnalytics(json) && !('Segments' in json),
  (json) => {
    requireDone(json.JobStatus);
    const customer = objectOf(json.CustomerMetadata);
    return transcriptOf('contact-lens-voice', turnsOf(json), {
      callId: nameOf(customer.ContactId),
      startedAt: startOfRecording(textOf(customer.InputS3Uri)),
      redacted: isRedacted(json),
      parties: partiesOf(json),
    });
  },
);

/** Amazon Transcribe Call Analytics, which writes nearly the same shape. */
export const transcribeCallAnalytics = jsonFormat(
  'transcribe-call-analytics',
  'Amazon Transcribe Call Analytics: needs the customer and the start',
  (json) => isCallAnalytics(json),
  (json) => {
    requireDone(json.JobStatus ?? json.CallAnalyticsJobStatus);
    return transcriptOf('transcribe-call-analytics', turnsOf(json), {
      callId: nameOf(json.JobName),
      redacted: isRedacted(json),
      parties: partiesOf(json),
    });
  },
);

function isCallAnalytics(json: Json): boolean {
  if (!('JobName' in json)) return false;
  return (
    'ConversationCharacteristics' in json || 'JobStatus' in json || isVoiceTurn(listOf(json.Transcript)[0])
  );
}

function isVoiceTurn(turn: unknown): boolean {
  return 'BeginOffsetMillis' in objectOf(turn);
}

/** Are personal data replaced in this result of Contact Lens or Call Analytics? */
export function isRedacted(json: Json): boolean {
  return objectOf(json.ContentMetadata).Output === 'Redacted';
}

function turnsOf(json: Json): SpokenTurn[] {
  const label = labelsOf(json);
  return objectsOf(json.Transcript).map((turn) => ({
    speaker: label(turn),
    text: textOf(turn.Content),
    beginMs: millisOf(turn.BeginOffsetMillis, 1),
    endMs: millisOf(turn.EndOffsetMillis, 1),
  }));
}

/** A label of each participant: the role, and a number for the second and later participants of that role. */
function labelsOf(json: Json): (turn: Json) => string {
  const roles = new Map(
    objectsOf(json.Participants).map((one) => [nameOf(one.ParticipantId), nameOf(one.ParticipantRole)]),
  );
  const labels = new Map<string, string>();
  const counts = new Map<string, number>();
  return (turn) => {
    const id = nameOf(turn.ParticipantId);
    const role = nameOf(turn.ParticipantRole) ?? roles.get(id) ?? id ?? '';
    const key = JSON.stringify([id, role]);
    const known = labels.get(key);
    if (known !== undefined) return known;
    const number = (counts.get(role) ?? 0) + 1;
    counts.set(role, number);
    const label = number === 1 || role === '' ? role : `${role} ${number}`;
    labels.set(key, label);
    return label;
  };
}

function partiesOf(json: Json): Party[] {
  return objectsOf(json.Participants).flatMap((one) => {
    const label = nameOf(one.ParticipantRole);
    const role = label === null ? null : roleOf(label);
    return label === null || role === null ? [] : [{ label, role }];
  });
}

/** The name of a recording tells its start in UTC, to the minute: `…_20230529T10:22_UTC.wav`. */
function startOfRecording(uri: string): FileTime | null {
  const [, year, month, day, minutes, seconds = ':00'] =
    /_(\d{4})(\d{2})(\d{2})T(\d{2}[:_]\d{2})(:\d{2})?_UTC/.exec(uri.slice(-400)) ?? [];
  if (minutes === undefined) return null;
  return fileTime(`${year}-${month}-${day}T${minutes.replace('_', ':')}${seconds}Z`, 'name of the recording');
}
