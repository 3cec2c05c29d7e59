import type { AnalysisAccount } from '../ports/allowance.ts';
import type { AnalysisRequest, Analyst, AnalystAnswer } from '../ports/analyst.ts';
import type { Clock } from '../ports/clock.ts';
import type { Counter, Counters, Reservation } from '../ports/counters.ts';
import { type ErrorCode, LiveAssistError } from '../shared/errors.ts';
import { toIso } from '../shared/timestamps.ts';
import {
  type AccountBrake,
  type AccountLimits,
  accountGate,
  dollarsIdOf,
  SHARE_IS_USED_UP,
} from './account-limits.ts';

/** What may be spent on analyses that cost money; what is left out is not limited. */
export interface CostLimits extends AccountLimits {
  /** Analyses that may begin within one minute of the clock. */
  analysesPerMinute?: number | undefined;
  /** Dollars that the analyses of one day may cost, UTC. */
  dollarsPerDay?: number | undefined;
}

/** What the brake works with. */
export interface CostBrake {
  counters: Counters;
  clock: Clock;
  /** A fresh name that nobody can guess. */
  newToken(): string;
  /** Needed where accounts are limited. */
  hash?: AccountBrake['hash'] | undefined;
  isShared?: AccountBrake['isShared'];
}

/** For how long a counter outlives its time: a late answer still settles what was reserved for it. */
const KEPT_SECONDS = 3_600;

/**
 * Puts limits before an analyst that costs money; one that costs none is returned as it is. They hold for all
 * instances that share the counters. Over a limit the analyst is not asked: `analyze` throws `rate_limited`, with the
 * seconds to the next minute or day. A day's dollars are reserved before an analysis by `costBound` and settled after it, so
 * what runs at the same time cannot go past the limit together; where nobody knows what an analysis cost, its bound counts.
 * Limits of an account are counted where the request names one.
 *
 * @throws {Error} when dollars are limited and the analyst cannot tell what an analysis costs.
 * @example
 * const analyst = braked(openaiAnalyst(options), { analysesPerMinute: 60 }, { counters, clock, newToken });
 */
export function braked(analyst: Analyst, limits: CostLimits, brake: CostBrake): Analyst {
  const { analysesPerMinute, dollarsPerDay, dollarsPerTokenPerDay } = limits;
  if (analyst.engine === 'local') return analyst;
  if (Object.values(limits).every((limit) => limit === undefined)) return analyst;
  if (dollarsPerDay !== undefined && analyst.costBound === undefined) {
    throw new Error('A daily limit in dollars needs an analyst that knows its prices.');
  }
  const gate = gateOf(limits, brake);

  const paid = async (request: AnalysisRequest, sender: string | undefined): Promise<AnalystAnswer> => {
    if (analysesPerMinute !== undefined) await countMinute(brake, analysesPerMinute);
    if (dollarsPerDay === undefined) return analyst.analyze(request);
    const bound = analyst.costBound?.(request) ?? 0;
    const share =
      sender === undefined || dollarsPerTokenPerDay === undefined
        ? null
        : await reserve(brake, bound, dollarsPerTokenPerDay, sender);
    const reservation = await reserve(brake, bound, dollarsPerDay).catch(async (error: unknown) => {
      if (share !== null) await brake.counters.settle(share, 0).catch(() => undefined);
      throw error;
    });
    const analyze = () => settled(brake.counters, reservation, () => analyst.analyze(request));
    return share === null ? analyze() : settled(brake.counters, share, analyze);
  };

  return {
    engine: analyst.engine,
    async analyze({ account, ...request }) {
      const settle = await begin(gate, account);
      try {
        const answer = await paid(request, account?.sender);
        await settle(true);
        return answer;
      } catch (error) {
        await settle(!isUnpaid(error));
        throw error;
      }
    },
  };
}

function gateOf(limits: AccountLimits, { hash, ...brake }: CostBrake) {
  return hash === undefined ? null : accountGate(limits, { ...brake, hash });
}

