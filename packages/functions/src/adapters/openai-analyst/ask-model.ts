import type { Clock, ProviderNote } from '@live-assist/core';
import type { Prompt } from '@live-assist/core/prompt/prompt';
import type { ModelAnswer } from '@live-assist/core/prompt/prompt-answer';
import { LiveAssistError } from '@live-assist/core/shared/errors';
import { type Bill, costOf } from './bill.ts';
import { badOutput, isOfLoad, refused } from './faults.ts';
import type { Question } from './provider/completion-request.ts';
import { type Provider, rest } from './provider/provider.ts';
import { askOnce } from './provider/request.ts';
import { BATCH_TIER, type ReadyAnswer, readyReply } from './reply/ready-reply.ts';
import { saysNothing } from './reply/substance.ts';
import { limitsOf, secondTry } from './room.ts';

/** A model's answer to one prompt, or why there is none: then the rules judge. */
export interface ModelReply {
  answer: ModelAnswer | null;
  model: string;
  flags: string[];
}

/** The providers and the limits for the requests of one analysis. */
export interface ModelConnection {
  /** In the order in which they are asked. */
  providers: readonly Provider[];
  /** Whether the cheap and slow service tier is asked for first. */
  flex: boolean;
  /** Aborts when the time of the whole analysis is over. */
  signal: AbortSignal;
  /** Milliseconds left for the analysis. */
  remaining(): number;
  clock: Clock;
  /** Collects the cost of the analysis. */
  bill: Bill;
  /** Told of each answer. */
  note(note: ProviderNote): void;
  /** An answer of the first provider that is there before it is asked; undefined without one. */
  ready?: ReadyAnswer | undefined;
}

/** One provider and service tier for a question. */
export interface Route {
  provider: Provider;
  flex: boolean;
  /** Whether another route follows, which should find time left. */
  isLast: boolean;
}

/** The part of the time left that a route may take while another one follows. */
const SHARE = 0.6;
/** What an answer costs of the list price in the cheap service tier and in a batch. */
const CHEAP_FACTOR = 0.5;

/**
 * Asks the providers for a judgement, one after the other while they are down or refuse for load.
 *
 * @param hasSubstance - Whether the prompt holds a conversation in which any judge finds something.
 * @throws LiveAssistError with an `analyst_*` code or `transcript_too_long`.
 */
export async function askModel(
  prompt: Prompt,
  hasSubstance: boolean,
  connection: ModelConnection,
): Promise<ModelReply> {
  const [first, ...others] = routesOf(connection);
  if (first === undefined) throw new RangeError('there is no provider to ask');
  let route = first;
  let refusedTier: Provider | undefined;
  for (const next of [...others, null]) {
    try {
      const reply = await askRoute(prompt, hasSubstance, route, connection);
      // A request that is refused in one service tier alone is refused for the tier.
      if (refusedTier === route.provider) withoutTiers(route.provider);
      const isFallback = route.provider !== connection.providers[0];
      return isFallback ? { ...reply, flags: [...reply.flags, 'by_fallback_model'] } : reply;
    } catch (error) {
      if (next === null || connection.signal.aborted || !(error instanceof LiveAssistError)) throw error;
      const isRefused = route.flex && error.code === 'analyst_misconfigured';
      if (!isRefused && !isOfLoad(error)) throw error;
      if (isRefused) refusedTier = route.provider;
      if (next.provider !== route.provider) rest(route.provider, connection.clock, error.retryAfterSeconds);
      route = next;
    }
  }
  throw badOutput();
}

function withoutTiers(provider: Provider): void {
  const extras = new Set(provider.dialect.extras);
  extras.delete('service_tier');
  provider.dialect = { ...provider.dialect, extras };
}

function routesOf({ providers, flex, clock }: ModelConnection): Route[] {
  const now = clock.now();
  // Who rests is asked last, and still before a call is given up.
  const asked = providers.toSorted((a, b) => Math.max(a.restsUntil, now) - Math.max(b.restsUntil, now));
  const routes = asked.flatMap((provider) =>
    flex && provider.dialect.extras.has('service_tier')
      ? [
          { provider, flex: true },
          { provider, flex: false },
        ]
      : [{ provider, flex: false }],
  );
  return routes.map((route, index) => ({ ...route, isLast: index === routes.length - 1 }));
}

