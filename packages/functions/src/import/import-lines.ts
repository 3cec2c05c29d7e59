import type {
  AnalysisQueue,
  AnalysisSettings,
  CallWindow,
  ErrorCode,
  Ports,
  TimestampMarks,
} from '@live-assist/core';
import { nameWindow, settleAlias } from '@live-assist/core/aliases/name-window';
import { analyzeCall } from '@live-assist/core/analysis/analyze-call';
import { decodeCall } from '@live-assist/core/call/decode-call';
import { customerKey } from '@live-assist/core/call/identifiers';
import {
  requireNotErased,
  undoIfErased,
  undoUnnamedIfErased,
} from '@live-assist/core/erasure/erasure-checks';
import { queueAnalysis } from '@live-assist/core/queue/queue-analysis';
import { announce } from '@live-assist/core/recording/announce-window';
import { storeWindow } from '@live-assist/core/recording/record-window';
import { requestRedaction } from '@live-assist/core/recording/request-redaction';
import { LiveAssistError } from '@live-assist/core/shared/errors';
import { mapLimit } from '@live-assist/core/shared/map-limit';
import { BadLine } from './bad-line.ts';
import type { ImportedCall } from './import-line.ts';

export { BadLine } from './bad-line.ts';
export { type ImportedCall, readCall } from './import-line.ts';

/** A stored call, with what is needed to analyse it in order. */
export interface ImportedCallRef {
  callId: string;
  /** Null while the customer is known by an id or a number alone, or not at all. */
  clientEmail: string | null;
  /** End of the call in milliseconds since 1970, or null when the recording does not contain it. */
  endedAt: number | null;
  windows: number;
  /** Number of new windows. */
  added: number;
  /** Number of windows skipped because their customer was erased later. */
  erased: number;
}

/** How a call is imported. */
export interface ImportOptions {
  /** What the timestamps of its turns mark, when the line does not say. */
  timestampMarks?: TimestampMarks | undefined;
  /** True if the import has it analysed; otherwise only a request does. @default false */
  isAnalyzed?: boolean | undefined;
  /** True if its last window tells that the call has ended. @default false */
  isEnded?: boolean | undefined;
}

/**
 * Stores the windows of one call. Existing windows stay unchanged, so an import may be repeated. A call that is known by an
 * id or a number gets the customer for whom that stands; until it stands for one, the call waits.
 *
 * @throws {BadLine} with the fault of the line; LiveAssistError `store_unavailable`.
 */
export async function importCall(
  ports: Omit<Ports, 'analyst' | 'newToken'>,
  call: ImportedCall,
  { timestampMarks, isAnalyzed = false, isEnded = false }: ImportOptions = {},
): Promise<ImportedCallRef> {
  const known = await asBadLine('', () => namesOf(ports, call));
  const { client_email } = known;
  const onRequest = isAnalyzed ? {} : { analyze: 'on_request' };
  const all = callWindowsOf(call, timestampMarks).map((window, index) => ({
    ...window,
    ...known,
    ...onRequest,
    ...(isEnded && index === call.windows.length - 1 && { final: true }),
  }));
  const windows =
    client_email === undefined ? all : await asBadLine('', () => requireNotErased(ports, client_email, all));
  let added = 0;
  for (const window of windows) {
    const where = `window ${window.window_number}: `;
    const { added: isNew, news } = await asBadLine(where, () => storeWindow(ports, window));
    if (isNew) added += 1;
    if (news !== null) await announce(ports, window, news);
  }
  if (added > 0) await requestRedaction(ports, call.call_id);
  await asBadLine('', async () => {
    if (client_email !== undefined) await undoIfErased(ports, client_email, windows);
    else for (const window of windows) await undoUnnamedIfErased(ports, window);
    const last = windows.at(-1);
    if (last?.alias_hash !== undefined) await settleAlias(ports, last, () => false);
  });
  const { endedAt } = decodeCall(call.call_id, windows);
  return {
    callId: call.call_id,
    clientEmail: client_email ?? null,
    endedAt,
    windows: windows.length,
    added,
    erased: all.length - windows.length,
  };
}

/** The customer of a call as its windows name them: an address, or the hash of an id or a number. */
async function namesOf(
  ports: Pick<Ports, 'aliases' | 'claims'>,
  { call_id, client_email, phone, customer_id }: ImportedCall,
): Promise<Pick<CallWindow, 'client_email' | 'alias_hash'>> {
  if (client_email !== undefined) return { client_email: customerKey(client_email) };
  if (phone === undefined && customer_id === undefined) return {};
  return nameWindow(ports, { call_id }, { phone, customer_id });
}

