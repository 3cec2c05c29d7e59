import type { ModelConnection, Route } from '../ask-model.ts';
import { faultOf, isBrokenOff, timeout } from '../faults.ts';
import type { Reply } from '../reply/envelope.ts';
import { boundedRetryFetch, type PatientFetch } from './bounded-retry-fetch.ts';
import { type Question, requestBody } from './completion-request.ts';
import { type Dialect, type Lesson, lessonOf } from './dialect.ts';
import type { Provider } from './provider.ts';

/** Tokens that an answer needs at least; with less room a shorter cap is of no use. */
const FEWEST_TOKENS = 1_000;
/** Between what a provider counts and what it allows. */
const MARGIN_TOKENS = 32;

/**
 * Sends one question, and repeats it for each field or part of the schema that the provider does not know (without it,
 * for the rest of the process), and once for an answer that would not fit beside the prompt or is longer than the model
 * ever writes (with a lower cap) and for a
 * connection that broke during the answer. The `openai` package itself retries a failed request once, unless another
 * route follows.
 *
 * @throws LiveAssistError with an `analyst_*` code or `transcript_too_long`.
 */
export async function askOnce(
  question: Pick<Question, 'prompt' | 'maxTokens' | 'complaint'>,
  { provider, flex, isLast }: Route,
  { signal, remaining, bill, note }: Pick<ModelConnection, 'signal' | 'remaining' | 'bill' | 'note'>,
): Promise<Reply> {
  const { model, reasoningEffort } = provider;
  let { dialect } = provider;
  let maxTokens = Math.min(question.maxTokens, dialect.answerTokens ?? question.maxTokens);
  const learned = new Set<Lesson['about']>();
  let mayShorten = true;
  let mayBreakOff = true;
  const client = await provider.client();
  for (;;) {
    if (signal.aborted || remaining() <= 0) throw timeout();
    const patient = boundedRetryFetch(remaining, bill);
    const body = requestBody({ ...question, maxTokens, dialect, model, reasoningEffort, flex });
    // The package's timeout applies to each attempt; the signal bounds all of them.
    const options = { signal, timeout: Math.max(1, Math.ceil(remaining())), maxRetries: isLast ? 1 : 0 };
    let completion: unknown;
    try {
      completion = await client.withOptions({ fetch: patient.fetch }).chat.completions.create(body, options);
    } catch (error) {
      if (patient.requestId() !== null) note({ requestId: patient.requestId(), reasoningTokens: null });
      if (signal.aborted) throw faultOf(error, circumstancesOf(patient, true));
      if (mayBreakOff && isBrokenOff(error)) {
        mayBreakOff = false;
        continue;
      }
      const refusal = patient.refusal();
      if (refusal?.kind === 'context') {
        const { limit, prompt } = refusal;
        const room = limit === null || prompt === null ? 0 : limit - prompt - MARGIN_TOKENS;
        provider.dialect = { ...provider.dialect, contextTokens: limit ?? provider.dialect.contextTokens };
        if (mayShorten && room >= FEWEST_TOKENS && room < maxTokens) {
          mayShorten = false;
          maxTokens = room;
          continue;
        }
      }
      if (refusal?.kind === 'answer too long' && refusal.limit < maxTokens) {
        maxTokens = refusal.limit;
        provider.dialect = { ...provider.dialect, answerTokens: maxTokens };
        continue;
      }
      const lesson = refusal && lessonOf(dialect, refusal, body, provider.profile === 'openai');
      if (lesson !== null && !learned.has(lesson.about)) {
        if (lesson.about === 'cap' || lesson.about === 'anything') learned.add(lesson.about);
        dialect = lesson.dialect;
        if (lesson.about !== 'anything') remember(provider, dialect);
        continue;
      }
      throw faultOf(error, circumstancesOf(patient, false));
    }
    // Of a refusal that names nothing only what has worked is remembered.
    if (learned.has('anything')) remember(provider, dialect);
    const { readReply } = await import('../after-answer.ts');
    const reply = readReply(completion, question.prompt.categories);
    const reasoningTokens = 'reasoningTokens' in reply ? reply.reasoningTokens : null;
    note({ requestId: patient.requestId(), reasoningTokens });
    return reply;
  }
}

function remember(provider: Provider, { cap, format, bounds, extras }: Dialect): void {
  provider.dialect = { ...provider.dialect, cap, format, bounds, extras };
}

function circumstancesOf(patient: PatientFetch, timedOut: boolean) {
  return {
    timedOut,
    lastStatus: patient.lastStatus(),
    retryAfterSeconds: patient.retryAfterSeconds(),
    refusal: patient.refusal(),
  };
}
