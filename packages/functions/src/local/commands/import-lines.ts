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
import type { LocalService } from '../server/local-service.ts';
import { BadLine, type ImportedCall } from './import-line.ts';

export { BadLine, type ImportedCall, readCall } from './import-line.ts';

/** A call that lies in the store now, and what is needed to analyse it in its place. */
export interface ImportedCallRef {
  callId: string;
  clientEmail: string;
  /** End of the call in milliseconds since 1970, when its recording tells it. */
  endedAt: number | null;
  windows: number;
  /** Windows that were not there before. */
  added: number;
  /** Windows that were left out, because their customer was erased after them. */
  erased: number;
}

/**
 * Stores the windows of one call. Windows that are there already are left as they are, so an import may be repeated.
 *
 * @param timestampMarks - What the stamps of its turns mark, where the line does not say so itself.
 * @throws {BadLine} with what is wrong with the line; LiveAssistError `store_unavailable`.
 */
export async function importCall(
  ports: Omit<Ports, 'analyst' | 'newToken'>,
  call: ImportedCall,
  timestampMarks?: TimestampMarks,
): Promise<ImportedCallRef> {
  const all = windowsOf(call, timestampMarks);
  const windows = await asBadLine('', () => requireNotErased(ports, call.client_email, all));
  let added = 0;
  for (const window of windows) {
    const where = `window ${window.window_number}: `;
    const stored = await asBadLine(where, () => storeWindow(ports, window));
    if (stored.added) added += 1;
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

/** What is wrong with this line alone becomes a {@link BadLine}. */
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
    };
  });
}

/** What is done with an imported call. */
type CallWork = (command: { call_id: string; client_email: string }) => Promise<unknown>;

/** Longer than a minute, over which calls are counted, and much shorter than a day. */
const LONGEST_WAIT_SECONDS = 120;
const MOST_WAITS = 60;

/**
 * Analyses a call, and returns when that is done. When it comes too early, for the provider or for a limit in calls a
 * minute, it waits as long as it is told. Where no time is told (nothing is left to pay with), or where it would take until
 * tomorrow, the call fails.
 *
 * @param onWait - Told of each wait, with what it is for.
 */
export function analyzeNow(
  ports: Ports,
  settings: AnalysisSettings,
  onWait: (callId: string, error: LiveAssistError) => void,
): CallWork {
  return async (command) => {
    for (let waits = 0; ; waits++) {
      try {
        return await analyzeCall(ports, settings, command);
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

/** Leaves a call to the worker. */
export function analyzeLater(ports: LocalService['ports']): CallWork {
  return (command) => queueAnalysis(ports, ports.queue, command);
}

/**
 * Does `work` for imported calls, `customersAtATime` customers at once; the calls of one customer one after another in
 * call order, because each is judged in the light of the ones before. A call without a time comes where it stood
 * in the file, after those with one.
 *
 * @param onDone - Told of every call, with its failure when it has one.
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
