import type { ChangedMatter, ErasureReceipt, MemoryBox, RememberedCommitment } from '@live-assist/core';
import { CallAnalytics } from '@live-assist/core/analytics/analytics';
import { Evidence } from '@live-assist/core/analytics/findings';
import * as z from 'zod';
import { type ErrorBody, MAX_ISSUES } from '../../src/http/error-response.ts';
import { isRoutePath, type RoutePath, routes } from '../../src/http/routes.ts';
import { STATUS } from '../../src/telemetry/statuses.ts';

/** A received answer. */
export interface ReceivedAnswer {
  status: number;
  headers: { get(name: string): string | null | undefined };
  /** The whole body as text. */
  body: string;
}

const Score = z.int().min(0).max(100);
const Moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/);

/** The figures for any reader; without the scope for coaching, the interruptions by the agent are null. */
const ourShape = {
  ...CallAnalytics.shape,
  metrics: z.preprocess((metrics) => {
    const { interruptions } = (metrics ?? {}) as { interruptions?: { byAgent?: unknown } };
    if (interruptions?.byAgent !== null) return metrics;
    return { ...(metrics as object), interruptions: { ...interruptions, byAgent: 0 } };
  }, CallAnalytics.shape.metrics),
};

/** A row of this service: scores agree with labels, and the shares add up. */
const OurAnalytics = z
  .strictObject(ourShape)
  .refine(
    ({ callMetrics: { agentTalkTime: a, customerTalkTime: b, holdTime: c } }) =>
      a === null || b === null || c === null || a + b + c === 100,
    'the shares do not add up to 100',
  )
  .refine(
    ({ tags, issueResolution: { category } }) => category === null || tags.length >= 2,
    'a call that was judged has at least two tags',
  )
  .refine(
    ({ sentiment: { score, label } }) =>
      label === (score === null ? null : score >= 67 ? 'Positive' : score > 33 ? 'Neutral' : 'Negative'),
    'score and label contradict',
  );

/** Rows of the previous system are returned unchanged. */
const LegacyRow = z.looseObject({
  call_id: z.string(),
  client_email: z.string(),
  created_at: z.string(),
  analysis: z.undefined().optional(),
});

const Commitment: z.ZodType<RememberedCommitment> = z.strictObject({
  id: z.string(),
  text: z.string(),
  label: z.string().nullable(),
  owner: z.enum(['agent', 'customer']),
  dueAt: z.iso.date().nullable(),
  dueTime: z.iso.time({ precision: -1 }).nullable(),
  asked: z.int().min(0),
  attempted: z.int().min(0),
  conditional: z.boolean(),
  recurring: z.boolean(),
  status: z.enum(['open', 'kept', 'replaced', 'withdrawn', 'dismissed']),
  overdue: z.boolean(),
  late: z.boolean().nullable(),
  stale: z.boolean(),
  disputed: z.boolean(),
  missed: z
    .strictObject({
      times: z.int().min(1),
      lastAt: Moment,
      call_id: z.string(),
      evidence: z.array(Evidence),
    })
    .nullable(),
  renewed: z.strictObject({ times: z.int().min(1), firstMadeAt: Moment }).nullable(),
  madeIn: z.strictObject({ call_id: z.string(), created_at: Moment, agent_id: z.string().nullable() }),
  evidence: z.array(Evidence),
  closing: z
    .strictObject({
      status: z.enum(['kept', 'replaced', 'withdrawn', 'dismissed']),
      by: z.enum(['analyst', 'person']),
      at: Moment,
      call_id: z.string().nullable(),
      evidence: z.array(Evidence),
    })
    .nullable(),
});

const matter = {
  call_id: z.string(),
  category: z.string(),
  about: z.string().nullable(),
  since: Moment,
  calls: z.int().min(1),
  stale: z.boolean(),
  evidence: z.array(Evidence),
};

const recentCall = {
  call_id: z.string(),
  created_at: z.string(),
  agent_id: z.string().nullable(),
  about: z.string().nullable(),
  category: z.string().nullable(),
  resolved: z.boolean().nullable(),
  promisesOpen: z.int().min(0),
};

