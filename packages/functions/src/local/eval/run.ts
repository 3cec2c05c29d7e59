import { join } from 'node:path';
import {
  type AnalysisUsage,
  type Analyst,
  type ErrorCode,
  type Judgement,
  LiveAssistError,
  mapLimit,
} from '@live-assist/core';
import { decodeCall } from '@live-assist/core/call/decode-call';
import { type CheckedFindings, checkFindings } from '@live-assist/core/evidence/gate';
import { measureCall } from '@live-assist/core/metrics/metrics';
import { redactedWindows } from '@live-assist/core/redaction/redacted-windows';
import { differences } from './compare.ts';
import { type JudgedCall, type RecordedCall, readCalls, readLabels, type Written } from './folder.ts';
import { PromiseHistory } from './history.ts';
import { type LabelRow, scoreLabels } from './labels.ts';
import { cancelledAgain, type LabelledCall, scoreLists } from './lists.ts';

/** The result of an evaluation. */
export interface Evaluation extends Scores {
  engine: Analyst['engine'];
  model: string;
  promptVersion: string;
  calls: number;
  /** Findings with evidence: how many were made, and how many passed the evidence gate. */
  claims: { made: number; passed: number };
  /** null when the engine counts no tokens. */
  usage: AnalysisUsage | null;
  costUsd: number | null;
  /** Of one call; null without calls. */
  milliseconds: { median: number; p95: number } | null;
  perCall: JudgedCall[];
  /** Calls that the engine could not judge; no other figure includes them. */
  failed: { call_id: string; code: ErrorCode }[];
  /** The evaluation that this one was compared with. */
  against: { engine: string; model: string; differences: ReturnType<typeof differences> } | null;
}

/** What labels tell of judgements. */
export interface Scores {
  labels: ReturnType<typeof scoreLabels>;
  lists: ReturnType<typeof scoreLists>;
  cancelledAgain: ReturnType<typeof cancelledAgain>;
}

/** How an evaluation runs. */
export interface EvalOptions {
  /** The file of the labels. @default `labels.jsonl` of the folder */
  labels?: string | undefined;
  /** Time for one call, in milliseconds. @default 120_000 */
  deadlineMs?: number | undefined;
  /** An earlier result to compare with. */
  against?: Written | undefined;
  /** Called after each call, with the total number of calls. */
  onCall?: ((total: number) => void) | undefined;
}

const DEADLINE_MS = 120_000;
const CUSTOMERS_AT_A_TIME = 4;

/**
 * Runs an analyst over the calls of a folder and compares its judgements with their labels. A call is given the promises
 * that the calls of its customer before it have left open.
 *
 * @param folder - Holds `calls.jsonl` (one `{ call_id, windows }` a line) and `labels.jsonl` (one `{ call_id, … }` a
 *   line).
 * @throws BadEvalFolder when a file is missing or a line cannot be read.
 */
export async function evaluate(
  folder: string,
  analyst: Analyst,
  options: EvalOptions = {},
): Promise<Evaluation> {
  const recorded = await readCalls(folder);
  const labels = await readLabels(options.labels ?? join(folder, 'labels.jsonl'));
  const run = { ...(await judgeCalls(recorded, analyst, options)), calls: recorded.length };
  const { against } = options;
  const before = new Map(against?.perCall.map((call) => [call.call_id, call]));
  const pairs = labelled(run.perCall, labels).flatMap(({ call_id, ...now }) => {
    const other = before.get(call_id);
    return other === undefined ? [] : [{ now, before: { ...other, labels: now.labels } }];
  });
  return {
    ...run,
    ...scoresOf(run.perCall, labels),
    against:
      against === undefined
        ? null
        : { engine: against.engine, model: against.model, differences: differences(pairs) },
  };
}

