import {
  AnalysisStatusQuery,
  EraseCustomerCommand,
  type ErrorCode,
  LinkCustomerCommand,
  ListCallsQuery,
  ListWaitingCallsQuery,
  MemoryBoxRequest,
  MoveCallCommand,
  RecordCallWindowCommand,
  UnlinkCustomerCommand,
  UpdateCommitmentCommand,
  UpdateMatterCommand,
} from '@live-assist/core';
import * as z from 'zod/mini';
import type { $ZodType } from 'zod/v4/core';
import { AnalysisRequest } from '../http/call-routes.ts';
import type { RoutePath } from '../http/routes.ts';

/** What the document says of a route. */
export interface Operation {
  summary: string;
  description: string;
  /** Null for a GET. */
  body: $ZodType | null;
  /** The name of the schema of its 200. */
  answer: string;
  /** Codes of failures besides those that every route with a token has. */
  codes: readonly ErrorCode[];
}

/** Failures that any route with a token may answer. */
export const COMMON_CODES: readonly ErrorCode[] = [
  'invalid_request',
  'unauthenticated',
  'forbidden',
  'method_not_allowed',
  'body_too_large',
  'internal',
  'store_unavailable',
  'auth_unavailable',
];

/** A route to which another system delivers its calls. */
function delivery(sender: string, what: string): Operation {
  return {
    summary: `Deliver a call of ${sender}`,
    description: `${what} The route exists where the secret of its sender is set. A delivery may be repeated; the same call with other words is refused. docs/import.md tells how it is signed.`,
    body: z.looseObject({}),
    answer: 'TakenCalls',
    codes: [
      'invalid_request',
      'unauthenticated',
      'not_found',
      'customer_mismatch',
      'window_conflict',
      'customer_erased',
      'body_too_large',
      'transcript_too_long',
      'store_unavailable',
      'erasure_misconfigured',
      'internal',
    ],
  };
}

/** Every route in words. A route without an entry does not compile. */
export const OPERATIONS: Record<RoutePath, Operation> = {
  '/getCallAnalytics': {
    summary: 'Analyse a call, or read its analysis',
    description:
      'Returns the stored analysis unless windows have come since; otherwise the call is analysed. Requests for one call at the same time make one analysis. A token with `analytics:read` alone never starts one.',
    body: AnalysisRequest,
    answer: 'CallAnalytics',
    codes: [
      'call_not_found',
      'analysis_not_found',
      'customer_mismatch',
      'customer_erased',
      'analysis_in_progress',
      'transcript_too_long',
      'transcript_too_complex',
      'insufficient_conversation',
      'analyst_refused',
      'rate_limited',
      'analyst_misconfigured',
      'analyst_unavailable',
      'analyst_bad_output',
      'analyst_rate_limited',
      'analyst_timeout',
    ],
  },
  '/getAnalysisStatus': {
    summary: 'Read the status of an analysis',
    description: 'For a token of one customer, a call of another customer has the status `none`.',
    body: AnalysisStatusQuery,
    answer: 'AnalysisStatus',
    codes: [],
  },
  '/recordCallWindow': {
    summary: 'Record a window of a running call',
    description:
      'The same window with the same content may be sent again; other content under its number is refused. The first address that a call names binds it to that customer; a number or an id (`phone`, `customer_id`) names the customer whom it stands for. `final: true` ends the call, also without a window of its own.',
    body: RecordCallWindowCommand,
    answer: 'RecordedWindow',
    codes: [
      'call_not_found',
      'customer_not_found',
      'customer_mismatch',
      'window_conflict',
      'customer_erased',
      'transcript_too_long',
      'erasure_misconfigured',
    ],
  },
  '/listCalls': {
    summary: 'List the analysed calls of a customer',
    description: 'Newest first, without evidence. `next` is the `before` of the following page.',
    body: ListCallsQuery,
    answer: 'CallList',
    codes: [],
  },
  '/listWaitingCalls': {
    summary: 'List calls that are recorded and not analysed',
    description:
      'Calls that wait for their end, for a customer, or for a worker, the longest waiting first. Needs the scope `customers:any` too.',
    body: ListWaitingCallsQuery,
    answer: 'WaitingCalls',
    codes: [],
  },
  '/getMemoryBox': {
    summary: 'Read the memory of a customer',
    description:
      'What was delivered, what was promised and what is open. The customer is named in one way: `client_email`, `phone` or `customer_id`. An unknown address gets an empty box, an unknown number or id 404. No model is called.',
    body: MemoryBoxRequest,
    answer: 'MemoryBox',
    codes: ['customer_not_found', 'erasure_misconfigured'],
  },
  '/updateCommitment': {
    summary: 'Change a promise by hand',
    description: 'Gives a promise a status, another day, or both, and returns it as it then stands.',
    body: UpdateCommitmentCommand,
    answer: 'Commitment',
    codes: ['commitment_not_found'],
  },
  '/updateMatter': {
    summary: 'Settle a matter by hand, or open it again',
    description: 'Any call of the matter names it.',
    body: UpdateMatterCommand,
    answer: 'Matter',
    codes: ['matter_not_found'],
  },
  '/linkCustomer': {
    summary: 'Say whose a number or an id is',
    description:
      'Makes a telephone number, an id of the host or a former address stand for a customer. Calls that were known by it alone are theirs, and queued when they have ended. A token of one customer links only what its claims hold.',
    body: LinkCustomerCommand,
    answer: 'LinkedCustomer',
    codes: ['alias_taken', 'customer_erased', 'analysis_in_progress', 'erasure_misconfigured'],
  },
  '/unlinkCustomer': {
    summary: 'Say that a number or an id is not a customer’s any more',
    description: 'May be repeated. Needs the scope `customers:any` too.',
    body: UnlinkCustomerCommand,
    answer: 'UnlinkedCustomer',
    codes: ['erasure_misconfigured'],
  },
  '/moveCall': {
    summary: 'Make a call another customer’s',
    description:
      'Its windows, its analysis and its promises go along, and every id stays. May be repeated. Needs the scope `customers:any` too.',
    body: MoveCallCommand,
    answer: 'MovedCall',
    codes: ['call_not_found', 'analysis_in_progress', 'customer_erased'],
  },
  '/eraseCustomer': {
    summary: 'Erase a customer',
    description:
      'Deletes what every table holds of the customer, keeps a tombstone under a keyed hash, and returns a receipt that also says what stays.',
    body: EraseCustomerCommand,
    answer: 'ErasureReceipt',
    codes: ['erasure_misconfigured'],
  },
  '/ingest/elevenlabs': delivery(
    'ElevenLabs Agents',
    'The post-call webhook (`post_call_transcription`); other events are accepted and passed over.',
  ),
  '/ingest/retell': delivery(
    'Retell',
    '`call_ended` or `call_analyzed`; other events are accepted and passed over.',
  ),
  '/ingest/vapi': delivery('Vapi', '`end-of-call-report`; other messages are accepted and passed over.'),
  '/ingest/vcon': delivery('vCon', 'A plain vCon with its messages or its transcript.'),
  '/openapi.json': {
    summary: 'Read this document',
    description: 'Needs no token.',
    body: null,
    answer: 'OpenApiDocument',
    codes: [],
  },
  '/healthz': {
    summary: 'Tell that the service runs',
    description: 'Needs no token and reads no table.',
    body: null,
    answer: 'Health',
    codes: [],
  },
};