const Box = z.strictObject({
  client_email: z.string(),
  returning: z.boolean(),
  shared: z.boolean(),
  calls: z.int().min(0),
  callsMore: z.boolean().exactOptional(),
  headline: z.strictObject({
    kind: z.enum([
      'missed',
      'overdue',
      'due_today',
      'unresolved',
      'open',
      'customer_owes',
      'repeat',
      'not_analysed',
      'kept',
      'nothing_open',
      'new',
    ]),
    commitmentId: z.string().nullable(),
    call_id: z.string().nullable(),
    category: z.string().nullable(),
    count: z.number().nullable(),
    days: z.number().nullable(),
  }),
  pending: z.array(
    z.strictObject({
      call_id: z.string(),
      since: Moment,
      state: z.enum(['recorded', 'queued', 'running', 'failed']),
    }),
  ),
  lastCall: z
    .strictObject({
      ...recentCall,
      summary: z.string(),
      sentiment: z.strictObject({
        score: Score.nullable(),
        label: z.enum(['Positive', 'Neutral', 'Negative']).nullable(),
      }),
      satisfaction: z.strictObject({
        score: Score.nullable(),
        prediction: z.enum(['Satisfied', 'Neutral', 'Dissatisfied']).nullable(),
      }),
    })
    .nullable(),
  recentCalls: z.array(z.strictObject(recentCall)).max(5),
  matters: z.array(z.strictObject(matter)),
  commitments: z.array(Commitment),
  deliverables: z.array(
    z.strictObject({
      text: z.string(),
      call_id: z.string(),
      created_at: z.string(),
      evidence: z.array(Evidence),
    }),
  ),
  improvementAreas: z
    .array(z.strictObject({ text: z.string(), times: z.int().min(1), lastSeen: z.string() }))
    .exactOptional(),
  satisfactionTrend: z.array(z.strictObject({ created_at: z.string(), score: z.number() })),
}) satisfies z.ZodType<MemoryBox>;

const Status = z.enum(['none', 'queued', 'running', 'done', 'failed']);

/** The body of each route's 200. A route without an entry does not compile. */
const BODIES: Record<RoutePath, z.ZodType> = {
  '/getCallAnalytics': z.union([OurAnalytics, LegacyRow]),
  '/getAnalysisStatus': z.strictObject({
    call_id: z.string(),
    status: Status,
    code: z.enum(Object.keys(STATUS)).optional(),
    attempts: z.int().min(0),
    updatedAt: Moment.nullable(),
  }),
  '/recordCallWindow': z.strictObject({ call_id: z.string(), window_number: z.int().min(0) }),
  '/listCalls': z.strictObject({
    calls: z.array(z.union([z.strictObject(ourShape).omit({ evidence: true }), LegacyRow])),
    next: z.string().nullable(),
  }),
  '/getMemoryBox': Box,
  '/updateCommitment': Commitment,
  '/updateMatter': z.strictObject({
    ...matter,
    status: z.enum(['settled', 'open']),
  }) satisfies z.ZodType<ChangedMatter>,
  '/linkCustomer': z.strictObject({ client_email: z.string() }),
  '/unlinkCustomer': z.strictObject({ client_email: z.string() }),
  '/moveCall': z.strictObject({ call_id: z.string(), client_email: z.string() }),
  '/eraseCustomer': z.strictObject({
    erasedAt: Moment,
    deleted: z.strictObject({
      callRecords: z.int().min(0),
      callAnalytics: z.int().min(0),
      analysisClaims: z.int().min(0),
      promises: z.int().min(0),
      customerAliases: z.int().min(0),
    }),
    secondSweepAt: Moment.nullable(),
    repeatAfterSeconds: z.int().min(1).exactOptional(),
    stays: z.strictObject({
      windowsOfOthers: z.int().min(0),
      analysesOfOthers: z.int().min(0),
      callNames: z.int().min(0),
      why: z.string(),
    }),
    notReached: z.strictObject({
      windowsWithoutAddress: z.string(),
      otherSpellings: z.string(),
      windowsSentAgain: z.string(),
      waitingAnalyses: z.string(),
      backups: z.string(),
      modelProvider: z.string(),
      logs: z.string(),
    }),
    kept: z.string(),
  }) satisfies z.ZodType<ErasureReceipt>,
  '/healthz': z.strictObject({ status: z.literal('ok'), version: z.string() }),
};

