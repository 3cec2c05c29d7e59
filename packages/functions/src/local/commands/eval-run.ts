import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type AnalysisUsage,
  type Analyst,
  type AnalystAnswer,
  type Call,
  type CallWindow,
  type ErrorCode,
  type Judgement,
  LiveAssistError,
  mapLimit,
} from '@live-assist/core';
import { decodeCall } from '@live-assist/core/call/decode-call';
import { checkFindings } from '@live-assist/core/evidence/gate';
import { measureCall } from '@live-assist/core/metrics/metrics';
import { redactedWindows } from '@live-assist/core/redaction/redacted-windows';
import * as z from 'zod/mini';
import { type LabelRow, type LabelScore, scoreLabels } from './eval-labels.ts';

/** The result of an evaluation. */
export interface Evaluation {
  engine: Analyst['engine'];
  model: string;
  promptVersion: string;
  calls: number;
  labels: LabelScore[];
  /** Findings with evidence: how many were made, and how many passed the evidence gate. */
  claims: { made: number; passed: number };
  /** null when the engine counts no tokens. */
  usage: AnalysisUsage | null;
  costUsd: number | null;
  perCall: { call_id: string; judgement: Judgement; dropped: number; flags: string[] }[];
  /** Calls that the engine could not judge; no other figure includes them. */
  failed: { call_id: string; code: ErrorCode }[];
}

/** The folder cannot be evaluated; the message says why. */
export class BadEvalFolder extends Error {
  override readonly name = 'BadEvalFolder';
}

// The decoder checks the windows and reports what it cannot read.
const CallLine = z.object({
  call_id: z.string(),
  windows: z.array(z.looseObject({ window_number: z.int() })),
});
const LabelLine = z.looseObject({ call_id: z.string() });

// An evaluation has no promises of earlier calls; a day is enough time for any engine.
const DEADLINE_MS = 120_000;
const CALLS_AT_A_TIME = 4;

/**
 * Runs an analyst over the calls of a folder and compares its judgements with the labels there.
 *
 * @param folder - Holds `calls.jsonl` (one `{ call_id, windows }` a line) and `labels.jsonl` (one `{ call_id, … }` a
 *   line).
 * @param onCall - Called after each call, with the total number of calls.
 * @throws BadEvalFolder when a file is missing or a line cannot be read.
 */
export async function evaluate(
  folder: string,
  analyst: Analyst,
  onCall: (total: number) => void = () => {},
): Promise<Evaluation> {
  const calls = await readLines(join(folder, 'calls.jsonl'), CallLine);
  const labels = new Map<string, LabelRow>(
    (await readLines(join(folder, 'labels.jsonl'), LabelLine)).map((row) => [row.call_id, row]),
  );
  const answers: { call: Call; answer: AnalystAnswer }[] = [];
  const failed: Evaluation['failed'] = [];
  await mapLimit(CALLS_AT_A_TIME, calls, async ({ call_id, windows }, index) => {
    const recorded = windows.map((window) => toWindow(call_id, window));
    const call = decodeCall(call_id, redactedWindows(call_id, recorded));
    const { metrics } = measureCall(call);
    const deadline = Date.now() + DEADLINE_MS;
    try {
      const answer = await analyst.analyze({ call, metrics, openCommitments: [], deadline });
      answers[index] = { call, answer };
    } catch (error) {
      if (!(error instanceof LiveAssistError)) throw error;
      failed.push({ call_id, code: error.code });
    }
    onCall(calls.length);
  });

  const perCall: Evaluation['perCall'] = [];
  const judged: { judgement: Judgement; labels: LabelRow }[] = [];
  const claims = { made: 0, passed: 0 };
  let usage: AnalysisUsage | null = null;
  let costUsd: number | null = null;
  let made: { model: string; promptVersion: string } = { model: '', promptVersion: '' };
  for (const { call, answer } of answers.filter((entry) => entry !== undefined)) {
    const { judgement, model, promptVersion, flags = [] } = answer;
    const gate = { worded: analyst.engine === 'openai' };
    const { dropped } = checkFindings(judgement, call, [], call.endedAt, 'UTC', gate);
    const total = countClaims(judgement);
    claims.made += total;
    claims.passed += total - dropped;
    if (answer.usage !== null) usage = addUsage(usage, answer.usage);
    if (answer.costUsd !== null) costUsd = (costUsd ?? 0) + answer.costUsd;
    made = { model, promptVersion };
    perCall.push({ call_id: call.callId, judgement, dropped, flags });
    const row = labels.get(call.callId);
    if (row !== undefined) judged.push({ judgement, labels: row });
  }
  return {
    engine: analyst.engine,
    ...made,
    calls: calls.length,
    labels: scoreLabels(judged),
    claims,
    usage,
    costUsd,
    perCall,
    failed,
  };
}

async function readLines<T>(path: string, schema: z.ZodMiniType<T>): Promise<T[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new BadEvalFolder(`${path} cannot be read. The folder must hold calls.jsonl and labels.jsonl.`, {
      cause,
    });
  });
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [schema.parse(JSON.parse(line))];
    } catch (cause) {
      throw new BadEvalFolder(`${path}, line ${index + 1}: this is not a row of that file.`, { cause });
    }
  });
}

function toWindow(callId: string, window: Record<string, unknown> & { window_number: number }): CallWindow {
  return { turns: [], ...window, call_id: callId };
}

function countClaims(judgement: Judgement): number {
  const { about = [], keyInsights, actionItems, deliverables, improvementAreas } = judgement;
  const { commitments, closings } = judgement;
  return [about, keyInsights, actionItems, deliverables, improvementAreas, commitments, closings].reduce(
    (sum, list) => sum + list.length,
    0,
  );
}

function addUsage(sum: AnalysisUsage | null, more: AnalysisUsage): AnalysisUsage {
  return {
    inputTokens: (sum?.inputTokens ?? 0) + more.inputTokens,
    cachedInputTokens: (sum?.cachedInputTokens ?? 0) + more.cachedInputTokens,
    outputTokens: (sum?.outputTokens ?? 0) + more.outputTokens,
  };
}
