import { Evidence } from '@live-assist/core/analytics/findings';
import { ClientEmail, ErasedEmail } from '@live-assist/core/call/identifiers';
import * as z from 'zod';
import type { RoutePath } from '../http/routes.ts';
import { BODIES, Code, LegacyRow, ListedCall, OurAnalytics, Queued, Refusal } from './answers.ts';
import { OPERATIONS } from './operations.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Where the document keeps its schemas. */
export const SCHEMAS = '#/components/schemas/';

/** The name of a route as an operation: `/ingest/vapi` has `ingestVapi`. */
export function operationName(path: RoutePath): string {
  return path.slice(1).replace(/\/(.)/g, (_, first: string) => first.toUpperCase());
}

/** The name of the schema of a route's body: `/listCalls` has `ListCallsRequest`. */
export function requestName(path: RoutePath): string {
  const name = operationName(path);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}Request`;
}

/** All schemas of the document by name, each referring to the others by name. */
export function documentSchemas(): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  const add = (id: string, schema: z.core.$ZodType) => registry.add(schema, { id });
  add('Evidence', Evidence);
  add('OwnAnalytics', OurAnalytics);
  add('FormerAnalytics', LegacyRow);
  add('ListedCall', ListedCall);
  add('Queued', Queued);
  add('ErrorCode', Code);
  add('Failure', Refusal);
  for (const [path, { body, answer }] of Object.entries(OPERATIONS)) {
    add(answer, BODIES[path as RoutePath]);
    if (body !== null) add(requestName(path as RoutePath), body);
  }
  const { schemas } = z.toJSONSchema(registry, {
    uri: (id) => SCHEMAS + id,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => refine(zodSchema, jsonSchema),
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [
      name,
      described(name, schema),
    ]),
  );
}

/** What zod does not say by itself. */
function refine(schema: z.core.$ZodType, json: JsonSchema): void {
  const { def } = schema._zod;
  // A list is checked for its length before its entries: the two are joined by a pipe.
  if (def.type === 'pipe') {
    const { in: input } = def as z.core.$ZodPipeDef;
    const { minimum, maximum } = input._zod.bag as { minimum?: number; maximum?: number };
    if (json.type === 'array') {
      if (minimum !== undefined && minimum > 0) json.minItems = minimum;
      if (maximum !== undefined) json.maxItems = maximum;
    }
  }
  if (schema === ClientEmail || schema === ErasedEmail) json.format = 'idn-email';
  // A pair has a `maxItems` too, and generators of clients do not read this.
  if (json.items === false) delete json.items;
  // A field that must be absent.
  if (def.type === 'undefined') json.not = {};
  // JSON has no safe integers of its own.
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
  // Without the scope for coaching, how often an agent interrupts is null.
  const byAgent = json.properties?.byAgent;
  if (typeof byAgent === 'object') json.properties = { ...json.properties, byAgent: orNull(byAgent) };
}

function orNull(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: 'null' }] };
}

const DESCRIPTIONS: Record<string, string> = {
  Evidence:
    'A quote of a turn, or a tool call that succeeded. `turn` and `activity` count from 0 in their window.',
  OwnAnalytics: 'The analysis of a call.',
  FormerAnalytics: 'A row that the previous system stored, returned as it is.',
  ListedCall: 'The analysis of a call without its evidence.',
  Queued: 'The call was queued, or is being analysed.',
  ErrorCode: 'Why a request or an analysis failed; docs/api.md says what to do.',
  Failure: '`error` is a sentence that a person can act on; `issues` come with 400 alone.',
  CallAnalytics: 'The analysis of a call: of this service, or a row of the previous system.',
  TakenCalls: 'The calls of a delivery; none for an event that is not the end of a call.',
  MemoryBox: 'What an agent sees about a customer when a call starts.',
  Commitment: 'A promise and its current state.',
  Matter: 'What a call left unresolved, with the calls that joined it.',
  ErasureReceipt: 'What was deleted, what stays, and what an erasure does not reach.',
};

function described(name: string, schema: JsonSchema): JsonSchema {
  const description = DESCRIPTIONS[name];
  return description === undefined ? schema : { description, ...schema };
}
