import { LiveAssistError, type Ports } from '@live-assist/core';
import { UnreadableTranscript } from '@live-assist/core/formats/transcript';
import { queueAnalysis } from '@live-assist/core/queue/queue-analysis';
import { BadLine } from './bad-line.ts';
import type { ImportedCall } from './import-line.ts';
import type { ImportedCallRef } from './import-lines.ts';
import { importCall } from './import-lines.ts';
import type { ImportOptions } from './options/import-options.ts';
import { UsageError } from './options/usage-error.ts';
import { planAll } from './plan/plan-all.ts';
import type { Knowledge } from './plan/plan-call.ts';
import { sentenceOf } from './plan/report.ts';
import { filesIn } from './sources.ts';

/** Largest file that an inbox takes, in bytes; a call of an hour has some 2 MB. */
export const LARGEST_FILE = 100 * 1024 * 1024;

/** A place where other systems put their files. */
export interface Inbox {
  /** The content of a file; null if it is gone. */
  read(key: string, most: number): Promise<Uint8Array | null | 'too_large'>;
  /** What is told of the files of a source. */
  told(key: string): Promise<{ options: ImportOptions; knowledge: Knowledge }>;
  /** Takes the file out of the inbox: all its calls are stored. */
  accept(key: string): Promise<void>;
  /** Puts the file aside, with a line for each reason. */
  refuse(key: string, reasons: readonly string[]): Promise<void>;
}

/** What became of a file that landed. */
export interface TakenFile {
  outcome: 'imported' | 'refused' | 'gone';
  /** Calls that were stored, and those for which there is a reason. */
  calls: number;
  refused: number;
}

/** Stores a call and has a worker analyse it. */
export type StoreCall = (
  call: ImportedCall,
  timestampMarks: ImportOptions['timestampMarks'],
) => Promise<void>;

/**
 * Imports a file that landed in an inbox, and queues its calls. It may be repeated: what is stored stays as it is. A file of
 * which anything is refused is put aside with the reasons; its other calls are stored all the same.
 *
 * @throws LiveAssistError `store_unavailable` and others that pass: the file stays where it is.
 */
export async function takeFile(inbox: Inbox, key: string, store: StoreCall): Promise<TakenFile> {
  const content = await inbox.read(key, LARGEST_FILE);
  if (content === null) return { outcome: 'gone', calls: 0, refused: 0 };
  const reasons: string[] = [];
  let calls = 0;
  try {
    if (content === 'too_large')
      throw new UnreadableTranscript('too_large', 'This file is over 100 MB. Put one file for each call.');
    const { options, knowledge } = await inbox.told(key);
    const sources = filesIn(key, () => Buffer.from(content));
    const plan = planAll(sources, options, knowledge, 'refuse');
    for (const { number, fault } of plan.badLines) reasons.push(`line ${number}: ${fault.message}`);
    for (const line of plan.others) if (line.outcome !== 'left out') reasons.push(sentenceOf(line));
    const attempt = async (where: string, call: ImportedCall) => {
      try {
        await store(call, options.timestampMarks);
        calls += 1;
      } catch (error) {
        if (!(error instanceof BadLine)) throw error;
        reasons.push(`${where}: ${error.message}`);
      }
    };
    for (const { number, call } of plan.own) await attempt(`line ${number}`, call);
    for (const ready of plan.ready) {
      const planned = ready.planned();
      if (planned !== null) await attempt(`call ${planned.call.call_id}`, planned.call);
    }
  } catch (error) {
    if (!(error instanceof UnreadableTranscript || error instanceof UsageError)) throw error;
    reasons.push(error.message);
  }
  if (reasons.length > 0) await inbox.refuse(key, reasons);
  else await inbox.accept(key);
  return { outcome: reasons.length > 0 ? 'refused' : 'imported', calls, refused: reasons.length };
}

/** Stores calls through the ports of this process, and queues those whose customer is known. */
export function storeAndQueue(ports: Ports): StoreCall {
  return async (call, timestampMarks) => {
    const stored = await importCall(ports, call, { timestampMarks, isAnalyzed: true, isEnded: true });
    await queueStored(ports, stored);
  };
}

async function queueStored(ports: Ports, { callId, clientEmail }: ImportedCallRef): Promise<void> {
  if (clientEmail === null || ports.queue === undefined) return;
  try {
    await queueAnalysis(ports, ports.queue, { call_id: callId, client_email: clientEmail });
  } catch (error) {
    // It is recorded and waits: a later look queues it.
    if (error instanceof LiveAssistError && error.code === 'rate_limited') return;
    throw error;
  }
}
