import { roleOf } from '../../call/roles.ts';
import {
  fileTime,
  jsonFormat,
  listOf,
  nameOf,
  objectOf,
  objectsOf,
  requireDone,
  textOf,
} from '../json-values.ts';
import { type SpokenTurn, type Transcript, transcriptOf } from '../transcript.ts';
import { isRedacted } from './contact-lens.ts';

type Json = Record<string, unknown>;

/** Post-contact analysis of a chat by Amazon Connect Contact Lens. */
export const contactLensChat = jsonFormat(
  'contact-lens-chat',
  'Amazon Connect Contact Lens, chats: needs the customer',
  (json) => json.Channel === 'CHAT' && 'JobStatus' in json,
  (json) => {
    requireDone(json.JobStatus);
    const callId = nameOf(objectOf(json.CustomerMetadata).ContactId);
    return chatOf('contact-lens-chat', json, callId, isRedacted(json));
  },
);

/** The transcript of a chat as Amazon Connect stores it by itself. */
export const connectChat = jsonFormat(
  'connect-chat',
  'Amazon Connect, transcripts of chats: needs the customer',
  (json) =>
    !('JobStatus' in json) &&
    !('JobName' in json) &&
    objectsOf(json.Transcript).some((item) => 'AbsoluteTime' in item),
  (json) => chatOf('connect-chat', json, nameOf(json.ContactId) ?? contactOf(json), false),
);

function contactOf(json: Json): string | null {
  const ids = new Set(objectsOf(json.Transcript).flatMap((item) => nameOf(item.ContactId) ?? []));
  return (ids.size === 1 ? [...ids][0] : null) ?? nameOf(json.InitialContactId);
}

function chatOf(format: string, json: Json, callId: string | null, redacted: boolean): Transcript {
  const roles = new Map(
    objectsOf(json.Participants).map((one) => [nameOf(one.ParticipantId), nameOf(one.ParticipantRole)]),
  );
  const warnings: string[] = [];
  let untimed = 0;
  const turns = objectsOf(json.Transcript).flatMap((item): SpokenTurn[] => {
    const text = isMessage(item) ? wordsOf(item) : '';
    if (text === '') return [];
    const at = fileTime(item.AbsoluteTime, '')?.ms;
    if (at === undefined) untimed += 1;
    const id = nameOf(item.ParticipantId);
    const speaker = nameOf(item.ParticipantRole) ?? roles.get(id) ?? nameOf(item.DisplayName) ?? '';
    return [{ speaker, text, beginMs: null, endMs: null, ...(at !== undefined && { at }) }];
  });
  if (untimed > 0) warnings.push(`${untimed} messages have no time.`);
  const labels = [...new Set(turns.map(({ speaker }) => speaker))];
  return transcriptOf(format, turns, {
    callId,
    startedAt: fileTime(textOf(objectsOf(json.Transcript)[0]?.AbsoluteTime), 'first item of the chat'),
    marks: 'sent',
    redacted,
    parties: labels.map((label) => ({ label, role: roleOf(label) ?? undefined })),
    warnings,
  });
}

function isMessage({ Type, ContentType }: Json): boolean {
  if (textOf(Type) !== '') return Type === 'MESSAGE';
  return !/event|attachment/i.test(textOf(ContentType));
}

/** The words of a message; of an interactive one, what it shows. */
function wordsOf({ Content, ContentType }: Json): string {
  const text = textOf(Content);
  if (!/json|interactive/i.test(textOf(ContentType))) return text;
  try {
    const content = objectOf(JSON.parse(text));
    const shown = objectOf(objectOf(content.data).content ?? content.data ?? content);
    const parts = [shown.title, shown.subtitle, shown.text];
    const options = listOf(shown.elements).map((option) => objectOf(option).title);
    const words = [...parts, ...options].map(textOf).filter((part) => part !== '');
    return words.length > 0 ? words.join('\n') : textOf(content.text ?? content.message);
  } catch {
    // A plain text under a type of JSON.
    return text;
  }
}
