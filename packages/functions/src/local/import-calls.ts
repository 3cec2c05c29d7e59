/**
 * Loads calls from a file into the local engine:
 * `pnpm import-calls FILE.jsonl [--analyze] [--timestamp-marks end|start|sent]`.
 *
 * @module
 */
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { TimestampMarks } from '@live-assist/core';
import { Presets, SingleBar } from 'cli-progress';
import { atATime } from '../at-a-time.ts';
import {
  analyzeInOrder,
  BadLine,
  type ImportedCall,
  type ImportedCallRef,
  importCall,
  readCall,
} from './import-lines.ts';
import { type LocalService, startLocalService } from './local-service.ts';

const USAGE = 'Usage: pnpm import-calls FILE.jsonl [--analyze] [--timestamp-marks end|start|sent]';
const CALLS_AT_A_TIME = 8;

async function main(): Promise<number> {
  const { file, analyze, timestampMarks } = options();
  await access(file).catch((cause: unknown) => {
    throw new Error(`${file} cannot be read. Check the path.`, { cause });
  });
  const service = await startLocalService(process.env);
  try {
    return await run(service, file, analyze, timestampMarks);
  } finally {
    await service.engine.stop();
  }
}

async function run(
  { ports, config }: LocalService,
  file: string,
  analyze: boolean,
  timestampMarks: TimestampMarks | undefined,
): Promise<number> {
  const lines = await readLines(file);
  const calls: ImportedCallRef[] = [];
  let bad = 0;
  const importing = progress('Importing', lines.length);
  const attempt = async (number: number, work: () => Promise<void> | void) => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof BadLine)) throw error;
      bad += 1;
      importing.say(`line ${number}: ${error.message}`);
      importing.step();
    }
  };
  const readable: { number: number; call: ImportedCall }[] = [];
  for (const { number, text } of lines) {
    await attempt(number, () => void readable.push({ number, call: readCall(text) }));
  }
  // Lines of one call are stored in their order, so that the first address of a call is that of its first line.
  const byCall = Map.groupBy(readable, ({ call }) => call.call_id);
  await atATime(CALLS_AT_A_TIME, [...byCall.values()], async (ofCall) => {
    for (const { number, call } of ofCall) {
      await attempt(number, async () => {
        calls[number] = await importCall(ports, call, timestampMarks);
        importing.step();
      });
    }
  });
  importing.end();
  const imported = calls.filter((call) => call !== undefined);
  const added = imported.reduce((sum, call) => sum + call.added, 0);
  const windows = imported.reduce((sum, call) => sum + call.windows, 0);
  console.log(
    `${imported.length} calls imported (${added} windows, ${windows - added} were there already), ${bad} bad lines.`,
  );

  let failed = 0;
  if (analyze) {
    const analyzing = progress('Analysing', imported.length);
    await analyzeInOrder(ports, config.settings, imported, (call, failure) => {
      if (failure !== null) {
        failed += 1;
        analyzing.say(`call ${call.callId}: ${failure.message} (${failure.code})`);
      }
      analyzing.step();
    });
    analyzing.end();
    console.log(`${imported.length - failed} calls analysed, ${failed} failed.`);
  }
  return bad + failed > 0 ? 1 : 0;
}

function options() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { analyze: { type: 'boolean', default: false }, 'timestamp-marks': { type: 'string' } },
    });
    const [file] = positionals;
    const marks = values['timestamp-marks'];
    if (file === undefined || positionals.length > 1) throw new Error(USAGE);
    if (marks !== undefined && marks !== 'end' && marks !== 'start' && marks !== 'sent')
      throw new Error(USAGE);
    return { file, analyze: values.analyze, timestampMarks: marks as TimestampMarks | undefined };
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

/** A progress bar on a terminal; elsewhere only what is said, so that a log stays readable. */
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
