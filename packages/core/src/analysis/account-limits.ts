import type { Allowance, AnalysisAccount, SettleCount } from '../ports/allowance.ts';
import type { Clock } from '../ports/clock.ts';
import type { Counter, Counters, Reservation } from '../ports/counters.ts';
import { type LimitedAccount, LiveAssistError } from '../shared/errors.ts';
import { toIso } from '../shared/timestamps.ts';

/** Limits of paid analyses per account; an absent limit does not apply. Days are those of UTC. */
export interface AccountLimits {
  analysesPerCallPerDay?: number | undefined;
  /** Counts only analyses requested with a token. */
  analysesPerCustomerPerDay?: number | undefined;
  analysesPerTokenPerHour?: number | undefined;
  analysesPerTokenPerDay?: number | undefined;
  /** Dollars that the analyses of one token may cost per day. */
  dollarsPerTokenPerDay?: number | undefined;
}

/** The dependencies of the account limits. */
export interface AccountBrake {
  counters: Counters;
  clock: Clock;
  /** Returns a fresh name that cannot be guessed. */
  newToken(): string;
  /** Returns a keyed hash: the name of a counter holds no address and no name of a call. */
  hash(text: string): Promise<string>;
  /** True if many people share this address; such an address has no limit per customer. */
  isShared?: ((clientEmail: string) => boolean) | undefined;
}

/** An {@link Allowance} that also counts analyses when they begin. */
export interface AccountGate extends Allowance {
  /**
   * Counts an analysis that begins.
   *
   * @returns a function to call at its end, with true if the analysis was, or may have been, paid for.
   * @throws LiveAssistError `rate_limited` at a limit, `store_unavailable`.
   */
  begin(account: AnalysisAccount): Promise<SettleCount>;
}

/** Seconds that a counter outlives its period: a late answer still settles its reservation. */
const KEPT_SECONDS = 3_600;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Limit {
  id: string;
  of: LimitedAccount;
  most: number;
  /** Milliseconds since 1970 at which the count restarts. */
  until: number;
  sentence: string;
}

/**
 * Enforces the limits of single calls, customers and tokens, counted for all instances together. A token is known only
 * by the hash of its sender. An analysis that was not paid for does not count.
 *
 * @example
 * const gate = accountGate({ analysesPerCallPerDay: 6 }, { counters, clock, newToken, hash });
 * const settle = await gate.begin({ call_id: 'c-1', client_email: 'ana@example.com' });
 * await settle(true);
 */
export function accountGate(limits: AccountLimits, brake: AccountBrake): AccountGate {
  const { counters, clock, newToken } = brake;
  const limitsOf = async (account: AnalysisAccount) => [
    ...(await ofCall(limits, brake, account)),
    ...(await ofCustomer(limits, brake, account)),
    ...ofSubject(limits, clock.now(), account),
  ];

  const begin = async (all: readonly Limit[]): Promise<SettleCount> => {
    const wanted = all.map((limit) => ({ counter: counterOf(limit), token: newToken(), amount: 1 }));
    // A count that cannot be settled stays: it is then too high, but the paid answer is not lost.
    const settle = async (paid: boolean) => {
      await Promise.all(wanted.map((one) => counters.settle(one, paid ? 1 : 0).catch(() => undefined)));
    };
    const reservations = all.map(async (limit, index) => {
      const reservation = wanted[index] as Reservation;
      const outcome = await counters.reserve(reservation, limit.most);
      if (outcome !== 'reserved') throw refused(limit, clock.now(), outcome === 'busy');
    });
    const [failed] = (await Promise.allSettled(reservations)).filter(({ status }) => status === 'rejected');
    if (failed?.status !== 'rejected') return settle;
    await settle(false);
    throw failed.reason;
  };

  return {
    async check(account) {
      const now = clock.now();
      const all = [...(await limitsOf(account)), ...dollarsOf(limits, now, account)];
      const stand = await Promise.all(all.map(({ id }) => counters.standing(id)));
      const reached = all.find(({ most }, index) => (stand[index] ?? 0) >= most);
      if (reached !== undefined) throw refused(reached, now);
    },
    async countQueued(account) {
      const settle = await begin(ofSubject(limits, clock.now(), account));
      await settle(true);
    },
    begin: async (account) => begin(await limitsOf(account)),
  };
}

