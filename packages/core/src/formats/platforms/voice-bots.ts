import {
  epochTime,
  fileTime,
  jsonFormat,
  listOf,
  nameOf,
  objectOf,
  objectsOf,
  secondsOf,
  textOf,
} from '../json-values.ts';
import { type Party, type SpokenTurn, type Transcript, transcriptOf } from '../transcript.ts';

type Json = Record<string, unknown>;

/** On these platforms a voice bot is the company's agent, not a menu before one. */
const SIDES: Party[] = [
  { label: 'agent', role: 'agent' },
  { label: 'user', role: 'customer' },
  { label: 'transfer target', role: 'agent' },
];

/** Calls of Retell: the webhook, a call, or a list of calls. */
export const retell = jsonFormat(
  'retell',
  'Retell, calls and webhooks: needs the customer, by address in its metadata or by phone',
  (json) => retellCalls(json).some(isRetell),
  (json) => retellCalls(json).filter(isRetell).map(retellCall),
);

function retellCalls(json: Json): Json[] {
  const calls = objectsOf(json.items ?? json.calls);
  return calls.length > 0 ? calls : [objectOf(json.call ?? json)];
}

function isRetell(call: Json): boolean {
  return (
    'call_id' in call &&
    (Array.isArray(call.transcript_object) || ('call_status' in call && 'agent_id' in call))
  );
}

function retellCall(call: Json): Transcript {
  const turns = objectsOf(call.transcript_object).map((turn): SpokenTurn => {
    const words = objectsOf(turn.words);
    return {
      speaker: textOf(turn.role).replaceAll('_', ' '),
      text: textOf(turn.content),
      beginMs: secondsOf(words[0]?.start),
      endMs: secondsOf(words.at(-1)?.end),
    };
  });
  const phone = nameOf(call.direction === 'outbound' ? call.to_number : call.from_number);
  return transcriptOf('retell', turns, {
    callId: nameOf(call.call_id),
    startedAt: epochTime(call.start_timestamp, 1, 'start_timestamp'),
    agentId: nameOf(call.agent_id),
    customer: {
      emails: addressesIn(call.metadata, call.retell_llm_dynamic_variables),
      phones: phone === null ? [] : [phone],
      ids: [],
    },
    parties: SIDES,
  });
}

/** Calls of Vapi: the report at the end of a call, or the call itself. */
export const vapi = jsonFormat(
  'vapi',
  'Vapi, end-of-call reports and calls: needs the customer, by address in its metadata or by phone',
  (json) => vapiMessages(json).length > 0 || objectOf(json.message).type === 'end-of-call-report',
  (json) => {
    const report = objectOf(json.message ?? json);
    const call = objectOf(report.call ?? json);
    const customer = objectOf(report.customer ?? call.customer);
    const messages = vapiMessages(json);
    const begun = messages
      .map((message) => epochTime(message.time, 1, 'first message'))
      .find((time) => time !== null);
    const turns = messages.flatMap((message): SpokenTurn[] => {
      const speaker = VAPI_VOICES[textOf(message.role)];
      if (speaker === undefined) return [];
      const offset = secondsOf(message.secondsFromStart);
      const [from, to] = [epochTime(message.time, 1, ''), epochTime(message.endTime, 1, '')];
      // The SDK says that "duration" is in seconds, and payloads have milliseconds; the two times agree.
      const lasts = from === null || to === null || to.ms < from.ms ? null : to.ms - from.ms;
      const beginMs = offset ?? (from === null || begun == null ? null : Math.max(0, from.ms - begun.ms));
      const endMs = beginMs === null || lasts === null ? null : beginMs + lasts;
      return [{ speaker, text: textOf(message.message ?? message.content), beginMs, endMs }];
    });
    const phone = nameOf(customer.number);
    return transcriptOf('vapi', turns, {
      callId: nameOf(call.id) ?? nameOf(report.callId),
      startedAt: vapiStart(report, call) ?? begun ?? null,
      agentId: nameOf(call.assistantId),
      customer: {
        emails: [...addressesIn(customer), ...addressesIn(call.metadata, report.metadata)],
        phones: phone === null ? [] : [phone],
        ids: [customer.externalId].flatMap((id) => nameOf(id) ?? []),
      },
      parties: SIDES,
    });
  },
);

/** Messages of the system and of tools are no turns. */
const VAPI_VOICES: Record<string, string> = { bot: 'agent', assistant: 'agent', user: 'user' };

function vapiMessages(json: Json): Json[] {
  const report = objectOf(json.message ?? json);
  const messages = objectsOf(
    objectOf(report.artifact).messages ?? ('assistantId' in json ? json.messages : null),
  );
  return messages.some((message) => 'role' in message) ? messages : [];
}

function vapiStart(report: Json, call: Json) {
  const time = fileTime(report.startedAt, 'startedAt') ?? fileTime(call.startedAt, 'startedAt');
  return time?.hasZone === true ? time : null;
}

/** Conversations of ElevenLabs Agents: the webhook after a call, or the conversation. */
export const elevenLabs = jsonFormat(
  'elevenlabs-agent',
  'ElevenLabs Agents, conversations and post-call webhooks: needs the customer; has whole seconds and no ends',
  (json) => {
    const call = objectOf(json.data ?? json);
    return 'conversation_id' in call && (Array.isArray(call.transcript) || 'agent_id' in call);
  },
  (json) => {
    const call = objectOf(json.data ?? json);
    const metadata = objectOf(call.metadata);
    const started = objectOf(call.conversation_initiation_client_data);
    const phoneCall = objectOf(metadata.phone_call);
    const user = nameOf(call.user_id);
    const isAddress = user?.includes('@') === true;
    const phone = nameOf(phoneCall.external_number);
    const turns = objectsOf(call.transcript).map((turn) => ({
      speaker: textOf(turn.role),
      text: textOf(turn.message),
      beginMs: secondsOf(turn.time_in_call_secs),
      endMs: null,
    }));
    return transcriptOf('elevenlabs-agent', turns, {
      callId: nameOf(call.conversation_id),
      startedAt: epochTime(metadata.start_time_unix_secs, 1000, 'start_time_unix_secs'),
      agentId: nameOf(call.agent_id),
      customer: {
        emails: [...(isAddress && user !== null ? [user] : []), ...addressesIn(started.dynamic_variables)],
        phones: phone === null ? [] : [phone],
        ids: user === null || isAddress ? [] : [user],
      },
      parties: SIDES,
    });
  },
);

/** Addresses among the free fields of a call whose name says that they are one. */
function addressesIn(...values: unknown[]): string[] {
  const found = values.flatMap((value) =>
    Object.entries(objectOf(value))
      .slice(0, 200)
      .filter(
        ([name, text]) =>
          /e-?mail/i.test(name.slice(0, 60)) && /^[^\s@]{1,120}@[^\s@]{1,120}$/.test(textOf(text)),
      )
      .map(([, text]) => textOf(text)),
  );
  return [...new Set(listOf(found).map(textOf))];
}
