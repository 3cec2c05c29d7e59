import type { ModelAnswer, Prompt } from '@live-assist/core/analysis';
import type { OpenAI } from 'openai';
import { readReply } from './envelope.ts';
import { badOutput, faultOf, isBrokenOff, refused, type Sdk, timeout } from './faults.ts';
import { patientFetch } from './patient-fetch.ts';
import type { Tokens } from './prices.ts';
import { type Profile, requestBody } from './request-body.ts';

/** What a model answered to one prompt, and what all tries together took; null when nothing was counted. */
export interface ModelReply {
  answer: ModelAnswer;
  model: string;
  tokens: Tokens | null;
}

/** Where and how to ask. */
export interface Line {
  sdk: Sdk;
  client: OpenAI;
  profile: Profile;
  model: string;
  /** Fires when the time of the whole analysis is over. */
  signal: AbortSignal;
  /** Milliseconds that are left of it. */
  remaining(): number;
}

// An answer has some 700 tokens; the rest is for reasoning.
const MAX_TOKENS = 6_000;
const MORE_TOKENS = 24_000;

/**
 * Asks a model once, and again where that can help: when the answer cannot be read, when it was cut off (with a higher
 * cap), and when the connection broke while it came; each of these once. The `openai` package itself tries a failed
 * request a second time.
 *
 * @throws LiveAssistError with an `analyst_*` code or `transcript_too_long`.
 */
export async function askModel(prompt: Prompt, line: Line): Promise<ModelReply> {
  let tokens: Tokens | null = null;
  let maxTokens = MAX_TOKENS;
  let complaint: string | undefined;
  let brokenOff = false;
  for (;;) {
    const reply = await send({ prompt, maxTokens, complaint }, line, !brokenOff);
    if (reply === 'broken off') {
      brokenOff = true;
      continue;
    }
    if ('tokens' in reply) tokens = sum(tokens, reply.tokens);
    switch (reply.kind) {
      case 'answered':
        return { answer: reply.answer, model: reply.model ?? line.model, tokens };
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
  { sdk, client, profile, model, signal, remaining }: Line,
  mayBreakOff: boolean,
) {
  if (signal.aborted || remaining() <= 0) throw timeout();
  const patient = patientFetch(remaining);
  try {
    const body = requestBody({ ...question, profile, model });
    // The time limit of the package counts for each try by itself; the signal is what bounds them all.
    const options = { signal, timeout: Math.max(1, Math.ceil(remaining())), maxRetries: 1 };
    return readReply(
      await client.withOptions({ fetch: patient.fetch }).chat.completions.create(body, options),
    );
  } catch (error) {
    if (mayBreakOff && !signal.aborted && isBrokenOff(error)) return 'broken off';
    throw faultOf(error, sdk, {
      timedOut: signal.aborted,
      lastStatus: patient.lastStatus(),
      retryAfterSeconds: patient.retryAfterSeconds(),
    });
  }
}

function sum(a: Tokens | null, b: Tokens | null): Tokens | null {
  if (a === null || b === null) return a ?? b;
  return {
    input: a.input + b.input,
    cachedInput: a.cachedInput + b.cachedInput,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    output: a.output + b.output,
  };
}
