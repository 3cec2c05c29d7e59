import { AgentId, CallId, ClientEmail, CustomerId, Phone } from '@live-assist/core';
import { Speakers, TimeZone } from '@live-assist/core/call/window-lists';
import * as z from 'zod/mini';
import type { UnknownFields } from '../http/json-body.ts';
import { BadLine } from './bad-line.ts';
import { unknownFieldOf } from './import-fields.ts';

const Column = z.union([z.string(), z.array(z.unknown())], 'must be a JSON string or a list');

const WindowNumber = z.int('must be a whole number').check(z.minimum(0), z.maximum(1_000_000));

const ImportedWindow = z
  .object({
    window_number: z.optional(WindowNumber),
    window_num: z.optional(WindowNumber),
    turns: Column,
    aiTips: z.nullish(Column),
    activityFeed: z.nullish(Column),
    created_at: z.nullish(z.string().check(z.maxLength(64))),
    // Columns of exported call-records rows that the line already has, or that are computed again.
    call_id: z.optional(z.unknown()),
    client_email: z.optional(z.unknown()),
    expires_at: z.optional(z.unknown()),
    contentHash: z.optional(z.unknown()),
    analyze: z.optional(z.unknown()),
    final: z.nullish(z.boolean()),
    agent_id: z.nullish(AgentId),
    timestamp_marks: z.nullish(z.enum(['end', 'start', 'sent'])),
    speakers: z.nullish(Speakers),
    time_zone: z.nullish(TimeZone),
  })
  .check(
    z.refine((window) => (window.window_number ?? window.window_num) !== undefined, {
      path: ['window_number'],
      error: 'is missing',
    }),
  );

/** One line of an import file: a whole call. Its customer is named by an address, an id of the host, or a number. */
const ImportedCall = z.object({
  call_id: CallId,
  client_email: z.optional(ClientEmail),
  phone: z.optional(Phone),
  customer_id: z.optional(CustomerId),
  agent_id: z.nullish(AgentId),
  timestamp_marks: z.nullish(z.enum(['end', 'start', 'sent'])),
  speakers: z.nullish(Speakers),
  time_zone: z.nullish(TimeZone),
  windows: z.array(ImportedWindow).check(z.minLength(1, 'must hold at least one window')),
});
export type ImportedCall = z.infer<typeof ImportedCall>;

/**
 * Reads one line of an import file.
 *
 * @param unknown - How a line with an unknown field is handled; by default it is refused.
 * @throws {BadLine} with its fault.
 */
export function readCall(line: string, unknown: UnknownFields = 'refuse'): ImportedCall {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new BadLine('not valid JSON', { cause });
  }
  const parsed = ImportedCall.safeParse(value);
  const misspelt = unknown === 'refuse' ? unknownFieldOf(ImportedCall, value) : null;
  if (misspelt !== null) throw new BadLine(misspelt);
  if (parsed.success) {
    const { client_email, phone, customer_id } = parsed.data;
    if ((client_email ?? phone ?? customer_id) === undefined)
      throw new BadLine('client_email: is missing; a phone or a customer_id may stand for it');
    return parsed.data;
  }
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') ?? '';
  throw new BadLine(path === '' ? 'must be a JSON object' : `${path}: ${issue?.message}`);
}
