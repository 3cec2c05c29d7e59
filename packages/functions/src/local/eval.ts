/**
 * Runs an analyst over labelled calls: `pnpm eval DIR [--engine local] [--json FILE]`.
 *
 * @module
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Analyst } from '@live-assist/core';
import { Presets, SingleBar } from 'cli-progress';
import { localAnalyst } from '../adapters/local-analyst/local-analyst.ts';
import { reportOf } from './eval-report.ts';
import { BadEvalFolder, evaluate } from './eval-run.ts';

const USAGE = `Usage: pnpm eval DIR [--engine local] [--json FILE]
DIR holds calls.jsonl and labels.jsonl; --json writes the result, call by call, to FILE.`;

const ENGINES: Record<string, () => Analyst> = { local: localAnalyst };

async function main(): Promise<number> {
  const options = readOptions();
  if (options === null) {
    console.error(USAGE);
    return 2;
  }
  const makeAnalyst = Object.hasOwn(ENGINES, options.engine) ? ENGINES[options.engine] : undefined;
  if (makeAnalyst === undefined) {
    console.error(`There is no engine "${options.engine}" in this build; only "local" exists.`);
    return 2;
  }
  const bar = new SingleBar(
    { format: 'Analysing [{bar}] {value}/{total}', hideCursor: true, noTTYOutput: false },
    Presets.legacy,
  );
  const showsProgress = process.stderr.isTTY === true;
  let started = false;
  try {
    const evaluation = await evaluate(options.folder, makeAnalyst(), (total) => {
      if (!showsProgress) return;
      if (!started) bar.start(total, 0);
      started = true;
      bar.increment();
    });
    if (started) bar.stop();
    console.log(reportOf(evaluation));
    if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(evaluation, null, 2)}\n`);
    return 0;
  } catch (error) {
    if (started) bar.stop();
    if (!(error instanceof BadEvalFolder)) throw error;
    console.error(error.message);
    return 1;
  }
}

function readOptions(): { folder: string; engine: string; json: string | undefined } | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { engine: { type: 'string', default: 'local' }, json: { type: 'string' } },
    });
    const [folder, ...rest] = positionals;
    return folder === undefined || rest.length > 0
      ? null
      : { folder, engine: values.engine, json: values.json };
  } catch {
    return null;
  }
}

process.exitCode = await main();
