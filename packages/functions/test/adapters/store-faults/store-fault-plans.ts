import { awsError, type Fault, type FaultAt, PROVIDERS_WORDS } from '../../support/faulty-proxy.ts';

/** Where the store fails during a scenario. */
export interface Plan {
  what: string;
  faultAt: FaultAt;
  /** Every request succeeds during the fault, because retries overcome it. */
  heals?: boolean;
  /** No further request gets through, so a claim stays until its lease ends. */
  outage?: boolean;
  /** A delayed write arrives after its caller has given up; it may take a claim. */
  late?: boolean;
  /** Timeout of an attempt in milliseconds; long by default, so that only stalls time out. @default 60000 */
  attemptTimeoutMs?: number;
}

export const NO_FAULT: Plan = { what: 'no fault', faultAt: () => undefined };

/** A retry overcomes each of these. */
const PASSING: Fault[] = [
  awsError(400, 'ProvisionedThroughputExceededException'),
  awsError(500, 'InternalServerError'),
  'answer lost',
  'short answer',
  awsError(503, 'ServiceUnavailable'),
  'late',
  'empty answer',
  awsError(400, 'ThrottlingException'),
  { status: 502, body: `<html>${PROVIDERS_WORDS}` },
  'failed after',
  'cut answer',
  { status: 429, body: '{}' },
  'reset',
];

/**
 * Every command fails twice before it succeeds, and the plans cover every fault. Concurrent requests (`together`) share
 * a client and only fail once per command, because the SDK has a limited budget of retries.
 */
export function passingFaults(together = false): Plan[] {
  const most = together ? 1 : 2;
  const turns = Math.ceil(PASSING.length / most);
  return Array.from({ length: turns }, (_, turn) => ({
    what: `passing faults, turn ${turn}`,
    heals: true,
    faultAt: (_operation, _count, { command, attempt }) =>
      attempt <= most ? PASSING[(command + turn + turns * attempt) % PASSING.length] : undefined,
  }));
}

const STALL_TURNS = 4;
/** Long enough for an answer on a busy machine, and short enough for a test to wait for it. */
const STALL_TIMEOUT_MS = 1500;

/** Answers that never come or stop half-way. Each plan has only a few, because they take time. */
export const stalls: Plan[] = Array.from({ length: STALL_TURNS }, (_, turn) => ({
  what: `stalls, turn ${turn}`,
  heals: true,
  attemptTimeoutMs: STALL_TIMEOUT_MS,
  faultAt: (_operation, _count, { command, attempt }) => {
    const place = (command + turn) % STALL_TURNS;
    if (attempt > 1) return undefined;
    return place === 0 ? 'silence' : place === STALL_TURNS / 2 ? 'stalled answer' : undefined;
  },
}));

/**
 * One command fails permanently; for writes, there are also plans in which all later commands fail. Concurrent requests
 * (`together`) only have plans for writes, because a failing read only fails its own request.
 */
export function lastingFaults(commands: readonly string[], together = false): Plan[] {
  return commands.flatMap((operation, k): Plan[] => {
    const failing = (fault: Fault): Plan => ({
      what: `command ${k + 1} (${operation}) fails: ${JSON.stringify(fault)}`,
      late: fault === 'late',
      faultAt: (_operation, _count, { command }) => (command === k + 1 ? fault : undefined),
    });
    const failingOn = (fault: Fault): Plan => ({
      what: `everything from command ${k + 1} (${operation}) on fails: ${JSON.stringify(fault)}`,
      outage: true,
      faultAt: (_operation, _count, { command }) => (command > k ? fault : undefined),
    });
    if (operation === 'GetItem' || operation === 'Query') return together ? [] : [failing(BEFORE_IT)];
    return [BEFORE_IT, 'answer lost' as const, 'late' as const]
      .map(failing)
      .concat([BEFORE_IT, 'answer lost' as const].map(failingOn));
  });
}
const BEFORE_IT = awsError(500, 'InternalServerError');
