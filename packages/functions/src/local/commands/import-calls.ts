/**
 * Loads calls from a file into the local engine:
 * `pnpm import-calls FILE.jsonl [--analyze | --queue] [--timestamp-marks end|start|sent]`.
 *
 * @module
 */
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type LiveAssistError, mapLimit, type TimestampMarks } from '@live-assist/core';
import { Presets, SingleBar } from 'cli-progress';
import { type LocalService, startLocalService } from '../server/local-service.ts';
import {
  analyzeLater,
  analyzeNow,
  BadLine,
  type ImportedCall,
  type ImportedCallRef,
  importCall,
  inCallOrder,
  readCall,
} from './import-lines.ts';

const USAGE = 'Usage: pnpm import-calls FILE.jsonl [--analyze | --queue] [--timestamp-marks end|start|sent]';
const CALLS_AT_A_TIME = 8;

async function main(): Promise<number> {
  const { file, then, timestampMarks } = options();
  await access(file).catch((cause: unknown) => {
    throw new Error(`${file} cannot be read. Check the path.`, { cause });
  });
  const service = await startLocalService(process.env);
  try {
    return await run(service, file, then, timestampMarks);
  } finally {
    await service.engine.stop();
  }
}

async function run(
  { ports, config }: LocalService,
  file: string,
  then: Then,
  timestampMarks: TimestampMarks | undefined,
): Promise<number> {
  const lines = await readLines(file);
  const calls: ImportedCallRef[] = [];
  let bad = 0;
  let refused = 0;
  const importing = progress('Importing', lines.length);
  const attempt = async (number: number, work: () => Promise<void> | void) => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof BadLine)) throw error;
      // An archive may contain customers who were erased later; skipping them is correct, not a failure.
      if (error.isErased) refused += 1;
      else bad += 1;
      importing.say(`line ${number}: ${error.message}`);
      importing.step();
    }
  };
  const readable: { number: number; call: ImportedCall }[] = [];
  for (const { number, text } of lines) {
    await attempt(number, () => void readable.push({ number, call: readCall(text, config.unknownFields) }));
  }
  // Lines of one call are stored in order, so that a call belongs to the address of its first line.
  const byCall = Map.groupBy(readable, ({ call }) => call.call_id);
  await mapLimit(CALLS_AT_A_TIME, [...byCall.values()], async (ofCall) => {
    for (const { number, call } of ofCall) {
      await attempt(number, async () => {
        calls[number] = await importCall(ports, call, { timestampMarks, isAnalyzed: then !== 'nothing' });
        importing.step();
      });
    }
  });
  importing.end();
  const imported = calls.filter((call) => call !== undefined);
  const added = imported.reduce((sum, call) => sum + call.added, 0);
  const windows = imported.reduce((sum, call) => sum + call.windows, 0);
  const erased = imported.reduce((sum, call) => sum + call.erased, 0);
  console.log(
    `${imported.length} calls imported (${added} windows, ${windows - added} were there already), ${bad} bad lines.`,
  );
  if (refused > 0) console.log(`${refused} refused because their customer was erased.`);
  if (erased > 0) console.log(`${erased} windows were left out: their customers were erased after them.`);

  const failed = then === 'nothing' ? 0 : await followUp({ ports, config }, imported, then);
  return bad + failed > 0 ? 1 : 0;
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

/** The next step for calls after they are stored. */
type Then = 'nothing' | 'analyze' | 'queue';

function options() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        analyze: { type: 'boolean', default: false },
        queue: { type: 'boolean', default: false },
        'timestamp-marks': { type: 'string' },
      },
    });
    const [file] = positionals;
    const marks = values['timestamp-marks'];
    if (file === undefined || positionals.length > 1) throw new Error(USAGE);
    if (values.analyze && values.queue) throw new Error(USAGE);
    if (marks !== undefined && marks !== 'end' && marks !== 'start' && marks !== 'sent')
      throw new Error(USAGE);
    const then: Then = values.analyze ? 'analyze' : values.queue ? 'queue' : 'nothing';
    return { file, then, timestampMarks: marks as TimestampMarks | undefined };
  } catch (cause) {
    throw new Error(USAGE, { cause });
  }
}

async function readLines(file: string): Promise<{ number: number; text: string }[]> {
  const lines = [];
  let number = 0;
  for await (const text of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number += 1;
    if (text.trim() !== '') lines.push({ number, text });
  }
  return lines;
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
