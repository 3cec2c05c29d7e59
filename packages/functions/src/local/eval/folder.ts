import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallWindow } from '@live-assist/core';
import { Judgement } from '@live-assist/core/analytics/analytics';
import { Evidence, Finding } from '@live-assist/core/analytics/findings';
import * as z from 'zod/mini';
import type { LabelRow } from './labels.ts';

/** The folder, or a file of it, cannot be evaluated; the message says why. */
export class BadEvalFolder extends Error {
  override readonly name = 'BadEvalFolder';
}

/** A call of `calls.jsonl`. */
export interface RecordedCall {
  call_id: string;
  /** Whose call it is; null if the row does not say. Calls of one customer follow each other in the order of the file. */
  customer: string | null;
  windows: CallWindow[];
}

// The decoder checks the windows and reports what it cannot read.
const CallLine = z.object({
  call_id: z.string(),
  client_email: z.optional(z.string()),
  windows: z.array(z.looseObject({ window_number: z.int() })),
});
const LabelLine = z.looseObject({ call_id: z.string() });

const Made = z.object({ owner: z.enum(['agent', 'customer']), evidence: z.array(Evidence) });
/** A judged call, as `--json` writes it. */
const JudgedCall = z.lazy(() =>
  z.object({
    call_id: z.string(),
    judgement: Judgement,
    /** The findings that passed the evidence gate. */
    findings: z.object({
      commitments: z.array(Made),
      deliverables: z.array(Finding),
      /** Each with the call and the words that made the promise. */
      closings: z.array(z.object({ status: z.string(), made: z.nullable(MadeAt) })),
    }),
    /** Findings that the gate refused. */
    dropped: z.int(),
    flags: z.array(z.string()),
    milliseconds: z.number(),
    costUsd: z.nullable(z.number()),
  }),
);
const MadeAt = z.lazy(() => z.object({ call_id: z.string(), evidence: z.array(Evidence) }));
export type JudgedCall = z.infer<typeof JudgedCall>;
/** Where a promise was made: the call, and the words that prove it. */
export type MadeAt = z.infer<typeof MadeAt>;

const Written = z.lazy(() =>
  z.object({ engine: z.string(), model: z.string(), perCall: z.array(JudgedCall) }),
);
/** The result of an evaluation, as far as another is compared with it. */
export type Written = z.infer<typeof Written>;

/** @throws BadEvalFolder when the file is missing or a line cannot be read. */
export async function readCalls(folder: string): Promise<RecordedCall[]> {
  const rows = await readLines(join(folder, 'calls.jsonl'), CallLine);
  return rows.map(({ call_id, client_email, windows }) => ({
    call_id,
    customer: client_email ?? null,
    windows: windows.map((window) => ({ turns: [], ...window, call_id })),
  }));
}

/**
 * @param path - A file of labels, one `{ call_id, … }` a line.
 * @throws BadEvalFolder when the file is missing or a line cannot be read.
 */
export async function readLabels(path: string): Promise<Map<string, LabelRow>> {
  return new Map((await readLines(path, LabelLine)).map((row) => [row.call_id, row]));
}

/**
 * Reads what `--json` wrote in an earlier run.
 *
 * @throws BadEvalFolder when the file is not such a result.
 */
export async function readWritten(path: string): Promise<Written> {
  const text = await read(path, 'Name a file that --json wrote.');
  try {
    return Written.parse(JSON.parse(text));
  } catch (cause) {
    throw new BadEvalFolder(`${path} is not the result of an evaluation. Name a file that --json wrote.`, {
      cause,
    });
  }
}

async function readLines<T>(path: string, schema: z.ZodMiniType<T>): Promise<T[]> {
  const text = await read(path, 'The folder must hold calls.jsonl and labels.jsonl.');
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [schema.parse(JSON.parse(line))];
    } catch (cause) {
      throw new BadEvalFolder(`${path}, line ${index + 1}: this is not a row of that file.`, { cause });
    }
  });
}

async function read(path: string, advice: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new BadEvalFolder(`${path} cannot be read. ${advice}`, { cause });
  });
}
