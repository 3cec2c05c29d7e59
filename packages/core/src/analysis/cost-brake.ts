import type { AnalysisAccount, SettleCount } from '../ports/allowance.ts';
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

/** Limits of paid analyses; an absent limit does not apply. */
export interface CostLimits extends AccountLimits {
  /** Analyses that may begin within one minute of the clock. */
  analysesPerMinute?: number | undefined;
  /** Dollars that the analyses of one UTC day may cost. */
  dollarsPerDay?: number | undefined;
}

/** The dependencies of the brake. */
export interface CostBrake {
  counters: Counters;
  clock: Clock;
  /** Returns a fresh name that cannot be guessed. */
  newToken(): string;
  /** A keyed hash; required for limits of accounts. */
  hash?: AccountBrake['hash'] | undefined;
  isShared?: AccountBrake['isShared'];
}

/** Seconds that a counter outlives its period: a late answer still settles its reservation. */
const KEPT_SECONDS = 3_600;

/**
 * Puts limits in front of a paid analyst; a free one is returned as it is. All instances that share the counters share
 * the limits. At a limit the analyst is not called: `analyze` throws `rate_limited` with the seconds to the next minute
 * or day. The dollars of a day are reserved before an analysis by `costBound` and settled after it, so that parallel
 * analyses cannot exceed the limit together; if the cost is unknown, the bound counts. Limits of an account count if
 * the request names one.
 *
 * @throws {Error} if dollars are limited and the analyst cannot tell its cost.
 *
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
    const analyze = () => settled(brake.counters, reservation, request, () => analyst.analyze(request));
    return share === null ? analyze() : settled(brake.counters, share, request, analyze);
  };

  return {
    engine: analyst.engine,
    ...(gate !== null && { begin: (account) => gate.begin(account) }),
    async analyze({ account, ...request }) {
      const settle = await (account?.begun ?? begin(gate, account));
      try {
        const answer = await paid(request, account?.sender);
        await later(request, settle(true));
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

async function begin(
  gate: ReturnType<typeof gateOf>,
  account: AnalysisAccount | undefined,
): Promise<SettleCount> {
  return gate === null || account === undefined ? async () => undefined : gate.begin(account);
}

/** Waits for what is written after an answer, unless the caller does so after it has read the answer. */
async function later({ awaitLater }: AnalysisRequest, writing: Promise<void>): Promise<void> {
  if (awaitLater === undefined) await writing;
  else awaitLater(writing);
}

/** True if certainly nothing was paid for. */
function isUnpaid(error: unknown): boolean {
  if (!(error instanceof LiveAssistError)) return false;
  return error.costUsd === undefined ? UNPAID.has(error.code) : error.costUsd === 0;
}

/** Codes after which the model was not called, or has refused the request. */
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

/**
 * Sets dollars aside in the budget of the day; its count is settled in millionths of a dollar.
 *
 * @throws LiveAssistError `rate_limited` if they do not fit.
 */
export async function reserve(
  { counters, clock, newToken }: Pick<CostBrake, 'counters' | 'clock' | 'newToken'>,
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
  // Reservations of running analyses exceed the cost of most of them.
  if (outcome === 'busy') {
    throw refused("Today's budget may be used up by the calls under way. Try again in a minute.", 60_000);
  }
  if (sender !== undefined) {
    throw Object.assign(refused(SHARE_IS_USED_UP, day - now), { limitOf: 'token' as const });
  }
  throw refused("Today's budget for analyses is used up. Try again tomorrow (UTC).", day - now);
}

/**
 * Replaces the reservation by the cost of the analysis. An unknown cost settles at the reserved amount: no analysis is
 * running any more that might return it, and open reservations would let the row of the day grow.
 */
async function settled(
  counters: Counters,
  reservation: Reservation,
  request: AnalysisRequest,
  analyze: () => Promise<AnalystAnswer>,
): Promise<AnalystAnswer> {
  // If settling fails, the reservation stays: the count is then too high, but the paid answer is not lost.
  const settle = async (costUsd: number | null | undefined) => {
    const amount = costUsd == null ? reservation.amount : millionths(costUsd);
    await counters.settle(reservation, amount).catch(() => undefined);
  };
  try {
    const answer = await analyze();
    await later(request, settle(answer.costUsd));
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

/** Dollars as a count keeps them: whole millionths, rounded up so that no cost counts as nothing. */
// Whole numbers add up exactly. The first rounding removes errors of binary fractions: 0.1 * 3 dollars are 300,000
// millionths, not one more.
export function millionths(dollars: number): number {
  return Math.ceil(Math.round(dollars * 1e9) / 1e3);
}

function nextMinute(now: number): number {
  return (Math.floor(now / 60_000) + 1) * 60_000;
}

function nextDay(now: number): number {
  return (Math.floor(now / 86_400_000) + 1) * 86_400_000;
}
