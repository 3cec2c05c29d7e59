/**
 * The tokens of a transcript in the prompt, compared with plain `speaker: words` lines, with numbered lines, and with
 * the raw JSON of turns with their times.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Call, CallWindow } from '@live-assist/core';
import { decodeCall } from '@live-assist/core/call/decode-call';
import { transcriptText } from '@live-assist/core/prompt/prompt';
import { partsOf, tokenBound } from '@live-assist/core/prompt/prompt-lines';
import { redactCall } from '@live-assist/core/redaction/redact';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import type { Effort, Figure, Figures } from './measure.ts';

const SAMPLES = fileURLToPath(new URL('../samples/', import.meta.url));
const SHARED = fileURLToPath(new URL('../../shared/data/', import.meta.url));

export async function run(_: Effort): Promise<Figures> {
  const folders = [
    SAMPLES,
    ...(existsSync(SHARED) ? readdirSync(SHARED).map((name) => `${SHARED}${name}/`) : []),
  ].filter((folder) => existsSync(`${folder}calls.jsonl`));
  const rows = folders.map(countIn);
  console.log(
    '\n  tokens (o200k_base)   turns    plain  as sent  numbered  raw JSON  bound/true\n' +
      rows
        .map(({ name, turns, plain, sent, numbered, raw, bound }) =>
          [
            `  ${name.padEnd(18)}`,
            String(turns).padStart(8),
            String(plain).padStart(8),
            ...[sent / plain, numbered / plain, raw / plain, bound / sent].map((ratio) =>
              ratio.toFixed(3).padStart(9),
            ),
          ].join(' '),
        )
        .join('\n') +
      '\n',
  );
  const sum = (read: (row: (typeof rows)[number]) => number) =>
    rows.reduce((total, row) => total + read(row), 0);
  return {
    'tokens-samples': figureOf(rows[0]?.plain ?? 0, rows[0]?.sent ?? 0),
    'tokens-all': figureOf(
      sum(({ plain }) => plain),
      sum(({ sent }) => sent),
    ),
  };
}

function figureOf(floor: number, value: number): Figure {
  return { ratio: value / floor, floor, value, unit: 'tokens', budget: 1.05, spread: 0 };
}

function countIn(folder: string) {
  const calls = readFileSync(`${folder}calls.jsonl`, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line))
    .map(({ call_id, windows }: { call_id: string; windows: CallWindow[] }) =>
      redactCall(decodeCall(call_id, windows)),
    );
  const count = (write: (call: Call) => string) =>
    calls.reduce((sum, call) => sum + countTokens(write(call)), 0);
  return {
    name: folder.split('/').at(-2) ?? '',
    turns: calls.reduce((sum, call) => sum + call.turns.length, 0),
    plain: count(plainText),
    sent: count(publicRow),
    numbered: count(numbered),
    raw: count(rawTurns),
    bound: calls.reduce((sum, call) => sum + tokenBound(publicRow(call)), 0),
  };
}

function plainText({ turns }: Call): string {
  return turns.map(({ speaker, text }) => `${speaker}: ${text}`).join('\n');
}

function publicRow(call: Call): string {
  return partsOf(call, 1_000_000_000).map(transcriptText).join('\n');
}

function numbered({ turns }: Call): string {
  return turns.map(({ speaker, text }, n) => `[${n}] ${speaker}: ${text}`).join('\n');
}

/** The turns as the previous system sent them to its model; missing times are filled in. */
function rawTurns({ turns }: Call): string {
  return JSON.stringify(
    turns.map(({ speaker, text, at }) => ({
      speaker,
      transcript: text,
      timestamp: new Date(at ?? 0).toISOString(),
    })),
  );
}
