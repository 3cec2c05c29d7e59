/**
 * The bodies of all answers as schemas: what the OpenAPI document publishes, and what the tests hold answers against.
 *
 * @module
 */
import type { ChangedMatter, ErasureReceipt } from '@live-assist/core';
import { CallAnalytics } from '@live-assist/core/analytics/analytics';
import * as z from 'zod';
import { type ErrorBody, MAX_ISSUES } from '../http/error-response.ts';
import type { RoutePath } from '../http/routes.ts';
import { STATUS } from '../telemetry/statuses.ts';
import { Commitment, MemoryBox, Moment, matter } from './memory-box-schema.ts';

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
export const OurAnalytics = z
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
export const LegacyRow = z.looseObject({
  call_id: z.string(),
  client_email: z.string(),
  created_at: z.string(),
  analysis: z.undefined().optional(),
});

/** An analysis in a list, without evidence. */
export const ListedCall = z.strictObject(ourShape).omit({ evidence: true });

/** Why a request or an analysis failed. */
export const Code = z.enum(Object.keys(STATUS) as (keyof typeof STATUS)[]);

const Status = z.enum(['none', 'queued', 'running', 'done', 'failed']);

/** The calls of a delivery. */
const TakenCalls = z.strictObject({
  calls: z.array(
    z.strictObject({ call_id: z.string(), status: z.enum(['none', 'queued', 'running', 'done', 'failed']) }),
  ),
});

/** The body of each route's 200, and of the 202 of a delivery. A route without an entry does not compile. */
export const BODIES: Record<RoutePath, z.ZodType> = {
  '/getCallAnalytics': z.union([OurAnalytics, LegacyRow]),
  '/getAnalysisStatus': z.strictObject({
    call_id: z.string(),
    status: Status,
    code: Code.optional(),
    attempts: z.int().min(0),
    updatedAt: Moment.nullable(),
  }),
  '/recordCallWindow': z.strictObject({ call_id: z.string(), window_number: z.int().min(0) }),
  '/listCalls': z.strictObject({
    calls: z.array(z.union([ListedCall, LegacyRow])),
    next: z.string().nullable(),
  }),
  '/listWaitingCalls': z.strictObject({
    calls: z.array(
      z.strictObject({
        call_id: z.string(),
        client_email: z.string().nullable(),
        since: Moment,
        state: z.enum(['recorded', 'queued', 'running', 'failed']),
        code: Code.exactOptional(),
      }),
    ),
    next: z.string().nullable(),
  }),
  '/getMemoryBox': MemoryBox,
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
  '/ingest/elevenlabs': TakenCalls,
  '/ingest/retell': TakenCalls,
  '/ingest/vapi': TakenCalls,
  '/ingest/vcon': TakenCalls,
  '/openapi.json': z.looseObject({ openapi: z.literal('3.1.0') }),
  '/healthz': z.strictObject({ status: z.literal('ok'), version: z.string() }),
};

/** The body of 202. */
export const Queued = z.strictObject({ call_id: z.string(), status: Status });

/** The body of every failure. */
export const Refusal = z.strictObject({
  error: z.string().regex(/^[A-Za-z][^\n]*\.$/),
  code: Code,
  issues: z
    .array(z.strictObject({ path: z.string(), message: z.string().min(1) }))
    .max(MAX_ISSUES)
    .exactOptional(),
}) satisfies z.ZodType<ErrorBody>;