/** Asks one provider, and once more after an answer that is unreadable, without content, or truncated. */
async function askRoute(
  prompt: Prompt,
  hasSubstance: boolean,
  route: Route,
  connection: ModelConnection,
): Promise<ModelReply> {
  const { provider } = route;
  const limits = limitsOf(provider.dialect.contextTokens, prompt);
  // What is wrong with the first answer, and that answer.
  let wrong: { about: string; answer: string } | null = null;
  let { maxTokens } = limits;
  let complaint: Question['complaint'];
  // Set once an answer could be read: then the call is judged, whatever becomes of the second one.
  let isReadable = false;
  const whereReadable = (error: unknown) => {
    if (!isReadable) throw error;
    return null;
  };
  const time = timeOf(route, connection);
  try {
    for (const isLastTry of [false, true]) {
      const ready = isLastTry ? null : await readyReply(prompt, provider, connection);
      const ask = () => askOnce({ prompt, maxTokens, complaint }, route, { ...connection, ...time });
      const reply = ready ?? (await ask().catch(whereReadable));
      if (reply !== null && 'tokens' in reply) {
        connection.bill.answered(reply.tokens, dollarsOf(provider, reply));
      }
      if (isReadable && reply?.kind !== 'answered') return withoutContent(provider.model, [ASKED_AGAIN]);
      if (reply === null) throw badOutput();
      switch (reply.kind) {
        case 'answered': {
          const model = reply.model ?? provider.model;
          const asked = isReadable ? [ASKED_AGAIN] : [];
          if (!hasSubstance || !saysNothing(reply.answer)) {
            return { answer: reply.answer, model, flags: [...asked, ...reply.flags] };
          }
          if (isLastTry) return withoutContent(model, asked);
          isReadable = true;
          wrong = { about: NO_CONTENT, answer: reply.content };
          break;
        }
        case 'loop': {
          const model = reply.model ?? provider.model;
          return { answer: null, model, flags: ['judged_by_rules:repetition_loop'] };
        }
        case 'refused':
          throw refused();
        case 'cut off':
          if (isLastTry || maxTokens >= limits.moreTokens) throw badOutput();
          break;
        case 'unreadable':
          if (isLastTry) throw badOutput();
          wrong = { about: reply.complaint, answer: reply.content };
          break;
        case 'no envelope':
          throw badOutput();
      }
      const second = secondTry(limits, wrong?.answer ?? null);
      maxTokens = second.maxTokens;
      complaint = wrong === null ? undefined : { about: wrong.about, answer: second.sentBack };
    }
    throw badOutput();
  } finally {
    time.cancel();
  }
}

const NO_CONTENT =
  'it judges nothing, all its lists are empty and its scores are alike, although the call has content';

const ASKED_AGAIN = 'asked_again:answer_without_content';

function withoutContent(model: string, flags: readonly string[]): ModelReply {
  return { answer: null, model, flags: [...flags, 'judged_by_rules:answer_without_content'] };
}

function dollarsOf(
  { price }: Provider,
  { tokens, tier }: { tokens: Parameters<typeof costOf>[1] | null; tier: string | null },
): number | null {
  if (price === null || tokens === null) return null;
  return costOf(price, tokens) * (tier === 'flex' || tier === BATCH_TIER ? CHEAP_FACTOR : 1);
}

/** The time of a route: all that is left, or a share of it while another route follows. */
function timeOf({ isLast }: Route, { remaining, signal, clock }: ModelConnection) {
  if (isLast) return { remaining, signal, cancel: () => undefined };
  const share = remaining() * SHARE;
  const end = clock.now() + share;
  const over = new AbortController();
  const cancel = clock.after(Math.max(0, share), () => over.abort());
  return {
    remaining: () => Math.min(remaining(), end - clock.now()),
    signal: AbortSignal.any([signal, over.signal]),
    cancel,
  };
}
