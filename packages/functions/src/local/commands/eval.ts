/**
 * Runs an analyst over labelled calls: `pnpm eval DIR [--engine openai|local] [--labels FILE] [--deadline SECONDS]
 * [--json FILE] [--against FILE]`.
 *
 * @module
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Analyst, LiveAssistError } from '@live-assist/core';
import { Presets, SingleBar } from 'cli-progress';
import { readConfig } from '../../config/config.ts';
import { analystOf } from '../../doors/wiring.ts';
import { BadEvalFolder, readWritten } from '../eval/folder.ts';
import { reportOf } from '../eval/report.ts';
import { evaluate } from '../eval/run.ts';

const USAGE = `Usage: pnpm eval DIR [--engine openai|local] [--labels FILE] [--deadline SECONDS] [--json FILE] [--against FILE]
DIR holds calls.jsonl and labels.jsonl; --labels names another file of labels.
--json writes the result, call by call, to FILE; --against compares with such a file of another engine or prompt.
--deadline is the time for one call, 120 seconds unless it is given.
Without --engine it is openai when OPENAI_API_KEY is set, else local.`;

async function main(): Promise<number> {
  const options = readOptions();
  if (options === null) {
    console.error(USAGE);
    return 2;
  }
  const analyst = chosenAnalyst(options.engine);
  if (analyst === null) {
    console.error(USAGE);
    return 2;
  }
  const bar = new SingleBar(
    { format: 'Analysing [{bar}] {value}/{total}', hideCursor: true, noTTYOutput: false },
    Presets.legacy,
  );
  const showsProgress = process.stderr.isTTY === true;
  let started = false;
  try {
    const { folder, labels, deadlineMs, against } = options;
    const evaluation = await evaluate(folder, analyst, {
      labels,
      deadlineMs,
      against: against === undefined ? undefined : await readWritten(against),
      onCall: (total) => {
        if (!showsProgress) return;
        if (!started) bar.start(total, 0);
        started = true;
        bar.increment();
      },
    });
    if (started) bar.stop();
    console.log(reportOf(evaluation));
    if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(evaluation, null, 2)}\n`);
    return 0;
  } catch (error) {
    if (started) bar.stop();
    if (!(error instanceof BadEvalFolder || error instanceof LiveAssistError)) throw error;
    console.error(error.message);
    return 1;
  }
}

/**
 * Creates the analyst of this name, configured as in a deployment; without a key only the rules are available. Null for
 * an unknown name.
 */
function chosenAnalyst(engine: string | undefined): Analyst | null {
  if (engine !== undefined && engine !== 'openai' && engine !== 'local') return null;
  if (engine === 'openai' && !process.env.OPENAI_API_KEY) {
    console.error('OPENAI_API_KEY is not set, so the local engine runs instead.');
  }
  // No token is checked here, so any secret works.
  const env = {
    ...process.env,
    ANALYST: engine === 'local' ? engine : '',
    AUTH_SECRET: '-'.repeat(32),
    AUTH_JWKS_URL: '',
  };
  return analystOf(readConfig(env, { production: false }).analyst);
}

interface Options {
  folder: string;
  engine: string | undefined;
  labels: string | undefined;
  deadlineMs: number | undefined;
  json: string | undefined;
  against: string | undefined;
}

function readOptions(): Options | null {
  try {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { engine: text, labels: text, deadline: text, json: text, against: text },
    });
    const [folder, ...rest] = positionals;
    const { deadline, ...files } = values;
    const seconds = deadline === undefined ? undefined : Number(deadline);
    if (folder === undefined || rest.length > 0) return null;
    if (seconds !== undefined && !(seconds > 0 && seconds <= 86_400)) return null;
    const { engine, labels, json, against } = files;
    return {
      folder,
      engine,
      labels,
      deadlineMs: seconds === undefined ? undefined : 1_000 * seconds,
      json,
      against,
    };
  } catch {
    return null;
  }
}

process.exitCode = await main();
