import { analyzeCall } from '@live-assist/core/analysis/analyze-call';
import { questionOfCall } from '@live-assist/core/analysis/question/question-of-call';
import { recordedCustomer } from '@live-assist/core/claims/call-ownership';
import { LiveAssistError } from '@live-assist/core/shared/errors';
import { batchAnalyst, batchQuestions } from '../../adapters/openai-analyst/batch/batch-analyst.ts';
import type { BatchState } from '../../adapters/openai-analyst/batch/batch-api.ts';
import type { BatchDesk, TakenCall } from './batch-desk.ts';
import type { BatchNote, NotedCall } from './batch-notes.ts';
import { settle } from './send-batch.ts';

const CALLS_AT_A_TIME = 8;

/**
 * Takes the answers of a batch that is over: each goes the way of an ordinary answer, and is stored unless the call has an
 * analysis by now. May be repeated until it has come to its end.
 */
export async function takeBatch(
  desk: BatchDesk,
  note: BatchNote,
  state: BatchState,
): Promise<{ call_id: string; taken: TakenCall }[]> {
  const { api, notes } = desk;
  const codes = new Map<number, string>();
  const taken = new Map<number, TakenCall>();
  let dollars = 0;
  const whole = note.calls.map(({ keys }) => ({ left: keys.length, answers: new Map<string, unknown>() }));
  const pending = new Set<Promise<void>>();
  const broken: unknown[] = [];
  const take = async (index: number, call: NotedCall, answers: ReadonlyMap<string, unknown>) => {
    const outcome = await takeCall(desk, call, answers);
    taken.set(index, outcome.taken);
    dollars += outcome.dollars;
  };
  for (const file of [state.errorFile, state.outputFile]) {
    if (file === null) continue;
    for await (const { customId, body, code } of api.lines(file)) {
      const [, index, part] = (/^(\d{1,6})-(\d{1,3})$/.exec(customId) ?? []).map(Number);
      const call = index === undefined ? undefined : note.calls[index];
      const key = part === undefined ? undefined : call?.keys[part];
      const so = index === undefined ? undefined : whole[index];
      if (index === undefined || call === undefined || key === undefined || so === undefined) continue;
      if (code !== null) codes.set(index, code);
      else if (!so.answers.has(key)) {
        so.answers.set(key, body);
        so.left -= 1;
      }
      if (code !== null || so.left > 0) continue;
      const { answers } = so;
      // What is taken need not be kept until the end of the file.
      so.answers = new Map();
      so.left = Number.POSITIVE_INFINITY;
      const work = take(index, call, answers)
        .catch((error: unknown) => broken.push(error))
        .then(() => {
          pending.delete(work);
        });
      pending.add(work);
      if (pending.size >= CALLS_AT_A_TIME) await Promise.race(pending);
      if (broken.length > 0) break;
    }
  }
  await Promise.all(pending);
  // The note stays, so the next run takes the batch again.
  if (broken.length > 0) throw broken[0];
  await settle(desk, note, dollars);
  const { fileId, name, baseUrl, notedAt } = note;
  const leftover = [fileId, state.outputFile, state.errorFile].filter((id) => id != null);
  // From here on the answers may be gone, and are not looked for again.
  notes.write({ name, baseUrl, notedAt, calls: [], leftover });
  await api.remove(leftover);
  notes.remove(note);
  const unanswered =
    state.refusedFor[0] ?? (state.status === 'completed' ? 'no_answer' : `batch_${state.status}`);
  return note.calls.map(({ call_id }, index) => ({
    call_id,
    taken: taken.get(index) ?? { failed: codes.get(index) ?? unanswered },
  }));
}

async function takeCall(
  { ports, settings, model }: BatchDesk,
  { call_id }: NotedCall,
  answers: ReadonlyMap<string, unknown>,
): Promise<{ taken: TakenCall; dollars: number }> {
  try {
    const client_email = await customerOf(ports, call_id);
    if (client_email === null) return { taken: { failed: 'call_not_found' }, dollars: 0 };
    const command = { call_id, client_email };
    const asked = await questionOfCall(ports, settings, command);
    if (asked !== null && !batchQuestions(model, asked).every(({ key }) => answers.has(key)))
      return { taken: 'changed', dollars: 0 };
    const analyst = batchAnalyst(model, answers);
    // Its dollars are set aside already.
    const paid = { ...ports, analyst, allowance: undefined };
    const { analytics, source } = await analyzeCall(paid, settings, command, { canWait: true });
    // An earlier run that was ended may have stored this analysis; this batch paid for it, too.
    const { analysis } = analytics as { analysis?: { costUsd?: number | null } };
    return { taken: source === 'computed' ? 'analysed' : 'stored', dollars: analysis?.costUsd ?? 0 };
  } catch (error) {
    if (!(error instanceof LiveAssistError) || error.code === 'store_unavailable') throw error;
    return { taken: { failed: error.code }, dollars: error.costUsd ?? 0 };
  }
}

async function customerOf({ claims, records }: BatchDesk['ports'], callId: string): Promise<string | null> {
  const claim = await claims.get(callId);
  return claim?.client_email ?? recordedCustomer(await records.list(callId));
}
