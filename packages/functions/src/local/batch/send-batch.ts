import type { AnalysisRequest } from '@live-assist/core';
import { millionths, reserve } from '@live-assist/core/analysis/cost-brake';
import { LiveAssistError } from '@live-assist/core/shared/errors';
import { toIso } from '@live-assist/core/shared/timestamps';
import { batchQuestions } from '../../adapters/openai-analyst/batch/batch-analyst.ts';
import { type BatchDesk, BatchStop } from './batch-desk.ts';
import type { BatchNote, NotedCall } from './batch-notes.ts';

/** For how long a batch whose answer was lost may take to show in the list, in milliseconds. */
const SHOWS_AFTER_MS = 60_000;
const LOOK_EVERY_MS = 3_000;
/** How often a batch is asked for before the run ends. */
const MOST_ASKED = 3;

/** A file of requests that is being filled. */
export interface BatchFile {
  calls: NotedCall[];
  lines: string[];
  bytes: number;
  dollars: number;
}

/** A file without a question. */
export function emptyFile(): BatchFile {
  return { calls: [], lines: [], bytes: 0, dollars: 0 };
}

/**
 * Adds the questions about a call, all of them or none.
 *
 * @returns `full` if it has to go into another file, `budget` if the rest of today's budget does not pay for it.
 * @throws LiveAssistError for a call that is too long.
 */
export function addCall(
  file: BatchFile,
  { model, most }: Pick<BatchDesk, 'model' | 'most'>,
  callId: string,
  request: AnalysisRequest,
  dollarsLeft: number,
): 'added' | 'full' | 'budget' {
  const questions = batchQuestions(model, request);
  const lines = questions.map(({ body }, part) =>
    JSON.stringify({
      custom_id: `${file.calls.length}-${part}`,
      method: 'POST',
      url: '/v1/chat/completions',
      body,
    }),
  );
  const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
  const dollars = questions.reduce((sum, question) => sum + question.dollarsAtMost, 0);
  if (file.dollars + dollars > dollarsLeft) return 'budget';
  const isFull = file.lines.length + lines.length > most.questions || file.bytes + bytes > most.bytes;
  if (isFull && file.calls.length > 0) return 'full';
  file.calls.push({ call_id: callId, keys: questions.map(({ key }) => key) });
  file.lines.push(...lines);
  file.bytes += bytes;
  file.dollars += dollars;
  return 'added';
}

/** Today's budget for analyses that is neither spent nor set aside, in dollars. */
export async function dollarsLeft({ budget, ports }: BatchDesk): Promise<number> {
  if (budget === null) return Number.POSITIVE_INFINITY;
  const today = toIso(ports.clock.now()).slice(0, 'yyyy-mm-dd'.length);
  return budget.dollarsPerDay - (await budget.counters.standing(`dollars#${today}`)) / 1e6;
}

/**
 * Sends the questions of a file: notes them, sets their dollars aside, uploads them and has a batch made.
 *
 * @returns null if the budget was taken meanwhile.
 */
export async function sendFile(desk: BatchDesk, file: BatchFile): Promise<BatchNote | null> {
  const { ports, notes, api, model, budget } = desk;
  const note: BatchNote = {
    name: ports.newToken(),
    baseUrl: model.baseUrl,
    notedAt: ports.clock.now(),
    calls: file.calls,
  };
  if (budget !== null) {
    const brake = { ...budget, clock: ports.clock, newToken: ports.newToken };
    try {
      note.reservation = await reserve(brake, file.dollars, budget.dollarsPerDay);
    } catch (error) {
      if (error instanceof LiveAssistError && error.code === 'rate_limited') return null;
      throw error;
    }
  }
  notes.write(note);
  note.fileId = await api.upload(note.name, file.lines);
  notes.write(note);
  await ensureBatch(desk, note);
  desk.say(`batch ${note.name}: sent with ${file.calls.length} calls`);
  return note;
}

/**
 * Has the batch of a note made if it is not, and never twice: one that may exist is looked for by its name first, for as long
 * as it may take to show.
 *
 * @returns false for a note whose questions were never uploaded; it is dropped, and nothing was paid.
 */
export async function ensureBatch(desk: BatchDesk, note: BatchNote): Promise<boolean> {
  const { api, notes, ports } = desk;
  if (note.batchId !== undefined) return true;
  if (note.fileId === undefined) {
    await api.removeUploads(note.name);
    await settle(desk, note, 0);
    notes.remove(note);
    return false;
  }
  for (let asked = 0; asked < MOST_ASKED; asked++) {
    // One that was asked for before may be there, although no answer came.
    let batchId = note.askedAt === undefined ? null : await findPatiently(desk, note, note.askedAt);
    if (batchId === null) {
      note.askedAt = ports.clock.now();
      notes.write(note);
      batchId = await created(desk, note, note.fileId);
    }
    if (batchId === null) continue;
    note.batchId = batchId;
    notes.write(note);
    return true;
  }
  throw new BatchStop(
    'The provider does not say whether it has made a batch. Run the import again later: it looks first.',
  );
}

async function created(desk: BatchDesk, note: BatchNote, fileId: string): Promise<string | null> {
  try {
    return await desk.api.create(note.name, fileId);
  } catch (error) {
    // The provider has refused it, so there is none: the next run sends its calls anew.
    await desk.api.remove([fileId]).catch(() => undefined);
    await settle(desk, note, 0);
    desk.notes.remove(note);
    throw error;
  }
}

async function findPatiently(
  { api, ports, pause }: BatchDesk,
  note: BatchNote,
  askedAt: number,
): Promise<string | null> {
  const until = askedAt + SHOWS_AFTER_MS;
  for (;;) {
    const found = await api.find(note.name, note.notedAt);
    if (found !== null || ports.clock.now() >= until) return found;
    await pause(LOOK_EVERY_MS);
  }
}

/** Replaces what was set aside for a batch by what it has cost. */
export async function settle(
  { budget }: Pick<BatchDesk, 'budget'>,
  { reservation }: BatchNote,
  dollars: number,
): Promise<void> {
  if (reservation !== undefined) await budget?.counters.settle(reservation, millionths(dollars));
}

/** @throws {BatchStop} for a note of another provider, which cannot be asked about it. */
export function requireSameProvider({ model, notes }: BatchDesk, { name, baseUrl }: BatchNote): void {
  if (baseUrl === model.baseUrl) return;
  throw new BatchStop(
    `Batch ${name} was sent to another provider. Set OPENAI_BASE_URL back and run the import again, or delete ${name}.json in ${notes.folder}: its calls are then sent and paid for again.`,
  );
}