const Queued = z.strictObject({ call_id: z.string(), status: Status });

const Refusal = z.strictObject({
  error: z.string().regex(/^[A-Za-z][^\n]*\.$/),
  code: z.enum(Object.keys(STATUS) as (keyof typeof STATUS)[]),
  issues: z
    .array(z.strictObject({ path: z.string(), message: z.string().min(1) }))
    .max(MAX_ISSUES)
    .exactOptional(),
}) satisfies z.ZodType<ErrorBody>;

const NEEDS_RETRY_AFTER = new Set(['analysis_in_progress', 'rate_limited']);

/**
 * Checks an answer against the HTTP contract: status and code, headers, shape of the body. Returns the first breach, or
 * null.
 *
 * @param path - The path that was asked, as it was sent.
 * @param method - HEAD has no body.
 * @example breachIn('/healthz', 'GET', answer) // null
 */
export function breachIn(
  path: string,
  method: string,
  { status, headers, body }: ReceivedAnswer,
): string | null {
  if (headers.get('content-type')?.split(';')[0] !== 'application/json') return 'it is not JSON';
  if (headers.get('cache-control') !== 'no-store') return 'it may be cached';
  if (method === 'HEAD') return body === '' ? null : 'a HEAD has a body';
  let sent: unknown;
  try {
    sent = JSON.parse(body);
  } catch {
    return 'its body is no JSON';
  }
  return status < 300 ? breachInSuccess(path, status, headers, sent) : breachInRefusal(status, headers, sent);
}

function breachInSuccess(
  path: string,
  status: number,
  headers: ReceivedAnswer['headers'],
  sent: unknown,
): string | null {
  if (!isRoutePath(path)) return `there is no such route, and it answers ${status}`;
  if (!hasId(headers)) return 'it has no x-request-id';
  const analyses = path === '/getCallAnalytics';
  if (status !== 200 && !(analyses && status === 202)) return `${path} answers ${status}`;
  const source = headers.get('x-analysis-source') ?? null;
  const sources: (string | null)[] = analyses && status === 200 ? ['stored', 'computed'] : [null];
  if (!sources.includes(source)) return `x-analysis-source is ${source}`;
  return misfit(status === 202 ? Queued : BODIES[path], sent);
}

function breachInRefusal(status: number, headers: ReceivedAnswer['headers'], sent: unknown): string | null {
  const refusal = Refusal.safeParse(sent);
  if (!refusal.success) return misfit(Refusal, sent);
  const { code, issues } = refusal.data;
  if (STATUS[code] !== status) return `${code} has the status ${status}`;
  if (issues !== undefined && status !== 400) return `${code} lists issues`;
  // An answer of Node to an invalid request has no id, and closes the connection.
  if (!hasId(headers) && !(status === 400 && headers.get('connection') === 'close'))
    return 'it has no x-request-id';
  const retryAfter = headers.get('retry-after') ?? null;
  if (retryAfter === null ? NEEDS_RETRY_AFTER.has(code) : !/^[1-9]\d*$/.test(retryAfter)) {
    return `${code} has the header retry-after: ${retryAfter}`;
  }
  if (status === 401 && headers.get('www-authenticate') !== 'Bearer') return 'it does not ask for a token';
  if (
    status === 405 &&
    !Object.values(routes).some(({ method }) => headers.get('allow')?.startsWith(method))
  ) {
    return 'it names no method';
  }
  return null;
}

function hasId(headers: ReceivedAnswer['headers']): boolean {
  return /^[\da-f-]{36}$/.test(headers.get('x-request-id') ?? '');
}

function misfit(schema: z.ZodType, sent: unknown): string | null {
  const { error } = schema.safeParse(sent);
  return error === undefined ? null : `its body does not fit: ${z.prettifyError(error)}`;
}
