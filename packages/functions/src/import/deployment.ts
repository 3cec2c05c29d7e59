import { createClient, type LiveAssistClient, LiveAssistError as Refusal } from '@live-assist/client';
import { type ErrorCode, LiveAssistError, toIso } from '@live-assist/core';
import { decodeCall } from '@live-assist/core/call/decode-call';
import { parseAbsolute } from '@live-assist/core/shared/timestamps';
import { BadLine } from './bad-line.ts';
import type { Destination, StoreOptions } from './destination.ts';
import type { ImportedCall } from './import-line.ts';
import { callWindowsOf } from './import-lines.ts';
import { UsageError } from './options/usage-error.ts';

/** A deployment to which an import sends its calls. */
export interface DeploymentOptions {
  endpoint: string;
  token: string;
  /** Most requests in a second. */
  rate: number;
}

type PostedWindow = Parameters<LiveAssistClient['recordCallWindow']>[0];

/** Refusals that mean one call; all others mean the run. */
const OF_A_CALL: ReadonlySet<string> = new Set<ErrorCode>([
  'invalid_request',
  'call_not_found',
  'customer_mismatch',
  'customer_erased',
  'window_conflict',
  'body_too_large',
  'transcript_too_long',
]);

/** A connection that is cut, or a service that starts anew, is waited for. */
const RETRIES = 8;

/**
 * Sends calls to a deployment. Every window may be sent again, so a run that was ended is run again: what is there already
 * stays as it is.
 */
export function deployment({ endpoint, token, rate }: DeploymentOptions): Destination {
  const client = createClient({ endpoint, token, retries: RETRIES });
  const turn = pacer(rate);
  return {
    tellsNew: false,
    async store(call, how) {
      const windows = postedWindows(call, how);
      let sent = 0;
      for (const window of windows) {
        await turn();
        await asBadLine(window.window_num, () => client.recordCallWindow(window));
        sent += 1;
      }
      const { endedAt } = decodeCall(call.call_id, callWindowsOf(call, how.timestampMarks));
      return {
        callId: call.call_id,
        clientEmail: call.client_email ?? null,
        endedAt,
        windows: sent,
        added: sent,
        erased: 0,
      };
    },
    follow:
      (then, onWait) =>
      async ({ call_id, client_email }) => {
        await turn();
        try {
          return await client.getCallAnalytics(
            { call_id, client_email, ...(then === 'queue' && { async: true }) },
            { timeoutMs: LONGEST_ANALYSIS_MS },
          );
        } catch (error) {
          const told = ofService(error);
          if (told.code === 'rate_limited') onWait(call_id, told);
          throw told;
        }
      },
  };
}

/** An analysis that waits for others of its customer, in milliseconds. */
const LONGEST_ANALYSIS_MS = 10 * 60_000;

function postedWindows(call: ImportedCall, { timestampMarks, isAnalyzed }: StoreOptions): PostedWindow[] {
  const { client_email, phone, customer_id } = call;
  return callWindowsOf(call, timestampMarks).map((window) => {
    const { window_number, turns, aiTips, activityFeed, speakers, created_at, ...facts } = window;
    const recordedAt = parseAbsolute(created_at);
    if (recordedAt === null)
      throw new BadLine(
        `window ${window_number}: created_at: is missing, and a deployment would take it for now`,
      );
    return {
      ...(facts as Omit<PostedWindow, 'window_num' | 'turns'>),
      window_num: window_number,
      created_at: toIso(recordedAt),
      ...(client_email !== undefined && { client_email }),
      ...(client_email === undefined && phone !== undefined && { phone }),
      ...(client_email === undefined && customer_id !== undefined && { customer_id }),
      ...(speakers !== undefined && { speakers: speakers as NonNullable<PostedWindow['speakers']> }),
      turns: listIn(turns, window_number) as NonNullable<PostedWindow['turns']>,
      aiTips: listIn(aiTips, window_number) as NonNullable<PostedWindow['aiTips']>,
      activityFeed: listIn(activityFeed, window_number) as NonNullable<PostedWindow['activityFeed']>,
      ...(!isAnalyzed && { analyze: 'on_request' as const }),
    };
  });
}

/** A column of a window as a list: the API takes no JSON inside of JSON. */
function listIn(column: unknown, windowNumber: number): unknown[] {
  try {
    const list: unknown = typeof column === 'string' ? JSON.parse(column) : column;
    if (Array.isArray(list)) return list;
  } catch {
    // What is no JSON is no list either.
  }
  throw new BadLine(`window ${windowNumber}: a column holds no list, which a deployment does not take`);
}

async function asBadLine(
  windowNumber: number | null | undefined,
  send: () => Promise<unknown>,
): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!(error instanceof Refusal) || !OF_A_CALL.has(error.code)) throw ofRun(error);
    const { code, message } = ofService(error);
    const [issue] = error.issues;
    const where = issue === undefined ? '' : ` (${issue.path})`;
    throw new BadLine(`window ${windowNumber}: ${message}${where}`, {
      cause: new LiveAssistError(code, message),
    });
  }
}

/** A refusal of the service as the import knows it. */
function ofService(error: unknown): LiveAssistError {
  if (!(error instanceof Refusal)) throw error;
  const { code, message, retryAfterSeconds } = error;
  if (code === 'timeout' || code === 'unreachable' || code === 'unexpected_answer') throw ofRun(error);
  return new LiveAssistError(code, message, {
    ...(retryAfterSeconds !== null && { retryAfterSeconds }),
  });
}

function ofRun(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error;
  const advice =
    error.code === 'unauthenticated' || error.code === 'forbidden'
      ? 'The token in LIVE_ASSIST_TOKEN needs records:write, analytics:write and customers:any.'
      : 'Run the import again: what was sent stays as it is.';
  return new UsageError(`${error.message} ${advice}`, { cause: error });
}

/** Returns a wait for the next turn, so that turns come at most that often in a second. */
function pacer(rate: number): () => Promise<void> {
  let next = 0;
  return async () => {
    const now = Date.now();
    const at = Math.max(now, next);
    next = at + 1000 / rate;
    if (at > now) await new Promise((resume) => setTimeout(resume, at - now));
  };
}