async function begin(gate: ReturnType<typeof gateOf>, account: AnalysisAccount | undefined) {
  return gate === null || account === undefined ? async () => undefined : gate.begin(account);
}

/** Is it certain that nothing was paid for? */
function isUnpaid(error: unknown): boolean {
  if (!(error instanceof LiveAssistError)) return false;
  return error.costUsd === undefined ? UNPAID.has(error.code) : error.costUsd === 0;
}

/** The model was not asked, or has turned the question away. */
const UNPAID: ReadonlySet<ErrorCode> = new Set([
  'rate_limited',
  'analyst_rate_limited',
  'analyst_misconfigured',
  'analyst_unavailable',
  'store_unavailable',
]);

async function countMinute({ counters, clock }: CostBrake, limit: number): Promise<void> {
  const now = clock.now();
  const minute = nextMinute(now);
  const counter = counterUntil(`analyses#${toIso(now).slice(0, 'yyyy-mm-ddThh:mm'.length)}`, minute);
  if (await counters.count(counter, limit)) return;
  throw refused(
    'So many calls may not be analysed within one minute. Try again in the next one.',
    minute - now,
  );
}

async function reserve(
  { counters, clock, newToken }: CostBrake,
  dollars: number,
  limit: number,
  sender?: string,
): Promise<Reservation> {
  const now = clock.now();
  const day = nextDay(now);
  const today = toIso(now).slice(0, 'yyyy-mm-dd'.length);
  const counter = counterUntil(sender === undefined ? `dollars#${today}` : dollarsIdOf(today, sender), day);
  const reservation = { counter, token: newToken(), amount: millionths(dollars) };
  const outcome = await counters.reserve(reservation, millionths(limit));
  if (outcome === 'reserved') return reservation;
  // What is reserved for analyses under way is more than what most of them cost.
  if (outcome === 'busy') {
    throw refused("Today's budget may be used up by the calls under way. Try again in a minute.", 60_000);
  }
  if (sender !== undefined) {
    throw Object.assign(refused(SHARE_IS_USED_UP, day - now), { limitOf: 'token' as const });
  }
  throw refused("Today's budget for analyses is used up. Try again tomorrow (UTC).", day - now);
}

/**
 * Puts what an analysis did cost in the place of what was reserved for it. What nobody knows is counted as it was
 * reserved: nothing is under way any more that might give it back, and a day's row would grow with each of them.
 */
async function settled(
  counters: Counters,
  reservation: Reservation,
  analyze: () => Promise<AnalystAnswer>,
): Promise<AnalystAnswer> {
  // When it cannot be settled the reservation stays: too much is counted then, and the paid answer is not lost.
  const settle = async (costUsd: number | null | undefined) => {
    const amount = costUsd == null ? reservation.amount : millionths(costUsd);
    await counters.settle(reservation, amount).catch(() => undefined);
  };
  try {
    const answer = await analyze();
    await settle(answer.costUsd);
    return answer;
  } catch (error) {
    await settle(error instanceof LiveAssistError ? error.costUsd : undefined);
    throw error;
  }
}

function counterUntil(id: string, end: number): Counter {
  return { id, expires_at: Math.ceil(end / 1000) + KEPT_SECONDS };
}

function refused(sentence: string, ms: number): LiveAssistError {
  return new LiveAssistError('rate_limited', sentence, { retryAfterSeconds: Math.ceil(ms / 1000) });
}

// Whole numbers, which add up exactly; rounded up, so that no cost is counted as nothing. The first rounding takes off
// what binary fractions add: 0.1 * 3 dollars are 300,000 millionths and not one more.
function millionths(dollars: number): number {
  return Math.ceil(Math.round(dollars * 1e9) / 1e3);
}

function nextMinute(now: number): number {
  return (Math.floor(now / 60_000) + 1) * 60_000;
}

function nextDay(now: number): number {
  return (Math.floor(now / 86_400_000) + 1) * 86_400_000;
}
