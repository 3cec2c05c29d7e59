import {
  AnalysisStatusQuery,
  AnalyzeCallCommand,
  ListCallsQuery,
  LiveAssistError,
  LONGEST_WAIT_MS,
  type Ports,
  type RecordCallWindowCommand,
  type StoredAnalytics,
  withoutCoaching,
} from '@live-assist/core';
import type { Hono } from 'hono';
import * as z from 'zod/mini';
import { boundElsewhere, type Caller, isBound, isOpenTo, requireBinding } from '../auth/auth.ts';
import type { AppEnv, AppOptions } from './app-options.ts';
import { jsonBody } from './json-body.ts';
import { routePath } from './routes.ts';

/** The body of `/getCallAnalytics`. */
export const AnalysisRequest = z.lazy(() =>
  z.intersection(AnalyzeCallCommand, z.object({ async: z.nullish(z.boolean()) })),
);

/**
 * The routes about calls: record a window, analyse a call, read the status of an analysis, list calls. Their use cases are
 * loaded with the first request: a process that only reads memory boxes does without them.
 */
export function callRoutes(app: Hono<AppEnv>, options: AppOptions): void {
  app.post(routePath('/getCallAnalytics'), jsonBody(AnalysisRequest, options), async (c) => {
    const caller = c.get('caller');
    const { async: later, ...command } = c.req.valid('json');
    requireBinding(caller, command);
    const mayAnalyze = caller.scopes.has('analytics:write');
    const arrivedAt = c.get('arrivedAt');
    const sender = mayAnalyze ? await options.hashSender?.(caller) : undefined;
    const context = { arrivedAt, mayAnalyze, sender, subject: c.get('subject') };
    const ports = c.get('ports');
    const edgeMs = shortEdge(options);
    const answer = await hideMismatch(caller, async () => {
      if (later === true) {
        const { queueAnalysis } = await import('@live-assist/core/queue/queue-analysis');
        const queued = await queueAnalysis(ports, ports.queue ?? noQueue(), command, context);
        return queued.analytics === null ? queued : { ...queued, source: 'stored' as const };
      }
      if (edgeMs === undefined || ports.queue === undefined) {
        const { analyzeCall } = await import('@live-assist/core/analysis/analyze-call');
        return analyzeCall(ports, options.settings, command, { ...context, deadline: options.deadline?.(c) });
      }
      const { answerInTime } = await import('@live-assist/core/queue/answer-in-time');
      return answerInTime(ports, ports.queue, command, context, arrivedAt + edgeMs - EDGE_MARGIN_MS);
    });
    if (answer.analytics === null) return c.json(answer.status, 202);
    return c.json(readableBy(caller)(answer.analytics), 200, { 'x-analysis-source': answer.source });
  });

  app.post(routePath('/getAnalysisStatus'), jsonBody(AnalysisStatusQuery, options), async (c) => {
    const caller = c.get('caller');
    const query = c.req.valid('json');
    requireBinding(caller, query);
    const { analysisStatus, unknownCall } = await import('@live-assist/core/analysis/analysis-status');
    const { status, client_email } = await analysisStatus(c.get('ports'), query);
    // For a token of one customer, a call of another customer does not exist.
    if (!isOpenTo(caller, client_email)) return c.json(unknownCall(query.call_id));
    c.set('customer', client_email);
    return c.json(status);
  });

  app.post(routePath('/recordCallWindow'), jsonBody(windowSchema, options), async (c) => {
    const caller = c.get('caller');
    const command = c.req.valid('json');
    requireBinding(caller, command);
    const client_email = command.client_email ?? caller.clientEmail ?? undefined;
    const ports = c.get('ports');
    const { named, isTrusted } = await namesOf(ports, caller, command);
    const { recordCallWindow } = await import('@live-assist/core/recording/record-window');
    return c.json(
      await hideMismatch(caller, () =>
        recordCallWindow(ports, { ...command, ...named, client_email }, () => isTrusted),
      ),
    );
  });

  app.post(routePath('/listCalls'), jsonBody(ListCallsQuery, options), async (c) => {
    const caller = c.get('caller');
    const query = c.req.valid('json');
    requireBinding(caller, query);
    const { listCalls } = await import('@live-assist/core/memory/list-calls');
    const { calls, next } = await listCalls(c.get('ports'), query);
    return c.json({ calls: calls.map(readableBy(caller)), next });
  });
}

async function windowSchema() {
  return (await import('@live-assist/core/recording/record-window-command')).RecordCallWindowCommand;
}

type Named = Pick<RecordCallWindowCommand, 'phone' | 'customer_id'>;

/** How a window names its customer, and whether the sender may say that these belong together. */
async function namesOf(
  ports: Ports,
  caller: Caller,
  { phone, customer_id }: RecordCallWindowCommand,
): Promise<{ named: Named; isTrusted: boolean }> {
  if (phone == null && customer_id == null) {
    // The alias of a token stands for a window that names no customer.
    const own = caller.isByAlias === true ? { phone: caller.phone, customer_id: caller.customerId } : {};
    return { named: own, isTrusted: false };
  }
  const named = { phone, customer_id };
  const { mayLink, requireOwnAlias } = await import('@live-assist/core/aliases/sender');
  await requireOwnAlias(ports, caller, named);
  return { named, isTrusted: await mayLink(ports, caller, named) };
}

/** Allowance for a cold start, the network and the last read of the claim. */
const EDGE_MARGIN_MS = 5_000;
/** Time of a request besides its own analysis: it may first wait for another one. */
const BESIDE_ANALYSIS_MS = LONGEST_WAIT_MS + EDGE_MARGIN_MS;

/** The proxy's timeout in milliseconds, when an analysis may take longer than that. */
function shortEdge({ edgeTimeoutMs, settings }: AppOptions): number | undefined {
  const longest = settings.analysisTimeoutMs + BESIDE_ANALYSIS_MS;
  return edgeTimeoutMs !== undefined && edgeTimeoutMs < longest ? edgeTimeoutMs : undefined;
}

function noQueue(): never {
  const message = 'must be false or absent: this deployment has no queue';
  throw new LiveAssistError('invalid_request', `async ${message}.`, { issues: [{ path: 'async', message }] });
}

// For a caller who is bound to one customer, "that call belongs to another customer" would reveal data of another
// customer.
async function hideMismatch<Answer>(caller: Caller, run: () => Promise<Answer>): Promise<Answer> {
  try {
    return await run();
  } catch (error) {
    if (isBound(caller) && error instanceof LiveAssistError && error.code === 'customer_mismatch') {
      throw boundElsewhere(error);
    }
    throw error;
  }
}

function readableBy({ scopes }: Caller): (analytics: StoredAnalytics) => StoredAnalytics {
  const full = scopes.has('coaching:read') || scopes.has('analytics:write');
  return (analytics) => (full ? analytics : withoutCoaching(analytics));
}
