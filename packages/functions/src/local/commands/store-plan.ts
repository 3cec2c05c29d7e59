import { type LiveAssistError, mapLimit } from '@live-assist/core';
import type { Destination } from '../../import/destination.ts';
import { BadLine, type ImportedCall, type ImportedCallRef, inCallOrder } from '../../import/import-lines.ts';
import type { ImportOptions } from '../../import/options/import-options.ts';
import type { Plan, Ready } from '../../import/plan/plan-all.ts';
import { type ReportLine, reportWriter, sentenceOf, writeUnmatched } from '../../import/plan/report.ts';
import { progress } from './progress.ts';

/**
 * Stores the calls of a plan, and reports each file.
 *
 * @param several - True if lines are named with their files.
 * @param destination - Null for a dry run.
 * @returns the exit code.
 */
export async function storePlan(
  plan: Plan,
  options: ImportOptions,
  several: boolean,
  destination: Destination | null,
): Promise<number> {
  const write = reportWriter(options.report);
  const report = (line: ReportLine) => {
    write(line);
    console.log(sentenceOf(line));
  };
  for (const line of plan.others) report(line);
  const { own, ready } = plan;
  const progressing = progress('Importing', own.length + plan.badLines.length + ready.length);
  const where = (name: string, number: number) => (several ? `${name}, line ${number}` : `line ${number}`);
  let bad = 0;
  let refused = 0;
  const complain = (at: string, fault: BadLine) => {
    // An archive may contain customers who were erased later; skipping them is correct, not a failure.
    if (fault.isErased) refused += 1;
    else bad += 1;
    progressing.say(`${at}: ${fault.message}`);
    progressing.step();
  };
  for (const { name, number, fault } of plan.badLines) complain(where(name, number), fault);
  const calls: ImportedCallRef[] = [];
  let stored = 0;
  const store = async (call: ImportedCall, at: number) => {
    if (destination !== null) {
      const { timestampMarks, next } = options;
      calls[at] = await destination.store(call, { timestampMarks, isAnalyzed: next !== 'nothing' });
    }
    stored += 1;
    progressing.step();
  };
  // Lines of one call are stored in order, so that a call belongs to the address of its first line.
  const ofCalls = Map.groupBy([...own.entries()], ([, { call }]) => call.call_id);
  await mapLimit(options.concurrency, [...ofCalls.values()], async (ofCall) => {
    for (const [at, { name, number, call }] of ofCall) {
      try {
        await store(call, at);
      } catch (error) {
        if (!(error instanceof BadLine)) throw error;
        complain(where(name, number), error);
      }
    }
  });
  const failed = { erased: 0, others: 0 };
  const ofFiles = Map.groupBy([...ready.entries()], ([, { line }]) => line.call_id);
  await mapLimit(options.concurrency, [...ofFiles.values()], async (ofCall) => {
    for (const [at, one] of ofCall) {
      const outcome = await storeReady(one, (call) => store(call, own.length + at));
      if (outcome.outcome === 'failed') failed[outcome.code === 'customer_erased' ? 'erased' : 'others'] += 1;
      report(
        options.dryRun && outcome.outcome === 'imported' ? { ...outcome, outcome: 'would import' } : outcome,
      );
    }
  });
  progressing.end();

  const imported = calls.filter((call) => call !== undefined);
  const sum = (of: 'added' | 'windows' | 'erased') => imported.reduce((total, call) => total + call[of], 0);
  console.log(
    destination === null
      ? `${stored} calls would be imported, ${bad} bad lines.`
      : destination.tellsNew
        ? `${imported.length} calls imported (${sum('added')} windows, ${sum('windows') - sum('added')} were there already), ${bad} bad lines.`
        : `${imported.length} calls are there (${sum('windows')} windows), ${bad} bad lines.`,
  );
  const lines = (outcome: ReportLine['outcome']) =>
    plan.others.filter((line) => line.outcome === outcome).length;
  if (lines('left out') > 0)
    console.log(`${lines('left out')} files were left out beside their twins or by --redacted.`);
  if (lines('refused') + failed.others > 0) {
    console.log(
      `${lines('refused') + failed.others} files or calls were refused; their lines say what to pass.`,
    );
  }
  if (plan.unmatched.length > 0) {
    console.log(
      `${plan.unmatched.length} calls have no customer or no start. Fill in ${writeUnmatched(plan.unmatched)}, and pass it with --customers.`,
    );
  }
  if (refused + failed.erased > 0) {
    console.log(`${refused + failed.erased} refused because their customer was erased.`);
  }
  if (sum('erased') > 0) {
    console.log(`${sum('erased')} windows were left out: their customers were erased after them.`);
  }
  const unknown = options.unknownCustomer === 'fail' ? lines('no customer') : 0;
  const faults = bad + lines('refused') + failed.others + unknown;
  const unnamed = imported.filter(({ clientEmail }) => clientEmail === null).length;
  if (unnamed > 0) {
    console.log(
      `${unnamed} calls wait for their customer: say whose the number or id is with /linkCustomer.`,
    );
  }
  const unanalysed =
    destination === null || options.next === 'nothing' ? 0 : await followUp(destination, imported, options);
  return faults + unanalysed > 0 ? 1 : 0;
}

/** Stores a call of another system; its fault is its line of the report. */
async function storeReady(one: Ready, store: (call: ImportedCall) => Promise<void>): Promise<ReportLine> {
  const planned = one.planned();
  if (planned === null) {
    return {
      ...one.line,
      outcome: 'failed',
      code: 'not_a_transcript',
      message: 'The file has changed. Import it again.',
    };
  }
  try {
    await store(planned.call);
    return one.line;
  } catch (error) {
    if (!(error instanceof BadLine)) throw error;
    const code = error.isErased ? 'customer_erased' : 'window_conflict';
    return { ...one.line, outcome: 'failed', code, message: error.message };
  }
}

/** Analyses or queues the calls, and returns the number of failures. */
async function followUp(
  destination: Destination,
  imported: readonly ImportedCallRef[],
  { next, batch, to, concurrency }: ImportOptions,
): Promise<number> {
  const calls = imported.filter(({ clientEmail }) => clientEmail !== null);
  if (batch && destination.inBatches !== undefined) {
    const { analysed, stored, failed } = await destination.inBatches(calls, (line) => console.error(line));
    console.log(`${analysed} calls analysed in batches, ${stored} had an analysis, ${failed} failed.`);
    return failed;
  }
  const then = next === 'analyze' ? 'analyze' : 'queue';
  const words =
    then === 'analyze' ? { now: 'Analysing', done: 'analysed' } : { now: 'Queueing', done: 'queued' };
  const following = progress(words.now, calls.length);
  let failed = 0;
  const onWait = (callId: string, { message, code }: LiveAssistError) =>
    following.say(`call ${callId} waits: ${message} (${code})`);
  const onDone = (call: ImportedCallRef, failure: LiveAssistError | null) => {
    if (failure !== null) {
      failed += 1;
      following.say(`call ${call.callId}: ${failure.message} (${failure.code})`);
    }
    following.step();
  };
  await inCallOrder(calls, destination.follow(then, onWait), onDone, concurrency);
  following.end();
  console.log(`${calls.length - failed} calls ${words.done}, ${failed} failed.`);
  if (then === 'queue' && to === 'local') console.log('A running server (pnpm start) analyses them.');
  return failed;
}