/** Compares judgements with labels; calls without a row of labels do not count. */
export function scoresOf(perCall: readonly JudgedCall[], labels: ReadonlyMap<string, LabelRow>): Scores {
  const judged = labelled(perCall, labels);
  return {
    labels: scoreLabels(judged),
    lists: scoreLists(judged),
    cancelledAgain: cancelledAgain(judged),
  };
}

function labelled(
  perCall: readonly JudgedCall[],
  labels: ReadonlyMap<string, LabelRow>,
): (LabelledCall & { call_id: string })[] {
  return perCall.flatMap(({ call_id, judgement, findings }) => {
    const row = labels.get(call_id);
    return row === undefined ? [] : [{ call_id, judgement, findings, labels: row }];
  });
}

type Run = Omit<Evaluation, keyof Scores | 'against' | 'calls'>;

/** Runs an analyst over calls, the calls of each customer in their order. */
export async function judgeCalls(
  recorded: readonly RecordedCall[],
  analyst: Analyst,
  { deadlineMs = DEADLINE_MS, onCall = () => {} }: EvalOptions = {},
): Promise<Run> {
  const perCall: JudgedCall[] = [];
  const failed: Run['failed'] = [];
  const claims = { made: 0, passed: 0 };
  let usage: AnalysisUsage | null = null;
  let made = { model: '', promptVersion: '' };
  await mapLimit(CUSTOMERS_AT_A_TIME, byCustomer(recorded), async (calls) => {
    const history = new PromiseHistory();
    for (const { call_id, windows, place } of calls) {
      const call = decodeCall(call_id, redactedWindows(call_id, windows));
      const { metrics } = measureCall(call);
      const { open } = history;
      const started = performance.now();
      try {
        const deadline = Date.now() + deadlineMs;
        const answer = await analyst.analyze({ call, metrics, openCommitments: open, deadline });
        const milliseconds = performance.now() - started;
        const { judgement, flags = [], costUsd } = answer;
        const gate = { worded: analyst.engine === 'openai' };
        const checked = checkFindings(judgement, call, open, call.endedAt, 'UTC', gate);
        const { dropped } = checked;
        const total = countClaims(judgement);
        claims.made += total;
        claims.passed += total - dropped;
        if (answer.usage !== null) usage = addUsage(usage, answer.usage);
        made = { model: answer.model, promptVersion: answer.promptVersion };
        const findings = findingsOf(checked, history);
        perCall[place] = { call_id, judgement, findings, dropped, flags, milliseconds, costUsd };
        history.add(call_id, checked);
      } catch (error) {
        if (!(error instanceof LiveAssistError)) throw error;
        failed.push({ call_id, code: error.code });
      }
      onCall(recorded.length);
    }
  });
  const judged = perCall.filter((entry) => entry !== undefined);
  const costs = judged.flatMap(({ costUsd }) => (costUsd === null ? [] : [costUsd]));
  return {
    engine: analyst.engine,
    ...made,
    claims,
    usage,
    costUsd: costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0),
    milliseconds: timesOf(judged),
    perCall: judged,
    failed,
  };
}

function byCustomer(recorded: readonly RecordedCall[]): (RecordedCall & { place: number })[][] {
  const groups = Map.groupBy(
    recorded.map((call, place) => ({ ...call, place })),
    ({ customer, place }) => customer ?? place,
  );
  return [...groups.values()];
}

function findingsOf(checked: CheckedFindings, history: PromiseHistory): JudgedCall['findings'] {
  return {
    commitments: checked.commitments.map(({ owner, evidence }) => ({ owner, evidence })),
    deliverables: checked.deliverables,
    closings: checked.closings.map(({ commitment_id, status }) => ({
      status,
      made: history.madeAt(commitment_id),
    })),
  };
}

function timesOf(judged: readonly JudgedCall[]): Evaluation['milliseconds'] {
  const times = judged.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  const [shortest] = times;
  if (shortest === undefined) return null;
  const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? shortest;
  return { median: at(0.5), p95: at(0.95) };
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
