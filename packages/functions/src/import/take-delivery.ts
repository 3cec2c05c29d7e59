import type { Ports } from '@live-assist/core';
import { analysisStatus } from '@live-assist/core/analysis/analysis-status';
import { objectOf, textOf } from '@live-assist/core/formats/json-values';
import { documentOf, formatsOf, readDocument } from '@live-assist/core/formats/read-file';
import { type FileDocument, UnreadableTranscript } from '@live-assist/core/formats/transcript';
import { queueAnalysis } from '@live-assist/core/queue/queue-analysis';
import { LiveAssistError } from '@live-assist/core/shared/errors';
import type { Sender, TakenCall } from '../http/senders.ts';
import { BadLine } from './bad-line.ts';
import { importCall } from './import-lines.ts';
import { PLAIN_OPTIONS } from './options/plain-options.ts';
import { emptyMap } from './plan/customer-map.ts';
import type { Knowledge } from './plan/plan-call.ts';
import { planCall } from './plan/plan-call.ts';

const FORMATS: Record<Sender, string> = {
  elevenlabs: 'elevenlabs-agent',
  retell: 'retell',
  vapi: 'vapi',
  vcon: 'vcon',
};

/** The field that names the kind of an event, and the kinds that bring a whole call; senders tell of more than these. */
const ENDED: Record<Sender, (json: Record<string, unknown>) => boolean> = {
  elevenlabs: ({ type }) => type === undefined || type === 'post_call_transcription',
  retell: ({ event }) => event === undefined || event === 'call_ended' || event === 'call_analyzed',
  vapi: ({ message }) => [undefined, 'end-of-call-report'].includes(typeOf(message)),
  vcon: () => true,
};

function typeOf(message: unknown): string | undefined {
  return textOf(objectOf(message).type) || undefined;
}

const KNOWLEDGE: Knowledge = { customers: emptyMap(), records: new Map() };

/**
 * Records the calls that a system has delivered, and queues them. A delivery may be repeated. A call that names no address
 * is known by its id or number, or waits in the list of waiting calls.
 *
 * @param body - What the sender has sent; its signature is checked already.
 * @returns the calls; none for an event that is not the end of a call.
 * @throws LiveAssistError `invalid_request` for what is no call of that sender or lacks a fact, `window_conflict` for a call
 *   that was delivered with other words, `customer_erased`, `customer_mismatch`, `rate_limited`, `store_unavailable`.
 */
export async function takeDelivery(ports: Ports, sender: Sender, body: string): Promise<TakenCall[]> {
  const planned = asRefusal(() => {
    const document = documentOf(body);
    if (!ENDED[sender](objectOf(document.json))) return [];
    return callsOf(document, sender);
  });
  const taken: TakenCall[] = [];
  for (const { call } of planned) {
    try {
      const { callId, clientEmail } = await importCall(ports, call, { isAnalyzed: true, isEnded: true });
      taken.push({
        call_id: callId,
        client_email: clientEmail,
        status: await statusOf(ports, callId, clientEmail),
      });
    } catch (error) {
      throw error instanceof BadLine && error.cause instanceof LiveAssistError ? error.cause : error;
    }
  }
  return taken;
}

function callsOf(document: FileDocument, sender: Sender) {
  const format = FORMATS[sender];
  if (!formatsOf(document).includes(format)) {
    throw new UnreadableTranscript(
      'unknown_format',
      'This is no call in the format of this sender. Check which events it sends here.',
    );
  }
  const transcripts = readDocument(document, {}, format);
  return transcripts.map((transcript, index) =>
    planCall(
      transcript,
      { name: format, index, of: transcripts.length },
      document.json,
      PLAIN_OPTIONS,
      KNOWLEDGE,
    ),
  );
}

/** Queues a call whose customer is known. What a worker learns of it later is no fault of the delivery. */
async function statusOf(
  ports: Ports,
  call_id: string,
  client_email: string | null,
): Promise<TakenCall['status']> {
  const { queue } = ports;
  if (client_email === null || queue === undefined) {
    return (await analysisStatus(ports, { call_id })).status.status;
  }
  try {
    const queued = await queueAnalysis(ports, queue, { call_id, client_email });
    return queued.analytics === null ? queued.status.status : 'done';
  } catch (error) {
    // The call is recorded and waits: it is queued later, and the sender need not repeat it.
    if (error instanceof LiveAssistError && error.code === 'rate_limited') return 'none';
    throw error;
  }
}

function asRefusal<Entry>(read: () => Entry[]): Entry[] {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnreadableTranscript)) throw error;
    // A call that no one answered has no words; the sender tells of it all the same.
    if (error.code === 'no_turns') return [];
    throw new LiveAssistError('invalid_request', error.message, {
      cause: error,
      issues: [{ path: '', message: error.code }],
    });
  }
}
