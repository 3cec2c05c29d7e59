/**
 * What a transcript costs in tokens: `pnpm bench`. README.md states the method.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import {
  decodeCall,
  partsOf,
  redactCall,
  tokenBound,
  transcriptText,
} from '../packages/core/src/analysis.ts';
import type { Call, CallWindow } from '../packages/core/src/index.ts';

const SAMPLES = fileURLToPath(new URL('../samples/', import.meta.url));
const SHARED = fileURLToPath(new URL('../../shared/data/', import.meta.url));
const LIMIT = 1.05;

const folders = [
  SAMPLES,
  ...(existsSync(SHARED) ? readdirSync(SHARED).map((name) => `${SHARED}${name}/`) : []),
].filter((folder) => existsSync(`${folder}calls.jsonl`));

const rows = folders.map((folder) => {
  const calls = readFileSync(`${folder}calls.jsonl`, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line))
    .map(({ call_id, windows }: { call_id: string; windows: CallWindow[] }) =>
      redactCall(decodeCall(call_id, windows)),
    );
  const count = (write: (call: Call) => string) =>
    calls.reduce((sum, call) => sum + countTokens(write(call)), 0);
  const plain = count(plainText);
  return {
    name: folder.split('/').at(-2) ?? '',
    turns: calls.reduce((sum, call) => sum + call.turns.length, 0),
    plain,
    sent: count(asSent) / plain,
    numbered: count(numbered) / plain,
    raw: count(rawTurns) / plain,
    bound: calls.reduce((sum, call) => sum + tokenBound(asSent(call)), 0) / count(asSent),
  };
});

console.log('Tokens of transcripts (o200k_base), as a multiple of "speaker: words" lines\n');
console.log('calls            turns    plain   as sent  numbered  raw JSON  bound/true');
for (const { name, turns, plain, sent, numbered: lines, raw, bound } of rows) {
  const ratios = [sent, lines, raw, bound].map((ratio) => ratio.toFixed(3).padStart(9)).join(' ');
  console.log(`${name.padEnd(15)} ${String(turns).padStart(6)} ${String(plain).padStart(8)} ${ratios}`);
}
const plainTotal = rows.reduce((sum, { plain }) => sum + plain, 0);
const total = rows.reduce((sum, { plain, sent }) => sum + plain * sent, 0) / plainTotal;
console.log(`\nAs sent, all calls together: ${total.toFixed(3)} of the plain text (limit ${LIMIT}).`);
if (total > LIMIT || (rows[0]?.sent ?? 0) > LIMIT) process.exitCode = 1;

function plainText({ turns }: Call): string {
  return turns.map(({ speaker, text }) => `${speaker}: ${text}`).join('\n');
}

function asSent(call: Call): string {
  return partsOf(call, 1_000_000_000).map(transcriptText).join('\n');
}

function numbered({ turns }: Call): string {
  return turns.map(({ speaker, text }, n) => `[${n}] ${speaker}: ${text}`).join('\n');
}

/** The turns as the previous system gave them to its model; a turn without a time is given one. */
function rawTurns({ turns }: Call): string {
  return JSON.stringify(
    turns.map(({ speaker, text, at }) => ({
      speaker,
      transcript: text,
      timestamp: new Date(at ?? 0).toISOString(),
    })),
  );
}
