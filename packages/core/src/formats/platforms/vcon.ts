import { plainLabel, roleOf } from '../../call/roles.ts';
import { grouped } from '../grouped.ts';
import {
  fileTime,
  jsonFormat,
  listOf,
  nameOf,
  numberOf,
  objectOf,
  objectsOf,
  textOf,
} from '../json-values.ts';
import {
  type FileTime,
  type Format,
  type Party,
  type ReadOptions,
  type SpokenTurn,
  type Transcript,
  transcriptOf,
  UnreadableTranscript,
} from '../transcript.ts';
import { bodyOf } from './vcon-body.ts';

type Json = Record<string, unknown>;

/**
 * A vCon container, version 0.x, plain.
 *
 * @param others - The formats of vendors whose results may stand inside.
 */
export function vconFormat(others: readonly Format[]): Format {
  return jsonFormat(
    'vcon',
    'vCon, plain: needs the customer where no party of that role has an address; --tz where its start has no zone',
    (json) => isVcon(json) || isSealed(json),
    (json, options) => {
      if (isSealed(json)) refuseSealed(json);
      return readVcon(json, options, others);
    },
  );
}

function isVcon(json: Json): boolean {
  return Array.isArray(json.parties) && (Array.isArray(json.dialog) || Array.isArray(json.analysis));
}

function isSealed(json: Json): boolean {
  const isEncrypted = 'ciphertext' in json && ('recipients' in json || 'protected' in json);
  const isSigned = typeof json.payload === 'string' && Array.isArray(json.signatures);
  return isEncrypted || ('protected' in json && 'recipients' in json) || isSigned;
}

function refuseSealed(json: Json): never {
  throw new UnreadableTranscript(
    'encrypted',
    'signatures' in json
      ? 'This vCon is signed, and signatures are not checked here. Verify it, and pass the vCon that it holds.'
      : 'This vCon is encrypted. Decrypt it, and pass the plain vCon.',
  );
}

function readVcon(json: Json, options: ReadOptions, others: readonly Format[]): Transcript {
  const parties = objectsOf(json.parties).map(partyOf);
  const dialogs = objectsOf(json.dialog);
  const startedAt = startOf(dialogs);
  const more = {
    callId: nameOf(json.uuid),
    startedAt,
    parties,
    redacted: Object.keys(objectOf(json.redacted)).length > 0,
  };
  const messages = messagesOf(dialogs, parties);
  const analyses = objectsOf(json.analysis).filter(isTranscript);
  const chosen = pick(analyses, dialogs, options, messages.length > 0);
  if (messages.length > 0 && chosen.length === 0) {
    return transcriptOf('vcon', messages, { ...more, marks: 'sent' });
  }
  const parts = chosen.map((analysis) => {
    const part = bodyOf(analysis, options, others);
    const began = fileTime(dialogs[dialogOf(analysis)]?.start, '');
    const shift = chosen.length > 1 && began !== null && startedAt !== null ? began.ms - startedAt.ms : 0;
    const later = (ms: number | null) => (ms === null ? null : ms + shift);
    return part.turns.map((turn) => ({ ...turn, beginMs: later(turn.beginMs), endMs: later(turn.endMs) }));
  });
  const turns = parts.flat().map((turn) => ({ ...turn, speaker: labelOf(turn.speaker, parties) }));
  return transcriptOf('vcon', turns, more);
}

function partyOf(party: Json, index: number): Party {
  const role = nameOf(party.role) ?? nameOf(objectOf(party.meta).role);
  const email = (nameOf(party.mailto) ?? nameOf(party.email))?.replace(/^mailto:/i, '');
  const phone = nameOf(party.tel)?.replace(/^tel:/i, '');
  return {
    label: nameOf(party.name) ?? `party ${index}`,
    role: (role === null ? null : roleOf(role)) ?? undefined,
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
  };
}

/** The earliest start of a dialog that is no other time than those of the dialogs. */
function startOf(dialogs: readonly Json[]): FileTime | null {
  let first: FileTime | null = null;
  for (const { start } of dialogs) {
    const time = fileTime(start, 'start of the dialog');
    if (time !== null && (first === null || time.ms < first.ms)) first = time;
  }
  return first;
}

/** Dialogs of text that hold one message each. */
function messagesOf(dialogs: readonly Json[], parties: readonly Party[]): SpokenTurn[] {
  return dialogs.flatMap((dialog): SpokenTurn[] => {
    if (dialog.type !== 'text') return [];
    const body = objectOf(dialog.body);
    const text = textOf(dialog.body) || textOf(body.body ?? body.text);
    if (text === '') return [];
    const sender = numberOf(dialog.originator) ?? numberOf([dialog.parties].flat(2)[0]) ?? -1;
    const at = fileTime(dialog.start, '')?.ms;
    return [
      {
        speaker: parties[sender]?.label ?? '',
        text,
        beginMs: null,
        endMs: null,
        ...(at !== undefined && { at }),
      },
    ];
  });
}

function isTranscript({ type, body, transcript }: Json): boolean {
  if (/transcri/i.test(textOf(type).slice(0, 60))) return body != null || transcript != null;
  return objectsOf(body).some((entry) => 'speaker' in entry && 'message' in entry);
}

function dialogOf({ dialog }: Json): number {
  return numberOf(listOf(dialog)[0] ?? dialog) ?? 0;
}

/** The transcripts to read: one of each dialog, and the one that was chosen where a dialog has several. */
function pick(
  analyses: Json[],
  dialogs: readonly Json[],
  { transcript }: ReadOptions,
  hasMessages: boolean,
): Json[] {
  if (transcript !== undefined) {
    const chosen = analyses[transcript - 1];
    if (chosen !== undefined) return [chosen];
    throw new UnreadableTranscript(
      'several_transcripts',
      `This vCon has no transcript ${transcript}: pass --transcript with a number from 1 to ${analyses.length}.`,
    );
  }
  const ofDialog = grouped(analyses, dialogOf);
  if (ofDialog.size < analyses.length || (hasMessages && analyses.length > 0)) {
    throw new UnreadableTranscript(
      'several_transcripts',
      `This vCon holds ${analyses.length} transcripts${hasMessages ? ' besides its messages' : ''}. Pass --transcript with the number of the one to take, from 1.`,
    );
  }
  if (analyses.length === 0 && !hasMessages) {
    const kinds = new Set(dialogs.map(({ type }) => (type === 'recording' ? 'recordings' : 'no text')));
    throw new UnreadableTranscript(
      'not_a_transcript',
      `This vCon holds ${[...kinds].join(' and ') || 'no dialog'} without a transcript. Transcribe its recording first.`,
    );
  }
  return [...ofDialog].sort(([a], [b]) => a - b).flatMap(([, ofOne]) => ofOne);
}

/** A label of a transcript as the party that it names, so that the party's role and address count for it. */
function labelOf(label: string, parties: readonly Party[]): string {
  const index = /^party[ _-]?(\d{1,3})$/i.exec(label)?.[1];
  if (index !== undefined) return parties[Number(index)]?.label ?? label;
  const plain = plainLabel(label);
  const named = parties.find((party) => plainLabel(party.label) === plain);
  if (named !== undefined) return named.label;
  const role = roleOf(label);
  const ofRole = parties.filter((party) => role !== null && party.role === role);
  return ofRole.length === 1 && ofRole[0] !== undefined ? ofRole[0].label : label;
}
