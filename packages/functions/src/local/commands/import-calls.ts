/**
 * Loads calls from files into the local engine: `pnpm import-calls INPUT… [--analyze | --queue]`. The files are JSONL of
 * this service, or what other systems write; `docs/import.md` tells which, and what to pass.
 *
 * @module
 */
import { type LiveAssistError, mapLimit } from '@live-assist/core';
import { FORMATS } from '@live-assist/core/formats/formats';
import { Presets, SingleBar } from 'cli-progress';
import type { UnknownFields } from '../../http/json-body.ts';
import { readContactRecords, readCustomers } from '../../import/customers.ts';
import {
  analyzeLater,
  analyzeNow,
  BadLine,
  type ImportedCall,
  type ImportedCallRef,
  importCall,
  inCallOrder,
} from '../../import/import-lines.ts';
import { type ImportOptions, importOptions } from '../../import/import-options.ts';
import { inspectFile } from '../../import/inspect.ts';
import { type Plan, planAll, type Ready } from '../../import/plan-all.ts';
import { type ReportLine, reportWriter, sentenceOf, writeUnmatched } from '../../import/report.ts';
import { sourcesOf } from '../../import/sources.ts';
import { type LocalService, startLocalService } from '../server/local-service.ts';

async function main(): Promise<number> {
  const options = importOptions();
  if (options.command === 'formats') {
    for (const { name, about } of FORMATS) console.log(`${name.padEnd(26)} ${about}`);
    return 0;
  }
  const sources = sourcesOf(options.inputs);
  const knowledge = { customers: readCustomers(options), records: readContactRecords(options) };
  // A wrong value of UNKNOWN_FIELDS is named when the service starts.
  const unknownFields: UnknownFields = process.env.UNKNOWN_FIELDS === 'ignore' ? 'ignore' : 'refuse';
  if (options.command === 'inspect') return inspectFile(sources, options, knowledge, unknownFields);
  const plan = planAll(sources, options, knowledge, unknownFields);
  const several = sources.length > 1;
  if (options.dryRun) return finish(plan, options, several, null);
  const service = await startLocalService(process.env);
  try {
    return await finish(plan, options, several, service);
  } finally {
    await service.engine.stop();
  }
}

/** Stores the calls of a plan, unless the run is dry, and reports each file. Returns the exit code. */
async function finish(
  plan: Plan,
  options: ImportOptions,
  several: boolean,
  service: LocalService | null,
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
    if (service !== null) {
      const { timestampMarks, next } = options;
      calls[at] = await importCall(service.ports, call, { timestampMarks, isAnalyzed: next !== 'nothing' });
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
    service === null
      ? `${stored} calls would be imported, ${bad} bad lines.`
      : `${imported.length} calls imported (${sum('added')} windows, ${sum('windows') - sum('added')} were there already), ${bad} bad lines.`,
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
  const unanalysed =
    service === null || options.next === 'nothing' ? 0 : await followUp(service, imported, options.next);
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
  { ports, config }: Pick<LocalService, 'ports' | 'config'>,
  calls: readonly ImportedCallRef[],
  then: 'analyze' | 'queue',
): Promise<number> {
  const words =
    then === 'analyze' ? { now: 'Analysing', done: 'analysed' } : { now: 'Queueing', done: 'queued' };
  const following = progress(words.now, calls.length);
  let failed = 0;
  const onWait = (callId: string, { message, code }: LiveAssistError) =>
    following.say(`call ${callId} waits: ${message} (${code})`);
  const work = then === 'analyze' ? analyzeNow(ports, config.settings, onWait) : analyzeLater(ports);
  await inCallOrder(calls, work, (call, failure) => {
    if (failure !== null) {
      failed += 1;
      following.say(`call ${call.callId}: ${failure.message} (${failure.code})`);
    }
    following.step();
  });
  following.end();
  console.log(`${calls.length - failed} calls ${words.done}, ${failed} failed.`);
  if (then === 'queue') console.log('A running server (pnpm start) analyses them.');
  return failed;
}

/** A progress bar on a terminal; elsewhere only messages, so that a log stays readable. */
function progress(label: string, total: number) {
  const bar = new SingleBar(
    { format: `${label} {bar} {value}/{total} {eta_formatted}`, clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  );
  const onTerminal = process.stderr.isTTY;
  if (onTerminal) bar.start(total, 0);
  return {
    step: () => bar.increment(),
    say(line: string) {
      if (onTerminal) process.stderr.write('\r\u001b[K');
      console.error(line);
    },
    end: () => bar.stop(),
  };
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  },
);
