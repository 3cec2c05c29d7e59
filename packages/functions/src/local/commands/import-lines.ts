import {
  type AnalysisSettings,
  analyzeCall,
  type CallWindow,
  customerKey,
  type ErrorCode,
  LiveAssistError,
  mapLimit,
  type Ports,
  queueAnalysis,
  requestRedaction,
  requireNotErased,
  storeWindow,
  type TimestampMarks,
  undoIfErased,
} from '@live-assist/core';
import { decodeCall } from '@live-assist/core/call/decode-call';
import { announce } from '@live-assist/core/recording/announce-window';
import type { LocalService } from '../server/local-service.ts';
import { BadLine, type ImportedCall } from './import-line.ts';

export { BadLine, type ImportedCall, readCall } from './import-line.ts';

/** A stored call, with what is needed to analyse it in order. */
export interface ImportedCallRef {
  callId: string;
  clientEmail: string;
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
}

/**
 * Stores the windows of one call. Existing windows stay unchanged, so an import may be repeated.
 *
 * @throws {BadLine} with the fault of the line; LiveAssistError `store_unavailable`.
 */
export async function importCall(
  ports: Omit<Ports, 'analyst' | 'newToken'>,
  call: ImportedCall,
  { timestampMarks, isAnalyzed = false }: ImportOptions = {},
): Promise<ImportedCallRef> {
  const onRequest = isAnalyzed ? {} : { analyze: 'on_request' };
  const all = windowsOf(call, timestampMarks).map((window) => ({ ...window, ...onRequest }));
  const windows = await asBadLine('', () => requireNotErased(ports, call.client_email, all));
  let added = 0;
  for (const window of windows) {
    const where = `window ${window.window_number}: `;
    const { added: isNew, news } = await asBadLine(where, () => storeWindow(ports, window));
    if (isNew) added += 1;
    if (news !== null) await announce(ports, window, news);
  }
  if (added > 0) await requestRedaction(ports, call.call_id);
  await asBadLine('', () => undoIfErased(ports, call.client_email, windows));
  const { endedAt } = decodeCall(call.call_id, windows);
  return {
    callId: call.call_id,
    clientEmail: call.client_email,
    endedAt,
    windows: windows.length,
    added,
    erased: all.length - windows.length,
  };
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

function windowsOf(call: ImportedCall, timestampMarks: TimestampMarks | undefined): CallWindow[] {
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
      client_email: customerKey(call.client_email),
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
type CallWork = (command: { call_id: string; client_email: string }) => Promise<unknown>;

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
export function analyzeLater(ports: LocalService['ports']): CallWork {
  return (command) => queueAnalysis(ports, ports.queue, command);
}

/**
 * Runs `work` for imported calls, `customersAtATime` customers in parallel. The calls of one customer run one after
 * another in the order of the calls, because each judgement uses earlier ones. Calls without a time come last, in the
 * order of the file.
 *
 * @param onDone - Called for every call, with its error if it failed.
 */
export async function inCallOrder(
  calls: readonly ImportedCallRef[],
  work: CallWork,
  onDone: (call: ImportedCallRef, failure: LiveAssistError | null) => void,
  customersAtATime = 8,
): Promise<void> {
  const customers = Map.groupBy(calls, (call) => customerKey(call.clientEmail));
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
