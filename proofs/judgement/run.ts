/**
 * How the rules judge real calls, against the labels of two readers: `pnpm proofs:judgement [--json FILE] [--against
 * FILE]`. The calls are public sets, which are not part of this project; without them it says so and ends.
 *
 * @module
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { localAnalyst } from '../../packages/functions/src/adapters/local-analyst/local-analyst.ts';
import { readCalls, readLabels, readWritten } from '../../packages/functions/src/local/eval/folder.ts';
import type { LabelRow } from '../../packages/functions/src/local/eval/labels.ts';
import { scoreLines } from '../../packages/functions/src/local/eval/report.ts';
import { judgeCalls, scoresOf } from '../../packages/functions/src/local/eval/run.ts';
import { agreementOf, type Reading } from './agreement.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const DATA = process.env.JUDGEMENT_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
const SETS = ['star', 'tau_airline', 'abcd_sample', 'hvb'];

const { values } = parseArgs({ options: { json: { type: 'string' }, against: { type: 'string' } } });

function section(title: string, lines: readonly string[]): void {
  console.log(`\n${title}\n${lines.join('\n')}`);
}

async function readingsOf(reader: string): Promise<Reading[]> {
  const text = await readFile(join(HERE, 'labels', `${reader}.jsonl`), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const labelsIn = (name: string) => readLabels(join(HERE, 'labels', `${name}.jsonl`));

/** The calls of every set that is there. */
async function callsOf(sets: readonly string[]) {
  const calls = await Promise.all(sets.map((set) => readCalls(join(DATA, set))));
  return calls.flat();
}

async function main(): Promise<void> {
  const rules = localAnalyst();
  section('Two readers of 60 calls', agreementOf(await readingsOf('reader-a'), await readingsOf('reader-b')));
  section(
    'Two readers of 40 further calls',
    agreementOf(await readingsOf('fresh-a'), await readingsOf('fresh-b')),
  );

  const own = join(HERE, 'own');
  const ownRun = await judgeCalls(await readCalls(own), rules);
  const ownLabels = await readLabels(join(own, 'labels.jsonl'));
  for (const language of ['en', 'de', 'es', 'fr'])
    section(
      `Calls of our own, ${language}`,
      scoreLines(scoresOf(ownRun.perCall, only(ownLabels, 'language', language))),
    );

  const sets = SETS.filter((set) => existsSync(join(DATA, set, 'calls.jsonl')));
  if (sets.length < SETS.length) {
    console.log(`\nSkipped: the real calls are not at ${DATA}. JUDGEMENT_DATA names another folder.`);
    return;
  }
  const { perCall } = await judgeCalls(await callsOf(sets), rules);
  const agreed = await labelsIn('agreed');
  const fresh = await labelsIn('fresh');
  const dev = await labelsIn('dev');
  const before = values.against === undefined ? null : (await readWritten(values.against)).perCall;
  const parts = [
    ['dev', dev],
    ['tune', only(agreed, 'half', 'tune')],
    ['held-out', only(agreed, 'half', 'held-out')],
    ['fresh', fresh],
  ] as const;
  for (const [part, labels] of parts) {
    section(`Real calls, ${part}`, scoreLines(scoresOf(perCall, labels)));
    if (before !== null) section(`Before, ${part}`, scoreLines(scoresOf(before, labels)));
  }
  for (const set of ['star', 'tau_airline']) {
    const labels = await readLabels(join(DATA, set, 'labels.jsonl'));
    section(`The benchmark’s own labels, ${set}`, scoreLines(scoresOf(perCall, labels)));
    if (before !== null) section(`Before, ${set}`, scoreLines(scoresOf(before, labels)));
  }
  if (values.json !== undefined) {
    const written = { engine: rules.engine, model: 'rules', perCall };
    await writeFile(values.json, `${JSON.stringify(written)}\n`);
  }
}

function only(labels: ReadonlyMap<string, LabelRow>, field: string, value: string): Map<string, LabelRow> {
  return new Map([...labels].filter(([, row]) => row[field] === value));
}

await main();
