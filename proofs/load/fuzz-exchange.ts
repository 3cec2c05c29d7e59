import { setTimeout as sleep } from 'node:timers/promises';
import { MAX_BODY_BYTES } from '../../packages/functions/src/http/request-body.ts';
import { isRoutePath } from '../../packages/functions/src/http/routes.ts';
import { MARKER, withoutUnknownNames } from '../../packages/functions/test/http/fuzzed-requests.ts';
import { breachIn } from '../../packages/functions/test/support/answer-contract.ts';
import {
  type RawAnswer,
  type RawConnection,
  rawConnection,
} from '../../packages/functions/test/support/raw-http.ts';
import type { FuzzCase } from './fuzz-cases.ts';
import { PROVIDER_WORDS } from './model.ts';

/** Maximum time to answer or close, in milliseconds; includes an analysis with a model that hangs. */
const HANGS_AFTER_MS = 40_000;

/** The result of a case: how each request was answered, and the breaches. */
export interface Outcome {
  answers: string[];
  breaches: string[];
}

/** Sends cases one after another, and reuses the connection while it stays open. */
export function fuzzer(port: number): { send(fuzzCase: FuzzCase): Promise<Outcome>; close(): void } {
  let kept: RawConnection | null = null;

  const exchange = async (
    connection: RawConnection,
    fuzzCase: FuzzCase,
    outcome: Outcome,
  ): Promise<boolean> => {
    for (const piece of fuzzCase.pieces) {
      connection.write(piece);
      // The pause makes the halves arrive as two packets.
      if (fuzzCase.pieces.length > 1) await sleep(1);
    }
    if (fuzzCase.endless !== undefined) pour(connection, fuzzCase.endless);
    for (const [n, request] of fuzzCase.requests.entries()) {
      const answer = await answerOf(connection, fuzzCase, request.method);
      if (answer === 'hangs') {
        outcome.breaches.push(`there is no answer within ${HANGS_AFTER_MS} ms`);
        return false;
      }
      if (answer === null) {
        if (n === 0 && connection === kept) return true;
        outcome.answers.push('closed');
        // A server need not read the rest of an oversized body to reach the next request.
        const isBehindTooMuch = fuzzCase.requests
          .slice(0, n)
          .some(({ body }) => body.length > MAX_BODY_BYTES);
        if (fuzzCase.isWellFormed && !isBehindTooMuch) {
          outcome.breaches.push('the connection was closed without an answer');
        }
        return false;
      }
      outcome.answers.push(String(answer.status));
      outcome.breaches.push(...breachesIn(answer, request, fuzzCase));
      if (answer.headers.get('connection') === 'close') return false;
    }
    return false;
  };

  return {
    async send(fuzzCase) {
      const outcome: Outcome = { answers: [], breaches: [] };
      const reused = kept?.isOpen && fuzzCase.isWellFormed ? kept : null;
      let connection = reused ?? (await rawConnection(port));
      kept = reused;
      try {
        // A server may close an idle connection just as it is reused.
        if (await exchange(connection, fuzzCase, outcome)) {
          kept = null;
          connection = await rawConnection(port);
          await exchange(connection, fuzzCase, outcome);
        }
      } catch (error) {
        outcome.breaches.push(error instanceof Error ? error.message : String(error));
      }
      if (fuzzCase.isWellFormed && outcome.breaches.length === 0 && connection.isOpen) kept = connection;
      else {
        connection.destroy();
        kept = null;
      }
      return outcome;
    },
    close: () => kept?.destroy(),
  };
}

/** Returns the next answer. Ends the connection if the server still waits for the rest of a broken request. */
async function answerOf(
  connection: RawConnection,
  { isWellFormed, endless }: FuzzCase,
  method: string,
): Promise<RawAnswer | null | 'hangs'> {
  const answer = connection.answer(method === 'HEAD');
  const patience = new AbortController();
  const after = async <Value>(ms: number, value: Value): Promise<Value> => {
    await sleep(ms, undefined, { signal: patience.signal }).catch(() => {});
    return value;
  };
  try {
    const isBroken = !isWellFormed && endless === undefined;
    const first = await Promise.race([answer, after(isBroken ? 300 : HANGS_AFTER_MS, 'waits' as const)]);
    if (first !== 'waits') return first;
    if (!isBroken) return 'hangs';
    connection.end();
    return await Promise.race([answer, after(HANGS_AFTER_MS, 'hangs' as const)]);
  } finally {
    patience.abort();
  }
}

/** Sends the same bytes until the server stops accepting them. */
async function pour(connection: RawConnection, bytes: Buffer): Promise<void> {
  while (connection.isOpen) {
    connection.write(bytes);
    await sleep(2);
  }
}

/** Pages of the local server that are not part of the contract. */
const LOCAL = /^\/(?:$|demo\/|dev\/)/;
// Only an analysis may fail with a server error, because of the model.
const MODEL_FAULTS = new Set([502, 503, 504]);
const STACK = /\bat .*:\d+:\d+|node:internal|node_modules|\.ts:\d+|Error:/;

function breachesIn(
  answer: RawAnswer,
  { method, path }: { method: string; path: string },
  { isWellFormed }: FuzzCase,
): string[] {
  const { status, body } = answer;
  const told = body.slice(0, 300);
  const breaches: string[] = [];
  // A damaged request can be a different valid request.
  const target = isWellFormed ? path : targetOf(path);
  const isKnown = isRoutePath(target) || status >= 300;
  if (!LOCAL.test(target) && isKnown) {
    const breach = breachIn(target, method, answer);
    if (breach !== null && !(isUnsure(status, isWellFormed) && breach.startsWith('its body does not fit'))) {
      breaches.push(`${status}: ${breach}: ${told}`);
    }
  }
  if (status >= 500 && !(MODEL_FAULTS.has(status) && target === '/getCallAnalytics')) {
    breaches.push(`it is answered ${status}: ${told}`);
  }
  if (status >= 400 && withoutUnknownNames(body).includes(MARKER))
    breaches.push(`${status} repeats what was sent: ${told}`);
  if (status >= 400 && STACK.test(body)) breaches.push(`${status} tells of the inside: ${told}`);
  if (body.includes(PROVIDER_WORDS)) breaches.push(`${status} tells what the provider said: ${told}`);
  return breaches;
}

function isUnsure(status: number, isWellFormed: boolean): boolean {
  return status < 300 && !isWellFormed;
}

function targetOf(sent: string): string {
  const path = sent.replace(/^https?:\/\/[^/]*/i, '').replace(/\?.*$/, '');
  return path === '' ? '/' : path;
}
