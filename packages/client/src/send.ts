import { errorOf, LiveAssistError } from './error.ts';
import type { CallOptions, ClientOptions } from './options.ts';
import { didNothing, mayPass, orAbort, pauseBeforeRetry, sleep } from './pause.ts';

const TIMEOUT_MS = 120_000;
const RETRIES = 3;

/** A successful answer. */
export interface Received {
  status: number;
  body: unknown;
}

/** Sends requests that share one time limit. */
export interface Sender {
  /** @param once - True for a request that must not be done twice: only refusals before its start are repeated. */
  post(path: string, body: object, once?: boolean): Promise<Received>;
  get(path: string): Promise<Received>;
  /** Waits within the time limit. */
  sleep(ms: number): Promise<void>;
}

/**
 * Runs an action with a sender.
 *
 * @throws {LiveAssistError} `timeout` when the action has not ended in time; what the action throws; the reason of the
 *   caller's signal.
 */
export async function withinTime<T>(
  client: ClientOptions,
  call: CallOptions,
  action: (sender: Sender) => Promise<T>,
): Promise<T> {
  const timeoutMs = call.timeoutMs ?? client.timeoutMs ?? TIMEOUT_MS;
  const limit = AbortSignal.timeout(timeoutMs);
  const signal = call.signal ? AbortSignal.any([limit, call.signal]) : limit;
  try {
    return await action(senderOf(client, call, signal, Date.now() + timeoutMs));
  } catch (error) {
    if (call.signal?.aborted) throw call.signal.reason;
    if (limit.aborted) throw timedOut(timeoutMs, error);
    throw error;
  }
}

function timedOut(timeoutMs: number, cause: unknown): LiveAssistError {
  const sentence = `No final answer came within ${timeoutMs} milliseconds. Try again, or raise \`timeoutMs\`.`;
  return new LiveAssistError('timeout', sentence, { cause });
}

function senderOf(client: ClientOptions, call: CallOptions, signal: AbortSignal, endsAt: number): Sender {
  const { retries = RETRIES } = client;
  const repeat = async (isSafe: boolean, request: () => Promise<Received>): Promise<Received> => {
    let failures = 0;
    for (let pauses = 0; ; pauses += 1) {
      try {
        return await request();
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof LiveAssistError) || !mayPass(error)) throw error;
        if (!isSafe && !didNothing(error)) throw error;
        // Another request makes the analysis: that is waiting, not failing.
        if (error.code !== 'analysis_in_progress') failures += 1;
        const pause = pauseBeforeRetry(error, pauses);
        if (failures > retries || Date.now() + pause >= endsAt) throw error;
        await sleep(pause, signal);
      }
    }
  };
  const ask = (path: string, init: RequestInit) => exchange(client, call, path, { ...init, signal });
  return {
    post(path, body, once = false) {
      const post = async (token: string) => {
        const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
        return ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
      };
      const mint = async (refused: boolean) => {
        const { token } = client;
        return typeof token === 'string' ? token : orAbort(token({ path, body, refused, signal }), signal);
      };
      let isRenewed = false;
      return repeat(!once, async () => {
        try {
          return await post(await mint(false));
        } catch (error) {
          const isRefused = error instanceof LiveAssistError && error.status === 401;
          if (!isRefused || isRenewed || typeof client.token === 'string') throw error;
          isRenewed = true;
          return post(await mint(true));
        }
      });
    },
    get: (path) => repeat(true, () => ask(path, { method: 'GET' })),
    sleep: (ms) => sleep(ms, signal),
  };
}

async function exchange(
  { endpoint, fetch = (url, init) => globalThis.fetch(url, init) }: ClientOptions,
  { onAnswer }: CallOptions,
  path: string,
  init: RequestInit,
): Promise<Received> {
  let answer: Response;
  let text: string;
  try {
    // The service never redirects; what does must not get the token.
    answer = await fetch(endpoint.replace(/\/$/, '') + path, { ...init, redirect: 'manual' });
    text = await answer.text();
  } catch (cause) {
    const sentence = 'The service cannot be reached. Check `endpoint` and the network.';
    throw new LiveAssistError('unreachable', sentence, { cause });
  }
  const { status, headers } = answer;
  onAnswer?.({ status, headers });
  const body = asJson(text);
  if (answer.ok && body !== undefined) return { status, body };
  throw errorOf(status, headers, body);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