/** Turns an error of this line into a {@link BadLine}. */
async function asBadLine<Answer>(where: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LiveAssistError && error.code !== 'store_unavailable') {
      throw new BadLine(`${where}${error.message}`, { cause: error });
    }
    throw error;
  }
}

/** The windows of a line as they are stored, without what names their customer. */
export function callWindowsOf(call: ImportedCall, timestampMarks: TimestampMarks | undefined): CallWindow[] {
  return call.windows.map((window): CallWindow => {
    const agentId = window.agent_id ?? call.agent_id;
    const speakers = window.speakers ?? call.speakers;
    const timeZone = window.time_zone ?? call.time_zone;
    const marks = window.timestamp_marks ?? call.timestamp_marks ?? timestampMarks;
    return {
      call_id: call.call_id,
      window_number: window.window_number ?? window.window_num ?? 0,
      turns: window.turns,
      aiTips: window.aiTips ?? '[]',
      activityFeed: window.activityFeed ?? '[]',
      ...(window.created_at != null && { created_at: window.created_at }),
      ...(agentId != null && { agent_id: agentId }),
      ...(marks != null && { timestamp_marks: marks }),
      ...(speakers != null && { speakers }),
      ...(timeZone != null && { time_zone: timeZone }),
      ...(window.final === true && { final: true }),
    };
  });
}

/** The step for one imported call. */
export type CallWork = (command: { call_id: string; client_email: string }) => Promise<unknown>;

/** Longer than the minute over which calls are counted, and much shorter than a day. */
const LONGEST_WAIT_SECONDS = 120;
const MOST_WAITS = 60;

/**
 * Analyses a call and waits for the result. At a rate limit of the provider or of this service, it waits as long as the
 * error says. Without a time in the error (the budget is spent), or with one too far off, the call fails.
 *
 * @param onWait - Called before each wait, with its reason.
 */
export function analyzeNow(
  ports: Ports,
  settings: AnalysisSettings,
  onWait: (callId: string, error: LiveAssistError) => void,
): CallWork {
  return async (command) => {
    for (let waits = 0; ; waits++) {
      try {
        return await analyzeCall(ports, settings, command, { canWait: true });
      } catch (error) {
        if (!(error instanceof LiveAssistError) || !TOO_EARLY.has(error.code)) throw error;
        const { retryAfterSeconds: seconds = Number.POSITIVE_INFINITY } = error;
        if (seconds > LONGEST_WAIT_SECONDS || waits === MOST_WAITS) throw error;
        onWait(command.call_id, error);
        await new Promise<void>((resume) => ports.clock.after(seconds * 1000, resume));
      }
    }
  };
}

const TOO_EARLY: ReadonlySet<ErrorCode> = new Set(['rate_limited', 'analyst_rate_limited']);

/** Queues a call for the worker. */
export function analyzeLater(ports: Ports & { queue: AnalysisQueue }): CallWork {
  return (command) => queueAnalysis(ports, ports.queue, command);
}

/**
 * Runs `work` for imported calls, `customersAtATime` customers in parallel. The calls of one customer run one after
 * another in the order of the calls, because each judgement uses earlier ones. Calls without a time come last, in the
 * order of the file. Calls without a customer are left out: they wait for one.
 *
 * @param onDone - Called for every call, with its error if it failed.
 */
export async function inCallOrder(
  calls: readonly ImportedCallRef[],
  work: CallWork,
  onDone: (call: ImportedCallRef, failure: LiveAssistError | null) => void,
  customersAtATime = 8,
): Promise<void> {
  const named = calls.flatMap((call) =>
    call.clientEmail === null ? [] : [{ ...call, clientEmail: call.clientEmail }],
  );
  const customers = Map.groupBy(named, ({ clientEmail }) => customerKey(clientEmail));
  await mapLimit(customersAtATime, [...customers.values()], async (ofCustomer) => {
    const ordered = ofCustomer.toSorted(
      (a, b) => (a.endedAt ?? Number.MAX_SAFE_INTEGER) - (b.endedAt ?? Number.MAX_SAFE_INTEGER),
    );
    for (const call of ordered) {
      try {
        await work({ call_id: call.callId, client_email: call.clientEmail });
        onDone(call, null);
      } catch (error) {
        if (!(error instanceof LiveAssistError)) throw error;
        onDone(call, error);
      }
    }
  });
}