async function ofCall(
  { analysesPerCallPerDay: most }: AccountLimits,
  { clock, hash }: AccountBrake,
  { call_id }: AnalysisAccount,
): Promise<Limit[]> {
  if (most === undefined) return [];
  const day = dayOf(clock.now());
  return [
    {
      id: `analyses#${day.name}#call#${await hash(call_id)}`,
      of: 'call',
      most,
      until: day.end,
      sentence: `This call has been analysed ${times(most)} today, which is the most for one call and day. Ask without force for the analysis that is stored, or try again tomorrow (UTC).`,
    },
  ];
}

async function ofCustomer(
  { analysesPerCustomerPerDay: most }: AccountLimits,
  { clock, hash, isShared }: AccountBrake,
  { client_email, sender }: AnalysisAccount,
): Promise<Limit[]> {
  if (most === undefined || sender === undefined || isShared?.(client_email)) return [];
  const day = dayOf(clock.now());
  return [
    {
      id: `analyses#${day.name}#customer#${await hash(client_email)}`,
      of: 'customer',
      most,
      until: day.end,
      sentence: `Calls of this customer have been analysed ${times(most)} today, which is the most for one customer and day. Try again tomorrow (UTC).`,
    },
  ];
}

function ofSubject(
  { analysesPerTokenPerHour: perHour, analysesPerTokenPerDay: perDay }: AccountLimits,
  now: number,
  { sender, isQueued }: AnalysisAccount,
): Limit[] {
  if (sender === undefined || isQueued === true) return [];
  const hour = { name: toIso(now).slice(0, 'yyyy-mm-ddThh'.length), end: endOf(now, HOUR_MS) };
  const day = dayOf(now);
  const limits: Limit[] = [];
  if (perHour !== undefined) {
    limits.push({
      id: `analyses#${hour.name}#token#${sender}`,
      of: 'token',
      most: perHour,
      until: hour.end,
      sentence: `The subject of this token has had ${perHour} analyses within this hour, which is the most for one token and hour. Try again in the next one.`,
    });
  }
  if (perDay !== undefined) {
    limits.push({
      id: `analyses#${day.name}#token#${sender}`,
      of: 'token',
      most: perDay,
      until: day.end,
      sentence: `The subject of this token has had ${perDay} analyses today, which is the most for one token and day. Try again tomorrow (UTC).`,
    });
  }
  return limits;
}

/** The share of a sender in the dollars of the day, in millionths of a dollar; the cost brake counts it. */
function dollarsOf(
  { dollarsPerTokenPerDay: dollars }: AccountLimits,
  now: number,
  { sender }: AnalysisAccount,
): Limit[] {
  if (dollars === undefined || sender === undefined) return [];
  const { name, end } = dayOf(now);
  const id = dollarsIdOf(name, sender);
  const most = Math.round(dollars * 1e6);
  return [{ id, of: 'token', most, until: end, sentence: SHARE_IS_USED_UP }];
}

/** The sentence of `rate_limited` if the share of a sender is used up. */
export const SHARE_IS_USED_UP =
  "The share of this token's subject in today's budget for analyses is used up. Try again tomorrow (UTC).";

/** Returns the id of the counter of the spending of a sender on a day (`yyyy-mm-dd`). */
export function dollarsIdOf(day: string, sender: string): string {
  return `dollars#${day}#token#${sender}`;
}

function counterOf({ id, until }: Limit): Counter {
  return { id, expires_at: Math.ceil(until / 1000) + KEPT_SECONDS };
}

function refused({ of, sentence, until }: Limit, now: number, busy = false): LiveAssistError {
  // The running analyses may turn out not to have been paid for.
  const retryAfterSeconds = busy ? 60 : Math.max(1, Math.ceil((until - now) / 1000));
  const error = new LiveAssistError('rate_limited', sentence, { retryAfterSeconds });
  error.limitOf = of;
  return error;
}

function dayOf(now: number): { name: string; end: number } {
  return { name: toIso(now).slice(0, 'yyyy-mm-dd'.length), end: endOf(now, DAY_MS) };
}

function endOf(now: number, length: number): number {
  return (Math.floor(now / length) + 1) * length;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
