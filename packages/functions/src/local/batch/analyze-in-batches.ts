import { type AnalysisRequest, LiveAssistError, mapLimit } from '@live-assist/core';
import { questionOfCall } from '@live-assist/core/analysis/question/question-of-call';
import { APIConnectionError, APIError, NotFoundError, OpenAIError } from 'openai';
import type { BatchState } from '../../adapters/openai-analyst/batch/batch-api.ts';
import { faultOf, isBrokenOff } from '../../adapters/openai-analyst/faults.ts';
import type { BatchOutcome } from '../../import/destination.ts';
import type { ImportedCallRef } from '../../import/import-lines.ts';
import { type BatchDesk, BatchStop } from './batch-desk.ts';
import type { BatchNote } from './batch-notes.ts';
import { addCall, dollarsLeft, emptyFile, ensureBatch, requireSameProvider, sendFile } from './send-batch.ts';
import { takeBatch } from './take-batch.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** Most sendings of one call in a run, the first included: its memory may change while its batch is under way. */
const MOST_SENDINGS = 3;
const PREPARED_AT_A_TIME = 8;

/** A customer whose calls are still to be sent; the first is next. */
type Customer = { client_email: string; calls: string[]; sendings: number };

/**
 * Analyses calls through batches of the provider. A batch holds one call of each customer, because each judgement uses the
 * earlier ones; the next round begins when all batches of this one are taken. Batches of earlier runs are taken first, so a
 * run that was ended is run again.
 *
 * @throws {BatchStop} with a sentence that says what to do.
 */
export async function analyzeInBatches(
  desk: BatchDesk,
  calls: readonly ImportedCallRef[],
): Promise<BatchOutcome> {
  const outcome: BatchOutcome = { analysed: 0, stored: 0, failed: 0 };
  try {
    for (const note of desk.notes.all()) requireSameProvider(desk, note);
    const former = desk.notes.all();
    if (former.length > 0) desk.say(`${former.length} batches of an earlier run are taken first.`);
    const ofFormer = await takeAll(desk, former, outcome);
    // What has failed is told once, and is sent again by the next run.
    const done = new Set(ofFormer.flatMap(({ call_id, taken }) => (taken === 'changed' ? [] : [call_id])));
    const customers = customersOf(calls, done);
    while (customers.some(({ calls }) => calls.length > 0)) {
      const { notes, isOverBudget } = await sendRound(desk, customers, outcome);
      const taken = new Map((await takeAll(desk, notes, outcome)).map((one) => [one.call_id, one.taken]));
      for (const customer of customers) {
        const [first] = customer.calls;
        const result = first === undefined ? undefined : taken.get(first);
        if (result === undefined) continue;
        if (result === 'changed' && ++customer.sendings < MOST_SENDINGS) continue;
        if (result === 'changed') failCall(desk, outcome, first ?? '', 'changed_meanwhile');
        customer.calls.shift();
        customer.sendings = 0;
      }
      if (!isOverBudget) continue;
      const left = customers.reduce((sum, { calls }) => sum + calls.length, 0);
      outcome.failed += left;
      desk.say(
        `The rest of today's budget does not cover the highest possible price of ${left} calls, so they were not sent. Run the import again: what was not spent is free again, and a new day begins at 00:00 UTC.`,
      );
      break;
    }
    return outcome;
  } catch (error) {
    if (!(error instanceof OpenAIError) && !isBrokenOff(error)) throw error;
    const { message } = faultOf(error, {
      timedOut: false,
      lastStatus: null,
      retryAfterSeconds: null,
      refusal: null,
    });
    throw new BatchStop(`${message} What was sent is found again: run the import again.`, { cause: error });
  }
}

/** The calls of each customer in their order; those without a time come last. */
function customersOf(calls: readonly ImportedCallRef[], without: ReadonlySet<string>): Customer[] {
  const named = calls.filter(({ callId, clientEmail }) => clientEmail !== null && !without.has(callId));
  return [...Map.groupBy(named, ({ clientEmail }) => clientEmail ?? '')].map(
    ([client_email, ofCustomer]) => ({
      client_email,
      calls: [
        ...new Set(
          ofCustomer
            .toSorted(
              (a, b) => (a.endedAt ?? Number.MAX_SAFE_INTEGER) - (b.endedAt ?? Number.MAX_SAFE_INTEGER),
            )
            .map(({ callId }) => callId),
        ),
      ],
      sendings: 0,
    }),
  );
}

