import type { Prompt } from '@live-assist/core/prompt/prompt';
import type { ModelAnswer } from '@live-assist/core/prompt/prompt-answer';
import type { OpenAI } from 'openai';
import type { Profile } from '../../config/models.ts';
import type { Bill } from './bill.ts';
import { boundedRetryFetch } from './bounded-retry-fetch.ts';
import { requestBody } from './completion-request.ts';
import { badOutput, faultOf, isBrokenOff, refused, timeout } from './faults.ts';

/** A model's answer to one prompt. */
export interface ModelReply {
  answer: ModelAnswer;
  model: string;
}

/** The client, the model and the limits for the requests of one analysis. */
export interface ModelConnection {
  client: OpenAI;
  profile: Profile;
  model: string;
  /** Aborts when the time of the whole analysis is over. */
  signal: AbortSignal;
  /** Milliseconds left for the analysis. */
  remaining(): number;
  /** Collects the cost of the analysis. */
  bill: Bill;
}

// An answer has about 700 tokens; the rest is for reasoning.
export const MAX_TOKENS = 6_000;
const MORE_TOKENS = 24_000;

/**
 * Asks a model, and repeats the question once for each of these: an unreadable answer, a truncated answer (with a
 * higher cap), and a connection that broke during the answer. The `openai` package itself retries a failed request
 * once.
 *
 * @throws LiveAssistError with an `analyst_*` code or `transcript_too_long`.
 */
export async function askModel(prompt: Prompt, connection: ModelConnection): Promise<ModelReply> {
  let maxTokens = MAX_TOKENS;
  let complaint: string | undefined;
  let brokenOff = false;
  for (;;) {
    const reply = await send({ prompt, maxTokens, complaint }, connection, !brokenOff);
    if (reply === 'broken off') {
      brokenOff = true;
      continue;
    }
    if ('tokens' in reply) connection.bill.answered(reply.tokens);
    switch (reply.kind) {
      case 'answered':
        return { answer: reply.answer, model: reply.model ?? connection.model };
      case 'refused':
        throw refused();
      case 'cut off':
        if (maxTokens === MORE_TOKENS) throw badOutput();
        maxTokens = MORE_TOKENS;
        break;
      case 'unreadable':
        if (complaint !== undefined) throw badOutput();
        complaint = reply.complaint;
        break;
      case 'no envelope':
        throw badOutput();
    }
  }
}

async function send(
  question: { prompt: Prompt; maxTokens: number; complaint: string | undefined },
  { client, profile, model, signal, remaining, bill }: ModelConnection,
  mayBreakOff: boolean,
) {
  if (signal.aborted || remaining() <= 0) throw timeout();
  const patient = boundedRetryFetch(remaining, bill);
  let completion: unknown;
  try {
    const body = requestBody({ ...question, profile, model });
    // The package's timeout applies to each attempt; the signal bounds all of them.
    const options = { signal, timeout: Math.max(1, Math.ceil(remaining())), maxRetries: 1 };
    completion = await client.withOptions({ fetch: patient.fetch }).chat.completions.create(body, options);
  } catch (error) {
    if (mayBreakOff && !signal.aborted && isBrokenOff(error)) return 'broken off';
    throw faultOf(error, {
      timedOut: signal.aborted,
      lastStatus: patient.lastStatus(),
      retryAfterSeconds: patient.retryAfterSeconds(),
    });
  }
  const { readReply } = await import('./after-answer.ts');
  return readReply(completion);
}
