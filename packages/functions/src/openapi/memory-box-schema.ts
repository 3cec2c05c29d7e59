/**
 * The memory box and its parts as schemas.
 *
 * @module
 */
import type { MemoryBox as Box, RememberedCommitment } from '@live-assist/core';
import { Evidence } from '@live-assist/core/analytics/findings';
import * as z from 'zod';

/** A score from 0 to 100. */
export const Score = z.int().min(0).max(100);
/** A time in ISO-8601. */
export const Moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/);

/** A promise and its current state. */
export const Commitment: z.ZodType<RememberedCommitment> = z.strictObject({
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

/** The fields of a matter. */
export const matter = {
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

/** What an agent sees about a customer when a call starts. */
export const MemoryBox = z.strictObject({
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
}) satisfies z.ZodType<Box>;
