/**
 * Runs an analyst over labelled calls: `pnpm eval DIR [--engine openai|local] [--json FILE]`.
 *
 * @module
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Analyst, LiveAssistError } from '@live-assist/core';
import { Presets, SingleBar } from 'cli-progress';
import { readConfig } from '../../config/config.ts';
import { analystOf } from '../../doors/wiring.ts';
import { reportOf } from './eval-report.ts';
import { BadEvalFolder, evaluate } from './eval-run.ts';

const USAGE = `Usage: pnpm eval DIR [--engine openai|local] [--json FILE]
DIR holds calls.jsonl and labels.jsonl; --json writes the result, call by call, to FILE.
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
    const evaluation = await evaluate(options.folder, analyst, (total) => {
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

function readOptions(): { folder: string; engine: string | undefined; json: string | undefined } | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { engine: { type: 'string' }, json: { type: 'string' } },
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