/** Sends the next call of each customer, in as many files as they need. */
async function sendRound(desk: BatchDesk, customers: readonly Customer[], outcome: BatchOutcome) {
  const notes: BatchNote[] = [];
  let file = emptyFile();
  let left = await dollarsLeft(desk);
  let isOverBudget = false;
  const send = async () => {
    if (file.calls.length === 0) return;
    const note = await sendFile(desk, file);
    if (note === null) isOverBudget = true;
    else notes.push(note);
    file = emptyFile();
    left = await dollarsLeft(desk);
  };
  const waiting = customers.filter(({ calls }) => calls.length > 0);
  for (let from = 0; from < waiting.length && !isOverBudget; from += PREPARED_AT_A_TIME) {
    const some = waiting.slice(from, from + PREPARED_AT_A_TIME);
    const asked = await mapLimit(PREPARED_AT_A_TIME, some, (customer) =>
      nextQuestion(desk, customer, outcome),
    );
    for (const next of asked) {
      if (next === null || isOverBudget) continue;
      try {
        let added = addCall(file, desk, next.callId, next.request, left);
        if (added === 'full') {
          await send();
          added = addCall(file, desk, next.callId, next.request, left);
        }
        if (added === 'budget') isOverBudget = true;
      } catch (error) {
        if (!(error instanceof LiveAssistError)) throw error;
        failCall(desk, outcome, next.callId, error.code);
        next.customer.calls.shift();
      }
    }
  }
  const wasOverBudget = isOverBudget;
  await send();
  return { notes, isOverBudget: isOverBudget || wasOverBudget };
}

/** The next call of a customer that has no analysis; calls that have one, or cannot have any, are passed over. */
async function nextQuestion(
  desk: BatchDesk,
  customer: Customer,
  outcome: BatchOutcome,
): Promise<{ customer: Customer; callId: string; request: AnalysisRequest } | null> {
  const { calls, client_email } = customer;
  for (;;) {
    const [callId] = calls;
    if (callId === undefined) return null;
    try {
      const request = await questionOfCall(desk.ports, desk.settings, { call_id: callId, client_email });
      if (request !== null) return { customer, callId, request };
      outcome.stored += 1;
    } catch (error) {
      if (!(error instanceof LiveAssistError) || error.code === 'store_unavailable') throw error;
      failCall(desk, outcome, callId, error.code);
    }
    calls.shift();
  }
}

/** Waits for batches, and takes each as soon as it is over. */
async function takeAll(desk: BatchDesk, notes: readonly BatchNote[], outcome: BatchOutcome) {
  const all = await Promise.all(
    notes.map(async (note) => {
      if (note.leftover !== undefined) {
        await desk.api.remove(note.leftover);
        desk.notes.remove(note);
        return [];
      }
      if (!(await ensureBatch(desk, note))) return [];
      const state = await overState(desk, note);
      return takeBatch(desk, note, state);
    }),
  );
  const taken = all.flat();
  for (const { call_id, taken: result } of taken) {
    if (result === 'analysed' || result === 'stored') outcome[result] += 1;
    else if (result !== 'changed') failCall(desk, outcome, call_id, result.failed);
  }
  return taken;
}

function failCall({ say }: BatchDesk, outcome: BatchOutcome, callId: string, code: string): void {
  outcome.failed += 1;
  say(`call ${callId} was not analysed (${code}). Run the import again to send it once more.`);
}

/** Asks how far a batch has come, ever more rarely, until it is over. A provider that cannot be reached is waited for. */
async function overState(
  { api, say, pause, notes }: BatchDesk,
  { name, batchId = '' }: BatchNote,
): Promise<BatchState> {
  let told = '';
  for (let ms = FIRST_PAUSE_MS; ; ms = Math.min(LONGEST_PAUSE_MS, ms * 1.5)) {
    try {
      const state = await api.look(batchId);
      if (state.status !== told)
        say(`batch ${name}: ${state.status}, ${state.answered} of ${state.total} answered`);
      told = state.status;
      if (state.isOver) return state;
    } catch (error) {
      if (error instanceof NotFoundError) {
        throw new BatchStop(
          `The provider does not know batch ${name}. Set OPENAI_API_KEY to a key of the project that sent it, or delete ${name}.json in ${notes.folder}: its calls are then sent and paid for again.`,
          { cause: error },
        );
      }
      if (!isOfTheMoment(error)) throw error;
    }
    await pause(ms);
  }
}

function isOfTheMoment(error: unknown): boolean {
  if (error instanceof APIConnectionError) return true;
  return error instanceof APIError && (error.status === 429 || (error.status ?? 0) >= 500);
}
